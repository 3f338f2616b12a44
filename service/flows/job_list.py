"""Turn a job into a list of matches that is ranked once, or a stretch of such a list into explained hits."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime

from entities.ats import Job
from entities.document import Access
from entities.hit import Hit
from entities.ids import RecordId, TenantKey, record_id
from entities.query import Question
from indexing import analyse
from ranking import Found, JobQuestion, default_model, job_question, recommend
from service.flows.access import visible
from service.flows.find import find
from service.flows.gather import candidate_of
from service.flows.ranked import Order, order_of, stretch
from service.pausing import may_pause
from service.wiring import Parts
from store import TenantTx, documents, records
from sync import as_record

RANKED = 500  # people fetched for one job


@dataclass(frozen=True, slots=True)
class JobAsked:
    """A job and the question that it asks."""

    record: RecordId
    job: Job
    question: JobQuestion


def ask(stored: records.Stored) -> JobAsked:
    """Read a stored job as a question."""
    job = as_record(stored.payload)
    assert isinstance(job, Job)
    return JobAsked(stored.id, job, job_question(job, analyse=analyse))


def rank_job(
    parts: Parts, tenant: TenantKey, asked: JobAsked, *, access: Access, hidden: AbstractSet[str] = frozenset()
) -> Order:
    """Rank the people that fit a job; who already applied, must not be contacted, or is `hidden`, is left out.

    Raises:
        EngineError: the index can't answer.

    """
    with parts.store.reading(tenant) as tx:
        gone = _applied(tx, asked.record, access) | hidden
    reach = RANKED + len(gone)  # who is left out must not crowd out the others
    question = Question(where=asked.question.where, limit=reach, access=access)
    united, found = find(parts, tenant, question)
    with parts.store.reading(tenant) as tx:
        gone |= _do_not_contact(tx, [one.document.person for one in found if one.document.in_ats], access)
    now = parts.clock()
    kept = [one for one in found if one.document.person not in gone]
    may_pause()
    hits = _ranked(asked, kept, now, page=slice(0, 0))
    return order_of(hits, kept, united.total - (len(found) - len(kept)), now)


def show_job(
    parts: Parts, tenant: TenantKey, asked: JobAsked, order: Order, page: slice, *, access: Access
) -> list[Hit]:
    """Read and explain one stretch of matches that were ranked before."""

    def rank(found: Sequence[Found]) -> list[Hit]:
        return _ranked(asked, found, order.at, page=None)

    return stretch(parts, tenant, order, page, rank, access=access)


def _ranked(asked: JobAsked, found: Sequence[Found], now: datetime, *, page: slice | None) -> list[Hit]:
    return recommend(asked.job, asked.question, found, now=now, analyse=analyse, model=default_model(), page=page)


def _applied(tx: TenantTx, job: RecordId, access: Access) -> frozenset[str]:
    """Name the persons with an application to the job that the viewer may see."""
    applications = visible(tx, records.pointing_at(tx, [job]).get(job, ()), access)
    candidates = [
        record_id(tx.tenant, one.instance, "candidate", one.payload["candidate"])
        for one in applications
        if one.kind == "application"
    ]
    return frozenset(documents.persons_of(tx, candidates).values())


def _do_not_contact(tx: TenantTx, persons: list[str], access: Access) -> frozenset[str]:
    """Name the persons with a candidate, visible to the viewer, who must not be contacted."""
    together = documents.candidates_of(tx, persons)
    found = records.get_many(tx, [one for held in together.values() for one in held])
    silent = {one.id for one in visible(tx, list(found.values()), access) if candidate_of(one).do_not_contact}
    return frozenset(person for person, held in together.items() if silent & set(held))
