"""What is said of a parser follows from what the documents print: rules of likeness, pairing, figures."""

import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.cvs import alike
from benchmarks.cvs.figures import (
    CONTACT,
    MACRO10,
    Judged,
    by_field,
    calibration_error,
    f1,
    fully_right,
    judged,
    located,
    macro10,
    sure_precision,
    worst,
)
from benchmarks.cvs.judge import Outcome, Read, judge, pair

TRUTH: dict[str, Any] = {
    "name": "Ann van der Berg",
    "emails": ["ann@example.com"],
    "phones": ["070-123 46 40"],
    "phones_e164": ["+46701234640"],
    "links": ["https://www.example.com/ann"],
    "city": "Malmö",
    "country": None,
    "region": "SE",
    "headline": None,
    "summary": None,
    "work": [
        {"company": "Lumen", "title": "Cook", "start": "2019-04", "end": None},
        {"company": "Nordwind", "title": "Kitchen Aid", "start": "2015-01", "end": "2019-03"},
    ],
    "education": [{"school": "Malmö Högskola", "degree": "Kandidat", "area": "Nutrition", "end": "2014-06"}],
    "skills": ["Baking", "CI/CD"],
    "languages": ["Svenska"],
    "certifications": ["Food Safety"],
}
ENTRY = {"truth": TRUTH, "months": True, "ext": "txt", "layout": "plain", "family": "txt"}


def value(text: str, confidence: float = 0.95) -> dict[str, Any]:
    return {"value": text, "confidence": confidence, "page": None, "text": text}


def whole() -> dict[str, Any]:
    """Read the document without a mistake."""
    first = {"company": value("Lumen"), "title": value("Cook"), "start": value("2019-04"), "end": None, "current": True}
    second = {"company": value("Nordwind"), "title": value("Kitchen Aid"), "start": value("2015-01")}
    study = {"institution": value("Malmö Högskola"), "degree": value("Kandidat"), "area": value("Nutrition")}
    return {
        "name": value("Ann van der Berg"),
        "emails": [value("ann@example.com")],
        "phones": [value("+46701234640")],
        "links": [value("example.com/ann/")],
        "location": {**value("21100 Malmö, Sweden"), "city": "Malmö"},
        "work": [first, {**second, "end": value("2019-03"), "current": False}],
        "education": [{**study, "end": value("2014-06")}],
        "skills": [value("CI/CD"), value("baking")],
        "languages": [value("Svenska (modersmål)")],
        "certifications": [value("Food Safety")],
    }


def wrong(resume: dict[str, Any]) -> set[str]:
    return {one.field for one in judge(ENTRY, resume) if not one.right}


def test_a_reading_without_a_mistake_has_none() -> None:
    assert wrong(whole()) == set()
    assert macro10([judged(ENTRY, whole())]) == 1.0
    assert fully_right([judged(ENTRY, whole())]) == 1.0


@pytest.mark.parametrize(
    ("field", "change"),
    [
        ("name", {"name": value("Anna Borg")}),
        ("name", {"name": None}),
        ("email", {"emails": []}),
        ("email", {"emails": [value("ann@example.com"), value("ref@example.org")]}),
        ("phone", {"phones": [value("+46701234641")]}),
        ("links", {"links": [value("example.com/anna")]}),
        ("city", {"location": {**value("Lund"), "city": "Lund"}}),
        ("city", {"location": None}),
        ("skills", {"skills": [value("Baking"), value("CI"), value("CD")]}),
        ("languages", {"languages": [value("Suomi")]}),
        ("certifications", {"certifications": [value("Food Safety Authority of the whole country")]}),
    ],
)
def test_each_mistake_is_seen_in_its_field_alone(field: str, change: dict[str, Any]) -> None:
    assert wrong({**whole(), **change}) == {field}


@pytest.mark.parametrize(
    ("slot", "text", "fields"),
    [
        ("company", "Acme", {"company", "position"}),
        ("title", "Chief", {"title", "position"}),
        ("start", "2019-05", {"start", "position"}),
        ("start", "2019", {"start", "position"}),
    ],
)
def test_a_wrong_part_makes_a_wrong_position(slot: str, text: str, fields: set[str]) -> None:
    resume = whole()
    resume["work"][0][slot] = value(text)
    assert wrong(resume) == fields


def test_an_ended_job_is_not_a_current_one() -> None:
    resume = whole()
    resume["work"][0] |= {"current": False}
    assert wrong(resume) == {"end", "position"}
    resume["work"][0] |= {"end": value("2020-01")}
    assert wrong(resume) == {"end", "position"}


def test_a_surplus_position_counts_against_each_of_its_fields() -> None:
    resume = whole()
    resume["work"].append({"company": value("Hobby AB"), "title": value("Painter"), "start": value("1999")})
    assert wrong(resume) == {"company", "title", "start", "position"}


def test_years_are_enough_where_a_layout_prints_no_months() -> None:
    resume = whole()
    resume["work"][0]["start"] = value("2019")
    entry = {**ENTRY, "months": False}
    assert {one.field for one in judge(entry, resume) if not one.right} == set()


def test_what_is_not_printed_is_neither_rewarded_nor_punished() -> None:
    truth = {**TRUTH, "name": None, "city": None, "phones": [], "skills": [], "languages": [], "certifications": []}
    truth["work"] = [{"company": None, "title": "Cook", "start": None, "end": "?"}]
    truth["education"] = []
    outcomes = judge({**ENTRY, "truth": truth}, {**whole(), "work": whole()["work"][:1], "education": []})
    assert {one.field for one in outcomes} == {"email", "links", "title", "position"}
    assert all(one.right for one in outcomes)


def test_nothing_read_misses_all() -> None:
    outcomes = judge(ENTRY, {})
    assert not any(one.right or one.read for one in outcomes)
    assert macro10([judged(ENTRY, None)]) == 0.0


@given(st.permutations(range(2)), st.permutations(range(2)))
def test_the_order_of_entries_and_lists_changes_nothing(jobs: list[int], skills: list[int]) -> None:
    resume = whole()
    resume["work"] = [resume["work"][at] for at in jobs]
    resume["skills"] = [resume["skills"][at] for at in skills]
    assert wrong(resume) == set()


@given(st.integers(0, 5), st.integers(0, 5), st.randoms(use_true_random=False))
def test_pairs_are_one_to_one(truths: int, reads: int, chance: random.Random) -> None:
    words = ("Lumen", "Nordwind", "Kestrel", "Fable")
    wanted = [{"company": chance.choice(words), "title": chance.choice(words)} for _ in range(truths)]
    given_: list[Read] = [
        {"company": (chance.choice(words), 0.5), "title": (chance.choice(words), 0.5)} for _ in range(reads)
    ]
    pairs = pair(wanted, given_, ("company", "title"))
    assert len(set(pairs.values())) == len(pairs) <= min(truths, reads)
    for number, truth in enumerate(wanted):
        exact = [at for at, read in enumerate(given_) if all(read[slot][0] == truth[slot] for slot in truth)]
        if exact and number not in pairs:  # all that equal it went to others that equal them, too
            assert set(exact) <= set(pairs.values())


@pytest.mark.parametrize(
    ("truth", "read", "same"),
    [
        ("Döhn Jähn KG", "Döhn Jähn KG, München", True),
        ("Döhn Jähn KG", "Döhn Jähn KG, a company of the whole world", False),
        ("Analyst", "Analyst II", True),
        ("Analyst", "Analysts", True),
        ("CI/CD", "", False),
        ("Müller", "MÜLLER", True),
    ],
)
def test_texts_are_alike(truth: str, read: str, same: bool) -> None:  # noqa: FBT001 - a column
    assert alike.text(truth, read) is same


@pytest.mark.parametrize(
    ("truth", "read", "same"),
    [
        ("Ann Berg", "Berg Ann", True),
        ("Ann Berg", "ANN BERG", True),
        ("J. R. Berg", "J R Berg", True),
        ("Ann Berg", "Ann Borgen", False),
    ],
)
def test_names_are_alike_in_any_order(truth: str, read: str, same: bool) -> None:  # noqa: FBT001 - a column
    assert alike.name(truth, read) is same


@pytest.mark.parametrize(("first", "second"), [("C", "C++"), ("SQL", "SQ"), ("Java", "JavaScript")])
def test_short_skills_must_be_equal(first: str, second: str) -> None:
    assert not alike.skill(first, second) or first.strip("+") == second.strip("+")
    assert alike.skill(first, first)


def test_phones_are_equal_in_any_spelling() -> None:
    assert alike.phone("+46701234640", "070-123 46 40", "SE")
    assert alike.phone("+46701234640", "0046 70 123 46 40", None)
    assert not alike.phone("+46701234640", "070-123 46 41", "SE")
    assert not alike.phone("+46701234640", "none", None)


@given(st.lists(st.tuples(st.booleans(), st.booleans(), st.booleans()), max_size=30))
def test_f1_is_that_of_precision_and_recall(rows: list[tuple[bool, bool, bool]]) -> None:
    outcomes = [
        Outcome("name", "a" if expected or right else None, "b" if read or right else None, None, right)
        for right, expected, read in rows
        if right or expected or read
    ]
    right = sum(one.right for one in outcomes)
    precision = right / max(1, sum(one.read is not None for one in outcomes))
    recall = right / max(1, sum(one.truth is not None for one in outcomes))
    both = precision + recall
    assert f1(outcomes) == pytest.approx(2 * precision * recall / both if both else 0.0)


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=40))
def test_calibration_equals_a_slow_count(rows: list[tuple[float, bool]]) -> None:
    outcomes = tuple(Outcome("name", "a", "a", confidence, right) for confidence, right in rows)
    document = Judged(ENTRY, outcomes)
    total = 0.0
    for lower in range(10):
        held = [row for row in rows if lower == min(9, int(row[0] * 10))]
        if held:
            mean = sum(row[0] for row in held) / len(held)
            total += len(held) / len(rows) * abs(mean - sum(row[1] for row in held) / len(held))
    assert calibration_error([document]) == pytest.approx(total, abs=1e-9)
    sure = [row[1] for row in rows if row[0] >= 0.9]
    assert sure_precision([document], CONTACT) == (pytest.approx(sum(sure) / len(sure)) if sure else None)


def test_the_worst_layout_is_named() -> None:
    other = {**ENTRY, "layout": "odd"}
    documents = [judged(ENTRY, whole()), judged(other, {**whole(), "name": None})]
    layout, score = worst(documents, "layout")
    assert layout == "odd"
    assert score == pytest.approx((len(MACRO10) - 1) / len(MACRO10))
    assert set(by_field(documents)) >= set(MACRO10)


def test_a_value_of_a_pdf_says_its_page() -> None:
    assert located([judged(ENTRY, whole())]) == 1.0
    assert located([judged({**ENTRY, "ext": "pdf"}, whole())]) == 0.0
    paged = {**whole(), "name": {**value("Ann van der Berg"), "page": 1}}
    assert 0 < located([judged({**ENTRY, "ext": "pdf"}, paged)]) < 1
    assert located([judged(ENTRY, {"name": {**value("x"), "text": " "}})]) == 0.0
