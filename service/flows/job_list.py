"""Turn a job into a list of matches that is ranked once, or a stretch of such a list into explained hits."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime

from entities.ats import Job
from entities.document import Access
from entities.hit import Hit
from entities.ids import RecordId, TenantKey
from entities.query import Filter, Question
from indexing import analyse
from ranking import Found, JobQuestion, default_model, job_question, listing, recommend
from service.flows.find import LeaveOut, find
from service.flows.ranked import Order, stretch
from service.wiring import Parts
from store import records
from sync import as_record

RANKED = 500  # people fetched for one job


@dataclass(frozen=True, slots=True)
class JobAsked:
    """A job and the question that it asks."""

    record: RecordId
    job: Job
    question: JobQuestion


def ask(parts: Parts, tenant: TenantKey, stored: records.Stored) -> JobAsked:
    """Read a stored job as a question; which of its words tell much depends on how many people hold them."""
    job = as_record(stored.payload)
    assert isinstance(job, Job)
    shares = parts.columns.shares((parts.tenant_index(tenant), parts.members_index))
    return JobAsked(stored.id, job, job_question(job, analyse=analyse, frequencies=shares))


def rank_job(
    parts: Parts, tenant: TenantKey, asked: JobAsked, *, access: Access, hidden: AbstractSet[str] = frozenset()
) -> Order:
    """Rank the people that fit a job; who already applied, must not be contacted, or is `hidden`, is left out.

    Raises:
        EngineError: the index can't answer.

    """
    not_applied = Filter(field="job", values=(asked.record,), negated=True)
    question = Question(where=asked.question.where, filters=(not_applied,), limit=RANKED + len(hidden), access=access)
    left_out = LeaveOut(persons=hidden, silent=True)
    title = listing.job_title(asked.job)
    return find(parts, tenant, question, best=RANKED + len(hidden), title=title, leave_out=left_out).order


def show_job(
    parts: Parts, tenant: TenantKey, asked: JobAsked, order: Order, page: slice, *, access: Access
) -> list[Hit]:
    """Read and explain one stretch of matches that were ranked before."""

    def rank(found: Sequence[Found]) -> list[Hit]:
        return _ranked(asked, found, order.at)

    return stretch(parts, tenant, order, page, rank, access=access)


def _ranked(asked: JobAsked, found: Sequence[Found], now: datetime) -> list[Hit]:
    return recommend(asked.job, asked.question, found, now=now, analyse=analyse, model=default_model())
