"""Tests that no value is invented: every one is printed, in its own source line, on random and on real texts."""

import re
import unicodedata
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from entities.resume import Found, ParseOutcome, Resume
from matcher.resume import Limits, parse_resume
from tests.matcher.resume.cv_builder import ALL, WESTERN, Layout, blocks, to_docx, to_html, to_pdf, to_text, two_columns
from tests.matcher.resume.cv_people import PEOPLE

NORMAL = re.compile(r"\d{4}(-\d\d)?|\+\d+")  # dates and phones are written in a form of their own
STATUSES = {"ok", "empty", "unsupported", "corrupt", "needs_ocr", "unmappable_fonts", "encrypted", "too_large"}
ONE = (
    "Experience;Education;Skills;Languages;2019 – 2021;March 2019;Acme Ltd;Cook;BSc;University of Leeds;Python, Excel;"
    "Anna Larsson;anna@example.com;+46 8 508 290 00;Lund;•;-;|;:;(;);2019;Senior;GmbH;English (B2);Berufserfahrung;"
    "www.example.com/anna;Certificates;First Aid (2019);Page 1;I led a team of nine people;12345;@;&;Dr.;von"
).split(";")
noise = st.lists(
    st.lists(st.sampled_from(ONE), min_size=1, max_size=4).map("  ".join) | st.just("") | st.text(max_size=30),
    max_size=25,
).map("\n".join)


def letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text).casefold())


def values(node: object) -> Iterator[Found[str]]:
    if isinstance(node, Found):
        yield node
    elif isinstance(node, (list, tuple)):
        for each in node:
            yield from values(each)
    else:
        for name in getattr(type(node), "model_fields", {}):
            yield from values(getattr(node, name))


def judged(resume: Resume, printed: str) -> int:
    """Assert that each value is printed and placed; return how many there are."""
    found = list(values(resume))
    everything = letters(printed)
    for value in found:
        assert 0 < value.confidence < 1
        assert (value.page is None) == (value.box is None)
        assert value.page or value.path
        assert letters(value.text) in everything
        said = value.raw if value.raw is not None else value.value
        if NORMAL.fullmatch(value.value):
            assert value.value[:4] in printed or value.raw is not None or value.value.startswith("+")
        elif value is resume.name:  # printed "Larsson, Anna", too
            assert all(letters(word) in everything for word in said.split())
        else:
            # A description leaves out the rows that named title, employer, dates: its own rows are each printed.
            assert all(letters(row) in everything for row in said.split("\n")), (said, value.text)
        assert letters(value.value), value
    return len(found)


def parsed(content: bytes, name: str) -> Resume:
    resume = parse_resume(content, name).resume
    assert resume is not None
    return resume


@settings(max_examples=120)
@given(noise)
def test_nothing_is_invented_on_scraps_in_any_order(text: str) -> None:
    outcome = parse_resume(text.encode(), "a.txt")
    assert outcome.status in STATUSES
    if outcome.resume is not None:
        judged(outcome.resume, text)


@settings(max_examples=40)
@given(noise)
def test_nothing_is_invented_in_pages_of_scraps(text: str) -> None:
    rows = "".join(f"<p>{row.replace('&', '&amp;').replace('<', '&lt;')}</p>" for row in text.split("\n"))
    outcome = parse_resume(f"<html><body>{rows}</body></html>".encode("utf-8", "replace"), "a.html")
    if outcome.resume is not None:
        judged(outcome.resume, text)


@settings(max_examples=60)
@given(st.binary(max_size=400), st.sampled_from(["a.txt", "a.pdf", "a.docx", "a.html", None]))
def test_any_bytes_end_in_a_typed_outcome(content: bytes, name: str | None) -> None:
    outcome = parse_resume(content, name)
    assert isinstance(outcome, ParseOutcome)
    assert outcome.status in STATUSES
    assert outcome.resume is not None if outcome.status == "ok" else outcome.resume in (None, Resume())
    assert outcome.error is None or outcome.error.endswith(".")


@pytest.mark.parametrize("language", ALL)
def test_every_value_of_a_text_is_printed(language: str) -> None:
    content = to_text(blocks(PEOPLE[language]))
    assert judged(parsed(content, "a.txt"), content.decode()) > 15


@pytest.mark.parametrize("language", ALL)
def test_every_value_of_a_page_and_a_word_file_is_printed(language: str) -> None:
    printed = blocks(PEOPLE[language], Layout(role="bars", style="dotted"))
    text = to_text(printed).decode()
    assert judged(parsed(to_html(printed), "a.html"), text) > 15
    assert judged(parsed(to_docx(printed), "a.docx"), text) > 15


@pytest.mark.parametrize("language", WESTERN)
def test_every_value_of_a_printed_page_is_printed(language: str) -> None:
    person = PEOPLE[language]
    text = to_text(blocks(person)).decode()
    assert judged(parsed(to_pdf(blocks(person)), "a.pdf"), text) > 15
    assert judged(parsed(two_columns(person), "a.pdf"), text) > 15


@pytest.mark.parametrize("language", ["en", "fr", "pl"])
def test_cut_anywhere_a_text_says_nothing_it_does_not_hold(language: str) -> None:
    text = to_text(blocks(PEOPLE[language])).decode()
    for end in range(40, len(text), 60):
        outcome = parse_resume(text[:end].encode(), "a.txt")
        if outcome.resume is not None:
            judged(outcome.resume, text[:end])


@pytest.mark.parametrize("at", range(0, 16, 3))
def test_two_resumes_in_one_file_invent_nothing(at: int) -> None:
    one, other = (to_text(blocks(PEOPLE[language])).decode() for language in (ALL[at], ALL[(at + 5) % 16]))
    assert judged(parsed(f"{one}\n\n{other}".encode(), "a.txt"), f"{one}\n\n{other}") > 20


def test_a_letter_is_no_resume_with_invented_positions() -> None:
    letter = (
        "Dear Sir or Madam,\n\nI write to you about the post of cook that you offered in May. I have long liked your\n"
        "inn, and I cook well. My friends say so.\n\nYours faithfully\nAnna Larsson\n"
    )
    resume = parse_resume(letter.encode(), "a.txt").resume
    if resume is not None:
        judged(resume, letter)
        assert resume.education == ()
        assert resume.emails == ()
        assert resume.phones == ()
        assert all(job.start is None for job in resume.work)


@pytest.mark.parametrize("text", ["", " ", "\n\n\n", "\ufeff", "\x00", "...", "- - -", "•\n•\n•"])
def test_of_nothing_comes_nothing(text: str) -> None:
    outcome = parse_resume(text.encode(), "a.txt")
    assert outcome.status in STATUSES - {"ok"}
    assert outcome.resume in (None, Resume())


@pytest.mark.parametrize(("limit", "status"), [("file", "too_large"), ("characters", "too_large")])
def test_beyond_a_limit_there_is_no_half_answer(limit: str, status: str) -> None:
    content = to_text(blocks(PEOPLE["en"]))
    outcome = parse_resume(content, "a.txt", limits=Limits(**{limit: 100}))  # type: ignore[arg-type]  # both are numbers
    assert (outcome.status, outcome.resume) == (status, None)


def test_a_clock_that_runs_out_ends_a_parse() -> None:
    ticks = iter(range(10_000))
    outcome = parse_resume(
        to_text(blocks(PEOPLE["en"])), "a.txt", clock=lambda: float(next(ticks)), limits=Limits(seconds=1.0)
    )
    assert (outcome.status, outcome.resume) == ("timeout", None)
    patient = parse_resume(to_text(blocks(PEOPLE["en"])), "a.txt", clock=lambda: 0.0)
    assert patient.status == "ok"
