"""Turn a fitted model into one frozen JSON noun: what each level of each comparison adds in log-odds."""

import functools
import hashlib
import json
from collections.abc import Mapping
from importlib import resources
from typing import Annotated, Literal, Self

import numpy as np
import numpy.typing as npt
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, JsonValue, ValidationError, model_validator

from entities.errors import InputError
from matcher.levels import COMPARISONS, LEVELS

Source = Literal["shipped", "adapted", "estimated", "labelled"]
Table = tuple[npt.NDArray[np.float64], ...]
HASH_LETTERS = 16
LARGEST = 1_000.0  # no log-odds says more; sums of larger ones would overflow
RETRAIN = "estimate weights again with this version (talentjoin train)"


def _without_sign_of_zero(value: float) -> float:
    return value + 0.0


Share = Annotated[float, Field(ge=0, le=1)]
LogOdds = Annotated[float, Field(ge=-LARGEST, le=LARGEST), AfterValidator(_without_sign_of_zero)]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class Calibration(_Frozen):
    """A rising map from the log-odds of a list's best profile to calibrated ones.

    "none" leaves them; "platt" gives slope * x + shift; "isotonic" goes straight from knot to knot (x, y), and on in
    parallel to the diagonal outside of them.
    """

    kind: Literal["none", "platt", "isotonic"] = "none"
    slope: float = Field(default=1.0, gt=0)
    shift: LogOdds = 0.0
    knots: tuple[tuple[LogOdds, LogOdds], ...] = ()

    @model_validator(mode="after")
    def _rising(self) -> Self:
        for one, two in zip(self.knots, self.knots[1:], strict=False):
            if not (one[0] < two[0] and one[1] <= two[1]):
                raise ValueError("knots must rise")
        if (self.kind == "isotonic") != bool(self.knots):
            raise ValueError("isotonic has knots, nothing else has")
        return self


class Fingerprint(_Frozen):
    """What the weights were fitted to: how many candidates, profiles and pairs, and how full the fields were.

    `fill` holds, for each comparison, the share of pairs in which both sides had something to compare. No values.
    """

    candidates: int = Field(ge=0)
    profiles: int = Field(default=0, ge=0)
    pairs: int = Field(ge=0)
    fill: Mapping[str, float]


class Weights(_Frozen):
    """The log-odds (base e) of a pair before anything is compared (`prior`), and what each level adds to it.

    `levels` holds every comparison and level of `matcher.levels`; "missing" adds nothing. The prior weighs one listed
    profile against "no profile". `believed` is false where the data could not carry an estimate: no decision "match"
    is made by such weights. `accepted` holds rising probabilities, each with the share of best profiles from there on
    that is expected to be right. Prior, levels, calibration and `accepted` are part of the hash.
    """

    format: Literal[2] = 2
    source: Source
    believed: bool = True
    anchors: int = Field(default=0, ge=0)
    prior: LogOdds
    levels: Mapping[str, Mapping[str, LogOdds]]
    calibration: Calibration = Calibration()
    accepted: tuple[tuple[Share, Share], ...] = ()
    fingerprint: Fingerprint | None = None
    training: Mapping[str, JsonValue] = Field(default_factory=dict)

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

    def __copy__(self) -> Self:
        made = super().__copy__()
        for derived in ("hash", "_table"):  # a changed copy is not what these were made of
            made.__dict__.pop(derived, None)
        return made

    def __eq__(self, other: object) -> bool:
        # pydantic's own would compare the arrays that are kept once they are asked for
        return isinstance(other, Weights) and (self is other or self.model_dump() == other.model_dump())

    def __hash__(self) -> int:
        return int(self.hash, 16)

    @functools.cached_property
    def hash(self) -> str:
        """Name the content: equal weights have equal hashes, whatever the order in the file."""
        content = {
            "prior": self.prior,
            "levels": {name: dict(self.levels[name]) for name in COMPARISONS},
            "calibration": self.calibration.model_dump(),
            "accepted": self.accepted,
        }
        raw = json.dumps(content, sort_keys=True, separators=(",", ":")).encode()
        return hashlib.blake2b(raw, digest_size=HASH_LETTERS // 2).hexdigest()

    def table(self) -> Table:
        """Give one array a comparison, indexed by level."""
        return self._table

    @functools.cached_property
    def _table(self) -> Table:
        return tuple(np.array([self.levels[name][level] for level in LEVELS[name]]) for name in COMPARISONS)

    def to_json(self) -> str:
        """Write the weights so that `from_json` reads the same back."""
        return self.model_dump_json(indent=1) + "\n"

    @classmethod
    def from_json(cls, text: str) -> "Weights":
        """Read weights. Raises InputError when they are not weights of this version; its hint then says to retrain."""
        try:
            return cls.model_validate_json(text)
        except ValidationError as error:
            first = error.errors(include_url=False, include_input=False)[0]
            place = "/".join(str(part) for part in first["loc"])
            raise InputError(f"not a weights file: {first['msg']}", pointer=f"/{place}", hint=RETRAIN) from None


def from_table(  # noqa: PLR0913 - each part of the noun that is not in the table
    table: Table,
    prior: float,
    source: Source,
    anchors: int = 0,
    *,
    believed: bool = True,
    calibration: Calibration | None = None,
    accepted: tuple[tuple[float, float], ...] = (),
    fingerprint: Fingerprint | None = None,
    training: Mapping[str, JsonValue] | None = None,
) -> Weights:
    """Make weights of one array a comparison."""
    levels = {
        name: {level: round(float(value), 6) for level, value in zip(LEVELS[name], values, strict=True)}
        for name, values in zip(COMPARISONS, table, strict=True)
    }
    return Weights(
        source=source,
        believed=believed,
        anchors=anchors,
        prior=round(float(prior), 6),
        levels=levels,
        calibration=calibration or Calibration(),
        accepted=accepted,
        fingerprint=fingerprint,
        training=training or {},
    )


@functools.cache
def default_weights() -> Weights:
    """Read the weights shipped with the package: a start, good for ranking; estimate better ones from your data."""
    return Weights.from_json((resources.files("matcher") / "weights.json").read_text("utf-8"))
