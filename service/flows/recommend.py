"""Turn a job into its Recommended Matches: a visible question, and the people that fit it, explained."""

from pydantic import BaseModel, ConfigDict

from entities.document import EVERYONE, Access
from entities.ids import InstanceId, SourceId, TenantKey
from ranking import JobQuestion, default_model
from service.flows.found import FoundPerson, shown
from service.flows.job_list import ask, rank_job, show_job
from service.flows.seen import seen_record
from service.wiring import Parts


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
        stored = seen_record(tx, instance, "job", job, access)
    asked = ask(parts, tenant, stored)
    order = rank_job(parts, tenant, asked, access=access)
    hits = show_job(parts, tenant, asked, order, slice(0, limit), access=access)
    return Recommendations(
        job=job,
        title=asked.job.title,
        question=asked.question,
        model=default_model().hash,
        considered=order.total,
        hits=tuple(map(shown, hits)),
    )
