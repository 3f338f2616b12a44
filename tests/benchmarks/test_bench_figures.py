"""The figures of the benchmarks are what their definitions give on small tables."""

import itertools
import json
import random
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks import sync
from benchmarks.convert import LINKING, pseudopeople
from benchmarks.matching_rows import growth_row
from benchmarks.report import DISTRIBUTIONS, Row, table_of, versions, write_results
from benchmarks.scoring import BINS, PRECISION, score
from benchmarks.sync import MEGABYTE, SLACK, Stage, rows_of
from matcher import PERSON_SCHEMA

LinkRow = tuple[str | None, float, str]


def table(rows: list[LinkRow]) -> pa.Table:
    return pa.table(
        {
            "candidate_id": [f"c{at}" for at in range(len(rows))],
            "profile_id": pa.array([row[0] for row in rows], pa.string()),
            "probability": pa.array([row[1] for row in rows], pa.float64()),
            "decision": [row[2] for row in rows],
        }
    )


links = st.lists(
    st.tuples(
        st.sampled_from(["p1", "p2", None]),
        st.sampled_from([0.0, 0.1, 0.25, 0.5, 0.5, 0.9, 0.99, 1.0]),
        st.sampled_from(["match", "review", "none"]),
    ),
    max_size=12,
)
truths = st.lists(st.sampled_from(["p1", "p2", None]), min_size=12, max_size=12)


def at_thresholds(rows: list[LinkRow], truth: list[str | None]) -> list[tuple[float, float, float]]:
    """Say slowly the precision, recall and F1 of proposing all at or above each probability."""
    existing = max(sum(profile is not None for profile in truth), 1)
    told = []
    for threshold in {row[1] for row in rows}:
        taken = [(row[0], true) for row, true in zip(rows, truth, strict=True) if row[0] and row[1] >= threshold]
        right = sum(proposed == true for proposed, true in taken)
        if taken:
            told.append((right / len(taken), right / existing, 2 * right / (len(taken) + existing)))
    return told


@settings(max_examples=150)
@given(links, truths)
def test_a_curve_equals_every_threshold_tried(rows: list[LinkRow], profiles: list[str | None]) -> None:
    truth = profiles[: len(rows)]
    scored = score(table(rows), {f"c{at}": profile for at, profile in enumerate(truth)})
    tried = at_thresholds(rows, truth)
    assert scored.f1 == pytest.approx(max((f1 for _, _, f1 in tried), default=0.0))
    precise = [recall for precision, recall, _ in tried if precision >= PRECISION]
    assert scored.recall_at_precision == pytest.approx(max(precise, default=0.0))


@settings(max_examples=100)
@given(links, truths)
def test_decisions_and_calibration_equal_a_slow_count(rows: list[LinkRow], profiles: list[str | None]) -> None:
    truth = profiles[: len(rows)]
    scored = score(table(rows), {f"c{at}": profile for at, profile in enumerate(truth)})
    matched = [(row[0], true) for row, true in zip(rows, truth, strict=True) if row[2] == "match"]
    right = [one is not None and one == true for one, true in matched]
    assert scored.match_precision == pytest.approx(sum(right) / len(right) if right else 1.0)
    assert scored.match_recall == pytest.approx(sum(right) / max(sum(one is not None for one in truth), 1))
    nobody = [row[2] == "match" for row, true in zip(rows, truth, strict=True) if true is None]
    assert scored.false_matches_without_profile == pytest.approx(sum(nobody) / len(nobody) if nobody else 0.0)
    bins: dict[int, list[tuple[float, bool]]] = {}
    given_ones = [(row[1], row[0] == true) for row, true in zip(rows, truth, strict=True) if row[0]]
    for probability, hit in given_ones:
        bins.setdefault(min(int(probability * BINS), BINS - 1), []).append((probability, hit))
    gaps = [abs(sum(hit for _, hit in held) - sum(p for p, _ in held)) for held in bins.values()]
    assert scored.calibration_error == pytest.approx(sum(gaps) / len(given_ones) if given_ones else 0.0)


@settings(max_examples=60)
@given(links, truths, st.integers(0, 99))
def test_the_order_of_links_changes_no_figure(rows: list[LinkRow], profiles: list[str | None], seed: int) -> None:
    truth = {f"c{at}": profile for at, profile in enumerate(profiles)}
    whole = table(rows)
    order = list(range(len(rows)))
    random.Random(seed).shuffle(order)
    one, other = score(whole, truth), score(whole.take(pa.array(order, pa.int64())), truth)
    for name in ("f1", "recall_at_precision", "calibration_error", "match_precision", "match_recall"):
        assert getattr(one, name) == pytest.approx(getattr(other, name))


def test_perfect_links_have_perfect_figures() -> None:
    rows: list[LinkRow] = [("p1", 1.0, "match"), ("p2", 1.0, "match"), (None, 0.0, "none")]
    found = score(table(rows), {"c0": "p1", "c1": "p2", "c2": None})
    assert (found.f1, found.recall_at_precision, found.match_precision, found.match_recall) == (1, 1, 1, 1)
    assert (found.calibration_error, found.false_matches_without_profile) == (0, 0)


def stage(name: str, items: int, seconds: float, cpu: float | None = None, peak: int = MEGABYTE) -> Stage:
    return Stage(name, items, seconds, seconds if cpu is None else cpu, peak)


def of(rows: list[Row]) -> dict[str, Row]:
    return {row.name: row for row in rows}


@pytest.mark.parametrize(("large", "holds"), [(10.0, True), (12.5, True), (12.6, False), (5.0, True)])
def test_a_stage_may_cost_a_little_more_an_item_and_no_more(large: float, holds: bool) -> None:  # noqa: FBT001 - a column
    rows = of(rows_of([stage("push", 100, 1.0)], [stage("push", 1000, large)]))
    growth = rows["push: CPU an item, large to small"]
    assert growth.holds is holds
    assert growth.measured == pytest.approx(large / 10, abs=0.01)
    assert growth.goal == f"<= {SLACK}"
    assert rows["push: rate"].measured == round(1000 / large)


def test_a_search_is_told_and_not_judged_and_the_whole_is_the_sum() -> None:
    small = [stage("push", 10, 1.0), stage("search", 200, 1.0)]
    large = [stage("push", 100, 3.0, 2.0, 7 * MEGABYTE), stage("search", 200, 9.0)]
    rows = of(rows_of(small, large))
    assert rows["search: CPU an item, large to small"].holds is None
    assert rows["push: peak memory"].measured == 7
    assert rows["all stages"].measured == 12.0


def test_a_stage_too_short_to_measure_breaks_no_table() -> None:
    rows = of(rows_of([stage("push", 1, 0.0)], [stage("push", 10, 0.0)]))
    assert rows["push: seconds"].measured == 0


def test_ten_candidates_and_twenty_members_go_the_whole_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sync, "SEARCHES", 3)
    folders = [tmp_path / "small", tmp_path / "large"]
    for folder in folders:
        folder.mkdir()
    small, large = sync.run(folders[0], 5, 10, 3), sync.run(folders[1], 10, 20, 3)
    assert [one.name for one in small] == [one.name for one in large]
    items = {one.name: one.items for one in large}
    assert items["import members"] == items["index members"] == 20
    assert items["push candidates"] == items["link and project"] == items["index people"] == 10
    assert items["search"] == 3
    assert all(one.seconds > 0 and one.peak > 10 * MEGABYTE for one in large)
    rows = of(rows_of(small, large))
    for name in items:
        growth = rows[f"{name}: CPU an item, large to small"]
        assert isinstance(growth.measured, float)
        assert (growth.holds is None) == (name == "search")
    assert len(rows) == 5 * len(items) + 1


@pytest.mark.parametrize(
    ("before", "after", "times", "grown", "holds"),
    [
        (1.0, 10.0, 10.0, 10.0, True),
        (1.0, 10.1, 10.0, 10.1, False),
        (2.0, 100.0, None, 50.0, None),
        (0.0, 1.0, 9.0, 1e3, False),
    ],
)
def test_a_growth_is_judged_by_its_limit(
    before: float, after: float, times: float | None, grown: float, holds: object
) -> None:
    row = growth_row("x", before, after, times)
    assert (row.measured, row.holds, row.unit) == (pytest.approx(grown), holds, "x")
    assert bool(row.goal) == (times is not None)


MEASURED = st.one_of(st.integers(-(10**9), 10**9), st.floats(-1e6, 1e6), st.text("abc ", max_size=5))
ROWS = st.lists(
    st.builds(
        Row,
        st.text("ab:", min_size=1, max_size=6),
        st.just("<= 1"),
        MEASURED,
        st.just("s"),
        st.sampled_from([True, False, None]),
    ),
    max_size=5,
)


@settings(max_examples=25)
@given(
    ROWS,
    st.integers() | st.none(),
    st.dictionaries(st.text("abc", min_size=1), st.integers() | st.booleans(), max_size=3),
)
def test_results_read_back_and_are_the_same_when_written_again(
    tmp_path_factory: pytest.TempPathFactory, rows: list[Row], seed: int | None, given_settings: dict[str, object]
) -> None:
    folder = tmp_path_factory.mktemp("results")
    path = write_results("x", rows, seed, given_settings, folder=folder)
    first = path.read_bytes()
    told = json.loads(first)
    assert list(told) == ["bench", "seed", "settings", "cores", "versions", "rows"]
    assert [Row(**row) for row in told["rows"]] == rows
    assert (told["bench"], told["seed"], told["settings"]) == ("x", seed, given_settings)
    assert list(told["settings"]) == sorted(told["settings"])
    turned = dict(reversed(given_settings.items()))
    assert write_results("x", rows, seed, turned, folder=folder).read_bytes() == first
    assert table_of("x", rows).row_count == len(rows)


def test_versions_name_every_library_that_decides_a_figure() -> None:
    told = versions()
    assert set(told) == {"python", "sqlite", *DISTRIBUTIONS}
    for name in ("numpy", "pyarrow", "rapidfuzz", "tantivy"):
        assert told[name]


@pytest.mark.parametrize("missing", ["last_name", "first_name", "middle_initial", "street_number"])
def test_a_form_with_a_gap_is_converted_without_an_invented_value(tmp_path: Path, missing: str) -> None:
    person = dict.fromkeys(("first_name", "middle_initial", "last_name", "street_number", "street_name"), "x")
    census = {"simulant_id": "1", **person}
    form = {"simulant_id": "1", **{name: person[name] for name in ("first_name", "middle_initial", "last_name")}}
    form |= {"mailing_address_street_number": "7", "mailing_address_street_name": "elm"}
    for name, row in (("pp_census", census), ("pp_w2", form)):
        kept: dict[str, str | None] = {**row, missing: None} if missing in row else dict(row)
        columns = {column: pa.array([value], pa.string()) for column, value in kept.items()}
        pq.write_table(pa.table(columns), tmp_path / f"{name}.parquet")
    candidates, profiles, truth = pseudopeople(tmp_path)
    expected = 0 if missing == "last_name" else 1
    assert (candidates.num_rows, profiles.num_rows, truth.num_rows) == (expected, expected, expected)
    for made in (candidates, profiles):
        assert made.schema.names == PERSON_SCHEMA.names
        assert [column.type for column in made.schema] == [column.type for column in PERSON_SCHEMA]
        if expected and missing in ("first_name", "middle_initial"):
            assert made.column({"middle_initial": "middle_name"}.get(missing, missing)).to_pylist() == [None]
    assert profiles.column("location").to_pylist() == ["x" if missing == "street_number" else "x x"] * expected


def test_every_published_set_has_a_converter() -> None:
    assert set(LINKING) == {"pseudopeople", "FEBRL 4"}
    assert all(callable(convert) for convert in LINKING.values())
    assert len(list(itertools.chain(LINKING))) == len(LINKING)


@pytest.mark.parametrize(("right", "recall"), [(99, 0.99), (98, 0.0)])
def test_a_precision_that_is_just_reached_counts(right: int, recall: float) -> None:
    rows: list[LinkRow] = [("p1", 0.9, "match")] * 100
    found = score(table(rows), {f"c{at}": "p1" if at < right else "p2" for at in range(100)})
    assert found.recall_at_precision == pytest.approx(recall)
