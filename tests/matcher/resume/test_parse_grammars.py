"""Tests of positions printed in the less usual grammars of headers and dates; truth first, layout later."""

from collections.abc import Iterable

import pytest

from entities.resume import FoundPosition, Resume
from matcher.resume import parse_resume
from tests.matcher.resume.grammars import DATES, HEADERS, Printed, group_jobs, print_jobs, to_html, to_text
from tests.matcher.resume.invented import MONTHS, Job
from tests.matcher.resume.test_parse_invented import alike

LEAST = 0.95  # share of positions whose four values are right; measured 0.99 to 1
MOST_SURPLUS = 1.02  # positions found for each one printed


def is_right(job: Job, position: FoundPosition, printed: Printed) -> bool:
    starts = position.start is not None and position.start.value == printed.shown(job.start)
    if job.end is None:
        ends = position.current and position.end is None
    else:
        ends = position.end is not None and position.end.value == printed.shown(job.end)
    return starts and ends and alike(job.title, position.title) and alike(job.company, position.company)


def resumes(printed: Printed) -> Iterable[Resume]:
    for content, name in ((to_text(printed), "a.txt"), (to_html(printed), "a.html")):
        resume = parse_resume(content, name).resume
        assert resume is not None
        yield resume


def check(drawn: Iterable[Printed]) -> None:
    right = wanted = found = 0
    missed: list[str] = []
    for printed in drawn:
        for resume in resumes(printed):
            found += len(resume.work)
            for job in printed.jobs:
                hit = any(is_right(job, position, printed) for position in resume.work)
                right, wanted = right + hit, wanted + 1
                missed += [] if hit else [f"{job.title} | {job.company}"]
    assert right >= LEAST * wanted, missed
    assert found <= MOST_SURPLUS * wanted


@pytest.mark.parametrize("header", HEADERS)
def test_every_header_is_read_with_any_seed(header: str) -> None:
    check(print_jobs(seed, header=header) for seed in range(5))


@pytest.mark.parametrize("dates", DATES)
def test_every_way_to_write_dates_is_read_below_any_header(dates: str) -> None:
    check(print_jobs(seed, header=header, dates=dates) for seed, header in enumerate(HEADERS))


@pytest.mark.parametrize("language", MONTHS)
def test_headers_are_read_in_every_language(language: str) -> None:
    check(print_jobs(50 + seed, header=header, language=language) for seed, header in enumerate(HEADERS))


@pytest.mark.parametrize("language", MONTHS)
def test_the_word_since_opens_a_current_position(language: str) -> None:
    check(print_jobs(seed, header=header, dates="since", language=language) for seed, header in enumerate(HEADERS))


@pytest.mark.parametrize("bullets", [True, False])
def test_running_text_between_positions_is_not_needed(bullets: bool) -> None:  # noqa: FBT001 - a table's column
    check(print_jobs(90 + seed, header=header, bullets=bullets) for seed, header in enumerate(HEADERS))


def test_roles_below_an_employer_have_it_as_their_company() -> None:
    check(group_jobs(seed) for seed in range(15))


@pytest.mark.parametrize("header", HEADERS)
def test_running_text_stays_out_of_titles_and_companies(header: str) -> None:
    printed = print_jobs(7, header=header, bullets=True)
    bullets = {text for kind, text in printed.laid_out if kind == "bullet"}
    for resume in resumes(printed):
        for position in resume.work:
            assert position.description is not None
            assert set(position.description.value.split("\n")) <= bullets


@pytest.mark.parametrize("header", [name for name, lines in HEADERS.items() if any("{P}" in line for line in lines)])
def test_a_place_in_the_header_becomes_the_location(header: str) -> None:
    printed = print_jobs(3, header=header)
    wanted = [job.place for job in printed.jobs]
    for resume in resumes(printed):
        places = [position.location.value if position.location else None for position in resume.work]
        assert places == wanted


@pytest.mark.parametrize("header", HEADERS)
def test_positions_keep_the_order_they_are_printed_in(header: str) -> None:
    printed = print_jobs(11, header=header)
    for resume in resumes(printed):
        starts = [position.start.value if position.start else "" for position in resume.work]
        assert starts == [printed.shown(job.start) for job in printed.jobs]


@pytest.mark.parametrize("header", HEADERS)
def test_what_stands_around_the_positions_is_not_changed_by_them(header: str) -> None:
    first, *others = [resume for seed in (1, 2) for resume in resumes(print_jobs(seed, header=header))]
    for resume in (first, *others):
        assert resume.name is not None
        assert resume.name.value == "Marta Kowalczyk"
        assert [skill.value for skill in resume.skills] == ["Python", "Excel", "Negotiation"]
        (entry,) = resume.education
        assert entry.institution is not None
        assert entry.institution.value == "University of Leeds"
        assert [phone.value for phone in resume.phones] == ["+49301234567"]
