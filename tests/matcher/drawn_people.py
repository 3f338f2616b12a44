"""Turn few values into many persons who nearly agree, and persons into prepared sides."""

from collections.abc import Sequence

from hypothesis import strategies as st

from entities.member import Education, Position
from entities.person import Person
from matcher import persons_table
from matcher.prepare import prepare
from matcher.schema import checked
from matcher.side import Side

FIRSTS = ("Anna", "Ana", "Bob", "Robert", "Rob", "J.", "Jonathan", "Marie", "Anna Marie", "Zoë", "Иван", "", "Smith")
LASTS = ("Smith", "Smyth", "Smithe", "S", "García López", "López", "van Dyk", "Wei Ma", "Ma", "", "Anna", "Okafor PhD")
WHOLES = ("", "", "Anna Smith", "Smith, Anna", "annasmith", "asmith", "王小明", "Bob")
EMAILS = (
    "anna.smith@gmail.com",
    "annasmith+x@googlemail.com",
    "asmith@post.example",
    "bob@home.example",
    "info@home.example",
    "xyz@home.example",
)
COMPANIES = ("Acorn Inc.", "ACORN", "Elm Works GmbH", "Oak", "")
TITLES = ("Data Engineer", "Senior Data Engineer", "Nurse", "Director", "")
PLACES = ("", "Rome, Italy", "Roma, Italy", "Rome", "Paris, France", "5112 145th Street", "5112 145th Streat")
BIRTHS = ("", "1980-01-02", "1980-02-01", "1980-05-02", "1991-01-02", "nonsense")

POSITIONS = st.builds(
    Position, company=st.sampled_from(COMPANIES), title=st.sampled_from(TITLES), end=st.sampled_from(("", "2019"))
)


def _some(values: Sequence[str], most: int = 2) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(values), max_size=most).map(tuple)


PEOPLE = st.builds(
    Person,
    id=st.just("x"),
    name=st.sampled_from(WHOLES),
    first_name=st.sampled_from(FIRSTS),
    middle_name=st.sampled_from(("", "", "M", "Marie")),
    last_name=st.sampled_from(LASTS),
    emails=_some(EMAILS),
    phones=_some(("+49 171 2345678", "0171 2345678", "030 1234567"), 1),
    handles=_some(("https://members.example/in/a", "members.example/in/a/", "@b"), 1),
    location=st.sampled_from(PLACES),
    positions=st.lists(POSITIONS, max_size=2).map(tuple),
    education=st.lists(st.builds(Education, school=st.sampled_from(("Oak College", "Ash", ""))), max_size=1).map(tuple),
    birth_date=st.sampled_from(BIRTHS),
)


def crowds(least: int = 1, most: int = 8) -> st.SearchStrategy[list[Person]]:
    """Draw persons with ids p0, p1, ... in this order."""
    return st.lists(PEOPLE, min_size=least, max_size=most).map(numbered)


def numbered(persons: Sequence[Person], prefix: str = "p") -> list[Person]:
    """Name persons by their place."""
    return [person.model_copy(update={"id": f"{prefix}{at}"}) for at, person in enumerate(persons)]


def side_of(persons: Sequence[Person]) -> Side:
    """Prepare persons as the matcher does."""
    return prepare(checked(persons_table(persons), "side"))


def person(first: str = "", last: str = "", **more: object) -> Person:
    """Make one person by name."""
    return Person.model_validate({"id": "x", "first_name": first, "last_name": last, **more})
