"""Check blocking and comparing against slow, obvious references, and that neither side nor order matters."""

from itertools import product

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from entities.errors import TooLarge
from entities.member import Education, Position
from entities.person import Person
from matcher import keys, persons_table
from matcher.blocking import find_pairs, sharing
from matcher.comparisons import Compared, compare
from matcher.keys import FAMILIES, Family, Source
from matcher.levels import APART, COMPARISONS, CONDITIONAL, LEVELS, groups
from matcher.prepare import prepare
from matcher.runs import Run, Runs, make_run, put_together
from matcher.runs import run as one_run
from matcher.schema import checked
from matcher.side import Side, usable_rows
from matcher.similarity import APART as APART_GRADE
from matcher.similarity import SAME, grades

FIRSTS, LASTS = (
    ("Anna", "Ana", "Bob", "Robert", "J.", "", "Zoë Marie"),
    ("Smith", "Smyth", "García López", "López", "", "van Dyk"),
)
PEOPLE = st.builds(
    Person,
    id=st.just("x"),
    first_name=st.sampled_from(FIRSTS),
    middle_name=st.sampled_from(("", "M", "Marie")),
    last_name=st.sampled_from(LASTS),
    emails=st.lists(
        st.sampled_from(("anna.smith@gmail.com", "annasmith@gmail.com", "asmith@x.example")), max_size=2
    ).map(tuple),
    phones=st.lists(st.sampled_from(("+491712345678", "01712345678", "0301234567")), max_size=1).map(tuple),
    location=st.sampled_from(("", "Rome, Italy", "Roma, Italy", "Paris, France")),
    positions=st.lists(
        st.builds(
            Position,
            company=st.sampled_from(("Acorn Inc", "Acorn", "Elm", "")),
            title=st.sampled_from(("Engineer", "Senior Engineer", "")),
        ),
        max_size=2,
    ).map(tuple),
    education=st.lists(st.builds(Education, school=st.sampled_from(("Oak", "Ash"))), max_size=1).map(tuple),
    birth_date=st.sampled_from(("", "1980-01-02", "1980-02-01", "1991-05-05")),
)
CROWDS = st.lists(PEOPLE, min_size=1, max_size=7)


def _side(persons: list[Person], prefix: str = "p") -> Side:
    numbered = [person.model_copy(update={"id": f"{prefix}{at}"}) for at, person in enumerate(persons)]
    return prepare(checked(persons_table(numbered), "side"))


def _all_pairs(left: Side, right: Side) -> Compared:
    rows = np.array(list(product(range(len(left)), range(len(right)))), np.int64)
    return Compared(left, right, rows[:, 0], rows[:, 1], Runs((make_run(right),)))


def _slow_pairs(left: Side, right: Side, alive: list[bool]) -> set[tuple[int, int]]:
    found = set()
    for tag, family in enumerate(FAMILIES):
        theirs: dict[int, set[int]] = {}
        for rows, values in family.profile(Source(right, {}, {}), tag):
            for row, value in zip(rows.tolist(), values.tolist(), strict=True):
                if value and alive[row]:
                    theirs.setdefault(value, set()).add(row)
        for rows, values in family.candidate(Source(left, {}, {}), tag):
            for row, value in zip(rows.tolist(), values.tolist(), strict=True):
                block = theirs.get(value, set())
                if len(block) <= family.limit(sum(alive)):
                    found |= {(row, other) for other in block}
    return found


@settings(max_examples=40)
@given(CROWDS, CROWDS, st.data())
def test_blocking_equals_the_slow_reference(
    candidates: list[Person], profiles: list[Person], data: st.DataObject
) -> None:
    left, right = _side(candidates, "c"), _side(profiles)
    alive = data.draw(st.lists(st.booleans(), min_size=len(right), max_size=len(right)))
    run = make_run(right).without(np.flatnonzero(~np.array(alive)))
    pairs, reports = find_pairs(left, (run,))
    assert set(zip(pairs.candidate.tolist(), pairs.profile.tolist(), strict=True)) == _slow_pairs(left, right, alive)
    assert [report.family for report in reports] == [family.name for family in FAMILIES]


@settings(max_examples=40)
@given(CROWDS, CROWDS, CROWDS)
def test_how_profiles_lie_in_runs_changes_nothing(
    candidates: list[Person], some: list[Person], more: list[Person]
) -> None:
    left = _side(candidates, "c")
    one, two = _side(some, "a"), _side(more, "b")
    parts, whole = (make_run(one), make_run(two)), make_run(put_together([one, two]))
    split, _ = find_pairs(left, parts)
    shift = split.run * len(one)
    together, _ = find_pairs(left, (whole,))
    assert sorted(zip(split.candidate, split.profile + shift, strict=True)) == sorted(
        zip(together.candidate, together.profile, strict=True)
    )
    words = whole.side.one["first"]
    assert Runs(parts).counts("first", words).tolist() == Runs((whole,)).counts("first", words).tolist()
    assert whole.side.texts(words) == one.texts(one.one["first"]) + two.texts(two.one["first"])


@settings(max_examples=60)
@given(PEOPLE, PEOPLE)
def test_comparing_is_symmetric_but_for_frequencies(left: Person, right: Person) -> None:
    a, b = _side([left]), _side([right])
    both = Runs((make_run(put_together([a, b])),))
    zero = np.zeros(1, np.int64)
    there = compare(Compared(a, b, zero, zero, both))[0]
    back = compare(Compared(b, a, zero, zero, both))[0]
    for at, name in enumerate(COMPARISONS):
        if not name.endswith(": rarity"):  # counts of the profile's own values, which may differ by side
            assert there[at] == back[at], name


@settings(max_examples=40)
@given(CROWDS, CROWDS)
def test_a_pair_is_compared_alike_alone_and_among_others(candidates: list[Person], profiles: list[Person]) -> None:
    left, right = _side(candidates, "c"), _side(profiles)
    every = _all_pairs(left, right)
    together = compare(every)
    for at in range(len(together)):
        one = slice(at, at + 1)
        alone = compare(Compared(left, right, every.left_rows[one], every.right_rows[one], every.crowd))
        assert alone[0].tolist() == together[at].tolist()


@given(PEOPLE)
def test_a_person_agrees_with_itself_wherever_it_has_values(person: Person) -> None:
    side = _side([person])
    codes = compare(_all_pairs(side, side))[0]
    for name, code in zip(COMPARISONS, codes.tolist(), strict=True):
        level = LEVELS[name][code]
        assert not level.removesuffix(APART).endswith(("differs", "none shared")), (name, level)


def _level(left: Person, right: Person, comparison: str) -> str:
    codes = compare(_all_pairs(_side([left]), _side([right])))[0]
    return LEVELS[comparison][codes[COMPARISONS.index(comparison)]]


def _named(first: str, last: str, **more: object) -> Person:
    return Person.model_validate({"id": "x", "first_name": first, "last_name": last, **more})


@pytest.mark.parametrize(
    ("left", "right", "level"),
    [
        (("Anna", "Schmidt"), ("ANNA", "Schmidt, PhD"), "first exact, last exact"),
        (("Bob", "Miller"), ("Robert", "Miller"), "first full form, last exact"),
        (("Wolfgang", "Miller"), ("Wolfgnag", "Millar"), "first spelling, last spelling"),
        (("J.", "Miller"), ("Jonathan", "Miller"), "first initial, last exact"),
        (("Marie", "Miller"), ("Anna Marie", "Miller"), "first middle name, last exact"),
        (("Anna Marie", "Miller"), ("Annamarie", "Miller"), "first exact, last exact"),
        (("Ana", "García"), ("Ana", "García López"), "first exact, last one of several"),
        (("Jan", "van der Berg"), ("Jan", "Berg"), "first exact, last exact"),
        (("Miller", "Anna"), ("Anna", "Miller"), "first and last swapped"),
        (("annamiller", ""), ("Anna", "Miller"), "run together"),
        (("Anna", "Miller"), ("Wolfgang", "Miller"), "first differs, last exact"),
        (("", "Miller"), ("Anna", "Miller"), "first missing, last exact"),
        (("", ""), ("Anna", "Miller"), "missing"),
    ],
)
def test_names_are_compared_jointly(left: tuple[str, str], right: tuple[str, str], level: str) -> None:
    assert _level(_named(*left), _named(*right), "name") == level
    assert _level(_named(*right), _named(*left), "name") == level


@pytest.mark.parametrize(
    ("left", "right", "level"),
    [
        ("anna.smith@gmail.com", "annasmith+jobs@googlemail.com", "names agree: same"),
        ("anna.smith@yahoo.com", "anna.smith@post.example", "names agree: mailbox same, rare"),
        ("anna.smith84@yahoo.com", "anna.smith@post.example", "names agree: mailbox same"),
        ("smith.anna@yahoo.com", "xyz@post.example", "names agree: mailbox fits both names"),
        ("anna77@yahoo.com", "xyz@post.example", "names agree: mailbox fits one name"),
        ("abc@yahoo.com", "xyz@yahoo.com", "names agree: differs, same host"),
        ("asmith@gmail.com", "xyz@yahoo.com", "names agree: mailbox fits name and initial"),
        ("qqq@gmail.com", "xyz@yahoo.com", "names agree: differs"),
        ("info@acorn.example", "info@acorn.example", "missing"),
    ],
)
def test_addresses_are_compared_with_their_mailbox_names(left: str, right: str, level: str) -> None:
    assert _level(_named("Anna", "Smith", emails=(left,)), _named("Anna", "Smith", emails=(right,)), "e-mail") == level


def test_a_shared_address_between_other_names_is_a_household() -> None:
    home = ("the.smiths@gmail.com",)
    level = _level(_named("Anna", "Smith", emails=home), _named("Wolfgang", "Smith", emails=home), "e-mail")
    assert level == "first name differs: same"


def test_an_address_of_three_people_says_little() -> None:
    crowd = [_named(first, "Smith", emails=("family@x.example",)) for first in ("Anna", "Bob", "Carl")]
    codes = compare(_all_pairs(_side([crowd[0]], "c"), _side(crowd)))
    assert LEVELS["e-mail"][codes[0][COMPARISONS.index("e-mail")]] == "names agree: same, used by three or more"


@pytest.mark.parametrize(
    ("left", "right", "level"),
    [
        ("1980-01-02", "1980-01-02", "same"),
        ("1980-01-02", "1980-02-01", "two parts same"),
        ("1980-01-02", "1981-01-02", "two parts same"),
        ("1980-01-02", "1980-05-07", "year same"),
        ("1980-01-02", "1991-05-07", "differs"),
        ("1980-13-02", "1991-05-07", "missing"),
    ],
)
def test_birth_dates(left: str, right: str, level: str) -> None:
    assert _level(_named("A", "B", birth_date=left), _named("A", "B", birth_date=right), "birth date") == level


def test_an_address_is_a_place_and_a_small_slip_is_similar() -> None:
    there = _named("Anna", "Smith", location="5112 145th Street")
    assert _level(there, _named("Anna", "Smith", location="5112 145th Streat"), "place") == "similar"
    assert _level(there, there, "place") == "same"
    assert _level(there, there, "place: rarity") == "home, 5 or fewer"


def test_levels_are_named_once_and_groups_cover_them() -> None:
    for name in COMPARISONS:
        assert LEVELS[name][0] == "missing"
        assert len(set(LEVELS[name])) == len(LEVELS[name])
        assert sorted(at for group in groups(name) for at in group) == list(range(1, len(LEVELS[name])))
        assert all(level.endswith(APART) for level in LEVELS[name][-1:]) == (name in CONDITIONAL)


def test_a_block_over_its_cap_is_skipped_and_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    left, right = _side([_named("Anna", "Smith")], "c"), _side([_named("Anna", "Smith")] * 3)
    family = FAMILIES[3]
    for cap, pairs, capped in ((3, 3, 0), (2, 0, 1)):
        only = (Family(family.name, cap, family.profile, family.candidate),)
        for module in (keys, one_run):
            monkeypatch.setattr(module, "FAMILIES", only)
        monkeypatch.setattr("matcher.blocking.FAMILIES", only)
        monkeypatch.setattr(keys, "SMALL", ())
        found, (report,) = find_pairs(left, (make_run(right),))
        assert (len(found.profile), report.pairs, report.capped) == (pairs, pairs, capped)


def test_sharing_finds_everybody_under_a_key_and_nobody_else() -> None:
    left = _side([_named("Anna", "Smith"), _named("Zoe", "Quux"), _named("", "")], "c")
    assert sharing(left, (make_run(_side([_named("Anna", "Smith")])),)).tolist() == [0]


def test_more_profiles_than_row_numbers_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("matcher.runs.run.MOST_ROWS", 1)
    with pytest.raises(TooLarge):
        make_run(_side([_named("A", "B"), _named("C", "D")]))


def test_dead_rows_are_not_counted() -> None:
    run = make_run(_side([_named("Anna", "Smith"), _named("Anna", "Jones")])).without(np.array([0]))
    anna = run.side.one["first"][:1]
    assert run.counts("first", anna).tolist() == [1]
    assert isinstance(run, Run)


def test_grades_equal_one_call_a_pair_and_never_depend_on_the_side() -> None:
    texts = ["anna", "ana", "hannah", "smith", ""]
    side = _side([_named(text, "x") for text in texts])
    column = side.one["first"]
    pairs = np.array(list(product(range(5), range(5))))
    (there,) = grades(side, side, [(column[pairs[:, 0]], column[pairs[:, 1]])])
    square = there.reshape(5, 5)
    assert np.array_equal(square, square.T)
    assert square.diagonal().tolist() == [SAME, SAME, SAME, SAME, APART_GRADE]
    for at, (a, b) in enumerate(pairs.tolist()):
        (alone,) = grades(side, side, [(column[[a]], column[[b]])])
        assert alone[0] == there[at]


def test_rows_without_any_handle_on_a_person_are_not_usable() -> None:
    side = _side([_named("", "", location="Rome"), _named("", "", emails=("a@b.example",)), _named("Anna", "")])
    assert usable_rows(side).tolist() == [False, True, True]


def test_an_empty_table_is_an_empty_side() -> None:
    side = prepare(checked(pa.table({"id": pa.array([], pa.string())}), "x"))
    assert len(side) == 0
    assert len(find_pairs(side, (make_run(side),))[0].candidate) == 0
