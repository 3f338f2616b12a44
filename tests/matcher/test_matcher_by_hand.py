"""Check blocking, comparing and whole answers against plain loops over plain texts, pair by pair."""

import random
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from entities.person import Person
from matcher import Profiles, default_weights, persons_table
from matcher.blocking import find_pairs
from matcher.comparisons import Compared, compare
from matcher.decide import rule_of
from matcher.keys import FAMILIES
from matcher.levels import COMPARISONS, LEVELS
from matcher.runs import Runs, make_run
from tests.matcher.drawn_people import (
    BIRTHS,
    COMPANIES,
    EMAILS,
    FIRSTS,
    LASTS,
    PEOPLE,
    PLACES,
    TITLES,
    WHOLES,
    crowds,
    numbered,
    person,
    side_of,
)
from tests.matcher.plain_levels import levels_of, near
from tests.matcher.plain_matching import BLOCKS, TIMES, answer, families_of, tallies
from tests.matcher.plain_people import parts_of


def _levels(candidates: list[Person], profiles: list[Person]) -> list[dict[str, str]]:
    left, right = side_of(candidates), side_of(profiles)
    rows = np.array(list(product(range(len(left)), range(len(right)))), np.int64).reshape(-1, 2)
    codes = compare(Compared(left, right, rows[:, 0], rows[:, 1], Runs((make_run(right),))))
    return [{name: LEVELS[name][code] for name, code in zip(COMPARISONS, row, strict=True)} for row in codes.tolist()]


@settings(max_examples=40)
@given(crowds(most=4), crowds(most=7))
def test_every_level_is_the_one_found_by_hand(candidates: list[Person], profiles: list[Person]) -> None:
    crowd = [parts_of(one) for one in profiles]
    by_hand = [levels_of(parts_of(a), b, crowd) for a, b in product(candidates, crowd)]
    assert _levels(candidates, profiles) == by_hand


@settings(max_examples=60)
@given(crowds(most=4), crowds(most=7))
def test_pairs_are_those_of_all_pairs_that_share_a_key(candidates: list[Person], profiles: list[Person]) -> None:
    crowd = [parts_of(one) for one in profiles]
    pairs, reports = find_pairs(side_of(candidates), (make_run(side_of(profiles)),))
    by_hand = {
        (at, number): families_of(parts_of(one), other, crowd)
        for (at, one), (number, other) in product(enumerate(candidates), enumerate(crowd))
    }
    found = list(zip(pairs.candidate.tolist(), pairs.profile.tolist(), strict=True))
    assert sorted(found) == sorted(pair for pair, families in by_hand.items() if families)
    assert len(set(found)) == len(found)
    seen = {report.family for report in reports if report.pairs}
    assert seen == set().union(*by_hand.values())


@settings(max_examples=60)
@given(crowds(most=4), crowds(most=7))
def test_whole_answers_are_those_of_plain_loops(candidates: list[Person], profiles: list[Person]) -> None:
    weights = default_weights().model_copy(update={"source": "estimated"})  # shipped ones ask for strong evidence
    rule, crowd = rule_of(weights), [parts_of(one) for one in profiles]
    links = Profiles(persons_table(profiles)).match(persons_table(candidates), weights)
    for link, one in zip(links, candidates, strict=True):
        ranked = answer(parts_of(one), crowd, weights)
        assert link.candidate == one.id
        assert link.profile == (ranked[0][2] if ranked else None)
        assert link.runner_up == (ranked[1][2] if len(ranked) > 1 else None)
        assert link.probability == pytest.approx(ranked[0][1] if ranked else 0.0, rel=1e-9, abs=1e-300)
        assert link.log_odds == pytest.approx(-ranked[0][0] if ranked else 0.0, abs=1e-9)
        assert link.none_probability == pytest.approx(1.0 - sum(share for _, share, _ in ranked), abs=1e-9)
        sure, worth = link.probability >= rule.match_at, link.probability >= rule.review_at
        assert link.decision == ("match" if ranked and sure else "review" if ranked and worth else "none")


@settings(max_examples=60)
@given(crowds(most=8), st.sets(st.integers(0, 7), max_size=4))
def test_counts_of_the_living_are_those_of_a_counter(profiles: list[Person], dead: set[int]) -> None:
    side = side_of(profiles)
    run = make_run(side).without(np.array(sorted(at for at in dead if at < len(side)), np.int64))
    living = [parts_of(one) for at, one in enumerate(profiles) if at not in dead]
    for field, tally in tallies(living).items():
        column = side.many.get(field)
        for row, one in enumerate(profiles):
            parts = parts_of(one)
            texts = sorted(getattr(parts, field)) if column else [getattr(parts, field)]
            values = column.take(np.array([row])).values if column else side.one[field][[row]]
            if not column and not texts[0]:
                assert run.counts(field, values).tolist() == [0], field
            else:
                assert sorted(run.counts(field, values).tolist()) == sorted(tally[text] for text in texts), field


@given(PEOPLE, PEOPLE)
def test_levels_do_not_depend_on_who_stands_left_but_for_counts(left: Person, right: Person) -> None:
    a, b = parts_of(left), parts_of(right)
    there, back = levels_of(a, b, [a, b]), levels_of(b, a, [a, b])
    for field in {field for field in there if not field.endswith(": rarity")}:
        assert there[field] == back[field]


@given(st.sampled_from(("anna", "ana", "smith", "smyth", "")), st.sampled_from(("anna", "hannah", "smit", "")))
def test_nearness_is_symmetric_and_one_only_for_equals(left: str, right: str) -> None:
    assert near(left, right) == near(right, left)
    assert (near(left, right) == "same") == (left == right != "")


def test_the_families_by_hand_are_all_families_with_their_caps() -> None:
    assert {family.name: (family.cap, family.strong) for family in FAMILIES} == {
        name: block[:2] for name, block in BLOCKS.items()
    }


def _with_name(first: str, last: str, count: int, **more: object) -> list[Person]:
    return numbered([person(first, last, **more)] * count)


@pytest.mark.parametrize(
    ("namesakes", "others", "level"),
    [
        (1, 0, "both names, expected, 1 or fewer"),
        (1, 9, "both names, expected, 0.1 or fewer"),
        (1, 99, "both names, expected, 0.01 or fewer"),
        (1, 999, "both names, expected, 0.001 or fewer"),
        (2, 2, "both names, expected, 1 or fewer"),
        (2, 1, "both names, expected, 10 or fewer"),
        (40, 0, "both names, expected, common"),
    ],
)
def test_a_name_is_as_rare_as_chance_would_have_it(namesakes: int, others: int, level: str) -> None:
    crowd = _with_name("Ulrike", "Quell", namesakes) + numbered([person("Tobias", "Ashdown")] * others, "q")
    assert _levels([person("Ulrike", "Quell")], crowd)[0]["name: rarity"] == level


@pytest.mark.parametrize(
    ("count", "surname", "first"),
    [
        (3, "surname, 3 or fewer", "first name, 3 or fewer"),
        (4, "surname, 30 or fewer", "first name, 30 or fewer"),
        (30, "surname, 30 or fewer", "first name, 30 or fewer"),
        (31, "surname, 300 or fewer", "first name, 300 or fewer"),
        (301, "surname, common", "first name, common"),
    ],
)
def test_one_agreeing_name_is_counted_alone(count: int, surname: str, first: str) -> None:
    crowd = _with_name("Ulrike", "Quell", count)
    assert _levels([person("Tobias", "Quell")], crowd)[0]["name: rarity"] == surname
    assert _levels([person("Ulrike", "Ashdown")], crowd)[0]["name: rarity"] == first


def test_a_missing_surname_is_no_common_surname() -> None:
    crowd = [*numbered([person("ulrikequell")]), *numbered([person(first) for first in ("Ada", "Bo", "Cy")] * 9, "q")]
    found = _levels([person("Ulrike", "Quell")], crowd)[0]
    assert found["name"] == "run together"
    assert found["name: rarity"] == "both names alike, expected, 0.1 or fewer"


@pytest.mark.parametrize(
    ("count", "employer", "place"),
    [
        (2, "named, 2 or fewer", "home, 5 or fewer"),
        (5, "named, 5 or fewer", "home, 5 or fewer"),
        (6, "named, 20 or fewer", "home, 30 or fewer"),
        (101, "named, common", "home, 300 or fewer"),
        (1_001, "named, common", "home, 3000 or fewer"),
    ],
)
def test_what_many_profiles_name_says_less(count: int, employer: str, place: str) -> None:
    work = {"positions": [{"company": "Acorn Inc."}], "location": "Rome, Italy"}
    found = _levels([person("Ulrike", "Quell", **work)], _with_name("Ulrike", "Quell", count, **work))[0]
    assert (found["employer"], found["place"]) == ("current same", "same")
    assert (found["employer: rarity"], found["place: rarity"]) == (employer, place)


@pytest.mark.parametrize(
    ("left", "right", "level"),
    [
        (("Acorn",), ("Acorn GmbH",), "current same"),
        (("Acorn", "Elm"), ("Elm", "Acorn"), "one shared"),
        (("Acorn", "Elm"), ("Elm",), "one shared"),
        (("Acorn",), ("Elm", "Oak"), "none shared"),
        (("Acorn",), (), "missing"),
        (("",), ("",), "missing"),
    ],
)
def test_employers_are_sets_with_a_current_one(left: tuple[str, ...], right: tuple[str, ...], level: str) -> None:
    people = [person("A", "B", positions=[{"company": one} for one in side]) for side in (left, right)]
    assert _levels(people[:1], people[1:])[0]["employer"] == level


@pytest.mark.parametrize(
    ("ends", "current"),
    [(("", ""), "Acorn"), (("2019", ""), "Elm"), (("2020", "2019"), "Acorn"), (("", "2019"), "Acorn")],
)
def test_the_current_position_is_the_first_without_an_end(ends: tuple[str, str], current: str) -> None:
    held = [{"company": name, "end": end} for name, end in zip(("Acorn", "Elm"), ends, strict=True)]
    found = _levels([person("A", "B", positions=held)], [person("A", "B", positions=[{"company": current}])])[0]
    assert found["employer"] == "current same"


@pytest.mark.parametrize(
    ("first", "level"),
    [
        (("Ulrike Ada", "Ulrike A."), "initial"),
        (("Ulrike Ada", "Ulrike Ada"), "same"),
        (("Ulrike Ada", "Ulrike Eva"), "differs"),
        (("Ulrike Ada", "Ulrike"), "missing"),
    ],
)
def test_second_given_names_are_compared(first: tuple[str, str], level: str) -> None:
    left, right = (person(one, "Quell") for one in first)
    assert _levels([left], [right])[0]["middle name"] == level


@pytest.mark.parametrize(
    ("left", "right", "level"),
    [
        (("Quell", "Quell"), ("Quell", "Quell"), "first exact, last exact"),  # swapped too, and more than that
        (("Quell", "Ulrike"), ("Ulrike", "Quell"), "first and last swapped"),
        (("Quelle", "Ulrike"), ("Ulrike", "Quell Braun"), "first and last swapped"),
        (("Ulrike", "Braun Quell"), ("Ulrike", "Quell Zorn"), "first exact, last one of two, the other differs"),
        (("Ulrike", "Braun Quell"), ("Ulrike", "Braun"), "first exact, last one of several"),
        (("U", "Quell"), ("Ulrike", "Quell"), "first initial, last exact"),
        (("Z", "Quell"), ("Ulrike", "Quell"), "first differs, last exact"),
        (("Ulrike", "Q"), ("Ulrike", "Quell"), "first exact, last initial"),
        (("uquell", ""), ("Ulrike", "Quell"), "run together"),
        (("ulrikeq", ""), ("Ulrike", "Quell"), "run together"),
        (("Ulrike", ""), ("Ulrike", "Quell"), "first exact, last missing"),
    ],
)
def test_written_names_reach_this_level(left: tuple[str, str], right: tuple[str, str], level: str) -> None:
    for one, two in ((left, right), (right, left)):
        assert _levels([person(*one)], [person(*two)])[0]["name"] == level


def _blocked(left: Person, right: Person) -> set[str]:
    _, reports = find_pairs(side_of([left]), (make_run(side_of([right])),))
    return {report.family for report in reports if report.pairs}


ROME = {"location": "Rome, Italy"}
ACORN = {"positions": [{"company": "Acorn", "title": "Nurse"}]}
BORN = {"birth_date": "1980-01-02"}


@pytest.mark.parametrize(
    ("left", "right", "family"),
    [
        (person(emails=["u.q@gmail.com"]), person(emails=["uq@googlemail.com"]), "e-mail"),
        (person(phones=["+49 171 2345678"]), person(phones=["0171 2345678"]), "phone"),
        (person(handles=["www.x.example/u"]), person(handles=["https://x.example/u/"]), "handle"),
        (person("Quell", "Ulrike"), person("Ulrike", "Quell"), "two names"),
        (person("Ulrike Ada", "Quell"), person("Ada", "Quell"), "two names"),
        (person("Bob", "Quell"), person("Robert", "Quell"), "full form + surname"),
        (person("Jon", "Meier"), person("John", "Meyer"), "sounds of both names"),
        (person("U.", "Meier", **ROME), person("Ulrike", "Meyer", **ROME), "initial + surname's sound + place"),
        (person("Zoe", "Quell", **ACORN), person("Ulrike", "Quell", **ACORN), "surname + employer"),
        (person("Ulrike", "Zorn", **ACORN), person("Ulrike", "Quell", **ACORN), "first name + employer"),
        (person("Jon", "Zorn", **ACORN), person("John", "Quell", **ACORN), "sound of first name + employer"),
        (person("Zoe", "Quell", **ROME), person("Ulrike", "Quell", **ROME), "surname + place"),
        (person("Ulrike", "Zorn", **ROME), person("Ulrike", "Quell", **ROME), "first name + place"),
        (person("Ulrike", "Quett", **ROME), person("Ulrike", "Quell", **ROME), "first name + start of surname + place"),
        (person("Z", "Quell", **ROME, **ACORN), person("U", "Quell", **ROME, **ACORN), "surname + place + title"),
        (person("Ulrike", "Z", **ROME, **ACORN), person("Ulrike", "Q", **ROME, **ACORN), "first name + place + title"),
        (person(emails=["ulrikequell@x.example"]), person("Ulrike", "Quell"), "mailbox name as full name"),
        (person("Ulrike", "Quell"), person(emails=["uquell@x.example"]), "initial + name as mailbox name"),
        (person("Ulrike", "Z", **BORN), person("Uta", "Quell", **BORN), "birth date + initial"),
        (person("Zoe", "Quell", **BORN), person("Ulrike", "Quell", **BORN), "birth date + surname"),
        (person("Zoe", "Quell"), person("Ulrike", "Quell"), "rare name"),
        (person("Zoe", "Zorn", **BORN, **ROME), person("Ulrike", "Quell", **BORN, **ROME), "birth date + place"),
        (person("Ulrike", "Zorn", **BORN), person("Ulrike", "Quell", **BORN), "birth date + first name"),
        (person(emails=["quell@x.example"]), person("Ulrike", "Quell"), "mailbox name as rare name"),
        (person("quell"), person(emails=["quell@x.example"]), "lone name as mailbox name"),
        (person("Ulrike", **ACORN), person(emails=["ulrike@acorn.example"]), "name + employer as address"),
        (person(emails=["ulrike@acorn.example"]), person("Ulrike", **ACORN), "address as name + employer"),
        (person(emails=["uq84@x.example"]), person(emails=["u.q.84@y.example"]), "mailbox name and number"),
        (person(handles=["x.example/in/ulrike-quell-4f2"]), person("Ulrike", "Quell"), "mailbox name as full name"),
    ],
)
def test_a_family_brings_together_what_its_name_says(left: Person, right: Person, family: str) -> None:
    assert family in _blocked(left, right)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (person("Ada"), person("Zoe")),
        (person(**ROME), person(**ROME)),
        (person(**ACORN), person(**ACORN)),
        (person(**BORN), person(**BORN)),
        (person("Zoe", "Zorn", **ROME), person("Ulrike", "Quell", **ROME)),
        (person(emails=["info@x.example"]), person(emails=["info@x.example"])),
        (person(), person()),
    ],
)
def test_too_little_in_common_brings_nobody_together(left: Person, right: Person) -> None:
    assert _blocked(left, right) == set()


@pytest.mark.parametrize(
    "name", sorted(name for name, block in BLOCKS.items() if block[0] <= 50 and block[2] is block[3])
)
def test_each_small_cap_holds_to_the_number(name: str) -> None:
    common = {
        "emails": ["ulrikequell@x.example"],
        "phones": ["01712345678"],
        "handles": ["@uq"],
        **ROME,
        **ACORN,
        **BORN,
    }
    one, cap = person("Ulrike", "Quell", **common), BLOCKS[name][0] * TIMES
    for size, expected in ((cap, (cap, 0)), (cap + 1, (0, 1))):
        _, reports = find_pairs(side_of([one]), (make_run(side_of(numbered([one] * size))),))
        report = next(report for report in reports if report.family == name)
        assert report.pairs == expected[0]
        assert (report.capped > 0) == bool(expected[1])


def test_levels_by_hand_hold_over_most_levels_there_are() -> None:
    rng = random.Random(5)
    candidates, profiles = (numbered([_at_random(rng) for _ in range(45)], prefix) for prefix in "cp")
    crowd = [parts_of(one) for one in profiles]
    found = _levels(candidates, profiles)
    assert found == [levels_of(parts_of(a), b, crowd) for a, b in product(candidates, crowd)]
    seen = {pair for levels in found for pair in levels.items()}
    assert {field for field, _ in seen} == set(COMPARISONS)
    assert len(seen) >= 100


def _at_random(rng: random.Random) -> Person:
    return person(
        rng.choice(FIRSTS),
        rng.choice(LASTS),
        name=rng.choice(WHOLES),
        middle_name=rng.choice(("", "M", "Marie", "Maria")),
        emails=rng.sample(EMAILS, rng.randrange(3)),
        phones=rng.sample(("01712345678", "0301234567"), rng.randrange(2)),
        handles=rng.sample(("@a", "@b"), rng.randrange(2)),
        location=rng.choice(PLACES),
        positions=[{"company": rng.choice(COMPANIES), "title": rng.choice(TITLES)} for _ in range(rng.randrange(3))],
        education=[{"school": rng.choice(("Oak", "Ash"))}] if rng.random() < 0.5 else [],
        birth_date=rng.choice(BIRTHS),
    )
