"""Check what people said (labels, corrections), who is chosen to learn from, and who is alone with an address."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from entities.errors import InvalidTable
from entities.person import Person
from matcher.blocking import BY_ADDRESS, STRONG, is_strong
from matcher.frequency import Total, tally
from matcher.hashing import BASE, mix
from matcher.keys import FAMILIES
from matcher.runs.run import id_hashes
from matcher.schema import checked_corrections
from matcher.streams import MemoryShelf, Wishes
from matcher.streams.given import Given, given_of
from matcher.streams.sampling import ANCHORING, anchored, by_address, sampled_rows
from matcher.streams.shelves import worked
from tests.matcher.drawn_people import crowds, numbered, person, side_of

IDS = st.sampled_from(("c0", "c1", "c2", "zz"))
PROFILES = st.sampled_from(("p0", "p1", "p2"))
SAID = st.lists(st.tuples(IDS, PROFILES, st.booleans()), max_size=6)
SIDE = side_of(numbered([person("Ada", "Quell"), person("Bob", "Zorn"), person("Cy", "Elm")], "c"))


def _corrections(rows: Sequence[tuple[object, object, object]]) -> pa.Table:
    names = ("candidate_id", "profile_id", "linked")
    kinds = (pa.string(), pa.string(), pa.bool_())
    columns = [pa.array([row[at] for row in rows], kind) for at, kind in enumerate(kinds)]
    return pa.table(columns, names=list(names))


def _labels(rows: list[tuple[str, str | None]]) -> pa.Table:
    columns = [pa.array([row[at] for row in rows], pa.string()) for at in (0, 1)]
    return pa.table(columns, names=["candidate_id", "profile_id"])


BAD = [  # a table of corrections, what is said about it
    (pa.table({"profile_id": ["p"], "linked": [True]}), "column candidate_id is missing"),
    (pa.table({"candidate_id": ["c"], "linked": [True]}), "column profile_id is missing"),
    (pa.table({"candidate_id": ["c"], "profile_id": ["p"]}), "column linked is missing"),
    (
        pa.table([["c"], ["c"], ["p"], [True]], ["candidate_id", "candidate_id", "profile_id", "linked"]),
        "stands there 2",
    ),
    (
        pa.table({"candidate_id": [1], "profile_id": ["p"], "linked": [True]}),
        "column candidate_id is int64, not string",
    ),
    (
        pa.table({"candidate_id": ["c"], "profile_id": [b"p"], "linked": [True]}),
        "column profile_id is binary, not string",
    ),
    (pa.table({"candidate_id": ["c"], "profile_id": ["p"], "linked": ["yes"]}), "column linked is string, not bool"),
    (pa.table({"candidate_id": ["c"], "profile_id": ["p"], "linked": [1]}), "column linked is int64, not bool"),
    (_corrections([("c", "p", True), (None, "p", True)]), "column candidate_id is null in row 1"),
    (_corrections([("c", None, True)]), "column profile_id is null in row 0"),
    (_corrections([("c", "p", True), ("d", "p", None)]), "column linked is null in row 1"),
    (_corrections([("c", "p", True), ("c", "q", True)]), "column profile_id in row 1 contradicts a row before it"),
    (_corrections([("c", "p", True), ("c", "p", False)]), "column linked in row 1 contradicts a row before it"),
    (_corrections([("c", "p", False), ("d", "p", True), ("c", "p", True)]), "column linked in row 2 contradicts"),
]


@pytest.mark.parametrize(("table", "sentence"), BAD)
def test_bad_corrections_are_refused_by_column_and_row(table: pa.Table, sentence: str) -> None:
    with pytest.raises(InvalidTable) as caught:
        checked_corrections(table)
    assert caught.value.message.startswith("corrections: ")
    assert sentence in caught.value.message


@settings(max_examples=60)
@given(SAID)
def test_corrections_are_those_of_a_plain_loop_or_refused(rows: list[tuple[str, str, bool]]) -> None:
    linked = {(one, two) for one, two, yes in rows if yes}
    out = {(one, two) for one, two, yes in rows if not yes}
    if linked & out or len({one for one, _ in linked}) < len(linked):
        with pytest.raises(InvalidTable, match="contradicts a row before it"):
            checked_corrections(_corrections(rows))
        return
    found = checked_corrections(_corrections(rows))
    assert found[0] == dict(linked)
    assert {(one, two) for one, some in found[1].items() for two in some} == out
    assert checked_corrections(_corrections([*rows, *rows])) == found
    assert checked_corrections(_corrections(rows[::-1])) == found


def _given(
    labels: list[tuple[str, str | None]] | None = None, corrections: list[tuple[str, str, bool]] | None = None
) -> Given:
    return given_of(
        SIDE,
        Wishes(
            labels=None if labels is None else _labels(labels),
            corrections=None if corrections is None else _corrections(corrections),
        ),
    )


ANSWERS = [  # labels, corrections, candidate row, profile, the answer
    ([("c0", "p0")], None, 0, "p0", 1),
    ([("c0", "p0")], None, 0, "p1", 0),
    ([("c0", None)], None, 0, "p0", 0),
    ([("c0", "p0")], None, 1, "p0", -1),
    (None, [("c0", "p0", True)], 0, "p0", 1),
    (None, [("c0", "p0", True)], 0, "p1", 0),
    (None, [("c0", "p0", False)], 0, "p0", 0),
    (None, [("c0", "p0", False)], 0, "p1", -1),
    (None, [("c0", "p0", False)], 1, "p0", -1),
    (None, [("c0", "p0", True), ("c0", "p1", False)], 0, "p2", 0),
    ([("c0", "p1")], [("c0", "p0", False)], 0, "p1", 1),
    # a correction is what a person said last
    ([("c0", "p1")], [("c0", "p0", True)], 0, "p0", 1),
    ([("c0", "p1")], [("c0", "p0", True)], 0, "p1", 0),
    ([("c0", None)], [("c0", "p0", True)], 0, "p0", 1),
    (None, None, 0, "p0", -1),
    ([], [], 0, "p0", -1),
]


@pytest.mark.parametrize(("labels", "corrections", "row", "name", "answer"), ANSWERS)
def test_what_people_said_of_a_pair(
    labels: list[tuple[str, str | None]] | None,
    corrections: list[tuple[str, str, bool]] | None,
    row: int,
    name: str,
    answer: int,
) -> None:
    assert _given(labels, corrections).answer(row, name) == answer


def test_who_is_linked_has_nothing_left_to_be_ruled_out() -> None:
    said = _given(None, [("c0", "p0", True), ("c0", "p1", False), ("c1", "p1", False), ("c1", "p2", False)])
    assert said.linked == {0: "p0"}
    assert said.ruled_out == {1: {"p1", "p2"}}
    assert said.labels == {0: "p0"}
    assert said.forced.tolist() == id_hashes(pa.array(["p0"], pa.large_utf8())).tolist()
    assert said.forced_candidates.tolist() == [0]


def test_those_who_are_not_there_are_counted() -> None:
    said = _given([("c0", "p0"), ("zz", "p1"), ("c1", None)], [("c2", "p9", True), ("yy", "p0", False)])
    said.check_profiles(
        [id_hashes(pa.array(["p0", "p1"], pa.large_utf8())), id_hashes(pa.array(["p2"], pa.large_utf8()))]
    )
    assert said.report["labels"] == {"given": 3, "used": 2, "unknown_candidates": 1, "unknown_profiles": 1}
    assert said.report["corrections"] == {"given": 2, "used": 1, "unknown_candidates": 1, "unknown_profiles": 1}
    assert said.here == {"p0"}


@pytest.mark.parametrize("what", ["labels", "corrections"])
def test_tables_that_name_nobody_here_are_refused(what: str) -> None:
    with pytest.raises(InvalidTable, match=f"{what}: column candidate_id: none of them is a candidate"):
        _given([("zz", "p0")]) if what == "labels" else _given(None, [("zz", "p0", True)])


REPEATED = [  # ids of each part, the row that repeats an id (None: none does)
    ([["a", "b"], ["c"]], None),
    ([["a", "b"], ["c", "a"]], 3),
    ([["a", "a"], ["a"]], 1),
    ([["a"], [], ["b", "b"]], 2),
    ([["", ""]], 1),
    ([[]], None),
    ([], None),
]


@pytest.mark.parametrize(("parts", "row"), REPEATED)
def test_an_id_is_looked_for_over_all_parts(parts: list[list[str]], row: int | None) -> None:
    hashes = [id_hashes(pa.array(part, pa.large_utf8())) for part in parts]
    if row is None:
        _given().check_profiles(hashes)
        return
    with pytest.raises(InvalidTable, match=f"profiles: column id in row {row} repeats an id of a row before it"):
        _given().check_profiles(hashes)


@settings(max_examples=10)
@given(st.sets(st.integers(0, 39), max_size=3), st.integers(1, 45))
def test_a_sample_is_the_smallest_hashes_and_the_labelled(labelled: set[int], most: int) -> None:
    side = side_of(numbered([person("Ada", "Quell")] * 40, "c"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("matcher.streams.sampling.SAMPLE", most)
        chosen = sampled_rows(side, np.array(sorted(labelled), np.int64))
    order = np.argsort(mix(id_hashes(side.ids.arrow()) * BASE)).tolist()
    assert set(np.flatnonzero(chosen).tolist()) == {*order[:most], *labelled}


def test_a_small_side_is_its_own_sample() -> None:
    assert sampled_rows(SIDE, np.zeros(0, np.int64)).tolist() == [True, True, True]


@settings(max_examples=15)
@given(crowds(1, 4), crowds(1, 4))
def test_anchors_are_the_addresses_that_one_and_one_have(candidates: list[Person], people: list[Person]) -> None:
    left, right = side_of(candidates), side_of(people)
    pairs = [(a, b) for a in range(len(left)) for b in range(len(right))]
    rows = np.array([a for a, _ in pairs]), np.array([b for _, b in pairs])
    found = anchored(left, right, rows, Total(len(right), tally(right)))

    def held(side: object, field: str) -> list[set[int]]:
        sets = side.many[field]  # type: ignore[attr-defined]  # a Side
        return [set(sets.take(np.array([row])).values.tolist()) for row in range(len(side))]  # type: ignore[arg-type]  # a Side

    wanted = set()
    for field in ANCHORING:
        ours, theirs = held(left, field), held(right, field)
        for a, b in pairs:
            for value in ours[a] & theirs[b]:
                if sum(value in one for one in ours) == 1 == sum(value in one for one in theirs):
                    wanted.add((a, b))
    assert {pair for pair, anchor in zip(pairs, found.tolist(), strict=True) if anchor} == wanted


def _bits(*names: str) -> int:
    places = {family.name: tag for tag, family in enumerate(FAMILIES)}
    return sum(1 << places[name] for name in names)


MET = [  # families that brought a pair together: strong among them; nothing but addresses
    (("e-mail",), True, True),
    (("phone", "handle"), True, True),
    (("two names",), True, False),
    (("e-mail", "two names"), True, False),
    (("surname + place",), False, False),
    (("surname + place", "e-mail"), True, False),
    ((), True, False),  # forced by a person: always compared
]


@pytest.mark.parametrize(("families", "strong", "address"), MET)
def test_what_brought_a_pair_together_is_told(families: tuple[str, ...], strong: bool, address: bool) -> None:  # noqa: FBT001 - columns of the table
    met = np.array([_bits(*families)], np.uint64)
    assert by_address(met).tolist() == [address]
    assert is_strong(met).tolist() == [strong]


def test_bits_of_families_are_those_of_the_families() -> None:
    for tag, family in enumerate(FAMILIES):
        assert bool(STRONG >> tag & 1) == family.strong
        assert bool(BY_ADDRESS >> tag & 1) == family.address
    assert len({family.name for family in FAMILIES}) == len(FAMILIES) <= 64
    assert all(family.cap > 0 for family in FAMILIES)


def test_a_shelf_gives_back_what_was_put_there() -> None:
    shelf = MemoryShelf()
    arrays = {"a": np.arange(3)}
    shelf.put("one", arrays)
    arrays["b"] = np.arange(1)
    assert set(shelf.get("one")) == {"a"}
    with pytest.raises(KeyError):
        shelf.get("two")


def test_answers_of_workers_come_in_order() -> None:
    def shares(one: int, other: int) -> tuple[int, int]:
        return divmod(one, other)

    wanted = [(7, at) for at in range(1, 30)]
    with ThreadPoolExecutor(2) as workers:
        assert (
            list(worked(workers, shares, wanted))
            == list(worked(None, shares, wanted))
            == [shares(*one) for one in wanted]
        )
        assert list(worked(workers, shares, [])) == []
        with pytest.raises(ZeroDivisionError):
            list(worked(workers, shares, [(1, 1), (1, 0)]))
