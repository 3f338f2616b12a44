"""Turn a few people into a page of people like them."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from entities.hit import FacetCount
from entities.text import NeededText
from ranking import QuestionPart, default_model
from service.flows.facet_names import filters_of
from service.flows.found_people import PersonHit, people_of
from service.flows.job_filter import named_jobs
from service.flows.ranked import Order
from service.flows.seen import seen_people
from service.flows.similar import likeness, rank_similar, show_similar
from service.http import people_examples
from service.http.api import Api, Here
from service.http.paging import page_of
from service.http.searches import LIMIT, PROBLEMS, Cursor, Limit, Narrowed, Text, request_of

api = Api(tag="search")
EXAMPLES_MOST = 10


class SimilarBody(Narrowed):
    """Whom others should be like, and what else to hold them to."""

    model_config = ConfigDict(json_schema_extra={"example": people_examples.SIMILAR})

    people: Annotated[list[NeededText], Field(min_length=1, max_length=EXAMPLES_MOST, description="Ids of people.")]
    text: Text = Field("", description="A search text that narrows the list.")
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
    partial: bool = Field(default=False, description="Whether a part of the index did not answer.")
    partial_because: tuple[str, ...] = Field(default=(), description="Which part, and why.")


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
    with call.parts.store.reading(call.tenant) as tx:
        viewer = call.viewer(tx)
        asked = named_jobs(tx, call.instance, request_of(body, viewer))
    examples = seen_people(call.parts, call.tenant, list(dict.fromkeys(body.people)), viewer.access)
    wanted = likeness(examples, text=body.text, now=call.parts.clock())
    filters = filters_of(asked.filters, asked.without)
    counted: dict[str, tuple[FacetCount, ...]] = {}

    def make() -> Order:
        ranked = rank_similar(
            call.parts, call.tenant, wanted, filters=filters, facets=asked.facets, access=viewer.access
        )
        counted.update(ranked.facets)
        return ranked.order

    query = {"people": wanted.people, "text": body.text, "filters": asked.filters, "without": asked.without}
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
        partial=bool(page.order.partial),
        partial_because=page.order.partial,
    )
