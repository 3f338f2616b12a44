"""Check that runs keep, give back, merge, hide and count what they were made of."""

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from entities.person import Person
from matcher import Profiles, default_weights, persons_table
from matcher.columns import text_arrays
from matcher.frequency import COUNTED
from matcher.prepare import prepare
from matcher.runs import SEALED, Run, make_run, merge_arrays, merge_runs, run_arrays, run_of
from matcher.schema import checked
from matcher.sealing import sealed
from matcher.side import MANY, SINGLE
from tests.matcher.drawn_people import crowds, numbered, side_of

DEAD = st.sets(st.integers(0, 7), max_size=4)


def _without(run: Run, dead: set[int]) -> Run:
    return run.without(np.array(sorted(at for at in dead if at < len(run.side)), np.int64))


def _told(run: Run) -> tuple[object, ...]:
    """Tell all of a run that a match can see, whatever the order of its tables."""
    rows = np.arange(len(run.side))
    ones = {name: run.side.one[name].whole().tolist() for name in SINGLE}
    manies = {name: [sorted(run.side.many[name].take(rows[[at]]).values.tolist()) for at in rows] for name in MANY}
    words = np.unique(np.concatenate([run.side.one[name].whole() for name in ("first", "last", "other", "city")]))
    counts = {
        name: dict(zip(run.tallied.values[name].tolist(), run.tallied.numbers[name].tolist(), strict=True))
        for name in COUNTED
    }
    blocks = [block.tolist() for block in run.blocks]
    return run.side.ids.tolist(), ones, manies, run.side.texts(words), counts, blocks


@settings(max_examples=25)
@given(crowds(1, 6))
def test_a_run_reads_back_from_its_arrays_as_they_lie(people: list[Person]) -> None:
    run = make_run(side_of(people))
    arrays = run_arrays(run)
    for array in arrays.values():
        array.flags.writeable = False
    again = run_of(arrays)
    assert _told(again) == _told(run)
    assert all(array.dtype.byteorder in "=|<" and array.dtype != object for array in arrays.values())
    assert set(arrays) >= SEALED


@settings(max_examples=25)
@given(crowds(1, 5), crowds(1, 5), DEAD, DEAD)
def test_merged_runs_are_those_of_the_living(
    some: list[Person], others: list[Person], dead: set[int], gone: set[int]
) -> None:
    named = [numbered(some, "a"), numbered(others, "b")]
    runs = [_without(make_run(side_of(people)), lost) for people, lost in zip(named, (dead, gone), strict=True)]
    living = [one for run, people in zip(runs, named, strict=True) for one in (people[at] for at in run.living_rows())]
    assert _told(merge_runs(runs)) == _told(make_run(side_of(living)))


def test_words_of_the_dead_are_gone_after_a_merge() -> None:
    people = [
        Person(id="a", first_name="Ulrike", last_name="Quell"),
        Person(id="b", first_name="Ulrike", last_name="Zorn"),
    ]
    run = make_run(side_of(people)).without(np.array([0]))
    words = bytes(dict(merge_arrays([run]))["words.bytes"])
    assert b"zorn" in words
    assert b"ulrike" in words
    assert b"quell" not in words


@settings(max_examples=25)
@given(st.lists(st.text(max_size=6), min_size=1, max_size=8, unique=True), st.text(max_size=6))
def test_ids_find_their_rows(ids: list[str], other: str) -> None:
    run = make_run(side_of([Person(id=one, last_name="Quell") for one in ids]))
    assert run.rows_of(ids).tolist() == list(range(len(ids)))
    assert run.rows_of([other]).tolist() == [ids.index(other) if other in ids else -1]
    assert run.ids_at(np.arange(len(ids))).tolist() == ids


@settings(max_examples=25)
@given(crowds(1, 4), crowds(1, 6), st.integers(1, 2**128 - 1))
def test_a_secret_never_changes_a_link(candidates: list[Person], people: list[Person], secret: int) -> None:
    weights = default_weights()
    plain = Profiles(persons_table(people)).match(persons_table(candidates), weights)
    assert Profiles(persons_table(people), secret).match(persons_table(candidates), weights) == plain


@settings(max_examples=15)
@given(crowds(1, 4), st.integers(1, 2**128 - 1))
def test_under_a_secret_no_hash_is_what_it_was(people: list[Person], secret: int) -> None:
    table = checked(persons_table(people), "side")
    plain, hidden = prepare(table), prepare(table, secret)
    for name, array in plain.arrays.items():
        if array.dtype == np.uint64 and len(array):
            known = set(array.tolist()) - {0}
            assert not known & set(hidden.arrays[name].tolist()), name


@settings(max_examples=50)
@given(st.lists(st.integers(0, 2**64 - 1), unique=True, max_size=20), st.integers(1, 2**128 - 1))
def test_sealing_is_one_to_one_and_keeps_nothing(values: list[int], secret: int) -> None:
    hidden = sealed(np.array([0, *values], np.uint64), secret).tolist()
    assert hidden[0] == 0
    assert len(set(hidden)) == len({0, *values})
    assert sealed(np.array(values, np.uint64), 0).tolist() == values


def test_sealing_is_the_published_cipher() -> None:
    key = 0x1B1A1918_13121110_0B0A0908_03020100
    assert hex(int(sealed(np.array([0x3B7265747475432D], np.uint64), key)[0])) == "0x8c6fa548454e028b"


@pytest.mark.parametrize("chunks", [[], [[]], [["a", ""], [], ["\u00e4b"]]])
def test_texts_lie_one_after_another(chunks: list[list[str]]) -> None:
    texts = text_arrays(pa.chunked_array(chunks, pa.string()))
    assert texts.tolist() == [one for chunk in chunks for one in chunk]
    assert len(texts) == len(texts.tolist())
    assert texts[np.arange(len(texts))[::-1]].tolist() == texts.tolist()[::-1]
