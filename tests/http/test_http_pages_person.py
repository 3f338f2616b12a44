"""A person's page names who says each fact and why a link is what it is; a second click, with names, corrects it."""

import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entities.link import Evidence, Link
from matcher.levels import LEVELS
from service.http.pages.person import percent
from service.http.pages.waterfall import MARGIN, WIDTH, waterfall
from service.wording import FIELDS, in_words, signed
from store import audit, links, pairwise
from tests.http.conftest import Town
from tests.http.pages_rig import Lobby, Visitor, open_lobby

ANN = {"first_name": "Ann", "last_name": "Smitherson", "emails": ["ann@example.com"]}
ODDS = st.floats(min_value=-30, max_value=30, allow_nan=False)


@pytest.fixture(scope="module")
def lobby(shared_town: Town) -> Lobby:
    lobby = open_lobby(shared_town, "knowing")
    lobby.town.service.waits._seconds = 0.05  # no worker runs: a page that waits for one needn't wait long
    house = lobby.house
    work = [{"company": "Acme", "title": "Welder", "start": "2020", "end": ""}]
    for name in ("Smitherson", "Robertsen", "Petersdottir"):
        row = {"id": f"m-{name}", "first_name": "Ann", "last_name": name, "location": "Bonn", "positions": work}
        house.members({**row, "emails": [f"{name}@example.com"], "skills": ["Falconry"], "headline": "Welds well"})
        candidate = {"first_name": "Ann", "last_name": name, "emails": [f"{name}@example.com"]}
        house.push(
            {"kind": "candidate", "id": f"c-{name}", "current_company": "Acme", "current_title": "Welder", **candidate}
        )
    house.push(
        {
            "kind": "candidate",
            "id": "alone",
            "name": "Zoltan Quuxbury",
            "tags": ["left-handed"],
            "do_not_contact": True,
        },
        {"kind": "job", "id": "j1", "title": "Gate welder"},
        {
            "kind": "application",
            "id": "a1",
            "candidate": "c-Smitherson",
            "job": "j1",
            "status": "active",
            "source": "Fair",
        },
        {"kind": "stage_entry", "id": "s1", "application": "a1", "stage": "Interview", "entered_at": "2025-01-05"},
    )
    house.drain()
    assert house.link("c-Smitherson").decision == "match"
    return lobby


def opened(lobby: Lobby, name: str) -> Visitor:
    visitor = lobby.visitor().go("/").press("#search .main", {"q": f"name:{name}"})
    assert len(visitor.words(".hit")) == 1, visitor.text
    return visitor.press(".name")


def facts(visitor: Visitor) -> dict[str, str]:
    return dict(
        zip(visitor.words(".facts:not(.plain) tbody th"), visitor.words(".facts:not(.plain) tbody td"), strict=True)
    )


def test_each_fact_names_who_says_it(lobby: Lobby) -> None:
    visitor = opened(lobby, "smitherson")
    known = facts(visitor)
    assert known["Name"] == "Ann Smitherson ATS Member profile".replace(" Member", "Member")
    assert known["Current company"].startswith("Acme ATS")
    assert known["Skills"] == "Falconry Member profile"
    assert known["E-mail"] == "Smitherson@example.com ATS"
    assert "Gate welder" in visitor.text
    assert "Interview" in visitor.words(".facts.plain td")
    assert visitor.words(".entries li")[0].startswith("Welder at Acme")
    assert {"In our ATS", "Member"} <= set(visitor.words(".badges .badge"))


def test_an_address_of_a_member_is_never_shown(lobby: Lobby) -> None:
    lobby.house.members(
        {"id": "m-only", "name": "Olive Onlymember", "emails": ["olive@example.com"], "phones": ["+4930555"]}
    )
    lobby.house.drain()
    visitor = opened(lobby, "onlymember")
    assert visitor.words("#facts") == ["Member profile"]
    assert "olive@" not in visitor.answer.text.lower()
    assert "4930555" not in visitor.answer.text
    assert not visitor.page.css("form[action='/person/correct']")


def test_one_without_a_member_says_so(lobby: Lobby) -> None:
    visitor = opened(lobby, "quuxbury")
    assert "Why nobody was linked" in visitor.text
    assert "Asked not to be contacted" in visitor.text
    assert facts(visitor)["Tags"] == "left-handed ATS"


def test_the_chart_adds_up_and_has_the_same_rows_for_who_doesnt_see(lobby: Lobby) -> None:
    visitor, link = opened(lobby, "smitherson"), lobby.house.link("c-Smitherson")
    adds = [number(text) for text in visitor.words(".fall tbody td:nth-child(4)")]
    assert adds == pytest.approx([row.log_odds for row in link.evidence], abs=0.0051)
    sums = [number(text) for text in visitor.words(".fall tbody td:nth-child(5)")]
    assert sums[-1] == pytest.approx(link.log_odds, abs=0.0051)
    assert number(visitor.words(".fall tfoot td:nth-child(4)")[0]) == pytest.approx(link.log_odds, abs=0.0051)
    assert len(visitor.page.css(".fall svg")) == len(link.evidence) + 1
    assert all(one.attributes["aria-hidden"] == "true" for one in visitor.page.css(".fall svg"))
    assert visitor.page.css(".fall caption")


def number(text: str) -> float:
    return float(text.replace("\N{MINUS SIGN}", "-"))


def test_a_correction_needs_a_second_click_that_shows_both_names(lobby: Lobby) -> None:
    visitor = opened(lobby, "robertsen").press("button[value=not_linked]")
    assert lobby.house.link("c-Robertsen").correction is None
    assert visitor.words("#sure") == ["Are both different people?"]
    assert visitor.words(".sure dd") == ["Ann Robertsen c-Robertsen", "Ann Robertsen"]
    visitor.press(".sure button[value=back]")
    assert lobby.house.link("c-Robertsen").correction is None
    assert not visitor.page.css(".sure")
    visitor.press("button[value=not_linked]").press(".sure button[value=sure]")
    assert lobby.house.link("c-Robertsen").correction == "not_linked"
    assert "Kept: this candidate is not this member" in visitor.text
    lobby.house.drain()
    visitor.go(visitor.at)
    assert lobby.house.link("c-Robertsen").decision != "match"
    assert "The same person" not in visitor.words(".verdict b")
    assert "A person has ruled out a member for this candidate" in visitor.text


def test_a_correction_is_kept_under_the_operators_name(lobby: Lobby) -> None:
    opened(lobby, "petersdottir").press("button[value=not_linked]").press(".sure button[value=sure]")
    with lobby.town.parts.store.reading(lobby.house.tenant) as tx:
        said = [one for one in audit.read(tx, limit=10_000) if one.action == "link.correct"]
    assert said[-1].actor == f"operator:{lobby.operator}"
    lobby.house.drain()


def test_a_form_that_has_run_out_corrects_nothing(lobby: Lobby) -> None:
    visitor = opened(lobby, "smitherson")
    form = {one.attributes["name"]: one.attributes["value"] for one in visitor.page.css(".acts input")}
    other = lobby.house.record("candidate", "c-Petersdottir")
    assert other is not None
    for change in (
        {"member": "mxxxxxxxxxxxxxxxxxxxxxxxxxx"},
        {"candidate": other.id},
        {"candidate": "r" + "a" * 26},
        {"at": "gone"},
        {"verdict": "other_member"},
        {"verdict": ""},
    ):
        answer = visitor.http.post("/person/correct", data={**form, "verdict": "not_linked", "step": "sure", **change})
        assert answer.status_code == 404, change
    assert lobby.house.link("c-Smitherson").correction is None


def test_people_of_other_tenants_are_nobody(lobby: Lobby, shared_town: Town) -> None:
    other = open_lobby(shared_town, "elsewhere")
    other.house.push({"kind": "candidate", "id": "c1", "name": "Foreign Person"})
    other.house.drain()
    foreign = other.house.record("candidate", "c1")
    assert foreign is not None
    assert opened(other, "foreign").status == 200
    texts = set()
    for one in (foreign.id, "r" + "a" * 26, "m" + "b" * 26, "", "x"):
        came = lobby.visitor().go("/").press(".name", {"open": f"x {one}"})
        assert came.status == 404
        texts.add(re.sub(r"Request \w+", "", came.text))
    assert len(texts) == 1


def test_one_in_doubt_is_said_to_be_and_can_be_joined(lobby: Lobby) -> None:
    house = lobby.house
    house.members({"id": "m-d", "name": "Dora Doubtful", "location": "Bonn"})
    house.push({"kind": "candidate", "id": "d", "name": "Dorothy Doubting"})
    house.drain()
    stored = house.record("candidate", "d")
    assert stored is not None
    with house.parts.store.writing(house.tenant, actor="test") as tx:
        public = next(one.id for one in house.find("dora"))
        number = pairwise.member_number(tx, public)
        evidence = (Evidence(field="name", level="first near, last near", log_odds=-0.5),)
        chances = {"probability": 0.4, "none_probability": 0.6, "log_odds": -0.5, "evidence": evidence}
        held = Link(candidate=stored.id, profile=str(number), decision="review", reason="one fits", **chances)
        links.put_many(tx, [(stored.id, held)])
    visitor = lobby.visitor().go("/").press("#search .main", {"q": "dorothy"})
    assert "Possibly the same as a member" in visitor.words(".badge")
    visitor.press(".name")
    assert visitor.words(".sides dd") == ["Dorothy Doubting d", "Dora Doubtful"]
    assert "40 % sure" in visitor.text
    assert visitor.words(".acts button") == ["They are the same person…", "They are different people…"]
    visitor.press("button[value=linked]").press(".sure button[value=sure]")
    house.drain()
    assert visitor.go(visitor.at).words(".verdict b") == ["The same person"]
    assert (house.link("d").decision, house.link("d").person) == ("match", public)


@given(st.lists(ODDS, max_size=12))
def test_bars_hang_together_and_stay_on_the_chart(odds: list[float]) -> None:
    total = math.fsum(odds)
    chart = waterfall([Evidence(field="name", level="x", log_odds=one) for one in odds], total)
    for bar, after in zip(chart.bars, [*chart.bars[1:], None], strict=False):
        assert after is None or bar.end == pytest.approx(after.start, abs=1e-6)
        assert bar.x >= -1e-6
        assert bar.x + bar.width <= WIDTH + 1e-6
    for bar, one in zip(chart.bars, odds, strict=True):
        assert (bar.end - bar.start) * one >= -1e-6
        assert bar.speaks == ("for" if one > 0 else "against" if one < 0 else "neither")
    assert MARGIN - 1e-6 <= chart.zero <= WIDTH - MARGIN + 1e-6
    if chart.bars:
        assert chart.bars[0].start == pytest.approx(chart.zero, abs=1e-6)
        assert chart.total.end == pytest.approx(chart.bars[-1].end, abs=1e-3)


def test_every_comparison_has_a_name_and_every_level_is_said() -> None:
    assert {*LEVELS, "prior"} == set(FIELDS)
    for levels in LEVELS.values():
        for level in levels:
            said = in_words(level)
            assert said
            assert "(" not in said
            assert said == in_words(said) or "first name" in said


@pytest.mark.parametrize(
    ("share", "said"),
    [(1.0, "100 %"), (0.9999, "over 99.9 %"), (0.5, "50 %"), (0.123, "12.3 %"), (0.0004, "under 0.1 %"), (0.0, "0 %")],
)
def test_a_chance_is_never_rounded_to_surely(share: float, said: str) -> None:
    assert percent(share) == said


@given(st.floats(allow_nan=False, allow_infinity=False, min_value=-99, max_value=99))
def test_a_signed_number_reads_back(value: float) -> None:
    text = signed(value)
    assert number(text) == pytest.approx(value, abs=0.0051)
    assert text == "0.00" or text[0] in "+\N{MINUS SIGN}"
