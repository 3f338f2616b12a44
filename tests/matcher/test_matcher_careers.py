"""Check what a career's positions, headline and schools become, line by line and against plain loops."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from entities.member import Education, Position
from entities.person import Person
from matcher.careers import OPEN_YEARS, headline_forms, year_of
from matcher.columns import MOST_YEARS
from matcher.hashing import text_hash
from tests.matcher.drawn_people import numbered, person, side_of

YEARS = [
    ("2019", 2019),
    ("2019-05", 2019),
    ("2019-05-31", 2019),
    ("May 2019", 2019),
    ("05/2019", 2019),
    ("31.05.2019", 2019),
    ("2017 - 2019", 2017),
    ("since 1998", 1998),
    ("1900", 1900),
    ("2099", 2099),
    ("1899", 0),
    ("2100", 0),
    ("12019", 0),
    ("20190", 0),
    ("'19", 0),
    ("19", 0),
    ("today", 0),
    ("", 0),
    ("\x00", 0),
    ("x" * 50 + "2019", 0),
]
HEADLINES = [  # as written, title, company
    ("Data Engineer at Acorn", "Data Engineer", "Acorn"),
    ("Data Engineer @ Acorn", "Data Engineer", "Acorn"),
    ("Data Engineer @Acorn", "Data Engineer", "Acorn"),
    ("Data Engineer AT Acorn", "Data Engineer", "Acorn"),
    ("  Data Engineer  at  Acorn  ", "Data Engineer", "Acorn"),
    ("Ingenieurin bei Acorn", "Ingenieurin", "Acorn"),
    ("Ingénieure chez Acorn", "Ingénieure", "Acorn"),
    ("Ingeniera en Acorn", "Ingeniera", "Acorn"),
    ("Nurse at Acorn | Mother of two", "Nurse", "Acorn"),
    ("Nurse at Acorn · Rome", "Nurse", "Acorn"),
    ("Nurse at Acorn, Rome", "Nurse", "Acorn"),
    ("Nurse at Acorn; Rome", "Nurse", "Acorn"),
    ("Nurse at Elm at Sea", "Nurse", "Elm at Sea"),
    ("Инженер @ Акорн", "Инженер", "Акорн"),
    # nothing of that form
    ("Data Engineer", "", ""),
    ("Attorney", "", ""),
    ("at Acorn", "", ""),
    ("@Acorn", "", ""),
    ("Data Engineer at", "", ""),
    ("Beekeeper", "", ""),
    ("", "", ""),
    ("\x00", "", ""),
]
POSITIONS = st.builds(
    Position,
    company=st.sampled_from(("Acorn", "Acorn Inc.", "Elm Works", "")),
    title=st.sampled_from(("Nurse", "Senior Nurse", "Head", "")),
    start=st.sampled_from(("", "1999", "2015-02", "2018")),
    end=st.sampled_from(("", "2016", "2019-07")),
)


@pytest.mark.parametrize(("text", "year"), YEARS)
def test_a_year_is_found_in_a_date(text: str, year: int) -> None:
    assert year_of(text) == year


@given(st.text(max_size=30))
def test_a_year_is_none_or_of_these_centuries(text: str) -> None:
    assert year_of(text) == 0 or 1900 <= year_of(text) <= 2099


@pytest.mark.parametrize(("text", "title", "company"), HEADLINES)
def test_a_headline_may_name_a_position(text: str, title: str, company: str) -> None:
    assert headline_forms(text) == (title, company)


@given(st.text(max_size=80))
def test_a_headline_gives_both_or_neither(text: str) -> None:
    title, company = headline_forms(text)
    assert title in text
    assert company in text
    assert title == title.strip()
    assert bool(company.strip()) <= bool(title)


def _current(one: Person) -> tuple[int, int]:
    side = side_of(numbered([one]))
    return int(side.one["company"].whole()[0]), int(side.one["title"].whole()[0])


CURRENT = [  # positions as (company, title, end), the current company and title
    ([("Acorn", "Nurse", "")], "acorn", "nurse"),
    ([("Acorn", "Nurse", ""), ("Elm", "Cook", "")], "acorn", "nurse"),
    ([("Acorn", "Nurse", "2019"), ("Elm", "Cook", "")], "elm", "cook"),
    ([("Acorn", "Nurse", "2019"), ("Elm", "Cook", "2018")], "acorn", "nurse"),
    ([("Acorn", "", "2019"), ("Elm", "Cook", "2018")], "acorn", ""),
    ([("", "Nurse", ""), ("Elm", "Cook", "2018")], "", "nurse"),
    ([], "", ""),
]


@pytest.mark.parametrize(("positions", "company", "title"), CURRENT)
def test_the_current_position_is_the_first_without_an_end(
    positions: list[tuple[str, str, str]], company: str, title: str
) -> None:
    work = [Position(company=one, title=two, end=end) for one, two, end in positions]
    assert _current(person("Ada", "Quell", positions=work)) == (text_hash(company), text_hash(title))


def test_a_headline_serves_only_who_has_no_position() -> None:
    headline = "Cook at Elm"
    assert _current(person("Ada", "Quell", headline=headline)) == (text_hash("elm"), text_hash("cook"))
    work = [Position(company="Acorn", title="Nurse", end="2001")]
    assert _current(person("Ada", "Quell", headline=headline, positions=work)) == (
        text_hash("acorn"),
        text_hash("nurse"),
    )


SPANS = [  # a position's start and end, the years it stands for
    ("2015", "2018", [2015, 2016, 2017, 2018]),
    ("2015", "2015", [2015]),
    ("", "2018", [2018]),
    ("2015", "", [*range(2015, 2015 + OPEN_YEARS)]),
    ("2018", "2015", []),
    ("", "", []),
    ("long ago", "today", []),
    ("1950", "2019", [*range(1950, 1950 + MOST_YEARS)]),
]


def _stints(*positions: Position) -> set[int]:
    side = side_of(numbered([person("Ada", "Quell", positions=list(positions))]))
    return set(side.many["stints"].whole().values.tolist())


@pytest.mark.parametrize(("start", "end", "years"), SPANS)
def test_a_dated_position_stands_for_its_years(start: str, end: str, years: list[int]) -> None:
    found = _stints(Position(company="Acorn", start=start, end=end))
    seen = {*years[:3], *years[-2:]}
    one_by_one = [_stints(Position(company="ACORN Inc.", start=str(year), end=str(year))) for year in seen]
    assert found >= set().union(*one_by_one)
    assert len(found) == len(years)


def test_years_of_two_companies_are_never_shared() -> None:
    assert not _stints(Position(company="Acorn", start="2015", end="2018")) & _stints(
        Position(company="Elm", start="2015", end="2018")
    )
    assert _stints(Position(title="Nurse", start="2015", end="2018")) == set()


@settings(max_examples=15)
@given(st.lists(POSITIONS, max_size=4), st.randoms(use_true_random=False))
def test_the_order_of_positions_never_changes_what_is_shared(work: list[Position], rng: object) -> None:
    turned = list(work)
    rng.shuffle(turned)  # type: ignore[attr-defined]  # a random.Random
    left, right = (side_of(numbered([person("Ada", "Quell", positions=some)])) for some in (work, turned))
    for field in ("companies", "employers", "titles", "stints"):
        one, two = left.many[field].whole().values, right.many[field].whole().values
        assert set(one.tolist()) == set(two.tolist()), field


def test_schools_are_named_with_and_without_their_year() -> None:
    crowd = [
        person("Ada", "Quell", education=[Education(school="Oak College", end="2009-07")]),
        person("Ada", "Quell", education=[Education(school="OAK COLLEGE", end="2009")]),
        person("Ada", "Quell", education=[Education(school="Oak College", end="2010")]),
        person("Ada", "Quell", education=[Education(school="Oak College")]),
        person("Ada", "Quell", education=[Education(degree="BSc", end="2009")]),
    ]
    side = side_of(numbered(crowd))
    schools, degrees = (side.many[field].whole() for field in ("schools", "degrees"))
    assert schools.lengths.tolist() == [1, 1, 1, 1, 0]
    assert np.unique(schools.values).tolist() == [text_hash("oak college")]
    assert degrees.lengths.tolist() == [1, 1, 1, 0, 0]
    assert degrees.values[0] == degrees.values[1] != degrees.values[2]
