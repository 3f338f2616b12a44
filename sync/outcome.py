"""Turn what became of one item into one frozen row."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

Result = Literal["created", "changed", "unchanged", "stale", "erased", "invalid", "failed"]
SAME_CODE = {"missing": "required", "extra_forbidden": "unknown_field", "literal_error": "not_one_of"}
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


def refused(error: ValidationError, outcome: ItemOutcome, codes: Mapping[str, str] = SAME_CODE) -> ItemOutcome:
    """Say in an outcome, which already names its item, what a model found wrong first; no value is repeated."""
    first = error.errors(include_input=False, include_url=False)[0]
    pointer = "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in first["loc"])
    code = codes.get(first["type"], first["type"])
    return outcome.model_copy(update={"code": code, "pointer": pointer, "message": first["msg"]})


def tally(outcomes: Iterable[ItemOutcome]) -> dict[Result, int]:
    """Count outcomes by result, every result present."""
    counts = Counter(outcome.result for outcome in outcomes)
    return {result: counts[result] for result in COUNTED}
