"""Check prepared columns against a slow reference that looks at one person at a time."""

import re

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from entities.member import Education, Position
from entities.person import Person
from matcher import fields, names, persons_table
from matcher.careers import DEGREE, OPEN_YEARS, headline_forms, year_of
from matcher.columns import STINT
from matcher.frequency import COUNTED, tally
from matcher.hashing import combined, text_hash
from matcher.mailboxes import box_form, host_form, slug_form
from matcher.prepare import prepare, region_form
from matcher.runs import make_run, put_together
from matcher.schema import checked
from matcher.side import MANY, SINGLE, Side
from matcher.texts import distinct_texts, spread

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
NAME = st.sampled_from(
    ("Anna", "Bob Jr.", "van den Berg", "García López", "Ann Marie", "Иван", "O'Neil", "", "  ", "Dr.")
)
PEOPLE = st.lists(
    st.builds(
        Person,
        id=st.just("x"),
        name=st.one_of(NAME, TEXT, st.tuples(NAME, NAME).map(", ".join), st.tuples(NAME, NAME).map(" ".join)),
        first_name=st.one_of(NAME, TEXT),
        middle_name=NAME,
        last_name=st.one_of(NAME, TEXT),
        emails=st.lists(
            st.sampled_from(("Anna.B+x@gmail.com", "info@x.example", "q@y.example", "bad")), max_size=3
        ).map(tuple),
        phones=st.lists(st.sampled_from(("+49 171 2345678", "12")), max_size=2).map(tuple),
        handles=st.lists(st.sampled_from(("https://x.example/in/anna-b-4f2/", "@bob7", "annab.dev")), max_size=2).map(
            tuple
        ),
        headline=st.sampled_from(("", "Nurse", "Nurse at Elm | Rome", "CTO @Acorn Inc", "Arzt bei Oak, Rom")),
        location=st.sampled_from(("Rome, Italy", "Rome", "", "5 Elm St, Rome, Lazio, Italy")),
        positions=st.lists(
            st.builds(
                Position,
                company=st.sampled_from(("Acorn Inc", "Elm", "")),
                title=st.sampled_from(("Senior Engineer", "Engineer", "")),
                start=st.sampled_from(("", "2012-03", "1950", "2021")),
                end=st.sampled_from(("", "2019")),
            ),
            max_size=3,
        ).map(tuple),
        education=st.lists(
            st.builds(Education, school=st.sampled_from(("Oak College", "")), end=st.sampled_from(("", "2019"))),
            max_size=2,
        ).map(tuple),
        birth_date=st.sampled_from(("", "1980-02-03", "02/03/1980", "nonsense")),
    ),
    max_size=5,
)


def _numbered(persons: list[Person]) -> list[Person]:
    return [person.model_copy(update={"id": f"p{at}"}) for at, person in enumerate(persons)]


def _side(persons: list[Person]) -> Side:
    return prepare(checked(persons_table(_numbered(persons)), "side"))


def _slow_names(person: Person) -> tuple[list[str], list[str]]:
    given_names, surnames = names.tokens(person.first_name), names.tokens(person.last_name)
    if given_names and surnames:
        return given_names, surnames
    whole = names.split_name(person.name.strip() or person.first_name)
    if whole[1] or not surnames:
        return whole
    return given_names, surnames


def _slow_one(person: Person) -> dict[str, int]:
    given_names, surnames = _slow_names(person)
    plain = names.without_particles(surnames)
    called = names.without_particles(given_names)
    first, last = (parts[0] if parts else "" for parts in (called, plain))
    middle = (names.tokens(person.middle_name) or [""])[0] or (called[1] if len(called) > 1 else "")
    joined = "".join(surnames)
    both = bool(first and last)
    work = _slow_positions(person)
    current = next((p for p in work if not p.end), (*work, Position())[0])
    city, country = fields.place_forms(person.location)
    texts = {
        "first": first,
        "given": middle,
        "last": last,
        "other": plain[-1] if len(plain) > 1 else "",
        "given_joined": "".join(given_names),
        "last_joined": joined,
        "first_sound": names.sound(first),
        "last_sound": names.sound(last),
        "first_initial": first[:1],
        "given_initial": middle[:1],
        "last_initial": last[:1],
        "last_start": last[:3],
        "full": first + joined if both else "",
        "initial_full": first[:1] + joined if both else "",
        "full_initial": first + last[:1] if both else "",
        "last_first": joined + first if both else "",
        "surname_initial": joined + first[:1] if both else "",
        "generation": names.generation(person.last_name) or names.generation(person.name),
        "company": fields.company_form(current.company),
        "title": fields.title_forms(current.title)[0],
        "family": fields.title_forms(current.title)[1],
        "city": city,
        "region": region_form(person.location),
        "country": country,
    }
    birth = fields.birth_form(person.birth_date)
    parts = {"birth_year": birth // 10_000, "birth_month": birth // 100 % 100, "birth_day": birth % 100}
    return {name: text_hash(text) for name, text in texts.items()} | {"birth": birth} | parts


def _slow_many(person: Person) -> dict[str, set[int]]:
    given_names, surnames = _slow_names(person)
    called, alone = names.without_particles(given_names), "".join(given_names)
    lone = alone if not surnames and len(alone) >= 5 else ""
    work = _slow_positions(person)
    found = {
        "stints": {_pair_hash(STINT, company, year) for company, year in _slow_stints(work)},
        "degrees": {
            _pair_hash(DEGREE, fields.company_form(entry.school), year_of(entry.end))
            for entry in person.education
            if fields.company_form(entry.school) and year_of(entry.end)
        },
    }
    forms = {
        "canon": names.canonicals(called[0]) if called else (),
        "tokens": [*called, *names.without_particles(surnames)],
        "emails": [fields.email_form(email)[0] for email in person.emails],
        "locals": [fields.email_form(email)[1] for email in person.emails] + [re.sub("[^a-z]", "", lone)],
        "boxes": [box_form(email) for email in person.emails] + [lone],
        "hosts": [host_form(email) for email in person.emails],
        "phones": [fields.phone_form(phone) for phone in person.phones],
        "handles": [fields.handle_form(handle) for handle in person.handles],
        "slugs": [slug_form(handle) for handle in person.handles],
        "companies": [fields.company_form(position.company) for position in work],
        "employers": [
            text
            for position in work
            for text in (
                fields.company_form(position.company).replace(" ", ""),
                *fields.company_form(position.company).split()[:1],
            )
        ],
        "titles": [fields.title_forms(position.title)[1] for position in work],
        "schools": [fields.company_form(entry.school) for entry in person.education],
    }
    return found | {name: {text_hash(text) for text in texts if text} for name, texts in forms.items()}


def _slow_positions(person: Person) -> tuple[Position, ...]:
    title, company = headline_forms(person.headline)
    return person.positions or ((Position(company=company, title=title),) if company else ())


def _slow_stints(work: tuple[Position, ...]) -> list[tuple[str, int]]:
    found = []
    for position in work:
        start, end = year_of(position.start) or year_of(position.end), year_of(position.end)
        last = end or start + OPEN_YEARS - 1
        company = fields.company_form(position.company)
        found += [(company, year) for year in range(start, min(last, start + 39) + 1) if start and company]
    return found


def _pair_hash(tag: int, text: str, number: int) -> int:
    return int(combined(tag, np.array([text_hash(text)], np.uint64), np.array([number], np.uint64))[0])


@settings(max_examples=150)
@given(PEOPLE)
def test_prepared_rows_equal_the_slow_reference(persons: list[Person]) -> None:
    side = _side(persons)
    for row, person in enumerate(persons):
        slow = _slow_one(person)
        for name in SINGLE:
            assert int(side.one[name][row]) == slow[name], name
        slow_sets = _slow_many(person)
        for name in MANY:
            assert set(side.many[name].take(np.array([row])).values.tolist()) == slow_sets[name], name


@settings(max_examples=40)
@given(PEOPLE, st.data())
def test_rows_are_prepared_alike_whatever_stands_beside_them(persons: list[Person], data: st.DataObject) -> None:
    order = data.draw(st.permutations(range(len(persons))))
    whole = _side(persons)
    turned = put_together([_side([persons[at]]) for at in order]) if persons else whole
    for name in SINGLE:
        assert whole.one[name][np.array(order, np.int64)].tolist() == turned.one[name].whole().tolist()
    taken = whole.take(np.array(order, np.int64))
    for name in MANY:
        assert taken.many[name].whole().values.tolist() == turned.many[name].whole().values.tolist()
        assert taken.many[name].whole().offsets.tolist() == turned.many[name].whole().offsets.tolist()


@settings(max_examples=40)
@given(PEOPLE)
def test_fuzzy_fields_give_their_texts_back(persons: list[Person]) -> None:
    side = _side(persons)
    for row, person in enumerate(persons):
        called = names.without_particles(_slow_names(person)[0])
        wanted = [called[0] if called else "", fields.place_forms(person.location)[0]]
        assert side.texts(np.array([side.one[name].whole()[row] for name in ("first", "city")])) == wanted


@settings(max_examples=30)
@given(PEOPLE, st.sets(st.integers(0, 4)))
def test_counts_are_those_of_the_living(persons: list[Person], dead: set[int]) -> None:
    side = _side(persons)
    gone = sorted(at for at in dead if at < len(side))
    living = [person for at, person in enumerate(persons) if at not in gone]
    run, fresh = make_run(side).without(np.array(gone, np.int64)), tally(_side(living))
    for field in COUNTED:
        values = side.many[field].whole().values if field in side.many else side.one[field].whole()
        wanted = values[values != 0]
        assert run.counts(field, wanted).tolist() == fresh.of(field, wanted).tolist()


@pytest.mark.parametrize(
    "column",
    [
        pa.array(["a", None, "b", "a"]),
        pa.chunked_array([["a", None], ["b", "a"]]),
        pa.chunked_array([["a"], [None, "b"], [], ["a"]], pa.string()),
        pa.array(["a", None, "b", "a"]).dictionary_encode(),
    ],
    ids=["array", "chunks", "uneven chunks", "dictionary"],
)
def test_distinct_texts_spread_back(column: pa.Array | pa.ChunkedArray) -> None:
    codes, texts = distinct_texts(column)
    lengths = spread(np.array([ord(text) for text in texts], np.uint64), codes)
    assert lengths.tolist() == [ord("a"), 0, ord("b"), ord("a")]


def test_a_column_without_chunks_is_empty() -> None:
    codes, texts = distinct_texts(pa.chunked_array([], pa.string()))
    assert (codes.tolist(), texts) == ([], [])
