"""A cursor counts for the list that it came from, and nobody can make one."""

import base64
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.http.seal import TEXT_MOST, Seal
from tests.http.conftest import Town
from tests.http.written import Desk, code

BOUND = st.lists(st.text(max_size=6), max_size=4)
PLAIN = st.one_of(st.integers(), st.text(max_size=8), st.lists(st.integers(), max_size=3))
HERE, THERE = Seal(b"a" * 32), Seal(b"b" * 32)


@given(bound=BOUND, plain=PLAIN)
def test_what_is_sealed_opens_to_the_same(bound: list[str], plain: Any) -> None:
    text = HERE.write(bound, plain)
    assert HERE.read(bound, text) == plain
    assert THERE.read(bound, text) is None
    assert text.isascii()
    assert "=" not in text


@given(bound=BOUND, other=BOUND, plain=PLAIN)
def test_it_opens_for_nothing_else(bound: list[str], other: list[str], plain: Any) -> None:
    assert (HERE.read(other, HERE.write(bound, plain)) is None) == (other != bound)


@given(bound=BOUND, plain=PLAIN, place=st.integers(0, 200), letter=st.sampled_from("AZaz09-_"))
def test_a_changed_text_does_not_open(bound: list[str], plain: Any, place: int, letter: str) -> None:
    text = HERE.write(bound, plain)
    forged = text[: place % len(text)] + letter + text[place % len(text) + 1 :]
    raw = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    same = base64.urlsafe_b64decode(forged + "=" * (-len(forged) % 4)) == raw  # unused bits of the last letter
    assert (HERE.read(bound, forged) == plain) == same


@given(text=st.text(max_size=40))
def test_no_text_breaks_it(text: str) -> None:
    assert HERE.read([], text) is None


def test_long_texts_are_not_looked_at() -> None:
    assert HERE.read([], HERE.write([], "x" * TEXT_MOST)) is None


@pytest.fixture(scope="module")
def desk(shared_town: Town) -> Desk:
    made = Desk(shared_town)
    made.bulk(*({"kind": "job", "id": f"j{one}", "title": "Welder"} for one in range(5)))
    made.bulk(*({"kind": "candidate", "id": f"c{one}", "name": "Ann"} for one in range(5)))
    for seat in ("s1", "s2"):
        shared_town.seat(made.house, seat)
    return made


def test_a_cursor_goes_on_in_its_own_list_only(shared_town: Town, desk: Desk) -> None:
    asked = {"limit": 2, "updated_after": "2020-01-01T00:00:00Z"}
    cursor = desk.call("GET", "/jobs", params=asked, viewer="s1").json()["next"]
    good = desk.call("GET", "/jobs", params={**asked, "limit": 3, "cursor": cursor}, viewer="s1")
    assert [one["source_id"] for one in good.json()["items"]] == ["j2", "j3", "j4"]
    other = Desk(shared_town, "other")
    wrong = [
        desk.call("GET", "/candidates", params={**asked, "cursor": cursor}, viewer="s1"),
        desk.call("GET", "/jobs", params={**asked, "cursor": cursor}, viewer="s2"),
        desk.call("GET", "/jobs", params={**asked, "cursor": cursor}),
        desk.call("GET", "/jobs", params={"cursor": cursor}, viewer="s1"),
        desk.call("GET", "/changes", params={"cursor": cursor}),
        other.call("GET", "/jobs", params={**asked, "cursor": cursor}),
        *(
            desk.call("GET", "/jobs", params={**asked, "cursor": forged}, viewer="s1")
            for forged in ("", "x", cursor[:-4], cursor + "A", "A" + cursor, "é", "\x00", "A" * 900)
        ),
    ]
    assert [code(one) for one in wrong] == [(400, "invalid_cursor")] * len(wrong)
    assert code(desk.call("GET", "/jobs", params={"cursor": "A" * 1_001})) == (422, "invalid_input")


@pytest.mark.parametrize("limit", ["0", "-1", "201", "100000", "9" * 30, "x", "1.5", ""])
def test_no_other_limit_is_taken(desk: Desk, limit: str) -> None:
    for path in ("/jobs", "/tasks"):
        assert code(desk.call("GET", path, params={"limit": limit})) == (422, "invalid_input")
