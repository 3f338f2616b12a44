"""200 texts that try to break out of a page stand in every field that is shown, and stay text."""

from collections.abc import Iterator

import pytest

from entities.ids import ContractId
from store import seats
from tests.http.conftest import Town
from tests.http.hostile_texts import HOSTILE, hostile_members, hostile_people
from tests.http.pages_rig import Lobby, Visitor, open_lobby

# Every element and attribute that our pages are made of; one that is none of these came out of a text.
ELEMENTS = frozenset(
    """a b body button caption code dd details div dl dt fieldset form h1 h2 h3 head header html input kbd label legend
    li line link main mark meta nav ol optgroup option p rect section select span summary svg table tbody td tfoot th
    thead title tr ul script""".split()
)
ATTRIBUTES = frozenset(
    """action aria-current aria-describedby aria-hidden aria-invalid aria-keyshortcuts aria-label aria-labelledby
    autocapitalize autocomplete autofocus charset checked class content defer focusable for form height href hx-post
    hx-swap hx-sync hx-target hx-trigger id label lang maxlength method name open placeholder preserveAspectRatio rel
    required role scope selected spellcheck src start tabindex title type value viewBox width x x1 x2 y y1 y2""".split()
)


@pytest.fixture(scope="module")
def lobby(shared_town: Town) -> Lobby:
    lobby = open_lobby(shared_town, "hostile")
    refused = [one for one in lobby.house.push(*hostile_people()) if one.code is not None]
    assert not refused, refused[:3]
    refused = [one for one in lobby.house.members(*hostile_members()) if one.code is not None]
    assert not refused, refused[:3]
    lobby.house.drain()
    return lobby


def everything(lobby: Lobby) -> Iterator[Visitor]:
    """Visit every page of the list, some people, and the matches of some jobs."""
    visitor = lobby.visitor().go("/").press("#search .main", {"q": "struck*"})
    while True:
        yield visitor
        here = visitor.at
        yield visitor.press(".hit:last-child .name")
        visitor.go(here)
        if not visitor.page.css(".turn button:last-child") or "Next" not in visitor.words(".turn button"):
            break
        visitor.press(".turn button:last-child")
    visitor.go("/matches")
    for job in [one.attributes["value"] for one in visitor.page.css("option[value^=r]")][:3]:
        yield visitor.press(".pick .main", {"job": job})
    for text in HOSTILE[::23]:
        yield visitor.go("/").press("#search .main", {"q": text, "skill": text, "location": [text, "x"], "sort": text})
    yield visitor.go(f"/person?at={HOSTILE[3]}")


def test_no_text_becomes_markup(lobby: Lobby) -> None:
    shown = set()
    count = 0
    for visitor in everything(lobby):
        count += 1
        page = visitor.page
        assert {one.tag for one in page.css("*")} <= ELEMENTS, visitor.at
        found = {name for one in page.css("*") for name in one.attributes}
        assert found <= ATTRIBUTES, (visitor.at, found - ATTRIBUTES)
        assert len(page.css("script")) in (0, 2)
        assert "struck.example" not in " ".join(visitor.addresses())
        assert not [one for one in visitor.addresses() if one and not one.startswith(("/", "#"))]
        words = "".join(visitor.text.split())
        shown |= {text for text in HOSTILE if "".join(text.split()) in words}
    print(f"\n{count} pages; {len(shown)} of {len(HOSTILE)} texts stand in them as text")
    assert count > 20
    assert len(shown) > len(HOSTILE) * 0.6


def test_what_is_asked_is_said_again_as_text(lobby: Lobby) -> None:
    visitor = lobby.visitor().go("/")
    for text in HOSTILE[::9]:
        visitor.press("#search .main", {"q": text})
        assert visitor.one("#q").attributes["value"] == text.strip().replace("\x00", "\ufffd")
        assert len(visitor.page.css("#search")) == 1


def test_names_of_seats_and_operators_stay_text(lobby: Lobby, shared_town: Town) -> None:
    with shared_town.parts.store.writing(lobby.house.tenant, actor="test") as tx:
        seat = lobby.pages.desk.seats[0]
        seats.open_seat(tx, seat, ContractId("main"), role="admin", licence="full", payload={"name": HOSTILE[13]})
    visitor = lobby.visitor().go("/")
    assert visitor.words("#seat option")[0] == HOSTILE[13]
