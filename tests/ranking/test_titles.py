"""Turn example titles into ranks and families."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ranking.titles import families, family_fit, seniority, seniority_fit


@pytest.mark.parametrize(
    ("title", "rank"),
    [
        ("Software Engineer", None),
        ("Junior Developer", 2),
        ("Sr. Software Engineer", 4),
        ("Head of Engineering", 7),
        ("Vice President, Treasury", 8),
        ("Engineering Manager", 6),
        ("Product Manager", None),
        ("Senior Product Manager", 4),
        ("Staff Engineer", 5),
        ("Staff Nurse (Part-time)", None),
        ("Teaching Assistant", 1),
        ("", None),
    ],
)
def test_rank_of_a_title(title: str, rank: int | None) -> None:
    assert seniority(title) == rank


def test_words_are_whole_words() -> None:
    assert seniority("Leadership Trainer") is None
    assert families("Datum Collector") == frozenset()


@pytest.mark.parametrize(
    ("wanted", "held", "fit"),
    [
        ("Senior Nurse", "Sr Nurse", 1.0),
        ("Senior Nurse", "Nurse", 0.875),
        ("Chief Engineer", "Intern", 0.0),
        ("Nurse", "Chief Nurse", 0.0),
        ("Senior Nurse", "", 0.0),
    ],
)
def test_fit_of_ranks(wanted: str, held: str, fit: float) -> None:
    assert seniority_fit(wanted, held) == fit


@pytest.mark.parametrize(
    ("wanted", "held", "fit"),
    [
        ("Backend Developer", "Software Engineer", 1),
        ("Dentist", "Registered Nurse", 1),
        ("Dentist", "Software Engineer", 0),
        ("Zookeeper", "Zookeeper", 0),
    ],
)
def test_fit_of_families(wanted: str, held: str, fit: float) -> None:
    assert family_fit(wanted, held) == fit


@given(st.text(), st.text())
def test_fits_stay_between_0_and_1(wanted: str, held: str) -> None:
    assert 0 <= seniority_fit(wanted, held) <= 1
    assert family_fit(wanted, held) == family_fit(held, wanted)
