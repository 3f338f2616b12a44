"""Turn the jobs that filters name by their ids in the ATS into the records that documents name."""

from dataclasses import replace

from entities.document import Access
from entities.errors import NotFound
from entities.ids import InstanceId, SourceId, record_id
from entities.query import FacetName
from service.flows.access import visible
from service.flows.facet_names import Conditions
from service.flows.search_list import SearchRequest
from store import TenantTx, records


def named_jobs(tx: TenantTx, instance: InstanceId, asked: SearchRequest) -> SearchRequest:
    """Name the jobs of a search's filters by record; raises NotFound for one that the viewer may not see."""
    return replace(
        asked,
        filters=_named(tx, instance, asked.filters or {}, asked.access, pointer="/filters"),
        without=_named(tx, instance, asked.without or {}, asked.access, pointer="/without"),
    )


def _named(
    tx: TenantTx, instance: InstanceId, asked: Conditions, access: Access, *, pointer: str
) -> dict[FacetName, tuple[str, ...]]:
    named = tuple(record_id(tx.tenant, instance, "job", SourceId(one)) for one in asked.get("job", ()))
    seen = {one.id for one in visible(tx, list(records.get_many(tx, named).values()), access)} if named else set()
    if not seen.issuperset(named):
        raise NotFound("there is no such job", pointer=f"{pointer}/job", hint="name jobs by their ids in the ATS")
    return {**asked, "job": named} if named else dict(asked)
