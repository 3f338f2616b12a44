"""Turn feature values into additive scores by a table of weights."""

import hashlib
import json
import math
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from entities.errors import InvalidItem

Part = Literal["query", "candidate"]

QUERY_WEIGHTS: dict[str, float] = {
    "coverage": 4.0,
    "lexical": 1.0,
    "title_meaning": 8.0,
    "title_alone": 24.0,
    "title_similarity": 1.0,
    "title": 1.2,
    "current_title": 0.8,
    "skills": 0.8,
    "location": 0.8,
    "headline": 0.4,
    "companies": 0.3,
    "summary": 0.3,
    "seniority": 0.3,
    "family": 0.3,
}
# What a person is like whatever was asked. Their sum stays below one of eight terms' share of the coverage, so that
# none of them, nor all together, outranks a better answer to the question.
CANDIDATE_WEIGHTS: dict[str, float] = {
    "recency": 0.12,
    "silver_medal": 0.10,
    "open_to_work": 0.08,
    "hired_before": 0.06,
    "completeness": 0.05,
    "in_ats": 0.04,
    "rejected": -0.04,
}
FEATURES: tuple[str, ...] = (*QUERY_WEIGHTS, *CANDIDATE_WEIGHTS)
SMALLEST_STEP = QUERY_WEIGHTS["coverage"] / 8


@dataclass(frozen=True)
class Model:
    """A weight for each feature, in the order of FEATURES."""

    weights: tuple[float, ...]

    @cached_property
    def hash(self) -> str:
        """Name these weights: equal weights, equal hash."""
        return hashlib.blake2b(self.to_json().encode(), digest_size=8).hexdigest()

    def to_json(self) -> str:
        """Write the weights as one JSON object."""
        return json.dumps(dict(zip(FEATURES, self.weights, strict=True)), sort_keys=True)

    @classmethod
    def from_json(cls, text: str) -> "Model":
        """Read what `to_json` wrote; a feature that isn't named weighs 0.

        Raises InvalidItem for anything but an object of finite numbers by known feature names.
        """
        try:
            given = json.loads(text)
            weights = {str(name): float(weight) for name, weight in given.items()}
        except (ValueError, TypeError, AttributeError):
            raise InvalidItem("the ranking weights are not a JSON object of numbers") from None
        for name, weight in weights.items():
            if name not in FEATURES or not math.isfinite(weight):
                raise InvalidItem("unknown feature, or its weight is not finite", pointer=f"/{name}")
        return cls(tuple(weights.get(name, 0.0) for name in FEATURES))

    def contributions(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        """Give weight x value for a matrix of people x features."""
        product: NDArray[np.float64] = values * np.array(self.weights)
        return product


def score(contributions: list[float]) -> float:
    """Add one person's contributions, correctly rounded: any order of the same rows gives the same score."""
    return math.fsum(contributions)


def part_of(feature: str) -> Part:
    """Tell whether a feature depends on the question or on the person alone."""
    return "query" if feature in QUERY_WEIGHTS else "candidate"


@lru_cache(maxsize=1)
def default_model() -> Model:
    """Give the shipped weights."""
    return Model(tuple({**QUERY_WEIGHTS, **CANDIDATE_WEIGHTS}.values()))
