"""Tell members of invented families apart: short forms, a shared line, father and son, one mailbox for a household."""

import numpy as np
import pytest

from entities.person import Person
from matcher import default_weights
from matcher.comparisons import Compared, compare
from matcher.explain import evidence_of
from matcher.levels import APART, COMPARISONS, LEVELS, chains
from matcher.runs import Runs, make_run
from tests.matcher.drawn_people import numbered, person, side_of

HOME = {"location": "12 Alder Street, Tarnow", "phones": ["+1 702 555 0147"]}
ROBERT = person("Robert", "Quellmann", birth_date="1978-11-12", **HOME)
BOB = person("Bob", "Quellmann", birth_date="1978-11-12", phones=["702-555-0147"])
SENIOR = person("Robert", "Quellmann Sr", birth_date="1952-03-31", location="12 Alder Street, Tarnow")
JUNIOR = person("Robert", "Quellmann Jr.", birth_date="1978-11-12", location="12 Alder Street, Tarnow")
PATRICIA = person("Patricia", "Quellmann", emails=["quellmanns@home.example"], **HOME)
SON = person("Tobias", "Quellmann", emails=["quellmanns@home.example"], **HOME)


def _told(left: Person, right: Person, crowd: tuple[Person, ...] = ()) -> tuple[dict[str, str], float]:
    """Give the levels of a pair among a crowd, and its log-odds by the shipped weights."""
    profiles = side_of(numbered([right, *crowd]))
    zero = np.zeros(1, np.int64)
    codes = compare(Compared(side_of([left]), profiles, zero, zero, Runs((make_run(profiles),))))[0]
    rows = evidence_of(codes, default_weights())
    levels = {name: LEVELS[name][code].removesuffix(APART) for name, code in zip(COMPARISONS, codes, strict=True)}
    return levels, sum(row.log_odds for row in rows)


def test_a_short_form_is_named_as_the_reason() -> None:
    levels, odds = _told(BOB, ROBERT)
    assert (levels["name"], levels["birth date"]) == ("first full form, last exact", "same")
    assert odds > _told(SON, ROBERT)[1]


def test_a_line_of_a_whole_family_is_named_shared() -> None:
    assert _told(BOB, ROBERT)[0]["phone"] == "same"
    assert _told(BOB, ROBERT, (PATRICIA, SON))[0]["phone"] == "same, shared"


def test_father_and_son_are_told_apart_by_what_they_say_they_are() -> None:
    assert _told(SENIOR, JUNIOR)[0]["generation"] == "differs"
    assert _told(SENIOR, SENIOR)[0]["generation"] == "same"
    assert _told(SENIOR, ROBERT)[0]["generation"] == "only one says"
    assert _told(SENIOR, JUNIOR)[0]["birth date"] == "differs"


def test_a_household_s_mailbox_beside_another_first_name_is_a_level_of_its_own() -> None:
    levels, _ = _told(SON, PATRICIA, (SON,))
    assert levels["e-mail"] == "first name differs: same, used by two"


@pytest.mark.parametrize("comparison", COMPARISONS)
def test_chains_name_levels_of_their_comparison_once_each(comparison: str) -> None:
    for chain in chains(comparison):
        assert len(set(chain)) == len(chain) > 1 or comparison == "generation"
        assert all(0 < at < len(LEVELS[comparison]) for at in chain)


@pytest.mark.parametrize(
    ("left", "right", "level"),
    [
        (("Waleed", "Yusuf"), ("Walid", "Youssef"), "first spelling, last spelling"),
        (("Fatemeh", "Karimi"), ("فاطمه", "كريمي"), "first spelling, last spelling"),
        (("Seb", "Quell"), ("Sebastien", "Quell"), "first full form, last exact"),
        (("Thib", "Quell"), ("Thibault", "Quell"), "first start, last exact"),
        (("Braun", "A."), ("Anna", "Braun"), "swapped, one an initial"),
        (("Braun", ""), ("Anna", "Braun"), "one lone name, the other's surname"),
        (("Davi", "Abreu Aragao"), ("Davi", "Lopes Aragão"), "first exact, last one of two, the other differs"),
    ],
)
def test_names_that_only_a_closer_look_joins(left: tuple[str, str], right: tuple[str, str], level: str) -> None:
    assert _told(person(*left), person(*right))[0]["name"] == level
    assert _told(person(*right), person(*left))[0]["name"] == level
