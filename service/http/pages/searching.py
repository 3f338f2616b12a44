"""Turn a posted search into a page of people."""

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from entities.errors import InvalidQuery, TooLarge
from entities.ids import RecordId
from service.flows.facet_names import COUNTED
from service.flows.search import FoundPerson, SearchAnswer, SearchRequest, search
from service.http.pages.found import Found, found_view, sorts
from service.http.pages.frame import shell
from service.http.pages.guard import Here, OwnForm, PageRoute, Visit
from service.http.pages.places import HITS, Search, search_of
from service.http.pages.render import page
from store import documents, links

router = APIRouter(route_class=PageRoute, include_in_schema=False)
UNREADABLE = 422


@router.get("/")
def show_search(visit: Here, request: Request) -> Response:
    """Show the search that the address points at, or everybody."""
    place = visit.session.places.get(request.query_params.get("at", ""))
    search = place if isinstance(place, Search) else Search()
    return _answer(visit, search, request.query_params.get("at") if place is search else None)


@router.post("/")
def ask_search(visit: Here, form: OwnForm) -> Response:
    """Keep what is searched for, and show it: to a script at once, to a browser under an address to come back to."""
    search = search_of(form)
    if visit.partly:
        return _answer(visit, search, None)
    return RedirectResponse(visit.address("/", search), 303)


def _answer(visit: Visit, search: Search, at: str | None) -> Response:
    """Search as the session's seat; a text that can't be read is shown with what is wrong."""
    at = at or visit.pages.sessions.keep(visit.session, search)
    wrong = None
    try:
        found: Found | None = _found(visit, search)
    except (InvalidQuery, TooLarge) as error:
        found, wrong = None, error
    return page(
        "part_answer.html" if visit.partly else "search.html",
        status=UNREADABLE if wrong else 200,
        headers={"HX-Push-Url": f"/?at={at}"} if visit.partly else {},
        at=at,
        search=search,
        found=found,
        wrong=wrong,
        sorts=sorts(search),
        partly=visit.partly,
        **shell(visit, "search"),
    )


def _found(visit: Visit, wanted: Search) -> Found:
    call = visit.call
    with call.parts.store.reading(call.tenant) as tx:
        access = call.viewer(tx).access
    answer: SearchAnswer = search(
        call.parts,
        call.tenant,
        SearchRequest(
            text=wanted.text,
            filters=dict(wanted.ticked),
            facets=COUNTED,
            sort=wanted.sort,
            offset=wanted.offset,
            limit=HITS,
            widen=not wanted.exact,
            access=access,
        ),
    )
    call.saw("person", [hit.id for hit in answer.hits])
    return found_view(wanted, answer, in_doubt(visit, answer.hits))


def in_doubt(visit: Visit, hits: tuple[FoundPerson, ...]) -> frozenset[str]:
    """Name the people among hits of whom a candidate is possibly, not surely, some member."""
    call = visit.call
    with call.parts.store.reading(call.tenant) as tx:
        candidates = documents.candidates_of(tx, [hit.id for hit in hits if hit.in_ats])
        held = links.get_many(tx, [one for some in candidates.values() for one in some])
    doubtful: set[RecordId] = {candidate for candidate, link in held.items() if link.decision == "review"}
    return frozenset(person for person, some in candidates.items() if not doubtful.isdisjoint(some))
