"""Turn a search into an engine-neutral question: a tree of conditions, filters, facets, order and page."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from entities.document import EVERYONE, Access

Scope = Literal["any", "title", "company", "skill", "location", "school", "name"]
FacetName = Literal[
    "location",
    "current_title",
    "current_company",
    "skill",
    "stage",
    "source",
    "years",
    "in_ats",
    "open_to_work",
    "job",
]
RangeField = Literal["years"]
Sort = Literal["relevance", "recency"]


class _Node(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Everything(_Node):
    """Matches every document."""

    op: Literal["everything"] = "everything"


class Word(_Node):
    """Matches documents that hold the word (after analysis) in the scope."""

    op: Literal["word"] = "word"
    text: str
    scope: Scope = "any"
    weight: float = 1.0


class Phrase(_Node):
    """Matches documents that hold the words next to each other, in order, in one field of the scope."""

    op: Literal["phrase"] = "phrase"
    text: str
    scope: Scope = "any"
    weight: float = 1.0


class Prefix(_Node):
    """Matches documents that hold a word beginning so in the scope."""

    op: Literal["prefix"] = "prefix"
    text: str
    scope: Scope = "any"
    weight: float = 1.0


class Range(_Node):
    """Matches documents whose number lies from `low` to `high`, both included; None leaves an end open."""

    op: Literal["range"] = "range"
    field: RangeField = "years"
    low: int | None = None
    high: int | None = None


class And(_Node):
    """Matches documents that every part matches."""

    op: Literal["and"] = "and"
    parts: tuple["Node", ...]


class Or(_Node):
    """Matches documents that at least one part matches."""

    op: Literal["or"] = "or"
    parts: tuple["Node", ...]


class Not(_Node):
    """Matches documents that the part doesn't match."""

    op: Literal["not"] = "not"
    part: "Node"


Node = Annotated[Everything | Word | Phrase | Prefix | Range | And | Or | Not, Field(discriminator="op")]


class Filter(_Node):
    """Keeps documents whose facet field holds at least one of the values (compared after folding); negated: none."""

    field: FacetName
    values: tuple[str, ...]
    negated: bool = False


class Question(_Node):
    """What an engine is asked.

    Several filters must all hold. Each facet is counted without the filters on its own field. `access` lists the
    viewer's tokens: a document is found only if it shares one and is hidden from none; None looks as all seats at once
    and finds every person's fullest document. `offset` and `limit` cut the ordered list; `facet_size`
    values a facet are returned, most frequent first, ties by value. Not `counted`, the total is what is listed.
    """

    where: Node = Everything()
    filters: tuple[Filter, ...] = ()
    facets: tuple[FacetName, ...] = ()
    sort: Sort = "relevance"
    offset: Annotated[int, Field(ge=0)] = 0
    limit: Annotated[int, Field(ge=0)] = 25
    facet_size: Annotated[int, Field(ge=0)] = 10
    access: Access = (EVERYONE,)
    counted: bool = True


And.model_rebuild()
Or.model_rebuild()
Not.model_rebuild()
