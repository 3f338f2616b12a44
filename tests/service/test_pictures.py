"""A report's figures follow from the run's, each picture has its table, and the file reaches for nothing."""

import hashlib
import json
import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from entities.link import Evidence
from matcher import Weights, default_weights
from service.pictures import Fall, by_labels, report_page, told_bars
from service.pictures.figures import (
    Picture,
    blocking_picture,
    calibration_picture,
    fall_picture,
    probability_picture,
    reason_picture,
    weight_pictures,
    wilson,
)
from service.pictures.page import HERE, VENDORED
from service.pictures.thresholds import STEPS, decided, histogram, outlook, reasons
from tests.service.told_run import EVIDENCE, SUM, links, story

NOTICE = Path(__file__).parents[2] / "NOTICE"
SHARES = st.floats(0, 1, allow_nan=False)
SPECS = sorted((HERE / "specs").glob("*.json"))
CHANCES = st.lists(st.tuples(SHARES, SHARES), max_size=30)


def table_of(chances: list[tuple[float, float]]) -> pa.Table:
    return links(
        probability=[best for best, _ in chances], none_probability=[none * (1 - best) for best, none in chances]
    )


@given(CHANCES)
def test_a_threshold_gives_what_counting_one_by_one_gives(chances: list[tuple[float, float]]) -> None:
    table = table_of(chances)
    looked = outlook(table)
    findable = sum(1 - row["none_probability"] for row in table.to_pylist())
    assert looked.findable == pytest.approx(findable)
    assert [step.threshold for step in looked.steps] == list(STEPS)
    for step in looked.steps:
        above = [one for one, _ in chances if one > 0 and one >= step.threshold]
        assert step.linked == len(above)
        assert step.precision == (pytest.approx(sum(above) / len(above)) if above else None)
        assert step.recall == (pytest.approx(sum(above) / findable) if findable else None)


@given(CHANCES)
def test_a_higher_threshold_links_fewer_and_surer_ones(chances: list[tuple[float, float]]) -> None:
    steps = outlook(table_of(chances)).steps
    for lower, higher in pairwise(steps):
        assert higher.linked <= lower.linked
        if lower.precision is not None and higher.precision is not None:
            assert higher.precision >= lower.precision - 1e-9


@given(CHANCES)
def test_bars_hold_every_candidate_with_a_profile_and_stand_on_each_other(chances: list[tuple[float, float]]) -> None:
    rows: list[Any] = histogram(table_of(chances))
    assert sum(row["count"] for row in rows) == sum(best > 0 for best, _ in chances)
    heights: dict[float, int] = {}
    for row in rows:
        assert row["below"] == heights.get(row["from"], 0)
        assert row["above"] - row["below"] == row["count"] > 0
        heights[row["from"]] = row["above"]


@given(st.lists(st.tuples(SHARES, st.sampled_from(["right", "wrong", "none", "unlabelled"])), max_size=30))
def test_labels_judge_probabilities_as_counting_one_by_one_does(people: list[tuple[float, str]]) -> None:
    table = links(probability=[chance for chance, _ in people], none_probability=[0.0] * len(people))
    known = {"right": "hidden-{}", "wrong": "hidden-x", "none": None}
    labels = [
        {"candidate_id": f"secret-{at}", "profile_id": (known[word] or "").format(at) or None}
        for at, (_, word) in enumerate(people)
        if word in known
    ]
    schema = pa.schema([("candidate_id", pa.string()), ("profile_id", pa.string())])
    bins = by_labels(table, pa.Table.from_pylist(labels, schema))
    judged = [(chance, word == "right") for chance, word in people if chance > 0 and word in known]
    assert sum(int(row["count"] or 0) for row in bins) == len(judged)
    assert sum(int(row["count"] or 0) * (row["observed"] or 0) for row in bins) == pytest.approx(
        sum(right for _, right in judged), abs=0.01
    )
    for row in bins:
        mine = [right for chance, right in judged if row["from"] <= chance < row["to"] or row["to"] == chance == 1]  # type: ignore[operator]  # both are numbers
        if mine:
            assert row["observed"] == pytest.approx(sum(mine) / len(mine), abs=1e-4)


def test_reasons_are_counted_whatever_number_they_name() -> None:
    assert reasons(links())[1] == {
        "decision": "review",
        "reason": "abstained: several profiles fit equally",
        "count": 2,
    }
    assert decided(links()) == {"match": 2, "review": 2, "none": 2}
    assert decided(links().slice(0, 1)) == {"match": 1, "review": 0, "none": 0}
    coded = links().set_column(3, "decision", links()["decision"].dictionary_encode())
    coded = coded.set_column(4, "reason", links()["reason"].dictionary_encode())
    assert reasons(coded) == reasons(links())
    assert histogram(coded) == histogram(links())


@given(SHARES, st.integers(1, 10_000))
def test_an_interval_holds_its_share(share: float, count: int) -> None:
    low, high = wilson(share, count)
    assert 0 <= low <= share + 1e-12
    assert share - 1e-12 <= high <= 1


ROWS = st.lists(st.floats(-20, 20, allow_nan=False), min_size=1, max_size=15)


@given(ROWS)
def test_a_waterfall_ends_at_its_sum(adds: list[float]) -> None:
    evidence = [Evidence(field=f"f{at}", level="same", log_odds=value) for at, value in enumerate(adds)]
    bars = told_bars(evidence)
    assert bars[0].start == 0
    assert all(after.start == before.end for before, after in pairwise(bars))
    assert bars[-1].end == pytest.approx(sum(adds), abs=1e-9)
    picture = fall_picture("x", Fall(0.5, sum(adds), tuple(evidence)), "Best profile")
    assert len({row["row"] for row in picture.rows}) == len(picture.rows) == len(adds) + 1
    assert picture.rows[-1]["end"] == sum(adds)


def test_rows_of_one_name_stay_apart() -> None:
    twice = (EVIDENCE[1], EVIDENCE[1])
    assert len({row["row"] for row in fall_picture("x", Fall(0.5, 8.5, twice), "Best").rows}) == 3


def test_rarity_is_a_row_of_its_own() -> None:
    rows = [row[0] for row in fall_picture("x", Fall(0.9, SUM, EVIDENCE), "Best").cells]
    assert rows == ["Before comparing", "Name", "Name: how rare", "Title", "Sum"]


def test_every_level_of_the_weights_is_drawn_once() -> None:
    weights = default_weights()
    drawn = 0
    for picture in weight_pictures(weights):
        drawn += len({(row.get("level"), row.get("down"), row.get("across")) for row in picture.rows})
    assert drawn == sum(len(levels) - ("missing" in levels) for levels in weights.levels.values())


def test_calibration_leaves_out_what_was_not_observed() -> None:
    picture = calibration_picture(story().report["calibration"])
    assert [(row["expected"], row["observed"]) for row in picture.rows] == [(0.2, 0.25), (0.9, 0.925)]
    assert not calibration_picture([]).rows


def test_blocks_left_out_are_said() -> None:
    rows = blocking_picture(story().report["blocking"]).rows
    assert [row["said"] for row in rows] == ["8", "4  (3 blocks left out)"]
    assert [row["kind"] for row in rows] == ["strong keys", "weak keys"]


def every_picture() -> list[Picture]:
    told = story()
    best = fall_picture("fall", told.samples[0].falls[0], "Best profile")
    return [
        probability_picture(told),
        reason_picture(told),
        calibration_picture(told.report["calibration"]),
        blocking_picture(told.report["blocking"]),
        best,
        *weight_pictures(told.weights),
    ]


def fields_of(spec: Any) -> set[str]:
    if isinstance(spec, dict):
        own = {spec["field"]} if isinstance(spec.get("field"), str) else set()
        return own.union(*(fields_of(value) for value in spec.values()))
    return set().union(*(fields_of(value) for value in spec)) if isinstance(spec, list) else set()


def test_definitions_name_only_what_rows_hold() -> None:
    made = {"beyond", "x", "y"}  # by the definitions themselves
    for picture in every_picture():
        spec = json.loads((HERE / "specs" / f"{picture.spec}.json").read_text("utf-8"))
        assert fields_of(spec) - made <= set(picture.rows[0]), picture.name
        assert len(picture.cells) == len(picture.rows)
        assert all(len(row) == len(picture.columns) for row in picture.cells)


@pytest.mark.parametrize("file", SPECS, ids=lambda file: file.stem)
def test_definitions_load_nothing(file: Path) -> None:
    text = file.read_text("utf-8")
    spec = json.loads(text)
    assert spec["$schema"].endswith("/vega-lite/v6.json")
    assert "url" not in text.replace(spec["$schema"], "")
    assert text.count('"aria": false') >= text.count('"mark"')


def test_what_others_made_is_pinned_and_named() -> None:
    notice = NOTICE.read_text("utf-8")
    assert {file.name for file in (HERE / "vendored").iterdir()} == {*VENDORED, "LICENSE"}
    for name, digest in VENDORED.items():
        assert hashlib.sha256((HERE / "vendored" / name).read_bytes()).hexdigest() == digest
        assert digest in notice
        assert name in (HERE / "vendored" / "LICENSE").read_text("utf-8")


@pytest.fixture(scope="module")
def page() -> str:
    return report_page(story())


def test_a_report_reaches_for_nothing_and_runs_only_its_own(page: str) -> None:
    tree = LexborHTMLParser(page)
    policy = tree.css_first("meta[http-equiv='Content-Security-Policy']").attributes["content"] or ""
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert "unsafe" not in policy
    assert "http" not in policy
    assert not tree.css("[src], link, iframe, object, embed, base, form, [style], img")
    assert all((one.attributes["href"] or "").startswith("#") for one in tree.css("[href]"))
    assert not [name for one in tree.css("*") for name in one.attributes if name.startswith("on")]
    assert len(page) < 1_300_000


def test_every_picture_has_its_rows_and_a_table(page: str) -> None:
    tree = LexborHTMLParser(page)
    drawn = tree.css(".drawn")
    assert len(drawn) > 15
    specs = json.loads(tree.css_first("#specs").text())
    for one in drawn:
        assert one.attributes["data-spec"] in specs
        assert json.loads(tree.css_first(f"#{one.attributes['data-rows']}").text()) is not None
        assert one.attributes["aria-label"]
        assert one.parent is not None
        assert one.parent.css("details table tbody tr")
    names = [one.attributes["id"] for one in tree.css("[id]")]
    assert len(set(names)) == len(names)
    assert len(tree.css("h1")) == 1


def test_no_person_is_named_unless_asked_for(page: str) -> None:
    for secret in ("secret-", "hidden-", "Zuk", "ann@example.com"):
        assert secret not in page
    told = report_page(story(values=True))
    assert "secret-2" in told
    assert "Ann &lt;b&gt;Zuk&lt;/b&gt;" in told
    assert "<b>Zuk" not in told


def test_a_warning_and_what_is_missing_are_said(page: str) -> None:
    assert "not to be relied on" not in page
    assert "Nothing to compare the probabilities with" not in page
    warned = report_page(story(warning="fewer than 30 anchors", calibration=[], blocking=[]))
    assert "fewer than 30 anchors" in warned
    assert "Nothing to compare the probabilities with" in warned


def test_nobody_is_a_report_too() -> None:
    nobody = links(probability=[], none_probability=[])
    assert "Matching report" in report_page(story(table=nobody, candidates=0, pairs=0))


HOSTILE = ["</script><script>struck()</script>", "<!--<script>", "\u2028\u2029", "'\"&", "]]>", "{{ 7 * 7 }}"]


def test_no_text_breaks_out() -> None:
    count = len(HOSTILE)
    table = links(probability=[0.5] * count, none_probability=[0.1] * count, reason=HOSTILE, decision=["none"] * count)
    page = report_page(story(table=table, warning=HOSTILE[0], blocking=[{"family": HOSTILE[0], "pairs": 1}]))
    assert "struck()</script>" not in page
    assert len(LexborHTMLParser(page).css("script:not([type])")) == len(VENDORED) + 1
    data = [
        json.loads(one) for one in re.findall(r'<script type="application/json"[^>]*>(.*?)</script>', page, re.DOTALL)
    ]
    assert HOSTILE[0] in json.dumps(data)


def test_weights_of_any_source_are_told() -> None:
    weights = Weights.from_json(default_weights().to_json())
    assert weight_pictures(weights) == weight_pictures(default_weights())
