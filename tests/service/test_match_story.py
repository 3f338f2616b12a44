"""A report's samples are chosen, found again in their files, and stripped of whatever was not asked for."""

from collections import Counter
from pathlib import Path
from typing import Any, get_args

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from entities.link import Decision
from matcher import default_weights
from matcher.explain import Rival
from matcher.streams import Explained, Matched
from service.flows.match_story import SHOWN, SHOWN_LETTERS, _chosen, people_of, rows_of, shown, story_of
from service.flows.people_files import people_files
from tests.service.told_run import EVIDENCE, REPORT, SUM, links

DECISIONS: tuple[Decision, ...] = get_args(Decision)
MOST = sum(SHOWN.values())
ANN = {"id": "p1", "name": "Ann Zuk", "emails": ["ann@example.com", None], "headline": None, "location": ""}
BOB = {
    "id": "p2",
    "name": "Bob Yu",
    "positions": [{"company": "Kelp Works", "title": "Welder", "start": "2019", "end": None}, {"company": None}],
}


def explained(candidate: str, decision: Decision = "match", *profiles: str) -> Explained:
    rivals = tuple(Rival(profile, 0.5 / at, SUM - at, EVIDENCE) for at, profile in enumerate(profiles, 1))
    return Explained(candidate, decision, "because", 0.25, rivals, len(profiles))


# ---- whom to show
@given(st.lists(st.sampled_from(DECISIONS), max_size=40))
def test_some_of_each_decision_are_shown_and_never_more_than_there_is_room_for(decisions: list[Decision]) -> None:
    people = [explained(f"c{at}", decision) for at, decision in enumerate(decisions)]
    chosen = _chosen(people)
    assert len(chosen) == min(MOST, len(people))
    assert len({one.candidate for one in chosen}) == len(chosen)
    there, taken = Counter(decisions), Counter(one.decision for one in chosen)
    for decision, most in SHOWN.items():
        assert taken[decision] >= min(most, there[decision])  # type: ignore[index]  # its keys are decisions
    order = [tuple(SHOWN).index(one.decision) for one in chosen]
    assert order == sorted(order)


def test_whom_to_show_is_chosen_in_the_order_of_the_run() -> None:
    people = [explained(f"c{at}", "match") for at in range(30)]
    assert [one.candidate for one in _chosen(people)] == [f"c{at}" for at in range(MOST)]
    assert _chosen([]) == []


# ---- where they stand
@given(st.lists(st.text("abc", max_size=2), unique=True), st.lists(st.text("abc", max_size=2), max_size=6))
def test_a_row_is_where_the_id_stands(ids: list[str], asked: list[str]) -> None:
    people = pa.table({"id": pa.chunked_array([pa.array(ids[:2], pa.string()), pa.array(ids[2:], pa.string())])})
    assert rows_of(people, asked) == [ids.index(one) if one in ids else -1 for one in asked]


def test_ids_of_any_text_type_are_found() -> None:
    for kind in (pa.string(), pa.large_string(), pa.dictionary(pa.int32(), pa.string())):
        assert rows_of(pa.table({"id": pa.array(["x", "y"]).cast(kind)}), ["y", "z"]) == [1, -1]


@pytest.fixture
def profiles(tmp_path: Path) -> Path:
    for at in range(3):
        rows = [{"id": f"p{at * 10 + row}", "name": f"Person {at * 10 + row}"} for row in range(10)]
        pq.write_table(pa.Table.from_pylist(rows), tmp_path / f"{at}.parquet", row_group_size=4)
    return tmp_path


@pytest.mark.parametrize("asked", [set(), {"p0"}, {"p3", "p29", "p11"}, {"p3", "nobody"}, {"nobody"}])
def test_people_are_read_by_id_from_all_files(profiles: Path, asked: set[str]) -> None:
    found = people_of(people_files("profiles", profiles), asked)
    assert {name: row["name"] for name, row in found.items()} == {
        name: f"Person {name[1:]}" for name in asked if name != "nobody"
    }


def test_no_file_is_read_further_than_to_the_last_of_them(profiles: Path) -> None:
    (profiles / "1.parquet").write_bytes(b"broken")
    assert set(people_of(people_files("profiles", profiles), ["p0", "p9"])) == {"p0", "p9"}


# ---- in which words
VALUES: list[tuple[dict[str, Any], dict[str, str]]] = [
    (ANN, {"name": "Ann Zuk", "emails": "ann@example.com"}),
    (BOB, {"name": "Bob Yu", "positions": "Kelp Works Welder 2019"}),
    ({"id": "x"}, {}),
    ({"id": "x", "emails": []}, {}),
    ({"id": "x", "phones": ["1", "2"]}, {"phones": "1; 2"}),
    ({"id": "x", "education": [{"school": "A", "degree": "B"}, {"school": "C"}]}, {"education": "A B; C"}),
    ({"id": "x", "birth_date": 1990}, {"birth_date": "1990"}),
]


@pytest.mark.parametrize(("person", "words"), VALUES)
def test_values_are_written_field_by_field_without_the_id(person: dict[str, Any], words: dict[str, str]) -> None:
    assert shown(person) == words


@given(st.integers(0, 3 * SHOWN_LETTERS), st.integers(1, 4))
def test_a_long_value_is_cut_with_a_sign_of_it(letters: int, parts: int) -> None:
    found = shown({"headline": "x" * letters, "emails": ["y" * letters] * parts})
    for text in found.values():
        assert len(text) <= SHOWN_LETTERS
        assert text.endswith("…") == (len(text) == SHOWN_LETTERS and text != "x" * letters and text != "y" * letters)
    assert ("headline" in found) == bool(letters)


# ---- the story
CANDIDATES = pa.Table.from_pylist([{"id": "c1", "name": "A. Zuk"}, {"id": "c2", "name": "B. Yu"}, {"id": "c3"}])
RUN = Matched(
    links(),
    default_weights(),
    REPORT,
    (explained("c2", "match", "p1", "p2", "p3"), explained("c1", "none"), explained("c3", "review", "p2")),
)


@pytest.fixture
def known(tmp_path: Path) -> Path:
    pq.write_table(pa.Table.from_pylist([ANN]), tmp_path / "people.parquet")
    return tmp_path / "people.parquet"


def test_without_values_no_sample_holds_an_id_or_a_value() -> None:
    story = story_of(RUN, CANDIDATES, {"candidates": "c.parquet"}, None)
    assert [one.row for one in story.samples] == [1, 2, 0]
    for one in story.samples:
        assert one.candidate is None
        assert one.values is None
        assert all(fall.profile is None and fall.values is None for fall in one.falls)
    assert all(word not in repr(story.samples) for word in ("p1", "p2", "c2", "Zuk", "Yu"))


def test_with_values_samples_hold_both_sides_of_the_two_best(known: Path) -> None:
    story = story_of(RUN, CANDIDATES, {}, people_files("profiles", known))
    first, review, none = story.samples
    assert (first.candidate, first.values) == ("c2", {"name": "B. Yu"})
    assert [(fall.profile, fall.values) for fall in first.falls] == [
        ("p1", {"name": "Ann Zuk", "emails": "ann@example.com"}),
        ("p2", None),  # not in the file any more
    ]
    assert first.margin == pytest.approx(1.0)
    assert (review.candidate, review.margin) == ("c3", None)
    assert (none.candidate, none.falls, none.margin) == ("c1", (), None)


def test_a_story_keeps_what_the_run_said_of_itself() -> None:
    story = story_of(RUN, CANDIDATES, {"candidates": "c.parquet"}, None)
    assert story.table is RUN.table
    assert story.weights == RUN.weights
    assert story.report == REPORT
    assert story.files == {"candidates": "c.parquet"}
    assert [one.reason for one in story.samples] == ["because"] * 3
    assert [one.none_probability for one in story.samples] == [0.25] * 3


def test_a_run_without_samples_is_a_story_too() -> None:
    nobody = Matched(links(probability=[], none_probability=[]), default_weights(), REPORT)
    assert list(story_of(nobody, CANDIDATES.slice(0, 0), {}, None).samples) == []
