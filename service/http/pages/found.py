"""Turn an answer to a search into what its page shows: marked words, facets to tick, pages to turn."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from entities.hit import FacetCount, Reason
from entities.query import FacetName, Scope
from indexing import analyse, parse_query
from ranking import terms_of
from service.flows.asked import WidenedWord
from service.flows.facet_names import COUNTED
from service.flows.highlight import Asked, marks
from service.flows.search import RANKED, FoundPerson, SearchAnswer
from service.http.pages.places import HITS, SORTS, Search

SKILLS = 10  # skills a hit shows, those asked for first
CANDIDATE = "r"  # what the id of a person begins with who is a record, not a member
FIRST_VALUES = 5  # values of a facet that show without a click
SCOPES: Mapping[str, Scope] = MappingProxyType(
    {
        "name": "name",
        "titles": "title",
        "current_title": "title",
        "current_company": "company",
        "companies": "company",
        "location": "location",
        "schools": "school",
        "skills": "skill",
    }
)
TITLES: Mapping[FacetName, str] = MappingProxyType(
    {
        "location": "Place",
        "current_title": "Current title",
        "current_company": "Current company",
        "skill": "Skill",
        "stage": "Stage reached",
        "source": "Came through",
        "years": "Years of experience",
        "in_ats": "Known to us",
        "open_to_work": "Open to work",
    }
)
YES_NO: Mapping[FacetName, Mapping[str, str]] = MappingProxyType(
    {
        "in_ats": {"true": "In our ATS", "false": "Member profile only"},
        "open_to_work": {"true": "Yes", "false": "Not stated"},
    }
)
Pieces = tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class Why:
    """One reason why somebody was found, and the words that show it."""

    said: str
    shown: Pieces


@dataclass(frozen=True, slots=True)
class HitView:
    """One person in a list; texts are cut where a word was asked for."""

    place: int
    id: str
    name: Pieces
    title: Pieces
    company: Pieces
    location: Pieces
    headline: Pieces
    skills: tuple[Pieces, ...]
    more_skills: int
    stages: tuple[str, ...]
    in_ats: bool
    is_member: bool
    open_to_work: bool
    unsure: bool  # possibly the same as a member
    whys: tuple[Why, ...]


@dataclass(frozen=True, slots=True)
class Option:
    """One value of a facet."""

    id: str
    value: str
    label: str
    count: int
    ticked: bool


@dataclass(frozen=True, slots=True)
class FacetView:
    """One facet to narrow a search by: what shows at once, and what behind a click."""

    name: FacetName
    title: str
    first: tuple[Option, ...]
    more: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """A page of a search."""

    total: int
    understood: str
    hits: tuple[HitView, ...]
    facets: tuple[FacetView, ...]
    widened: tuple[WidenedWord, ...]
    first: int
    last: int
    before: int | None  # offset of the page before, if there is one
    after: int | None
    cut: bool  # whether the list ends before the people do


def found_view(search: Search, answer: SearchAnswer, unsure: Collection[str]) -> Found:
    """Show a page of a search; `unsure` names the people whose link waits for a person's look."""
    instead = [(one.word.split(), one.alternatives, 1.0) for one in answer.widened]
    terms = terms_of(parse_query(search.text), analyse=analyse, instead=instead)
    hits = hit_views(answer.hits, terms, unsure, offset=search.offset)
    ends = min(answer.total, RANKED)
    last = search.offset + len(hits)
    return Found(
        total=answer.total,
        understood=answer.query,
        hits=hits,
        facets=facet_views(search, answer.facets),
        widened=answer.widened,
        first=search.offset + 1 if hits else 0,
        last=last,
        before=max(0, search.offset - HITS) if search.offset else None,
        after=last if hits and last + HITS <= RANKED and last < ends else None,
        cut=answer.total > RANKED,
    )


def hit_views(
    hits: Sequence[FoundPerson], terms: Sequence[Asked], unsure: Collection[str], *, offset: int = 0
) -> tuple[HitView, ...]:
    """Show hits, with the words of the terms marked."""
    return tuple(_hit(place, hit, terms, hit.id in unsure) for place, hit in enumerate(hits, offset + 1))


def facet_views(search: Search, counted: Mapping[str, Sequence[FacetCount]]) -> tuple[FacetView, ...]:
    """Show facets with their counts; a ticked value stays, whatever its count."""
    ticked = dict(search.ticked)
    views = []
    for name in COUNTED:
        counts = {count.value: count.count for count in counted.get(name, ())}
        chosen = ticked.get(name, ())
        values = [*chosen, *(value for value in counts if value not in chosen)]
        options = tuple(
            Option(f"{name}-{at}", value, _label(name, value), counts.get(value, 0), value in chosen)
            for at, value in enumerate(values)
        )
        if options:
            shown = max(FIRST_VALUES, len(chosen))
            views.append(FacetView(name, TITLES[name], options[:shown], options[shown:]))
    return tuple(views)


def marked(text: str, terms: Sequence[Asked], field: str = "") -> Pieces:
    """Cut a text where words stand that were asked for in such a field."""
    scope = SCOPES.get(field, "any")
    asked = [term for term in terms if term.scope in ("any", scope)]
    pieces: list[tuple[str, bool]] = []
    at = 0
    for start, end in marks(text, asked) if asked else ():
        pieces += [(text[at:start], False), (text[start:end], True)]
        at = end
    return tuple((piece, is_mark) for piece, is_mark in [*pieces, (text[at:], False)] if piece)


def _hit(place: int, hit: FoundPerson, terms: Sequence[Asked], unsure: bool) -> HitView:  # noqa: FBT001 - a plain field of the view
    skills = [marked(skill, terms, "skills") for skill in hit.skills]
    skills.sort(key=lambda pieces: not any(is_mark for _, is_mark in pieces))
    return HitView(
        place=place,
        id=hit.id,
        name=marked(hit.name, terms, "name"),
        title=marked(hit.current_title, terms, "current_title"),
        company=marked(hit.current_company, terms, "current_company"),
        location=marked(hit.location, terms, "location"),
        headline=marked(hit.headline, terms, "headline"),
        skills=tuple(skills[:SKILLS]),
        more_skills=max(0, len(skills) - SKILLS),
        stages=hit.stages,
        in_ats=hit.in_ats,
        is_member=not hit.in_ats or not hit.id.startswith(CANDIDATE),
        open_to_work=hit.open_to_work,
        unsure=unsure,
        whys=tuple(_why(why, terms) for why in hit.reasons),
    )


def _why(reason: Reason, terms: Sequence[Asked]) -> Why:
    """Show a reason; words that it says already aren't shown again."""
    said_already = reason.evidence.casefold() in reason.text.casefold()
    return Why(reason.text, () if said_already else marked(reason.evidence, terms, reason.field))


def _label(name: FacetName, value: str) -> str:
    return YES_NO.get(name, {}).get(value, value)


def sorts(search: Search) -> tuple[tuple[str, str, bool], ...]:
    """Give the orders to choose from: value, label, whether it is chosen."""
    return tuple((value, label, value == search.sort) for value, label in SORTS.items())
