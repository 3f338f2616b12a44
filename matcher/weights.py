"""Turn a fitted model into one frozen JSON noun: what each level of each comparison adds in log-odds."""

import functools
import hashlib
import json
from collections.abc import Mapping
from importlib import resources
from typing import Annotated, Literal, Self

import numpy as np
import numpy.typing as npt
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from entities.errors import InputError
from matcher.levels import COMPARISONS, LEVELS

Source = Literal["shipped", "estimated", "labelled"]
Table = tuple[npt.NDArray[np.float64], ...]
HASH_LETTERS = 16
LARGEST = 1_000.0  # no log-odds says more; sums of larger ones would overflow


def _without_sign_of_zero(value: float) -> float:
    return value + 0.0


LogOdds = Annotated[float, Field(ge=-LARGEST, le=LARGEST), AfterValidator(_without_sign_of_zero)]


class Weights(BaseModel):
    """The log-odds (base e) of a pair before anything is compared (`prior`), and what each level adds to it.

    `levels` holds every comparison and level of `matcher.levels`; "missing" adds nothing. `source` says how they came
    about; it and `anchors` are no part of the hash.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    format: Literal[1] = 1
    source: Source
    anchors: int = Field(default=0, ge=0)
    prior: LogOdds
    levels: Mapping[str, Mapping[str, LogOdds]]

    @model_validator(mode="after")
    def _complete(self) -> Self:
        for name in COMPARISONS:
            if set(self.levels.get(name, {})) != set(LEVELS[name]):
                raise ValueError(f"the levels of {name} are not those of this version")
            if self.levels[name]["missing"] != 0:
                raise ValueError(f"missing must add nothing: {name}")
        if len(self.levels) != len(COMPARISONS):
            raise ValueError("a comparison of another version")
        return self

    @property
    def hash(self) -> str:
        """Name the content: equal weights have equal hashes, whatever the order in the file."""
        content = {"prior": self.prior, "levels": {name: dict(self.levels[name]) for name in COMPARISONS}}
        raw = json.dumps(content, sort_keys=True, separators=(",", ":")).encode()
        return hashlib.blake2b(raw, digest_size=HASH_LETTERS // 2).hexdigest()

    def table(self) -> Table:
        """Give one array a comparison, indexed by level."""
        return tuple(np.array([self.levels[name][level] for level in LEVELS[name]]) for name in COMPARISONS)

    def to_json(self) -> str:
        """Write the weights so that `from_json` reads the same back."""
        return self.model_dump_json(indent=1) + "\n"

    @classmethod
    def from_json(cls, text: str) -> "Weights":
        """Read weights. Raises InputError when they are not weights of this version."""
        try:
            return cls.model_validate_json(text)
        except ValidationError as error:
            first = error.errors(include_url=False, include_input=False)[0]
            place = "/".join(str(part) for part in first["loc"])
            raise InputError(f"not a weights file: {first['msg']}", pointer=f"/{place}") from None


def from_table(table: Table, prior: float, source: Source, anchors: int = 0) -> Weights:
    """Make weights of one array a comparison."""
    levels = {
        name: {level: round(float(value), 6) for level, value in zip(LEVELS[name], values, strict=True)}
        for name, values in zip(COMPARISONS, table, strict=True)
    }
    return Weights(source=source, anchors=anchors, prior=round(float(prior), 6), levels=levels)


@functools.cache
def default_weights() -> Weights:
    """Read the weights shipped with the package: a start, good for ranking; estimate better ones from your data."""
    return Weights.from_json((resources.files("matcher") / "weights.json").read_text("utf-8"))
