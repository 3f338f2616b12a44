"""Tests of thresholds and ties in the fields: each would pass unseen if its rule were left out."""

from dataclasses import replace

import pytest

from matcher.resume.certificates import find_certifications
from matcher.resume.cues import title_score
from matcher.resume.dates import PRESENT, find_dates
from matcher.resume.name import find_name
from matcher.resume.places import cities, find_place, is_place
from matcher.resume.skills import find_skills
from tests.matcher.resume.printed_lines import line, lines


def name(*texts: str) -> str | None:
    found = find_name([line(text, number, 20.0) for number, text in enumerate(texts)], [])
    return found.value if found else None


@pytest.mark.parametrize("first", ["San Francisco", "Vogel GmbH", "University of York", "Head Cook", "ada byron"])
def test_a_likelier_name_wins_over_an_earlier_line(first: str) -> None:
    assert name(first, "Ada Byron") == "Ada Byron"


def test_of_two_names_the_higher_on_the_page_wins() -> None:
    lower, upper, between = line("Eve Adams", 5, 20.0), line("Ada Byron", 0, 20.0), line("Leeds, UK", 3)
    for order in ([lower, between, upper], [upper, between, lower]):
        found = find_name(order, [])
        assert found is not None
        assert found.value == "Ada Byron"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("2001-16", ("2001", "2016")),
        ("2001-45", ("2001", None)),
        ("Mar '49", ("2049-03", None)),
        ("Mar '50", ("1950-03", None)),
        ("2019 now", ("2019", None)),
        ("2019 present", ("2019", PRESENT)),
        ("Mar 2019 – Mar 2019", ("2019-03", "2019-03")),
    ],
)
def test_dates_at_their_bounds(text: str, wanted: tuple[str, str | None]) -> None:
    (dated,) = find_dates(text)
    assert (dated.start, dated.end) == wanted


def test_a_skill_set_larger_than_the_others_is_a_category() -> None:
    held = [line("Tools", 0, 14.0), line("Hammer, Saw", 1), line("Methods", 2, 14.0), line("Scrum, Kanban", 3)]
    assert [skill.value for skill in find_skills([held])] == ["Hammer", "Saw", "Scrum", "Kanban"]


def test_bold_items_are_skills_where_most_are_bold() -> None:
    assert [skill.value for skill in find_skills([lines("*Hammer\n*Saw\n*Scrum\nKanban")])] == [
        "Hammer",
        "Saw",
        "Scrum",
        "Kanban",
    ]


def test_an_item_that_stands_out_to_the_left_heads_those_below() -> None:
    head, below = line("Tools", 0), replace(line("Hammer", 1), x0=70.0)
    other, last = line("Methods", 2), replace(line("Scrum", 3), x0=70.0)
    assert [skill.value for skill in find_skills([[head, below, other, last]])] == ["Hammer", "Scrum"]


def test_an_issuer_in_another_look_is_no_certificate() -> None:
    held = [line("CISSP", 0), line("The Guild", 1, italic=True), line("PMP", 2), line("The League", 3, italic=True)]
    assert [found.value for found in find_certifications([held])] == ["CISSP", "PMP"]


def test_a_city_is_surer_in_its_country_than_in_another() -> None:
    home, abroad = find_place("Paris, France"), find_place("Paris, Japan")
    assert home is not None
    assert abroad is None or abroad.sure < home.sure


def test_a_small_town_s_name_alone_is_rather_a_name() -> None:
    small = next(
        town for town in ("Hof", "Bath", "Weiz", "Lahr", "Ely") if cities(town) and cities(town)[0].people < 60
    )
    assert not is_place(small, sure=0.55)
    assert is_place(small, sure=0.35)


@pytest.mark.parametrize("word", ["Partner", "Master", "Member", "Student"])
def test_a_word_with_two_meanings_is_a_weaker_title(word: str) -> None:
    assert title_score(word) < title_score("Cook")
