"""Tests of derived figures against slow references: overlaps, gaps, present, precision of dates."""

import itertools
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entities.resume import Found, FoundEducation, FoundPosition, Resume
from matcher.resume.derived import derive, highest_degree, months_of_experience

YEARS = st.integers(1990, 2024)
SPANS = st.lists(st.tuples(YEARS, st.integers(1, 12), st.integers(0, 60), st.booleans()), max_size=6)
LATE = 2100 * 12
LEVELS = {
    "doctorate": "PhD;Dr. rer. nat.;Doctorat;Doctorado;Dottorato;MD;Promotion;Doktora",
    "master": "MSc;Master of Arts;M.Sc.;MBA;Diplom;Magister;Laurea Magistrale;Mestrado;Yüksek Lisans;магистр",
    "bachelor": "BSc;Bachelor of Laws;B.A.;Licence;Licenciatura;Grado;Laurea Triennale;Bakalář;Lisans;бакалавр",
    "associate": "Associate Degree;AAS;HND;BTS;Foundation Degree",
    "school": "Abitur;Baccalauréat;Matura;A-levels;GCSEs;High School Diploma;Bachillerato",
}


def value(text: str) -> Found[str]:
    return Found[str](value=text, confidence=0.9)


def job(start: str | None, end: str | None = None, *, current: bool = False, title: str | None = None) -> FoundPosition:
    return FoundPosition(
        title=value(title) if title else None,
        start=value(start) if start else None,
        end=value(end) if end else None,
        current=current,
    )


def shown(month: int, *, precise: bool) -> str:
    return f"{month // 12}-{month % 12 + 1:02}" if precise else str(month // 12)


def worked(spans: list[tuple[int, int, int, bool]]) -> tuple[list[FoundPosition], set[int]]:
    """Return positions with the set of all months in them; a year alone reaches from January to December."""
    positions, held = [], set()
    for year, month, length, precise in spans:
        first, last = year * 12 + month - 1, year * 12 + month - 1 + length
        positions.append(job(shown(first, precise=precise), shown(last, precise=precise)))
        held |= set(range(first, last + 1)) if precise else set(range(first // 12 * 12, last // 12 * 12 + 12))
    return positions, held


@given(SPANS)
def test_months_are_those_of_the_set(spans: list[tuple[int, int, int, bool]]) -> None:
    positions, held = worked(spans)
    assert months_of_experience(tuple(positions), LATE) == len(held)


@given(SPANS, st.randoms(use_true_random=False))
def test_the_order_of_positions_does_not_matter(spans: list[tuple[int, int, int, bool]], draw: object) -> None:
    positions, held = worked(spans)
    draw.shuffle(positions)  # type: ignore[attr-defined]  # hypothesis gives a random.Random
    assert months_of_experience(tuple(positions), LATE) == len(held)


@given(SPANS, st.integers(1990 * 12, 2030 * 12))
def test_nothing_after_the_day_counts(spans: list[tuple[int, int, int, bool]], now: int) -> None:
    positions, held = worked(spans)
    assert months_of_experience(tuple(positions), now) == len({month for month in held if month <= now})


@given(SPANS, SPANS)
def test_more_positions_never_make_it_less(
    first: list[tuple[int, int, int, bool]], second: list[tuple[int, int, int, bool]]
) -> None:
    one, both = worked(first)[0], worked([*first, *second])[0]
    alone = months_of_experience(tuple(one), LATE)
    together = months_of_experience(tuple(both), LATE)
    assert alone <= together <= alone + months_of_experience(tuple(worked(second)[0]), LATE)


@given(YEARS, st.integers(1, 12), st.integers(0, 120), st.integers(1, 28))
def test_a_current_position_reaches_to_the_document_s_day(year: int, month: int, length: int, day: int) -> None:
    first = year * 12 + month - 1
    now = first + length
    resume = Resume(work=(job(f"{year}-{month:02}", current=True),))
    derived = derive(resume, date(now // 12, now % 12 + 1, day).isoformat())
    assert derived.years_of_experience == round((length + 1) / 12, 1)


@pytest.mark.parametrize(
    ("positions", "day", "years"),
    [
        ([job("2020-01", "2020-12")], "2026-01-01", 1.0),
        ([job("2020-01", "2020-12"), job("2022-01", "2022-12")], "2026-01-01", 2.0),
        ([job("2020", "2021")], "2026-01-01", 2.0),
        ([job("2020", "2021")], "2020-06-30", 0.5),
        ([job("2025", current=True)], "2026-06-01", 1.5),
        ([job("2025", current=True)], None, 1.0),
        ([job("2020-01", current=True), job("2018-01", "2022-12")], None, 5.0),
        ([job(None, "2022-12")], "2026-01-01", 0.0),
        ([job("2020-01")], "2026-01-01", 0.0),
        ([], "2026-01-01", None),
        ([], None, None),
    ],
)
def test_years_of_experience(positions: list[FoundPosition], day: str | None, years: float | None) -> None:
    assert derive(Resume(work=tuple(positions)), day).years_of_experience == years


def test_the_first_current_position_is_the_current_one() -> None:
    jobs = (job("2015", "2018", title="Waiter"), job("2020", current=True, title="Cook"), job("2019", current=True))
    assert derive(Resume(work=jobs), "2026-01-01").current_title == "Cook"
    assert derive(Resume(work=jobs[:1]), "2026-01-01").current_title is None
    assert derive(Resume(work=jobs), "2026-01-01").current_company is None


@pytest.mark.parametrize(
    ("level", "text"), [(level, text) for level, all_ in LEVELS.items() for text in all_.split(";")]
)
def test_levels_of_degrees(level: str, text: str) -> None:
    resume = Resume(education=(FoundEducation(degree=value(text)),))
    assert highest_degree(resume) == level
    assert highest_degree(Resume(education=(FoundEducation(degree=value(text.upper())),))) == level


@pytest.mark.parametrize(("higher", "lower"), list(itertools.combinations(LEVELS, 2)))
def test_the_higher_level_wins_in_any_order(higher: str, lower: str) -> None:
    entries = [FoundEducation(degree=value(LEVELS[level].split(";")[0])) for level in (higher, lower)]
    for order in itertools.permutations(entries):
        assert highest_degree(Resume(education=order)) == higher


@given(st.text(max_size=30), st.text(max_size=10))
def test_any_degree_and_any_title_are_survived(degree: str, title: str) -> None:
    resume = Resume(work=(job("2020", title=title),), education=(FoundEducation(degree=value(degree)),))
    assert derive(resume, None).highest_degree in (None, *LEVELS)
