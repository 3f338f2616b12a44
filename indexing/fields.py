"""Turn a person document into the fields that every engine indexes, by one table.

What a question means, on every engine:

- A word matches a field that holds its token. A word of several tokens (`front-end`, Chinese) matches as a phrase. A
  word or phrase of no token (`&`) is left out of its AND, OR or NOT; where nothing is left, nothing is found.
- A phrase matches tokens that follow one another in one value: never across two titles or two skills.
- A prefix matches a field that holds a word, as written and folded but not stemmed, that begins so; of several words
  the last one is the prefix and the others must be held by the same field, in any order.
- Proper names (people, companies, schools, places) aren't stemmed. Scope `any` is every text field; a word of one token
  is compared stemmed there, whatever the field.
- NOT at the top finds everything but. Weights change the order only.
- A document is found only if it shares an access token with the question and is hidden from none of them; no tokens,
  no hits. Without access (None: all seats at once) every document is found but the ones hidden from all seats.
- Facet values are compared folded and shown as most of the counted documents write them (of equally many, the first
  in code point order); equally frequent ones stand in the order of their folded form. A document counts once for a
  value, in the spelling it writes first. Values are cut to 200 characters. `in_ats` and `open_to_work` have the values
  `true` and `false`, `years` one of a few ranges; `job` holds the record ids of the jobs applied to.
- A range matches whole years of experience, both ends included; who has no dated position has none.
- Recency is newest first, then by number. Relevance adds up, over the leaves that aren't negated, a leaf's weight,
  twice where a title holds it: nothing that a viewer may not see, and no neighbour in an index, can show in it. Ties
  are parted in a way that is the same within one snapshot.
"""

from dataclasses import dataclass
from functools import lru_cache

from entities.document import PersonDocument
from entities.query import FacetName, Scope
from indexing.analysis import analyse, fold, words
from indexing.engine import Spelling

VALUE_LIMIT = 200  # characters of a facet value
CACHED_VALUES = 1 << 16
TRUE: tuple[Spelling, ...] = (("true", "true"),)
FALSE: tuple[Spelling, ...] = (("false", "false"),)


@dataclass(frozen=True, slots=True)
class TextField:
    """A text field of the index and the document's fields it is made of."""

    name: str
    sources: tuple[str, ...]
    scope: Scope
    stemmed: bool

    def tokens(self, text: str) -> tuple[str, ...]:
        """Split text into this field's tokens."""
        return analyse(text) if self.stemmed else words(text)


TEXT_FIELDS = (
    TextField("title", ("current_title", "titles"), "title", stemmed=True),
    TextField("name", ("name",), "name", stemmed=False),
    TextField("headline", ("headline",), "any", stemmed=True),
    TextField("skill", ("skills",), "skill", stemmed=True),
    TextField("company", ("current_company", "companies"), "company", stemmed=False),
    TextField("school", ("schools",), "school", stemmed=False),
    TextField("location", ("location",), "location", stemmed=False),
    TextField("tag", ("tags",), "any", stemmed=True),
    TextField("summary", ("summary",), "any", stemmed=True),
    TextField("note", ("notes",), "any", stemmed=True),
)
FACET_SOURCES: dict[FacetName, str] = {
    "location": "location",
    "current_title": "current_title",
    "current_company": "current_company",
    "skill": "skills",
    "stage": "stages",
    "source": "sources",
    "years": "years",
    "in_ats": "in_ats",
    "open_to_work": "open_to_work",
    "job": "jobs",
}
COUNTED_FACETS: tuple[FacetName, ...] = tuple(facet for facet in FACET_SOURCES if facet != "job")
PLAIN_FACETS: frozenset[FacetName] = frozenset(("years", "in_ats", "open_to_work"))  # written in one way only
YEARS_RANGES: tuple[tuple[int, str], ...] = ((2, "0-2"), (5, "3-5"), (10, "6-10"), (15, "11-15"))  # up to, shown as
MOST_YEARS = "16+"
SCOPES: tuple[Scope, ...] = ("any", "title", "company", "skill", "location", "school", "name")


def fields_of(scope: Scope) -> tuple[TextField, ...]:
    """List the text fields that a scope looks into."""
    return tuple(field for field in TEXT_FIELDS if scope in ("any", field.scope))


def texts(document: PersonDocument, field: TextField) -> tuple[str, ...]:
    """List a field's values in a document, each once, empty ones left out."""
    values: list[str] = []
    for source in field.sources:
        held = getattr(document, source)
        if isinstance(held, str):
            values.append(held)
        else:
            values.extend(held)
    return tuple(filter(None, dict.fromkeys(values)))


def years_range(years: int) -> Spelling:
    """Give the range of years of experience that a number lies in, as a facet's value."""
    shown = next((name for most, name in YEARS_RANGES if years <= most), MOST_YEARS)
    return shown, shown


@lru_cache(maxsize=CACHED_VALUES)
def spelling(value: str) -> Spelling:
    """Give a facet value's folded form and the form to show; both are empty where nothing is left."""
    encodable = value.encode("utf-8", "replace").decode("utf-8")  # an unpaired surrogate is no term
    shown = " ".join(encodable.split())[:VALUE_LIMIT].rstrip()
    key = " ".join(fold(shown).split())
    return (key, shown) if key else ("", "")


def facet_values(document: PersonDocument, facet: FacetName) -> tuple[Spelling, ...]:
    """List a document's values of a facet, each folded form once."""
    if facet == "years":
        return () if document.years is None else (years_range(document.years),)
    held = getattr(document, FACET_SOURCES[facet])
    if not held:
        return FALSE if held is False else ()
    if held is True:
        return TRUE
    if isinstance(held, str):
        spelled = spelling(held)
        return (spelled,) if spelled[0] else ()
    kept: dict[str, str] = {}
    for value in held:
        key, shown = spelling(value)
        if key:
            kept.setdefault(key, shown)
    return tuple(kept.items())
