"""Turn what a run of the matcher left behind into the nouns that a report is written from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from entities.link import Decision, Evidence
from matcher import Weights


@dataclass(frozen=True, slots=True)
class Fall:
    """One profile that a candidate was compared with: the rows of its waterfall, which sum to `log_odds`."""

    probability: float
    log_odds: float
    evidence: tuple[Evidence, ...]
    profile: str | None = None  # its id; only where values may be shown
    values: Mapping[str, str] | None = None  # field to value; only where values may be shown


@dataclass(frozen=True, slots=True)
class Sampled:
    """One candidate, explained: its best profile first, then the runner-up if it has one.

    `row` counts the candidates' file from 0; `candidate` is an id, which may name a person, so only where values may be
    shown.
    """

    row: int
    decision: Decision
    reason: str
    none_probability: float
    falls: tuple[Fall, ...]
    candidate: str | None = None
    values: Mapping[str, str] | None = None

    @property
    def margin(self) -> float | None:
        """Give the log-odds by which the best profile leads; None without a runner-up."""
        return self.falls[0].log_odds - self.falls[1].log_odds if len(self.falls) > 1 else None


@dataclass(frozen=True, slots=True)
class RunStory:
    """A run: the links as written, the weights that made them, the matcher's report, and samples.

    `files` names what was read (a word for it, and the file's own name), `version` the program.
    """

    table: pa.Table
    weights: Weights
    report: Mapping[str, Any]
    samples: Sequence[Sampled]
    files: Mapping[str, str]
    version: str


@dataclass(frozen=True, slots=True)
class ToldBar:
    """One row of a waterfall as it is drawn: where the sum stood before, and after."""

    field: str
    level: str
    note: str
    adds: float
    start: float
    end: float


def told_bars(evidence: Sequence[Evidence]) -> tuple[ToldBar, ...]:
    """Lay evidence out as a waterfall that begins at 0; the last row ends at the sum."""
    bars: list[ToldBar] = []
    for row in evidence:
        start = bars[-1].end if bars else 0.0
        bars.append(ToldBar(row.field, row.level, row.note, row.log_odds, start, start + row.log_odds))
    return tuple(bars)
