"""Turn a few people into a page of people like them."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from entities.hit import FacetCount
from entities.text import NeededText
from ranking import QuestionPart, default_model
from service.flows.found_people import PersonHit, people_of
from service.flows.ranked import Order
from service.flows.seen import seen_people
from service.flows.similar import likeness, rank_similar, show_similar
from service.http import people_examples
from service.http.api import Api, Here
from service.http.paging import page_of
from service.http.searches import LIMIT, PROBLEMS, Cursor, Filters, Limit, Text, Value, check_text, facet_names

api = Api(tag="search")
FACETS_MOST = 8
EXAMPLES_MOST = 10


class SimilarBody(BaseModel):
    """Whom others should be like, and what else to hold them to."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", strict=True, json_schema_extra={"example": people_examples.SIMILAR}
    )

    people: Annotated[list[NeededText], Field(min_length=1, max_length=EXAMPLES_MOST, description="Ids of people.")]
    text: Text = Field("", description="A search text that narrows the list.")
    filters: Filters = {}
    facets: list[Value] = Field([], max_length=FACETS_MOST, description="Facets to count, on the first page.")
    limit: Limit = LIMIT
    cursor: Cursor = None
    explain: bool = True


class SimilarPage(BaseModel):
    """One page of people like others, and the question that found them."""

    model_config = ConfigDict(frozen=True)

    question: tuple[QuestionPart, ...]
    query: str = Field(description="The question in the query language, without its weights.")
    total: int = Field(description="People found, those asked for among them.")
    hits: tuple[PersonHit, ...]
    facets: dict[str, tuple[FacetCount, ...]]
    next: str | None
    model: str


@api.route(
    "POST",
    "/search/similar",
    scope="people:read",
    limit="search",
    as_seat=True,
    waits=True,
    problems=PROBLEMS,
    example=people_examples.SIMILAR_PAGE,
)
def search_similar(call: Here, body: SimilarBody) -> SimilarPage:
    """Search for people like one to ten others, who are left out.

    The question is built from the titles, skills and places that the others hold; what more of them hold weighs more.
    """
    check_text(body.text)
    with call.parts.store.reading(call.tenant) as tx:
        viewer = call.viewer(tx)
    examples = seen_people(call.parts, call.tenant, list(dict.fromkeys(body.people)), viewer.access)
    wanted = likeness(examples, text=body.text, now=call.parts.clock())
    names = facet_names(list(body.filters), "/filters")
    filters = {name: tuple(body.filters[name]) for name in names}
    facets = facet_names(body.facets, "/facets")
    counted: dict[str, tuple[FacetCount, ...]] = {}

    def make() -> Order:
        ranked = rank_similar(call.parts, call.tenant, wanted, filters=filters, facets=facets, access=viewer.access)
        counted.update(ranked.facets)
        return ranked.order

    query = {"people": list(wanted.people), "text": body.text, "filters": {k: list(v) for k, v in filters.items()}}
    page = page_of(call, "search/similar", query, cursor=body.cursor, limit=body.limit, make=make)
    hits = people_of(
        call.parts,
        call.tenant,
        show_similar(call.parts, call.tenant, wanted, page.order, page.places, access=viewer.access),
        instance=call.instance,
        access=viewer.access,
        explain=body.explain,
    )
    call.saw("person", [*wanted.people, *(hit.id for hit in hits)])
    return SimilarPage(
        question=wanted.question.parts,
        query=wanted.question.text,
        total=page.order.total,
        hits=tuple(hits),
        facets=counted,
        next=page.next,
        model=default_model().hash,
    )
