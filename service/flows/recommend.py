"""Turn a job into its Recommended Matches: a visible question, and the people that fit it, explained."""

from pydantic import BaseModel, ConfigDict

from entities.ats import Job
from entities.document import EVERYONE, Access
from entities.errors import NotFound
from entities.ids import InstanceId, RecordId, SourceId, TenantKey, record_id
from entities.query import Question
from indexing import analyse, search_united
from ranking import JobQuestion, default_model, job_question, recommend
from service.flows.access import visible
from service.flows.gather import candidate_of
from service.flows.search import FoundPerson, found_documents, shown
from service.wiring import Parts
from store import TenantTx, documents, records
from sync import as_record

RANKED = 500  # people fetched for one job


class Recommendations(BaseModel):
    """A job's matches, best first, with the question they answer and the model that ordered them."""

    model_config = ConfigDict(frozen=True)

    job: str
    title: str
    question: JobQuestion
    model: str
    considered: int
    hits: tuple[FoundPerson, ...]


def recommend_for(
    parts: Parts,
    tenant: TenantKey,
    job: SourceId,
    *,
    instance: InstanceId,
    limit: int = 25,
    access: Access = (EVERYONE,),
) -> Recommendations:
    """Recommend people for a job of the tenant; who already applied, or must not be contacted, is left out.

    Where `access` is None all seats look. A job that the viewer may not see is no job.

    Raises:
        NotFound: no such job.
        EngineError: the index can't answer.

    """
    with parts.store.reading(tenant) as tx:
        stored = records.by_source(tx, instance, "job", job)
        if stored is None or not visible(tx, [stored], access):
            raise NotFound("no such job")
        applied = _applied(tx, stored.id, access)
    read = as_record(stored.payload)
    assert isinstance(read, Job)
    question = job_question(read, analyse=analyse)
    reach = RANKED + len(applied)  # who is left out must not crowd out the others
    asked = Question(where=question.where, limit=reach, access=access)
    united = search_united(parts.engine, parts.tenant_index(tenant), parts.members_index, asked, k=reach)
    found = found_documents(parts, tenant, united.hits)
    with parts.store.reading(tenant) as tx:
        silent = _do_not_contact(tx, [one.document.person for one in found if one.document.in_ats], access)
    model = default_model()
    hits = recommend(
        read,
        question,
        found,
        now=parts.clock(),
        analyse=analyse,
        model=model,
        applied=applied,
        do_not_contact=silent,
        page=slice(0, limit),
    )
    return Recommendations(
        job=job,
        title=read.title,
        question=question,
        model=model.hash,
        considered=united.total,
        hits=tuple(shown(hit) for hit in hits[:limit]),
    )


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
