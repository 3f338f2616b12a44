"""Check that a stream of profiles gives what one match in memory gives, however it is cut and whoever works on it."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from entities.errors import InvalidTable
from entities.person import Person
from matcher import Profiles, default_weights, match_tables, persons_table
from matcher.cascade import SURE, unsure
from matcher.keys import FAMILIES, SMALL, packed
from matcher.lexicon import Lexicon
from matcher.prepare import prepare
from matcher.schema import checked
from matcher.streams import MemoryShelf, Wishes, match_stream
from matcher.streams.wanted import hits_of, wanted_arrays
from service.demo.people import make_people
from service.demo.tables import people_tables
from tests.matcher.drawn_people import crowds, side_of


@dataclass(frozen=True)
class _Part:
    table: pa.Table

    def __call__(self) -> pa.Table:
        return self.table


def _parts(table: pa.Table, cuts: list[int]) -> Iterator[_Part]:
    places = sorted({0, table.num_rows, *(min(cut, table.num_rows) for cut in cuts)})
    for start, stop in zip(places, places[1:] or [0], strict=False):
        yield _Part(table.slice(start, stop - start))


@settings(max_examples=30)
@given(crowds(1, 6), crowds(1, 8), st.lists(st.integers(1, 7), max_size=3), st.randoms(use_true_random=False))
def test_how_profiles_come_in_parts_changes_nothing(
    candidates: list[Person], people: list[Person], cuts: list[int], rng: object
) -> None:
    left, right, wishes = persons_table(candidates), persons_table(people), Wishes(weights=default_weights())
    whole = match_stream(left, [_Part(right)], wishes)
    order = list(range(len(people)))
    rng.shuffle(order)  # type: ignore[attr-defined]  # a random.Random
    cut = match_stream(left, list(_parts(right.take(pa.array(order)), cuts)), wishes)
    assert cut.table.equals(whole.table)
    assert {**cut.report} == {**whole.report}


@settings(max_examples=30)
@given(crowds(1, 6), crowds(1, 8))
def test_a_stream_answers_as_kept_profiles_do(candidates: list[Person], people: list[Person]) -> None:
    weights = default_weights().model_copy(update={"source": "estimated"})
    rows = match_tables(persons_table(candidates), persons_table(people), weights=weights).table.to_pylist()
    for row, link in zip(rows, Profiles(persons_table(people)).match(persons_table(candidates), weights), strict=True):
        assert (row["candidate_id"], row["profile_id"]) == (link.candidate, link.profile)
        assert (row["probability"], row["runner_up_id"]) == (link.probability, link.runner_up)
        assert (row["decision"], row["reason"]) == (link.decision, link.reason)


def test_workers_and_the_shelf_change_nothing() -> None:
    candidates, profiles, _ = people_tables(make_people(5, 600, 300))
    parts = list(_parts(profiles, [100, 350]))
    alone = match_stream(candidates, parts)
    with ThreadPoolExecutor(2) as workers:
        crowd = match_stream(candidates, parts, workers=workers, shelf=MemoryShelf())
    assert crowd.table.equals(alone.table)
    assert crowd.weights == alone.weights
    assert crowd.table.equals(match_tables(candidates, profiles).table)


def test_the_report_counts_what_was_done() -> None:
    candidates, profiles, _ = people_tables(make_people(6, 500, 200))
    ticks = iter(range(1_000))
    report = match_stream(candidates, list(_parts(profiles, [250])), Wishes(clock=lambda: float(next(ticks)))).report
    assert (report["candidates"], report["profiles"]) == (200, 500)
    assert sum(report["decisions"].values()) == 200  # type: ignore[attr-defined]  # counts by decision
    assert [row["family"] for row in report["blocking"]] == [family.name for family in FAMILIES]  # type: ignore[attr-defined]  # a report is a mapping of plain values
    assert report["seconds"]
    assert 0 <= report["open"] <= 200  # type: ignore[operator]  # a count


def test_a_block_too_large_over_all_parts_is_skipped_and_counted() -> None:
    limit = FAMILIES[0].limit(SMALL[0][0] - 1)
    crowd = [Person(id=f"p{at}", emails=("all@x.example",)) for at in range(limit + 1)]
    wishes = Wishes(weights=default_weights())
    for count, capped in ((limit, 0), (limit + 1, 1)):
        table = persons_table(crowd[:count])
        left = persons_table([Person(id="c", emails=("all@x.example",))])
        report = match_stream(left, list(_parts(table, [10, 50, 300])), wishes).report
        row = report["blocking"][0]  # type: ignore[index]  # a list of rows
        assert (row["pairs"], row["capped"], row["blocks"]) == (0 if capped else count, capped, capped)


@pytest.mark.parametrize(("ids", "row"), [(["a", "b", "a"], 2), (["a", "b", "c", "c"], 3)])
def test_an_id_repeated_in_another_part_is_found(ids: list[str], row: int) -> None:
    table = persons_table([Person(id=f"x{at}", last_name="Quell") for at in range(len(ids))])
    table = table.set_column(0, "id", pa.array(ids))
    with pytest.raises(InvalidTable, match=f"profiles: column id in row {row} "):
        match_stream(table.slice(0, 1), list(_parts(table, [1, 2, 3])), Wishes(weights=default_weights()))


def test_what_people_said_is_kept_and_told() -> None:
    people = [
        Person(id=f"p{at}", first_name="Ulrike", last_name="Quell", emails=(f"u{at}@x.example",)) for at in range(3)
    ]
    candidates = [
        Person(id="c0", first_name="Ulrike", last_name="Quell", emails=("u0@x.example",)),
        Person(id="c1", first_name="Ulrike", last_name="Quell", emails=("u1@x.example",)),
        Person(id="c2", first_name="Zora"),
    ]
    said = pa.table(
        {
            "candidate_id": ["c0", "c1", "c2", "cx"],
            "profile_id": ["p0", "p2", "p1", "p1"],
            "linked": [False, True, True, True],
        }
    )
    wishes = Wishes(weights=default_weights(), corrections=said, explain=("c0", "c1"))
    found = match_stream(persons_table(candidates), list(_parts(persons_table(people), [1])), wishes)
    rows = found.table.to_pylist()
    assert "p0" not in {rows[0]["profile_id"], rows[0]["runner_up_id"]}
    assert [(row["profile_id"], row["decision"]) for row in rows[1:]] == [("p2", "match"), ("p1", "match")]
    assert rows[2]["reason"] == "a person linked this candidate to this profile"
    assert found.report["corrections"] == {"given": 4, "used": 3, "unknown_candidates": 1, "unknown_profiles": 0}
    assert [one.candidate for one in found.explained] == ["c0", "c1"]
    assert "p0" not in {rival.profile for rival in found.explained[0].rivals}
    for one in found.explained:
        for rival in one.rivals:
            assert sum(part.log_odds for part in rival.evidence) == pytest.approx(rival.log_odds, abs=1e-9)


@settings(max_examples=25)
@given(crowds(1, 5), crowds(1, 6))
def test_hits_are_all_profiles_under_a_wanted_key(candidates: list[Person], people: list[Person]) -> None:
    left, right = side_of(candidates), side_of(people)
    wanted = wanted_arrays(left)
    hits = hits_of(right, wanted)
    found = {
        (int(wanted["hashes"][key]), int(row), int(np.searchsorted(wanted["families"], key, side="right")) - 1)
        for key, row in zip(hits.keys.tolist(), hits.rows.tolist(), strict=True)
    }
    low = (1 << 24) - 1
    slow = set()
    for tag, family in enumerate(FAMILIES):
        ours = {key & ~low for key in packed(left, tag, family.candidate).tolist()}
        slow |= {
            (key & ~low, key & low, tag) for key in packed(right, tag, family.profile).tolist() if key & ~low in ours
        }
    assert found == slow
    assert int(hits.sizes.sum()) == len(slow)


@settings(max_examples=50)
@given(st.lists(st.tuples(st.integers(0, 3), st.floats(-30, 30)), max_size=12))
def test_only_who_is_sure_against_all_others_is_left_alone(pairs: list[tuple[int, float]]) -> None:
    candidate = np.array([one for one, _ in pairs], np.int64)
    odds = np.array([value for _, value in pairs], float)
    for row, open_ in enumerate(unsure(candidate, odds, 4).tolist()):
        mine = np.sort(odds[candidate == row])[::-1]
        logit = mine[0] - np.log1p(np.exp(mine[1:]).sum()) if len(mine) else -np.inf
        assert open_ == (logit < SURE) or abs(logit - SURE) < 1e-6


def test_caps_are_higher_among_few_and_never_lower_than_written() -> None:
    for family in FAMILIES:
        limits = [family.limit(profiles) for profiles in (10, *(below for below, _ in SMALL), 10**7)]
        assert limits == sorted(limits, reverse=True)
        assert limits[-1] == family.cap


def test_sides_prepared_with_and_without_a_lexicon_are_equal() -> None:
    candidates, profiles, _ = people_tables(make_people(7, 200, 100))
    lexicon = Lexicon()
    for table in (profiles, candidates, profiles.slice(50, 80)):
        fresh, known = (prepare(checked(table, "x"), lexicon=some) for some in (None, lexicon))
        for name in fresh.one:
            assert np.array_equal(fresh.one[name].whole(), known.one[name].whole()), name
        for name in fresh.many:
            assert np.array_equal(fresh.many[name].whole().values, known.many[name].whole().values), name
