"""Turn a pair's levels into evidence: one row a comparison, the prior first, that add up to its log-odds."""

import functools
from dataclasses import dataclass
from types import MappingProxyType

from entities.link import Decision, Evidence
from matcher.levels import COMPARISONS, LEVELS
from matcher.score import Codes
from matcher.weights import Weights

NOTES = MappingProxyType(
    {
        "name": "first name and surname, compared together",
        "name: rarity": "how many profiles would bear the agreeing names by chance",
        "middle name": "second given name or its initial",
        "generation": "junior, senior, the third",
        "e-mail": "addresses and their mailbox names",
        "phone": "last nine digits",
        "handle": "profile addresses and handles",
        "employer": "all companies named, the current ones first",
        "title": "current title, with and without seniority",
        "place": "city or street, else country",
        "birth date": "year, month, day",
        "school": "all schools named",
    }
)
RARITY = ": rarity"  # ends the name of a comparison that says how rare an agreeing value is
RARITY_NOTE = "how many profiles share the agreeing value"
Rows = tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Rival:
    """One profile of a candidate's list, with the evidence that adds up to its log-odds."""

    profile: str
    probability: float
    log_odds: float
    evidence: Rows


@dataclass(frozen=True, slots=True)
class Explained:
    """Why a candidate was decided as it was: its rivals, best first, out of a list of `pairs` profiles."""

    candidate: str
    decision: Decision
    reason: str
    none_probability: float
    rivals: tuple[Rival, ...]
    pairs: int


def evidence_of(codes: Codes, weights: Weights) -> Rows:
    """Explain one pair (level codes of shape (comparisons,)); what is missing on a side gets no row."""
    prior, rows = _rows(weights)
    found = [prior]
    for column, code in enumerate(codes.tolist()):
        found.extend(rows[column][code])
    return tuple(found)


@functools.lru_cache(maxsize=64)
def _rows(weights: Weights) -> tuple[Evidence, tuple[tuple[Rows, ...], ...]]:
    """Make the rows of every level once; weights are equal where their hashes are."""
    prior = Evidence(field="prior", level="any pair", log_odds=weights.prior, note="before anything is compared")
    return prior, tuple(tuple(_level_rows(name, level, weights) for level in LEVELS[name]) for name in COMPARISONS)


def _level_rows(name: str, level: str, weights: Weights) -> Rows:
    if level == "missing":
        return ()
    note = NOTES.get(name, RARITY_NOTE if name.endswith(RARITY) else "")
    return (Evidence(field=name, level=level, log_odds=weights.levels[name][level], note=note),)
