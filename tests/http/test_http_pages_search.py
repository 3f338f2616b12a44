"""A seat searches, narrows, turns pages and opens people, each step a plain form; the trail knows who saw whom."""

from collections.abc import Iterator
from itertools import pairwise

import pytest

from entities.ids import MemberNumber
from indexing import analyse, parse_query
from ranking import terms_of
from service.flows.facet_names import COUNTED
from service.http.pages.found import facet_views, marked
from service.http.pages.places import HITS, Search, search_of
from store import audit
from store import pairwise as ids
from tests.http.conftest import Town
from tests.http.pages_rig import REASON, Lobby, Visitor, open_lobby

WELDERS = 45
SOUTH = {"state": "restricted", "seats": ["south"]}


@pytest.fixture(scope="module")
def lobby(shared_town: Town) -> Lobby:
    lobby = open_lobby(shared_town, "searching")
    house = lobby.house
    house.members({"id": "m1", "name": "Mina Member", "location": "Oslo", "skills": ["Falconry"], "open_to_work": True})
    people = []
    for number in range(WELDERS):
        name = f"Walt Welder{number:02d}"
        job = {"current_title": "Welder", "current_company": ("Acme", "Zenith")[number % 2]}
        people.append({"kind": "candidate", "id": f"w{number}", "name": name, "addresses": [{"city": "Bonn"}], **job})
    house.push(
        *people,
        {"kind": "candidate", "id": "hidden", "name": "Hilda Hidden", "current_title": "Welder"},
        {"kind": "access_entry", "id": "x", "about_kind": "candidate", "about": "hidden", **SOUTH},
        {"kind": "job", "id": "j1", "title": "Welder", "description": "Welding of gates in Bonn", "location": "Bonn"},
        {"kind": "job", "id": "j2", "title": "Secret plan", "state": "draft"},
        {"kind": "access_entry", "id": "y", "about_kind": "job", "about": "j2", **SOUTH},
        {"kind": "application", "id": "a1", "candidate": "w0", "job": "j1", "status": "active", "source": "Fair"},
    )  # fmt: skip
    house.drain()
    return lobby


@pytest.fixture
def visitor(lobby: Lobby) -> Visitor:
    return lobby.visitor().go("/")


def found(visitor: Visitor, text: str, **filled: object) -> Visitor:
    return visitor.press("#search .main", {"q": text, **filled})


def total(visitor: Visitor) -> int:
    return int(visitor.one("#found").text().split()[0].replace(",", ""))


def test_the_first_page_shows_everybody(visitor: Visitor) -> None:
    assert total(visitor) == WELDERS + 1
    assert len(visitor.words(".hit h3")) == HITS


def test_a_search_stands_under_an_address_to_come_back_to(visitor: Visitor) -> None:
    found(visitor, "mina falconry")
    assert visitor.words(".hit h3") == ["Mina Member"]
    assert visitor.one("#q").attributes["value"] == "mina falconry"
    address = visitor.at
    found(visitor, "welder")
    assert visitor.go(address).words(".hit h3") == ["Mina Member"]


def test_another_session_reads_nothing_of_such_an_address(lobby: Lobby, visitor: Visitor) -> None:
    address = found(visitor, "mina falconry").at
    other = lobby.visitor().go(address)
    assert other.one("#q").attributes["value"] == ""
    assert total(other) == WELDERS + 1


def test_words_that_were_asked_for_are_marked_and_reasons_given(visitor: Visitor) -> None:
    found(visitor, "title:welder walt07 OR welder07")
    assert visitor.words("mark")
    assert {word.lower() for word in visitor.words("mark")} <= {"welder", "welder07"}
    assert "Current title" in visitor.words(".whys dt")
    assert visitor.words("h3 mark") == ["Welder07"]


def test_a_misspelt_word_is_widened_and_can_be_taken_as_typed(visitor: Visitor) -> None:
    wide = found(visitor, "Wallt")
    assert total(wide) == WELDERS
    assert "For Wallt also: walt." in wide.one(".list").text()
    exact = found(visitor, "Wallt", exact="true")
    assert total(exact) == 0
    assert "also:" not in exact.one(".list").text()
    assert exact.one("#exact").attributes.get("checked", "no") != "no"


def test_facets_count_and_narrow(visitor: Visitor) -> None:
    found(visitor, "walt*")
    boxes = {one.attributes["value"]: one for one in visitor.page.css("input[name=current_company]")}
    assert set(boxes) == {"Acme", "Zenith"}
    assert visitor.words("fieldset:has([name=current_company]) .count") == ["23 people", "22 people"]
    found(visitor, "walt*", current_company="Zenith")
    assert total(visitor) == 22
    assert "checked" in visitor.one("input[value=Zenith]").attributes
    found(visitor, "walt*", current_company=["Acme", "Zenith"])
    assert total(visitor) == WELDERS
    found(visitor, "mina", current_company="Nowhere")
    assert total(visitor) == 0
    assert "checked" in visitor.one("input[value=Nowhere]").attributes, "a ticked value stays to be taken off"


def test_pages_turn_and_show_each_once(visitor: Visitor) -> None:
    found(visitor, "walt*")
    seen = visitor.words(".hit h3")
    assert "Previous" not in visitor.text
    while visitor.page.css(".turn button"):
        buttons = visitor.words(".turn button")
        if "Next" not in buttons:
            break
        visitor.press(".turn button:last-child")
        seen += visitor.words(".hit h3")
    assert len(seen) == len(set(seen)) == WELDERS
    assert visitor.press(".turn button:first-child").words(".hit h3") == seen[HITS : 2 * HITS]


def test_the_order_can_be_chosen(visitor: Visitor) -> None:
    found(visitor, "walt*", sort="recency")
    assert visitor.one("#sort option[selected]").attributes["value"] == "recency"
    assert total(visitor) == WELDERS


def test_a_search_that_cant_be_read_says_why_and_keeps_the_filters(visitor: Visitor) -> None:
    found(visitor, "walt (foo", current_company="Zenith", sort="recency")
    assert visitor.status == 422
    assert "Unclosed parenthesis at 5" in visitor.text
    assert visitor.one("#q").attributes["aria-invalid"] == "true"
    found(visitor, "walt*")
    assert total(visitor) == 22
    found(visitor, "x" * 20_000)
    assert (visitor.status, "longer than" in visitor.text) == (422, True)


def test_odd_forms_are_read_as_far_as_they_go() -> None:
    assert search_of({"offset": ["-1"], "sort": ["upwards"], "q": [" a "], "shoe": ["x"]}) == Search("a")
    assert search_of({"offset": ["9999"]}).offset == 980
    assert search_of({"offset": ["\u0663"]}).offset == 0
    assert search_of({"skill": ["a", "a", "b"]}).ticked == (("skill", ("a", "b")),)
    assert search_of({}) == Search()


def test_a_script_gets_the_results_alone(visitor: Visitor) -> None:
    token = visitor.one("input[name=token]").attributes["value"]
    answer = visitor.http.post("/", data={"token": token, "q": "mina falconry"}, headers={"HX-Request": "true"})
    assert answer.status_code == 200
    assert answer.text.strip().startswith('<div id="answer"')
    assert "<html" not in answer.text
    address = answer.headers["hx-push-url"]
    assert visitor.go(address).words(".hit h3") == ["Mina Member"]
    whole = visitor.http.get(address, headers={"HX-Request": "true", "HX-History-Restore-Request": "true"})
    assert "<html" in whole.text
    refused = visitor.http.post("/", data={"token": "x"}, headers={"HX-Request": "true"})
    assert refused.status_code == 403
    assert refused.text.startswith('<div id="answer"')


def test_a_seat_finds_what_it_may_see(lobby: Lobby, visitor: Visitor) -> None:
    assert total(found(visitor, "hilda")) == 0
    assert "Secret plan" not in visitor.go("/matches").text
    visitor.press("form[action='/seat'] button", {"seat": "south"})
    assert total(found(visitor, "hilda")) == 1
    assert "Secret plan" in visitor.go("/matches").text
    hidden = lobby.house.record("candidate", "hidden")
    secret = lobby.house.record("job", "j2")
    assert hidden is not None
    assert secret is not None
    north = lobby.visitor().go("/")
    assert north.press(".name", {"open": f"x {hidden.id}"}).status == 404
    assert "Hilda" not in north.text
    north.go("/matches")
    assert north.press(".pick .main", {"job": secret.id}).status == 404
    assert "Secret plan" not in north.text


def test_matches_of_a_job_say_what_was_asked_for(visitor: Visitor) -> None:
    visitor.go("/matches").press(".pick .main")
    assert visitor.words("#found") == ["For Welder"]
    assert len(visitor.words(".hit")) == HITS
    assert "Walt Welder00" not in visitor.text, "who applied is left out"
    assert any(said.startswith("Met:") for said in visitor.words(".whys dt"))
    visitor.press(".name")
    assert visitor.status == 200
    assert visitor.one("nav [aria-current]").text() == "Recommended Matches"
    assert visitor.go(visitor.one(".back a").attributes["href"] or "").words("#found") == ["For Welder"]


def test_who_is_seen_stands_in_the_trail_with_name_seat_and_reason(lobby: Lobby, visitor: Visitor) -> None:
    parts, tenant = lobby.town.parts, lobby.house.tenant
    lobby.town.service.reads.flush()
    with parts.store.reading(tenant) as tx:
        before = len(list(entries(tx)))
    found(visitor, "mina falconry").press(".name")
    lobby.town.service.reads.flush()
    with parts.store.reading(tenant) as tx:
        fresh = list(entries(tx))[before:]
        number = next(iter(parts_of_member(lobby)))
        mina = tx.vault.pseudonym(ids.public_members(tx, [number])[number])
        audit.verify(tx)
    reads = [one for one in fresh if one.action == "record.read"]
    assert len(reads) >= 2
    for one in reads:
        said = {one.actor, *map(str, one.details.values())}
        assert any(f"operator:{lobby.operator}" in word for word in said), one
        assert "north" in said
        assert REASON in said
        assert mina in one.subjects


def entries(tx: object) -> Iterator[audit.Entry]:
    after = 0
    while page := audit.read(tx, after=after):  # type: ignore[arg-type]  # a transaction of the store
        yield from page
        after = page[-1].number


def parts_of_member(lobby: Lobby) -> list[MemberNumber]:
    with lobby.town.parts.store.reading(lobby.house.tenant) as tx:
        people = lobby.house.find("mina")
        number = ids.member_number(tx, people[0].id)
    assert number is not None
    return [number]


def test_marks_cut_a_text_without_losing_a_letter() -> None:
    terms = terms_of(parse_query("python OR c++ OR skill:go"), analyse=analyse)
    for text in ("Python, C++ & more", "", "  go  Go", "Pythons", "naïve ﬁne python"):
        for field in ("skills", "name", "headline"):
            pieces = marked(text, terms, field)
            assert "".join(piece for piece, _ in pieces) == text
            assert all(one[1] != other[1] or one[1] for one, other in pairwise(pieces))
    assert marked("Go", terms, "skills") == (("Go", True),)
    assert marked("Go", terms, "name") == (("Go", False),)


def test_every_facet_has_a_place_and_a_title() -> None:
    views = facet_views(Search(ticked=tuple((name, ("x",)) for name in COUNTED)), {})
    assert [view.name for view in views] == list(COUNTED)
    assert all(view.title and view.first[0].ticked and view.first[0].count == 0 for view in views)
