"""Tests of whole resumes in many layouts, languages, date styles; truth first, layout later."""

import re
import unicodedata

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rapidfuzz import fuzz

from entities.resume import FoundPosition, Resume
from matcher.resume import parse_resume
from tests.matcher.resume.invented import DATE_STYLES, MONTHS, WORK_LAYOUTS, Invented, Job, as_html, as_text, invent

LEAST_POSITIONS = 0.93  # share of positions whose four values are right; measured 0.97 to 0.99
LEAST_EDUCATION = 0.93
SAME = 88  # likeness of letters, of 100


def letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text).casefold())


def alike(truth: str, found: object) -> bool:
    value = getattr(found, "value", None)
    return isinstance(value, str) and fuzz.ratio(letters(truth), letters(value)) >= SAME


def is_right(job: Job, position: FoundPosition, resume: Invented) -> bool:
    starts = position.start is not None and position.start.value == resume.printed(job.start)
    if job.end is None:
        ends = position.current and position.end is None
    else:
        ends = position.end is not None and position.end.value == resume.printed(job.end)
    return starts and ends and alike(job.title, position.title) and alike(job.company, position.company)


def right_positions(truth: Invented, resume: Resume) -> int:
    return sum(any(is_right(job, position, truth) for position in resume.work) for job in truth.jobs)


def parsed(content: bytes, name: str) -> Resume:
    outcome = parse_resume(content, name)
    assert outcome.status == "ok"
    assert outcome.resume is not None
    return outcome.resume


@pytest.mark.parametrize("layout", WORK_LAYOUTS)
def test_positions_of_every_layout(layout: str) -> None:
    right = printed = 0
    for seed in range(12):
        truth = invent(seed, layout=layout)
        for content, name in ((as_text(truth), "a.txt"), (as_html(truth), "a.html")):
            right += right_positions(truth, parsed(content, name))
            printed += len(truth.jobs)
    print(f"\n{layout}: {right} of {printed}")
    assert right >= 0.85 * printed


@pytest.mark.parametrize("language", MONTHS)
def test_positions_in_every_language(language: str) -> None:
    right = printed = 0
    for seed in range(100, 110):
        truth = invent(seed, language=language)
        right += right_positions(truth, parsed(as_html(truth), "a.html"))
        printed += len(truth.jobs)
    print(f"\n{language}: {right} of {printed}")
    assert right >= 0.85 * printed


@pytest.mark.parametrize("style", DATE_STYLES)
def test_positions_in_every_date_style(style: str) -> None:
    right = printed = 0
    for seed in range(200, 212):
        truth = invent(seed, language="en", style=style)
        right += right_positions(truth, parsed(as_html(truth), "a.html"))
        printed += len(truth.jobs)
    assert right >= 0.85 * printed


def test_positions_over_all() -> None:
    right = printed = found = 0
    for seed in range(300, 360):
        truth = invent(seed)
        resume = parsed(as_text(truth), "a.txt")
        right += right_positions(truth, resume)
        printed += len(truth.jobs)
        found += len(resume.work)
    print(f"\n{right} of {printed} right, {found} found")
    assert right >= LEAST_POSITIONS * printed
    assert found <= 1.05 * printed


def test_education_over_all() -> None:
    right = printed = 0
    for seed in range(400, 460):
        truth = invent(seed)
        resume = parsed(as_html(truth), "a.html")
        for school, degree, subject, end in truth.schools:
            entry = next((entry for entry in resume.education if alike(school, entry.institution)), None)
            printed += 1
            if entry is None or entry.end is None:
                continue
            shown = letters(" ".join(value.value for value in (entry.degree, entry.area) if value))
            right += letters(degree) in shown and letters(subject) in shown and entry.end.value[:4] == str(end)
    print(f"\n{right} of {printed}")
    assert right >= LEAST_EDUCATION * printed


def test_lists_over_all() -> None:
    for seed in range(500, 530):
        truth = invent(seed)
        resume = parsed(as_html(truth), "a.html")
        assert {letters(skill) for skill in truth.skills} == {letters(skill.value) for skill in resume.skills}
        assert [letters(name) for name in truth.languages] == [letters(name.value) for name in resume.languages]
        assert [letters(name) for name in truth.certificates] == [letters(c.value) for c in resume.certifications]
        assert resume.name is not None
        assert letters(resume.name.value) == letters(truth.name)
        assert [email.value.partition("@")[2] for email in resume.emails] == ["example.com"]
        assert [phone.value for phone in resume.phones] == ["+49301234567"]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 10**6))
def test_no_value_that_is_not_in_the_document(seed: int) -> None:
    truth = invent(seed)
    text = letters(as_text(truth).decode())
    resume = parsed(as_text(truth), "a.txt")
    values = [resume.name, resume.location, resume.headline, *resume.emails, *resume.skills, *resume.languages]
    values += [value for job in resume.work for value in (job.title, job.company, job.location, job.description)]
    values += [value for entry in resume.education for value in (entry.institution, entry.degree, entry.area)]
    for value in values:
        if value is not None:
            assert letters(value.value) in text
            assert letters(value.text)[:40] in text
            assert 0 < value.confidence < 1
            assert value.path
    for job in resume.work:
        for day in (job.start, job.end):
            assert day is None or (day.raw is None or letters(day.raw) in text)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6))
def test_parsing_is_repeatable(seed: int) -> None:
    content = as_text(invent(seed))
    assert parse_resume(content, "a.txt") == parse_resume(content, "a.txt")
