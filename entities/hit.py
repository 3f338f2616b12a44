"""Turn an engine's or a ranker's answer into frozen nouns: hits with contributions and reasons, facets, totals."""

from pydantic import BaseModel, ConfigDict

from entities.document import PersonDocument


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class FacetCount(_Frozen):
    """How many found people hold a value."""

    value: str
    count: int


class EngineHit(_Frozen):
    """One document an engine found; `score` is comparable within one answer only, `updated` 0 unless sorted by it."""

    number: int
    score: float
    updated: int = 0


class EngineAnswer(_Frozen):
    """What one index answers: the first hits in order, the exact total, and the facets asked for."""

    hits: tuple[EngineHit, ...]
    total: int
    facets: dict[str, tuple[FacetCount, ...]] = {}
    partial: tuple[str, ...] = ()


class Contribution(_Frozen):
    """One row of a hit's explanation: what a feature adds to the score; a hit's rows sum to its score."""

    feature: str
    value: float
    contribution: float


class Reason(_Frozen):
    """One sentence why a person was found, with the words of the document that show it."""

    text: str
    field: str = ""
    evidence: str = ""


class Hit(_Frozen):
    """One person in a ranked list."""

    document: PersonDocument
    score: float
    contributions: tuple[Contribution, ...] = ()
    reasons: tuple[Reason, ...] = ()
