"""Turn what became of one item into one frozen row."""

from collections import Counter
from collections.abc import Iterable
from typing import Literal

from pydantic import BaseModel, ConfigDict

Result = Literal["created", "changed", "unchanged", "stale", "erased", "invalid", "failed"]
COUNTED: tuple[Result, ...] = ("created", "changed", "unchanged", "stale", "erased", "invalid", "failed")


class ItemOutcome(BaseModel):
    """What became of one item of a batch.

    `line` counts from 1. Where the item was refused, `code` and `pointer` (JSON pointer into the item) say why in a
    stable form and `message` in words; none of them repeats a value of the item.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    line: int
    kind: str = ""
    id: str = ""
    result: Result
    version: int | None = None
    code: str | None = None
    pointer: str | None = None
    message: str | None = None


def tally(outcomes: Iterable[ItemOutcome]) -> dict[Result, int]:
    """Count outcomes by result, every result present."""
    counts = Counter(outcome.result for outcome in outcomes)
    return {result: counts[result] for result in COUNTED}
