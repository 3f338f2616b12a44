"""Turn a person's id into their page, and a reader's word on a link into a correction after a second click."""

from contextlib import suppress
from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import RedirectResponse, Response

from entities.errors import IndexBehind, NotFound
from entities.ids import Sequence as ChangeSequence
from service.flows.correct import correct_in
from service.http.pages.facts import SOURCES
from service.http.pages.frame import shell
from service.http.pages.guard import Here, OwnForm, PageRoute, Visit
from service.http.pages.person import LinkView, link_of, person_view
from service.http.pages.places import Asking, Matches, Person, Verdict, first, verdict_of
from service.http.pages.render import page
from store import pairwise

router = APIRouter(route_class=PageRoute, include_in_schema=False)
ADDRESSES = {"search": "/", "matches": "/matches"}
SAID: dict[Verdict, str] = {
    "linked": "Kept: this candidate is this member. Every later match keeps it.",
    "not_linked": "Kept: this candidate is not this member. Every later match keeps it.",
}


async def _place(visit: Here, request: Request) -> Person:
    """Find the person that the address points at, once what was just said about them has taken effect."""
    place = visit.session.places.get(request.query_params.get("at", ""))
    if not isinstance(place, Person):
        raise NotFound("this address has run out", hint="search again")
    if place.after:
        with suppress(IndexBehind):  # then the page shows what is kept, and the link as it was
            await visit.call.service.waits.wait(visit.call.tenant, ChangeSequence(place.after))
    return place


@router.get("/person")
def show_person(visit: Here, request: Request, place: Annotated[Person, Depends(_place)]) -> Response:
    """Show the person that the address points at; raises NotFound."""
    at = request.query_params.get("at", "")
    view = person_view(visit.call, place.id)
    here = "matches" if isinstance(visit.session.places.get(place.back), Matches) else "search"
    back = ADDRESSES[here]
    return page(
        "person.html",
        at=at,
        view=view,
        asking=place.asking,
        said=place.said,
        sources=SOURCES,
        back=f"{back}?at={place.back}" if place.back in visit.session.places else back,
        **shell(visit, here),
    )


@router.post("/person")
def open_person(visit: Here, form: OwnForm) -> Response:
    """Keep which person was chosen in a list, and show them."""
    back, _, id_ = first(form, "open").partition(" ")
    return RedirectResponse(visit.address("/person", Person(id_, back)), 303)


@router.post("/person/correct")
def ask_to_correct(visit: Here, form: OwnForm) -> Response:
    """Ask for the second click, or, on it, keep the correction; raises NotFound."""
    place = visit.session.places.get(first(form, "at"))
    verdict = verdict_of(form)
    if not isinstance(place, Person) or verdict is None:
        raise NotFound("this form has run out", hint="open the person again")
    candidate, member = first(form, "candidate"), first(form, "member")
    if first(form, "step") == "back":
        return _show(visit, replace(place, asking=None, said=""))
    link = link_of(visit.call, place.id, candidate)
    if link.member != member:
        raise NotFound("the link is another one by now", hint="look at it again")
    if first(form, "step") != "sure":
        return _show(visit, replace(place, asking=Asking(candidate, member, verdict), said=""))
    after = _keep(visit, link, verdict)
    # What the link joined may now fall apart: the candidate's own id leads to it whatever becomes of the link.
    return _show(visit, replace(place, id=candidate, asking=None, said=SAID[verdict], after=after))


def _keep(visit: Visit, link: LinkView, verdict: Verdict) -> int:
    """Keep a correction under the operator's name; gives the change's place in the tenant's order."""
    call = visit.call
    with call.parts.store.writing(call.tenant, actor=call.caller.client) as tx:
        after = correct_in(tx, link.candidate, verdict, pairwise.member_number(tx, link.member))
    call.service.wake()
    return after


def _show(visit: Visit, place: Person) -> Response:
    return RedirectResponse(visit.address("/person", place), 303)
