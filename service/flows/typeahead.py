"""Turn the beginning of a value into values to choose from: what people hold whom a seat may see, then known labels."""

from collections.abc import Mapping
from typing import Literal

from entities.document import Access
from entities.hit import FacetCount
from entities.ids import TenantKey
from entities.query import FacetName, Scope
from indexing import analyse
from indexing.widening import complete_values, taxonomy
from service.wiring import Parts

TypedField = Literal["title", "company", "skill", "location"]
FACETS: Mapping[TypedField, tuple[FacetName, Scope]] = {
    "title": ("current_title", "title"),
    "company": ("current_company", "company"),
    "skill": ("skill", "skill"),
    "location": ("location", "location"),
}


def complete(
    parts: Parts, tenant: TenantKey, field: TypedField, prefix: str, *, access: Access, limit: int
) -> list[FacetCount]:
    """List values in which the prefix stands at the beginning of a word, with how many people hold each.

    First come those of the tenant's own people whom the viewer may find, the most frequent first; then, counted 0,
    labels that ESCO and O*NET know. A member whom the tenant has no candidate for lends no value.

    Raises:
        EngineError: the index can't answer.

    """
    index = parts.tenant_index(tenant)
    found = complete_values(parts.engine, index, FACETS[field], prefix, access=access, limit=limit)
    if len(found) == limit or field not in ("title", "skill"):
        return found
    known = {analyse(one.value) for one in found}
    labels = taxonomy().completions(field, prefix, limit + len(found))
    fresh = [label for label in labels if analyse(label) not in known]
    return [*found, *(FacetCount(value=label, count=0) for label in fresh)][:limit]
