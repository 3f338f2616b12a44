"""Turn what a person begins to type into values to choose from."""

from typing import Annotated

from fastapi import Query
from pydantic import BaseModel, ConfigDict

from entities.hit import FacetCount
from service.flows.typeahead import TypedField, complete
from service.http import people_examples
from service.http.api import Api, Here
from service.http.searches import ENGINE_PROBLEMS

api = Api(tag="search")
Begun = Annotated[str, Query(min_length=1, max_length=50, description="How the value, or a word in it, begins.")]
Limit = Annotated[int, Query(ge=1, le=50)]


class Completions(BaseModel):
    """Values that begin so, the most frequent first."""

    model_config = ConfigDict(frozen=True)

    field: TypedField
    values: tuple[FacetCount, ...]


@api.route(
    "GET",
    "/typeahead",
    scope="people:read",
    limit="search",
    as_seat=True,
    waits=True,
    problems=ENGINE_PROBLEMS,
    example=people_examples.TYPEAHEAD,
)
def complete_value(call: Here, field: TypedField, prefix: Begun, limit: Limit = 10) -> Completions:
    """Complete a title, company, skill or place to those that people hold whom the seat may see."""
    with call.parts.store.reading(call.tenant) as tx:
        viewer = call.viewer(tx)
    found = complete(call.parts, call.tenant, field, prefix, access=viewer.access, limit=limit)
    return Completions(field=field, values=tuple(found))
