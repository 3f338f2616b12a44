"""Turn what a form asks for into a place: what a page shows, which no address may spell out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, cast, get_args

from entities.link import CorrectionKind
from entities.query import FacetName, Sort
from service.flows.facet_names import COUNTED

SORTS: Mapping[Sort, str] = MappingProxyType({"relevance": "Best match", "recency": "Changed last"})
HITS = 20  # people a page shows
LAST = 1_000 - HITS  # a list ends at its thousandth person
MOST_VALUES = 200  # values that a form may tick

Verdict = Literal["linked", "not_linked"]
VERDICTS: tuple[CorrectionKind, ...] = get_args(Verdict)


@dataclass(frozen=True, slots=True)
class Search:
    """A search: its text, the facet values ticked, the order, and how many people come before the page."""

    text: str = ""
    ticked: tuple[tuple[FacetName, tuple[str, ...]], ...] = ()
    sort: Sort = "relevance"
    offset: int = 0
    exact: bool = False  # whether words are taken as typed

    def __repr__(self) -> str:
        return "Search(...)"  # a query may name a person


@dataclass(frozen=True, slots=True)
class Matches:
    """The people recommended for a job, which is named by its record; none is chosen yet where it is empty."""

    job: str = ""


@dataclass(frozen=True, slots=True)
class Asking:
    """A correction that waits for its second click."""

    candidate: str
    member: str
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Person:
    """One person, named by a person's id; `back` is the place that led here."""

    id: str
    back: str = ""
    asking: Asking | None = None
    said: str = ""  # what just happened, in a sentence
    after: int = 0  # the change that the page waits for


Place = Search | Matches | Person
Form = Mapping[str, Sequence[str]]


def search_of(form: Form) -> Search:
    """Read a search from a posted form; what the form can't say is left out."""
    ticked = ((name, tuple(dict.fromkeys(form.get(name, ())))[:MOST_VALUES]) for name in COUNTED)
    sort = first(form, "sort")
    return Search(
        text=first(form, "q").strip(),
        ticked=tuple((name, values) for name, values in ticked if values),
        sort=cast("Sort", sort) if sort in SORTS else "relevance",
        offset=_offset(first(form, "offset")),
        exact=bool(first(form, "exact")),
    )


def first(form: Form, name: str) -> str:
    """Give the one value of a field, empty where it is missing."""
    return next(iter(form.get(name, ())), "")


def verdict_of(form: Form) -> Verdict | None:
    """Read which correction a button stands for."""
    named = first(form, "verdict")
    return cast("Verdict", named) if named in VERDICTS else None


def _offset(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 4):
        return 0
    return min(int(text), LAST)
