"""Turn what became of one item into one frozen row."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, ValidationError

Result = Literal["created", "changed", "unchanged", "stale", "erased", "invalid", "failed"]
SAME_CODE = {
    "missing": "required",
    "extra_forbidden": "unknown_field",
    "literal_error": "not_one_of",
    "tuple_type": "list_type",
}
WORDS = {"tuple_type": "Input should be a valid list", "extra_forbidden": "There is no such field"}
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


class Flaw(NamedTuple):
    """One thing that a model found wrong: a stable code, a JSON pointer into the item, and words; no value."""

    code: str
    pointer: str
    message: str


def flaws_of(error: ValidationError, codes: Mapping[str, str] = SAME_CODE) -> list[Flaw]:
    """Say all that a model found wrong, in the order in which it looked."""
    found = error.errors(include_input=False, include_url=False)
    return [flaw_of(one["type"], one["loc"], one["msg"], codes) for one in found]


def flaw_of(kind: str, place: Iterable[int | str], words: str, codes: Mapping[str, str] = SAME_CODE) -> Flaw:
    """Say one thing that a model found wrong, in the words of JSON rather than of Python."""
    return Flaw(codes.get(kind, kind), _pointer(place), WORDS.get(kind, words))


def refused(error: ValidationError, outcome: ItemOutcome, codes: Mapping[str, str] = SAME_CODE) -> ItemOutcome:
    """Say in an outcome, which already names its item, what a model found wrong first; no value is repeated."""
    return outcome.model_copy(update=flaws_of(error, codes)[0]._asdict())


def _pointer(place: Iterable[int | str]) -> str:
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in place)


def tally(outcomes: Iterable[ItemOutcome]) -> dict[Result, int]:
    """Count outcomes by result, every result present."""
    counts = Counter(outcome.result for outcome in outcomes)
    return {result: counts[result] for result in COUNTED}
