"""What the matcher reports is said in a reader's words: fields, levels, figures, tables, bars, costs."""

import json
from typing import Any

import pytest
import typer
from hypothesis import given
from hypothesis import strategies as st

from entities.errors import InvalidQuery
from entities.link import Evidence
from matcher import default_weights
from service.cli.explain import BAR, _bar, print_between_files
from service.cli.frame import EXIT_PARTLY
from service.cli.matching import decision_costs, end_with, print_run
from service.cli.rematching import _print as print_rematch
from service.cli.training import print_training
from service.cli.watched import ProgressLines, watched
from service.flows.explain_files import FileExplanation, RivalExplanation
from service.report import silent
from service.wording import FIELDS, count_words, field_words, figure_words, in_words, named_figures, signed
from tests.service.told_run import EVIDENCE, REPORT, SUM

NUMBERS = st.floats(-1e6, 1e6, allow_nan=False)


# ---- fields and levels
@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("prior", "Before comparing"),
        ("name", "Name"),
        ("handle", "Profile address"),
        ("generation", "Junior or senior"),
        ("place: rarity", "Place: how rare"),
        ("e-mail: rarity", "E-mail: how rare"),
        ("shoe size", "Shoe size"),
        ("shoe size: rarity", "Shoe size: how rare"),
        ("", ""),
    ],
)
def test_a_field_is_named_whether_or_not_it_is_known(field: str, words: str) -> None:
    assert field_words(field) == words


def test_every_comparison_of_the_weights_has_a_name() -> None:
    assert set(default_weights().levels) <= set(FIELDS)


@pytest.mark.parametrize(
    ("level", "words"),
    [
        ("first exact, last near", "first name exact, surname near"),
        ("names differ: exact (names apart)", "exact"),
        ("both names, expected, 0.03 or fewer", "by chance at most 0.03 others bear it"),
        ("both names alike, expected, 1 or fewer", "by chance at most 1 others bear it"),
        ("both names, expected, common", "many others bear it"),
        ("surname, 30 or fewer", "at most 30 others bear the surname"),
        ("first name, 3 or fewer", "at most 3 others bear the first name"),
        ("named, 20 or fewer", "named by at most 20"),
        ("named, common", "named by many"),
        ("home, 5 or fewer", "home of at most 5"),
        ("home, common", "home of many"),
        ("none shared", "none in common"),
        ("same", "same"),
    ],
)
def test_a_level_is_said_as_one_who_looks_for_people_would(level: str, words: str) -> None:
    assert in_words(level) == words


def test_no_word_of_ours_is_left_in_what_a_reader_sees() -> None:
    for name, levels in default_weights().levels.items():
        for level in levels:
            assert "names apart" not in in_words(level), (name, level)
            assert "or fewer" not in in_words(level), (name, level)
            assert in_words(level), (name, level)


# ---- numbers
@pytest.mark.parametrize(
    ("value", "text"),
    [(1.234, "+1.23"), (-1.234, "\N{MINUS SIGN}1.23"), (0.0, "0.00"), (-0.0, "0.00"), (0.004, "0.00"),
     (-0.004, "0.00"), (0.005001, "+0.01"), (1234.5, "+1234.50")],
)  # fmt: skip
def test_a_sign_is_written_and_nothing_has_none(value: float, text: str) -> None:
    assert signed(value) == text


@given(NUMBERS)
def test_a_signed_number_reads_back_and_its_negative_is_its_mirror(value: float) -> None:
    text = signed(value)
    assert float(text.replace("\N{MINUS SIGN}", "-")) == pytest.approx(value, abs=0.005_01)
    assert signed(-value).lstrip("+\N{MINUS SIGN}") == text.lstrip("+\N{MINUS SIGN}")


@pytest.mark.parametrize(
    ("value", "text"),
    [(None, "–"), (True, "yes"), (False, "no"), (0, "0"), (1234567, "1,234,567"), (2.0, "2"), (0.12345, "0.123"),
     (1234.5678, "1,234.568"), ("shipped", "shipped"), ([1, 2.5, None], "1, 2.500, –"), ([], "")],
)  # fmt: skip
def test_a_value_of_the_report_is_written_as_people_read_it(value: object, text: str) -> None:
    assert figure_words(value) == text
    if isinstance(value, float | int) and not isinstance(value, bool):
        assert count_words(value) == text


FIGURES: list[tuple[dict[str, Any], list[tuple[str, str]]]] = [
    ({}, []),
    ({"believed": False}, [("The estimated weights were believed", "no")]),
    ({"unheard_of__thing": 3}, [("Unheard of thing", "3")]),
    ({"prior": {"mine": 1, "yours": None}}, [("Prior: Mine", "1"), ("Prior: Yours", "–")]),
    ({"a": {"b": {"c": 0.5}}}, [("A: B: C", "0.500")]),
    ({"rows": [{"x": 1}, {"x": 2}]}, [("Rows", "2")]),
    ({"given": 4, "used": 3}, [("Given", "4"), ("Used", "3")]),
]


@pytest.mark.parametrize(("figures", "rows"), FIGURES)
def test_a_part_of_the_report_becomes_pairs_of_words(figures: dict[str, Any], rows: list[tuple[str, str]]) -> None:
    assert named_figures(figures) == rows


@given(st.dictionaries(st.text("ab_", min_size=1, max_size=4), st.one_of(st.integers(), st.booleans(), st.none())))
def test_each_figure_is_one_row(figures: dict[str, Any]) -> None:
    assert len(named_figures(figures)) == len(figures)
    assert len(named_figures({"outer": figures})) == len(figures)


# ---- costs
COSTS: list[tuple[tuple[float | None, ...], dict[str, float]]] = [
    ((None, None, None, None), {}),
    ((0.5, None, None, None), {}),
    ((0.999, None, None, None), {}),
    ((None, 10.0, None, None), {"false_link": 10.0}),
    ((None, 10.0, 2.0, 0.5), {"false_link": 10.0, "missed_link": 2.0, "review": 0.5}),
]
NO_COSTS: list[tuple[tuple[float | None, ...], str]] = [
    ((0.99, 1.0, None, None), "not by both"),
    ((0.99, None, None, 1.0), "not by both"),
    ((0.49, None, None, None), "from 0.5 to below 1"),
    ((1.0, None, None, None), "from 0.5 to below 1"),
    ((float("nan"), None, None, None), "from 0.5 to below 1"),
    ((None, 0.0, None, None), "above 0"),
    ((None, None, -1.0, None), "above 0"),
    ((None, None, None, float("inf")), "above 0"),
    ((None, float("nan"), None, None), "above 0"),
]


@pytest.mark.parametrize(("asked", "costs"), COSTS)
def test_costs_are_those_that_were_named(asked: tuple[float | None, ...], costs: dict[str, float]) -> None:
    assert decision_costs(*asked) == costs


@pytest.mark.parametrize(("asked", "said"), NO_COSTS)
def test_costs_and_precision_that_make_no_sense_are_refused(asked: tuple[float | None, ...], said: str) -> None:
    with pytest.raises(InvalidQuery, match=said):
        decision_costs(*asked)


# ---- tables
def test_a_run_without_candidates_is_a_table_too(capsys: pytest.CaptureFixture[str]) -> None:
    print_run({"candidates": 0, "decisions": {}, "weights": "abc", "report": {}})
    out = capsys.readouterr().out
    assert "0 candidates" in out
    assert out.splitlines()[-1] == "weights: abc"


def test_a_run_is_told_by_decision_family_and_part(capsys: pytest.CaptureFixture[str]) -> None:
    blocking = [{"family": "e-mail", "pairs": 1_208, "blocks": 0}, {"family": "surname", "pairs": 4, "blocks": 3}]
    report = {**REPORT, "blocking": blocking, "labels": {"given": 7, "used": 5}}
    print_run({"candidates": 8, "decisions": {"review": 2, "match": 6}, "weights": "abc", "report": report})
    out = capsys.readouterr().out
    lines = [" ".join(line.split()) for line in out.splitlines()]
    assert any("match" in line and "6" in line and "75.0%" in line for line in lines)
    assert any("review" in line and "25.0%" in line for line in lines)
    assert any("e-mail" in line and "1,208" in line for line in lines)
    assert any("surname" in line and "3" in line for line in lines)
    for title in ("Training", "Check", "Labels"):
        assert title in lines
    assert "Seconds" not in lines
    assert out.index("match") < out.index("review")


def test_a_training_shows_labels_calibration_before_its_own(capsys: pytest.CaptureFixture[str]) -> None:
    mine = [{"from": 0.9, "to": 1.0, "count": 44, "expected": 0.95, "observed": None}]
    done = {**REPORT, "weights": "abc", "source": "labelled", "by_labels": mine}
    print_training(done)
    out = capsys.readouterr().out
    assert "44" in out
    assert "0.950" in out
    assert "0.925" not in out  # of the calibration by the run itself
    assert out.splitlines()[-1] == "weights: abc (labelled)"


def test_a_warning_leaves_with_its_code_and_goes_to_the_errors(capsys: pytest.CaptureFixture[str]) -> None:
    end_with({"warning": None})
    end_with({})
    with pytest.raises(typer.Exit) as left:
        end_with({"warning": "fewer than 30 anchors"})
    assert left.value.exit_code == EXIT_PARTLY == 3
    said = capsys.readouterr()
    assert (said.out, said.err) == ("", "warning: fewer than 30 anchors\n")


@given(NUMBERS, st.floats(0.01, 1e6))
def test_a_bar_is_as_long_as_its_share_of_the_widest(value: float, widest: float) -> None:
    widest = max(widest, abs(value))
    bar = _bar(value, widest)
    assert len(bar) <= BAR
    assert len(bar) == round(BAR * abs(value) / widest)
    assert set(bar) <= ({"+"} if value > 0 else {"-"})


def rival(place: int, log_odds: float = SUM, **more: Any) -> RivalExplanation:
    return RivalExplanation(
        profile=f"p{place}", place=place, probability=0.5, log_odds=log_odds, evidence=EVIDENCE, **more
    )


def explanation(**more: Any) -> FileExplanation:
    given_fields: dict[str, Any] = {
        "candidate": "c1", "row": 0, "decision": "review", "reason": "abstained", "none_probability": 0.25,
        "compared": 0, "shown": None, "best": None, "runner_up": None, "margin": None, "weights": "abc", **more,
    }  # fmt: skip
    return FileExplanation(**given_fields)


def test_a_candidate_whom_nothing_resembles_is_explained_in_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    print_between_files(explanation(decision="none", reason="the candidate has no usable field"))
    assert capsys.readouterr().out == "none: the candidate has no usable field (no profile: 0.2500)\n"


def test_a_waterfall_names_pair_place_sum_and_runner_up(capsys: pytest.CaptureFixture[str]) -> None:
    second = rival(2, SUM - 1)
    print_between_files(explanation(shown=second, best=rival(1), runner_up=second, margin=1.0, compared=14))
    out = capsys.readouterr().out
    assert "c1 and p2, number 2 of 14: 0.5000" in out
    assert "runner-up: p2 (0.5000), behind by 1.00 in log-odds" in out
    assert "+0.25" in out  # the sum
    assert all(row.field in out for row in EVIDENCE)
    print_between_files(explanation(shown=rival(1), best=rival(1), compared=1))
    assert "c1 and p1, best of 1" in capsys.readouterr().out


def test_values_stand_there_only_where_they_were_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    theirs = rival(1, values={"name": "Ann Zuk", "headline": "Welder"})
    print_between_files(explanation(shown=theirs, best=theirs, values={"name": "A. Zuk", "location": "Bonn"}))
    rows = [line for line in capsys.readouterr().out.splitlines() if "Bonn" in line or "Welder" in line]
    assert len(rows) == 2
    print_between_files(explanation(shown=theirs, best=theirs))
    assert "Welder" not in capsys.readouterr().out


def test_evidence_without_any_weight_is_drawn_without_bars(capsys: pytest.CaptureFixture[str]) -> None:
    still = (Evidence(field="prior", level="any pair", log_odds=0.0),)
    print_between_files(explanation(shown=RivalExplanation(
        profile="p1", place=1, probability=0.5, log_odds=0.0, evidence=still), compared=1))  # fmt: skip
    assert "+0.00" in capsys.readouterr().out


# ---- a re-match
class Job:
    """What a job comes to."""

    def __init__(self, state: str, code: str = "", **progress: int) -> None:
        self.state, self.code, self.progress = state, code, progress


REMATCHES: list[tuple[Job | None, str]] = [
    (None, "ordered: the worker does it"),
    (Job("waiting"), "ordered: the worker does it"),
    (Job("running", done=3, total=9), "ordered: the worker does it"),
    (Job("done", done=9, total=9, own_weights=1), "done"),
    (Job("failed", "cancelled"), "failed"),
    (Job("buried", "lease_expired"), "buried"),
]


@pytest.mark.parametrize(("job", "said"), REMATCHES)
def test_a_re_match_is_said_in_its_first_line(capsys: pytest.CaptureFixture[str], job: Any, said: str) -> None:
    print_rematch(job, as_json=False)
    out = capsys.readouterr().out
    assert out.splitlines()[0] == said
    assert ("Re-match" in out) == bool(job and job.progress)
    print_rematch(job, as_json=True)
    told = json.loads(capsys.readouterr().out)
    assert told["rematch"] == (said if job and job.state in {"done", "failed", "buried"} else "ordered")
    assert ("code" in told) == bool(job and job.state in {"failed", "buried"})


def test_a_re_match_tells_its_seconds_by_stage(capsys: pytest.CaptureFixture[str]) -> None:
    job: Any = Job("done", total=12_000, done=12_000, written=40, due=3, own_weights=0, match_ms=1_500, read_ms=250)
    print_rematch(job, as_json=True)
    told = json.loads(capsys.readouterr().out)
    assert told["seconds"] == {"match": 1.5, "read": 0.25}
    assert told["candidates"] == {"total": 12_000, "done": 12_000, "written": 40, "due": 3, "own_weights": 0}
    print_rematch(job, as_json=False)
    out = capsys.readouterr().out
    assert "12,000 of 12,000" in out
    assert "the shipped ones" in out
    assert "seconds: match" in out


# ---- progress
def test_progress_without_a_total_has_a_rate_and_no_end(capsys: pytest.CaptureFixture[str]) -> None:
    times = iter([0.0, 2.0, 4.0])
    lines = ProgressLines(lambda: next(times))
    lines("read", 10, None)
    lines("read", 30, None)
    rows = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert [(row["rate"], row["eta_seconds"], row["total"]) for row in rows] == [(5.0, None, None), (7.5, None, None)]


@given(st.lists(st.tuples(st.sampled_from("ab"), st.integers(0, 5), st.floats(0, 3)), max_size=20))
def test_lines_of_a_stage_are_a_second_apart_but_for_its_end(steps: list[tuple[str, int, float]]) -> None:
    times, now = [0.0], 0.0
    for _, _, wait in steps:
        now += wait
        times.append(now)
    clock = iter(times)
    said: list[dict[str, Any]] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("service.cli.watched.typer.echo", lambda text, err: said.append({**json.loads(text), "err": err}))
        lines = ProgressLines(lambda: next(clock))
        at: dict[str, list[float]] = {}
        for (stage, done, _), moment in zip(steps, times[1:], strict=True):
            before = len(said)
            lines(stage, done, 5)
            if len(said) > before:
                assert done == 5 or not at.get(stage) or moment - at[stage][-1] >= 1.0
                at.setdefault(stage, []).append(moment)
            else:
                assert done != 5
                assert moment - at[stage][-1] < 1.0
    assert all(row["err"] for row in said)
    assert {row["stage"] for row in said} == {stage for stage, _, _ in steps}


def test_nothing_is_shown_where_nobody_looks(capsys: pytest.CaptureFixture[str]) -> None:
    with watched(quiet=True) as quiet, watched() as piped:
        assert quiet is piped is silent
        quiet("read", 1, 2)
    with watched(lines=True) as lines:
        lines("read", 2, 2)
    assert len(capsys.readouterr().err.splitlines()) == 1
