"""Turn what a caller may ask of a match into one noun."""

from collections.abc import Callable, Collection
from dataclasses import dataclass

import pyarrow as pa

from matcher.decide import PRECISION, Costs
from matcher.weights import Weights

Progress = Callable[[str, int, int], None]


def silent(stage: str, done: int, total: int) -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """How to match.

    `precision` is the share of decisions "match" that should be right, unless `costs` say what errors cost; `labels`
    and `corrections` are tables as `schema` describes them; `explain` names candidates whose evidence is wanted, and
    `samples` so many more of each decision; `clock` gives seconds.
    """

    weights: Weights | None = None
    labels: pa.Table | None = None
    corrections: pa.Table | None = None
    precision: float = PRECISION
    costs: Costs | None = None
    one_to_one: bool = False
    explain: Collection[str] = ()
    samples: int = 0
    progress: Progress = silent
    clock: Callable[[], float] | None = None
