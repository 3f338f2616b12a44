"""Goals are judged by what was measured, parts are told or skipped by name, converters read odd values."""

import json
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks import matching, matching_blocking, matching_parts, matching_published, matching_runs
from benchmarks.convert import _american, _identities, people_table, truth_table
from benchmarks.matching_asked import Asked, Sizes, short
from benchmarks.matching_figures import Outcome, figures
from benchmarks.matching_rows import (
    LARGE,
    Promise,
    _shown,
    at_least,
    at_most,
    calibration_row,
    growth_row,
    link_rows,
    told,
)
from benchmarks.matching_runs import CommandFailed, Cost, Linked, _last_object, talentjoin
from benchmarks.matching_shards import Stopwatch
from benchmarks.report import Row
from matcher import PERSON_SCHEMA

FIGURE = st.floats(0, 1e6, allow_nan=False)


def rows_of(rows: list[Row]) -> dict[str, Row]:
    assert len({row.name for row in rows}) == len(rows)
    return {row.name: row for row in rows}


# ---- one figure
@given(FIGURE, FIGURE)
def test_a_goal_holds_where_the_figure_reaches_it_before_it_is_rounded(measured: float, goal: float) -> None:
    assert at_least("x", measured, goal, "").holds == (measured >= goal)
    assert at_most("x", measured, goal, "").holds == (measured <= goal)
    assert told("x", measured, "").holds is None


@pytest.mark.parametrize(
    ("measured", "shown"), [(0.987654, 0.9877), (0.00123456, 0.00123), (12.3456, 12.3), (0.0, 0), (9.99999, 10.0)]
)
def test_small_figures_keep_more_digits(measured: float, shown: float) -> None:
    assert _shown(measured) == shown


@given(FIGURE)
def test_a_shown_figure_is_the_measured_one(measured: float) -> None:
    assert _shown(measured) == pytest.approx(measured, rel=0.06, abs=6e-6)


@pytest.mark.parametrize(
    ("before", "after", "times", "holds"),
    [(2.0, 24.0, 12.0, True), (2.0, 24.1, 12.0, False), (2.0, 999.0, None, None), (0.0, 0.012, 12.0, True)],
)
def test_growth_is_judged_where_it_has_a_limit(
    before: float, after: float, times: float | None, *, holds: bool | None
) -> None:
    row = growth_row("wall", before, after, times)
    assert (row.name, row.holds, row.unit) == ("growth: wall", holds, "x")


def outcome_of(right: list[bool], probability: float) -> Outcome:
    count = len(right)
    every, chance = np.ones(count, bool), np.full(count, probability)
    return Outcome(every, every, np.array(right), chance, chance, every)


def test_a_calibration_error_is_judged_by_a_number_on_large_sets_only() -> None:
    wrong = outcome_of([True] * (LARGE // 2) + [False] * (LARGE // 2), 0.9)
    row = calibration_row("x", wrong, figures(wrong), 0.02)
    assert (row.goal, row.holds, row.measured) == ("<= 0.02", False, 0.4)
    few = outcome_of([True] * 9 + [False], 0.9)
    row = calibration_row("x", few, figures(few), 0.02)
    assert row.holds
    assert row.goal.endswith("as by chance")
    off = outcome_of([True] * 10 + [False] * 90, 0.9)
    assert calibration_row("x", off, figures(off), 0.02).holds is False


# ---- one task
def linked(right: int, wrong: int, cost: Cost | None = None, **told_figures: Any) -> tuple[Linked, pa.Table]:
    count = right + wrong
    names = [f"c{at}" for at in range(count)]
    links = pa.table(
        {
            "candidate_id": names,
            "profile_id": [f"p{at}" if at < right else "px" for at in range(count)],
            "probability": [0.99 if at < right else 0.3 for at in range(count)],
            "decision": ["match" if at < right else "none" for at in range(count)],
            "reason": ["because"] * count,
        }
    )
    truth = pa.table({"candidate_id": names, "profile_id": [f"p{at}" for at in range(count)]})
    return Linked(links, cost or Cost(1.0, 2.0, 30.0), told_figures), truth


def test_a_task_without_promises_is_told_and_not_judged() -> None:
    mine, truth = linked(9, 1)
    found = rows_of(link_rows("x", Promise(), mine, None, truth))
    judged = {name for name, row in found.items() if row.holds is not None}
    assert judged == {name for name in found if "calibration error (what chance alone" in name}
    assert found["x: F1"].measured == pytest.approx(0.9474, abs=1e-4)
    assert found["x: CPU"].measured == 2.0
    assert not any("Splink" in name for name in found)


@pytest.mark.parametrize(
    ("promise", "name", "holds"),
    [
        (Promise(f1=0.94), "x: F1", True),
        (Promise(f1=0.95), "x: F1", False),
        (Promise(recall=0.9), "x: recall at precision 0.99", True),
        (Promise(recall=0.91), "x: recall at precision 0.99", False),
        (Promise(wall=1.0), "x: wall", True),
        (Promise(wall=0.9), "x: wall", False),
        (Promise(megabytes=29.0), "x: peak memory", False),
    ],
)
def test_each_promise_judges_its_row(promise: Promise, name: str, *, holds: bool) -> None:
    mine, truth = linked(9, 1)
    assert rows_of(link_rows("x", promise, mine, None, truth))[name].holds is holds


# ---- what a part is given
@pytest.mark.parametrize(
    ("count", "text"),
    [(1_000_000, "1M"), (10_000_000, "10M"), (100_000, "100k"), (1_500, "1500"), (3_000, "3k"),
     (7, "7")]
)  # fmt: skip
def test_counts_are_said_as_people_say_them(count: int, text: str) -> None:
    assert short(count) == text
    assert str(Sizes(count, count)) == f"{text} x {text}"


@pytest.fixture
def asked(tmp_path: Path) -> Asked:
    said: list[str] = []
    return Asked(
        folder=tmp_path / "kept", scratch=tmp_path, seed=3, small=Sizes(4, 8), big=Sizes(40, 80), presets=("usual",),
        peer=None, data=None, febrl=None, large=False, measured={"said": said}, say=said.append,
    )  # fmt: skip


def test_invented_files_are_made_once(asked: Asked, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[tuple[Any, ...]] = []

    def write(folder: Path, *given_sizes: Any) -> None:
        made.append(given_sizes)
        folder.mkdir(parents=True)
        (folder / "truth.parquet").touch()

    monkeypatch.setattr("benchmarks.matching_asked.write_tables", write)
    folder = asked.invented("usual", asked.small)
    assert folder == asked.invented("usual", asked.small)
    assert asked.invented("rough", asked.small) != folder
    assert made == [(3, 4, 8, "usual"), (3, 4, 8, "rough")]


def test_growth_measures_only_what_was_not_measured_before(asked: Asked, monkeypatch: pytest.MonkeyPatch) -> None:
    small, _ = linked(4, 0, Cost(1.0, 1.0, 10.0), pairs=8)
    big, _ = linked(40, 0, Cost(11.0, 13.0, 100.0), pairs=120)
    asked.measured[f"usual, {asked.small}"] = (small, asked.folder)
    calls: list[Path] = []

    def ours(folder: Path, *_: object) -> Linked:
        calls.append(folder)
        return big

    monkeypatch.setattr(matching_parts, "ours", ours)
    monkeypatch.setattr(Asked, "invented", lambda self, preset, sizes: self.folder / f"{preset}{sizes}")
    found = rows_of(matching_parts.growth(asked))
    assert len(calls) == 1
    assert {name.removeprefix("growth: "): row.holds for name, row in found.items()} == {
        "wall": True, "CPU": False, "peak memory": True, "pairs per candidate": True,
    }  # fmt: skip
    assert found["growth: pairs per candidate"].measured == 1.5


def test_labels_are_judged_on_all_others(asked: Asked, monkeypatch: pytest.MonkeyPatch) -> None:
    mine, truth = linked(60, 4)
    folder = asked.folder / "people"
    folder.mkdir(parents=True)
    pq.write_table(truth, folder / "truth.parquet")
    monkeypatch.setattr(Asked, "invented", lambda *_: folder)
    monkeypatch.setattr(matching_parts, "ours", lambda *_: mine)
    found = rows_of(matching_parts.labelled(asked))
    labels = pq.read_table(asked.scratch / "labels.parquet")
    assert labels.num_rows == 32  # no more than half
    assert len(set(labels["candidate_id"].to_pylist())) == 32
    missed = 4 - sum(name in {f"c{at}" for at in range(60, 64)} for name in labels["candidate_id"].to_pylist())
    wanted = 2 * (32 - missed) / (32 + 32 - missed)
    (f1,) = (row.measured for name, row in found.items() if name.endswith("F1"))
    assert f1 == pytest.approx(wanted, abs=1e-3)


def test_a_blocking_that_failed_is_a_row_that_does_not_hold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mine, _ = linked(4, 0)

    def fails(*_: object) -> Any:
        raise CommandFailed("python ended with 1")

    monkeypatch.setattr(matching_blocking, "measured", fails)
    (row,) = matching_blocking.blocking_rows("x", tmp_path, mine)
    assert (row.name, row.holds) == ("x: blocking recall", False)
    assert "ended with 1" in str(row.measured)


@pytest.mark.parametrize(("recall", "pairs", "holds"), [(None, None, None), (0.9, 3.0, True), (0.96, 2.0, False)])
def test_blocking_is_judged_by_its_goals(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, recall: float | None, pairs: float | None, *, holds: bool | None
) -> None:
    mine, _ = linked(4, 0)
    text = 'progress\n{"recall": 0.95, "pairs": 12}\n'
    monkeypatch.setattr(matching_blocking, "measured", lambda _: (mine.cost, text))
    rows = matching_blocking.blocking_rows("x", tmp_path, mine, recall, pairs)
    assert [(row.measured, row.holds) for row in rows] == [(0.95, holds), (3.0, holds)]


# ---- published sets
def test_sets_that_are_not_there_are_skipped_by_name(asked: Asked, tmp_path: Path) -> None:
    assert matching_published.published(asked) == []
    said: list[str] = asked.measured["said"]
    assert [line.strip() for line in said] == [
        f"skipped: {name} (no --data)" for name in ("pseudopeople", "FEBRL 4", "historical_50k", "nk_cases", "Senzing")
    ]
    found = matching_published._converted(asked, "FEBRL 4", tmp_path, lambda home: (home / "dataset4a.csv").read_text())
    assert found is None
    assert said[-1].strip() == "skipped: FEBRL 4 (dataset4a.csv is not there)"


NAME_PAIRS = st.lists(st.tuples(st.sampled_from([0.0, 0.25, 0.5, 1.0]), st.booleans()), min_size=2, max_size=12)


@given(NAME_PAIRS)
def test_the_area_under_the_curve_is_that_of_comparing_all_pairs(scored: list[tuple[float, bool]]) -> None:
    both = {same for _, same in scored}
    if len(both) < 2:
        return
    nobody: Any = SimpleNamespace(data=None)
    with pytest.MonkeyPatch.context() as patch:
        rows = [(f"{at}", f"{at}", same) for at, (_, same) in enumerate(scored)]
        patch.setattr(matching_published, "_converted", lambda *_: rows)
        patch.setattr(matching_published, "_strangers", lambda _: (["0"], ["0"]))
        patch.setattr("matcher.name_pairs.name_similarities", lambda left, _: [scored[int(one)][0] for one in left])
        told_rows = rows_of(matching_published._names(nobody))
    right, wrong = ([score for score, same in scored if same is kind] for kind in (True, False))
    area = sum((a > b) + 0.5 * (a == b) for a in right for b in wrong) / (len(right) * len(wrong))
    assert told_rows["name pairs: area under the curve"].measured == pytest.approx(area, abs=1e-3)
    best = max(
        2 * sum(one >= cut for one in right) / (sum(one >= cut for one, _ in scored) + len(right))
        for cut in {one for one, _ in scored}
    )
    assert told_rows["name pairs: best F1"].measured == pytest.approx(best, abs=1e-3)


SENZING = [
    # proposed, decision; whether that is wrong for somebody whose profile is p0
    ("p0", "match", False),
    ("p0", "review", False),
    ("px", "review", False),
    ("p0", "none", True),
    ("px", "match", True),
    ("px", "none", True),
    (None, "none", True),
]


@pytest.mark.parametrize(("proposed", "decision", "wrong"), SENZING)
def test_every_record_of_the_truth_set_is_right_or_in_review(
    asked: Asked, monkeypatch: pytest.MonkeyPatch, proposed: str | None, decision: str, *, wrong: bool
) -> None:
    links = pa.table({"candidate_id": ["c0"], "profile_id": pa.array([proposed], pa.string()), "decision": [decision]})
    people = people_table([{"id": "c0"}]), pa.table({"record_id": ["c0"], "cluster_id": ["9"]})
    task = people_table([{"id": "c0"}]), people_table([{"id": "p0"}]), truth_table([("c0", "p0")])
    monkeypatch.setattr(matching_published, "_converted", lambda *_: people)
    monkeypatch.setattr(matching_published, "clusters_to_task", lambda *_: task)
    monkeypatch.setattr(matching_published, "ours", lambda *_: Linked(links, Cost(0, 0, 0), {}))
    first, *others = matching_published._explained(asked)
    assert (first.measured, first.holds) == (int(wrong), not wrong)
    assert [(row.name, row.measured) for row in others] == [("Senzing: c0 is p0", f"{decision}: ")]


# ---- commands
@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('{"a": 1}', {"a": 1}),
        ('progress\n{"a": 1}\n', {"a": 1}),
        ('{"a": 0}\n{"a": 1}', {"a": 1}),
        ('noise\n{\n "a": {"b": 2}\n}\n', {"a": {"b": 2}}),
        ("[1, 2]", {}),
        ("nothing", {}),
        ("", {}),
    ],
)
def test_the_last_object_of_an_output_is_read(text: str, found: dict[str, Any]) -> None:
    assert _last_object(text) == found


def test_our_command_is_that_of_this_environment() -> None:
    command = talentjoin("match", "--json")
    assert command[-2:] == ["match", "--json"]
    assert Path(command[0]).parent == Path(sys.executable).parent


def test_the_peer_cuts_no_pair_of_a_small_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pq.write_table(pa.table({"id": ["1", "2"]}), tmp_path / "profiles.parquet")
    pq.write_table(pa.table({"candidate_id": ["c"]}), tmp_path / "out.parquet")
    (tmp_path / "out.json").write_text('{"found": 1.0}', encoding="utf-8")
    commands: list[list[str]] = []

    def run(command: list[str]) -> tuple[Cost, str]:
        commands.append(command)
        return Cost(1, 1, 1), ""

    monkeypatch.setattr(matching_runs, "measured", run)
    assert matching_runs.splink(tmp_path, tmp_path / "out.parquet").told == {"found": 1.0}
    monkeypatch.setattr(matching_runs, "UNCUT", 1)
    matching_runs.splink(tmp_path, tmp_path / "out.parquet")
    assert ["--no-cut" in command for command in commands] == [True, False]


def test_a_part_that_fails_fails_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(_: Asked) -> list[Row]:
        raise CommandFailed("talentjoin ended with 1")

    parts = {"invented": fails, "large": fails, "labels": lambda _: [told("fine", 1.0, "")]}
    monkeypatch.setattr(matching, "PARTS", parts)
    wanted = ["--parts", "invented,large,labels", "--no-peer", "--results", str(tmp_path)]
    assert matching.main(wanted) == 1  # a goal missed
    rows = {row["name"]: row for row in json.loads((tmp_path / "matching.json").read_text("utf-8"))["rows"]}
    assert set(rows) == {"part invented", "fine"}  # the large part was not asked for
    assert rows["part invented"]["holds"] is False
    assert matching.main(["--parts", "labels", "--no-peer", "--results", str(tmp_path)]) == 0


def test_a_stopwatch_adds_up_by_stage() -> None:
    watch = Stopwatch()
    assert watch.run("add", sum, [1, 2]) == 3
    before = watch.seconds["add"]
    watch.run("add", sum, range(100_000))
    watch.run("other", len, "x")
    assert watch.seconds["add"] > before >= 0
    assert set(watch.seconds) == {"add", "other"}


# ---- odd values of published sets
@pytest.mark.parametrize(
    ("text", "date"),
    [("3/31/1954", "1954-03-31"), ("12/1/78", "1978-12-01"), ("1954-03-31", "1954-03-31"), ("1954", "1954"), ("", ""),
     ("3/31", "3/31"), ("a/b/c", "a/b/c")],
)  # fmt: skip
def test_american_dates_are_written_as_the_schema_does(text: str, date: str) -> None:
    assert _american(text) == date


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("Ann <a@x>", {"ann": [("Ann", "a@x")]}),
        ("Ann <a@x> <b@x>", {"ann": [("Ann", "a@x"), ("Ann", "b@x")]}),
        ("Ann <a@x> Anna <b@x> # old", {"ann": [("Ann", "a@x"), ("Anna", "b@x")]}),
        ("# Ann <a@x>", {}),
        ("<a@x> <b@x>", {}),
        ("Ann", {}),
        ("", {}),
        ("Ann <a@x>\nANN <c@x>", {"ann": [("Ann", "a@x"), ("ANN", "c@x")]}),
        ("Ann <a@x>\nAnn <a@x>", {"ann": [("Ann", "a@x")]}),
    ],
)
def test_identities_are_collected_by_proper_name(line: str, found: dict[str, list[tuple[str, str]]]) -> None:
    assert _identities(line) == found


def test_tables_have_the_schema_also_of_nobody() -> None:
    assert people_table([]).schema.equals(PERSON_SCHEMA)
    assert people_table([{"id": "1", "unknown": 7}]).to_pylist()[0]["name"] is None
    assert truth_table([]).num_rows == 0
    assert truth_table([("c", None)]).to_pylist() == [{"candidate_id": "c", "profile_id": None}]
