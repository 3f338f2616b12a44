"""Rows of the benchmark of reading resumes: goals, sets split by layout, peers, speed."""

import json
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.cvs.figures import Judged, judged
from benchmarks.cvs.judge import Outcome
from benchmarks.cvs.person import Job, Person, Study
from benchmarks.cvs.visible import entry_of, letters, split_of, truth_of
from benchmarks.report import Row
from benchmarks.resume_rows import FORMAT_GOALS, MACRO_GOAL, PDF_GOALS, accuracy_rows, at_least, peer_rows
from benchmarks.resume_sets import documents, judge_all, made, read_all, read_by_peer
from benchmarks.resume_speed import BARE, GOALS, Pace, speed_rows
from tests.matcher.resume.pdf_writer import classic, document, shown

TEXT = "Ann Lee\nann@example.com\n\nExperience\nCook, Lumen\n2019 - present\n"
PERSON = Person(
    id="p1",
    locale="en_GB",
    name="Ann Lee",
    emails=("ann@example.com",),
    phones=("020 7946 0000",),
    phones_e164=("+442079460000",),
    links=("https://example.com/ann-7",),
    city="Leeds",
    country=None,
    region="GB",
    headline=None,
    summary=None,
    work=(Job("Lumen", "Cook", "2019-01", None), Job("Fable", "Baker", "2014-05", "2018-12")),
    education=(Study("Leeds College", "BSc", "Nutrition", end="2013-06"),),
    skills=((None, ("Baking", "C++")),),
    languages=(("English", None),),
    certifications=(("Food Safety", None, None),),
)
PRINTED = """Ann Lee, ann@example.com, 020 7946 0000, example.com/ann-7, Leeds. Cook, Lumen, 01/2019 - now.
Baker, Fable, 05/2014 - 12/2018. BSc Nutrition, Leeds College, 2013. Baking, C++. English. Food Safety."""


def rows_of(rows: list[Row]) -> dict[str, Row]:
    return {row.name: row for row in rows}


def manifest(folder: Path, entries: list[dict[str, Any]]) -> None:
    (folder / "manifest.json").write_text(json.dumps(entries), encoding="utf-8")


def entry(path: str, layout: str = "plain", text: str = TEXT) -> dict[str, Any]:
    return entry_of(path, layout, "txt", PERSON, truth_of(PERSON, text), pages=1)


def test_all_that_is_printed_is_true() -> None:
    truth = truth_of(PERSON, PRINTED)
    assert truth["name"] == "Ann Lee"
    assert truth["work"][0] == {"company": "Lumen", "title": "Cook", "start": "2019-01", "end": None, "highlights": []}
    assert truth["work"][1]["end"] == "2018-12"
    assert truth["phones_e164"] == ["+442079460000"]
    assert truth["education"] == [{"school": "Leeds College", "degree": "BSc", "area": "Nutrition", "end": "2013-06"}]
    assert truth["skills"] == ["Baking", "C++"]


@pytest.mark.parametrize(
    ("gone", "field", "left"),
    [
        ("Ann Lee", "name", None),
        ("ann@example.com", "emails", []),
        ("020 7946 0000", "phones", []),
        ("example.com/ann-7", "links", []),
        ("Leeds.", "city", "Leeds"),  # the college still prints it
        ("Baking", "skills", ["C++"]),
        ("English", "languages", []),
        ("Food Safety", "certifications", []),
    ],
)
def test_what_is_not_printed_is_not_true(gone: str, field: str, left: object) -> None:
    assert truth_of(PERSON, PRINTED.replace(gone, "-"))[field] == left


def test_a_layout_that_prints_no_dates_or_no_ends_says_so() -> None:
    without = truth_of(PERSON, PRINTED, years=False)["work"]
    assert [(one["start"], one["end"]) for one in without] == [(None, "?"), (None, "?")]
    starts = truth_of(PERSON, PRINTED, ends=False)["work"]
    assert [(one["start"], one["end"]) for one in starts] == [("2019-01", "?"), ("2014-05", "?")]


def test_a_link_may_be_an_annotation_only() -> None:
    text = PRINTED.replace("example.com/ann-7", "portfolio")
    assert truth_of(PERSON, text)["links"] == []
    assert truth_of(PERSON, text, links="https://example.com/ann-7")["links"] == ["https://example.com/ann-7"]


@given(st.text(max_size=40))
def test_letters_are_letters_and_stay_so(text: str) -> None:
    once = letters(text)
    assert all(one.isalnum() for one in once)
    assert letters(once) == once
    assert letters(text.upper()) == letters(text.upper().lower()) or not text.isascii()


def test_the_split_is_by_layout_and_about_in_half() -> None:
    parts = [split_of(f"layout-{number}") for number in range(400)]
    assert set(parts) == {"dev", "held"}
    assert 150 < parts.count("held") < 250
    assert parts == [split_of(f"layout-{number}") for number in range(400)]


def test_sets_are_read_judged_and_split(tmp_path: Path) -> None:
    layouts = {"dev": "", "held": ""}
    for number in range(50):
        layouts[split_of(f"l{number}")] = f"l{number}"
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        for split, layout in layouts.items():
            (tmp_path / name / f"{split}.txt").write_text(TEXT, encoding="utf-8")
            assert entry(f"{split}.txt", layout)["split"] == split
        manifest(tmp_path / name, [entry(f"{split}.txt", layout) for split, layout in layouts.items()])
    held = made(tmp_path, "held")
    assert [one.path.parent.name for one in held] == ["one", "two"]
    assert {one.entry["layout"] for one in held} == {layouts["held"]}
    assert len(documents(tmp_path / "one")) == 2
    lines = read_all(held)
    assert [line["status"] for line in lines] == ["ok", "ok"]
    assert lines[0]["derived"]["current_company"] == "Lumen"
    assert all(one.right for one in judge_all(held, lines)[0].outcomes if one.field == "email")


@pytest.mark.parametrize(("measured", "holds"), [(0.96, False), (0.965, True), (1.0, True), (None, None)])
def test_a_row_holds_from_its_goal_on(measured: float | None, holds: object) -> None:
    row = at_least("x", measured, 0.965)
    assert (row.holds, row.goal) == (holds, ">= 0.965")
    assert at_least("x", measured, None).holds is None


def test_every_goal_has_its_row() -> None:
    whole = (*PDF_GOALS,)
    outcomes = tuple(Outcome(field, "a", "a", 0.95, right=True) for field in whole)
    pdf = Judged({**entry("a.pdf"), "twocol": True, "locale": "de_DE"}, outcomes, (True,))
    order = Judged({**entry("b.pdf"), "family": "row-order", "twocol": True, "locale": "de_AT"}, outcomes)
    others = [Judged({**entry(f"c.{ext}"), "locale": "de_DE"}, outcomes) for ext in FORMAT_GOALS]
    rows = rows_of(accuracy_rows("held", [pdf, order, *others]))
    assert rows["held, PDF: macro-10 F1"].goal == f">= {MACRO_GOAL:g}"
    assert {f"held, PDF: F1 {field}" for field in PDF_GOALS} <= rows.keys()
    assert {f"held, {ext.upper()}: macro-10 F1" for ext in FORMAT_GOALS} <= rows.keys()
    assert {"held, PDF, in row order: macro-10 F1", "held, PDF, two columns: macro-10 F1"} <= rows.keys()
    assert rows["held, de: macro-10 F1"].unit == "of 5"
    assert all(row.holds is not False for row in rows.values() if row.name != "held: values with their place")
    worse = Judged(pdf.entry, tuple(Outcome(field, "a", "b", 0.95, right=False) for field in whole))
    assert rows_of(accuracy_rows("held", [worse]))["held, PDF: F1 name"].holds is False


def test_a_peer_is_told_with_how_often_it_gives_a_name() -> None:
    documents_ = [judged(entry("a.pdf"), {"name": {"value": "Ann Lee"}}), judged(entry("b.pdf"), {})]
    rows = rows_of(peer_rows("held", "other", documents_, 4.0))
    assert rows["held, other: macro-10 F1"].unit == "a name on 50%"
    assert rows["held, other: documents a second a core"].measured == 0.5
    assert rows["held, other: F1 name"].measured == pytest.approx(0.667)


def test_a_peer_that_is_not_installed_reads_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    manifest(tmp_path, [entry("a.txt")])
    assert read_by_peer("leverparser", Path(sys.executable), documents(tmp_path)) is None


@given(st.lists(st.floats(0.001, 1), min_size=1, max_size=50))
def test_a_pace_is_files_a_second_and_the_slow_ones(seconds: list[float]) -> None:
    pace = Pace(tuple(seconds))
    assert pace.rate == pytest.approx(len(seconds) / sum(seconds))
    assert min(seconds) * 1000 <= pace.slowest <= max(seconds) * 1000
    assert sum(one * 1000 <= pace.slowest for one in seconds) >= 0.94 * len(seconds) - 1


def test_both_sources_are_timed_beside_bare_extraction() -> None:
    pytest.importorskip("pypdfium2")
    page = shown((72.0, 72.0 + 16 * number, line) for number, line in enumerate(TEXT.splitlines()) if line)
    rows = rows_of(speed_rows([classic(document(page))]))
    assert f"{BARE}: documents a second a core" in rows
    for source in GOALS:
        assert rows[f"{source}: times bare extract_text"].holds in (True, False)
