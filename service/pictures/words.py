"""Turn the figures of the matcher's report into words for a reader."""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

NAMES: Mapping[str, str] = MappingProxyType(
    {
        "anchors": "Anchors: pairs that share an address nobody else has",
        "labelled_pairs": "Pairs with a label",
        "labelled": "Candidates with a label",
        "iterations": "Rounds until the weights stood still",
        "rounds": "Rounds until the weights stood still",
        "estimated_share_with_profile": "Estimated share of candidates with a profile",
        "share": "Estimated share of candidates with a profile",
        "fitted": "Weights were estimated from this data",
        "believed": "The estimated weights were believed",
        "why": "Why not",
        "sample": "Candidates the weights were estimated from",
        "precision": "Precision",
        "recall": "Recall",
        "held_back": "Anchors held back, their address hidden",
    }
)


def count_words(number: float | None) -> str:
    """Write a number as people read it; a dash where there is none."""
    if number is None:
        return "–"
    return f"{number:,.0f}" if float(number).is_integer() else f"{number:,.3f}"


def named_figures(figures: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Write a part of the report as pairs of words; parts within parts are led by the name of the outer one."""
    rows: list[tuple[str, str]] = []
    for key, value in figures.items():
        name = NAMES.get(key, re.sub("_+", " ", key).strip().capitalize())
        if isinstance(value, Mapping):
            rows += [(f"{name}: {inner}", text) for inner, text in named_figures(value)]
        elif isinstance(value, list) and any(isinstance(one, Mapping) for one in value):
            rows.append((name, count_words(len(value))))
        else:
            rows.append((name, figure_words(value)))
    return rows


def figure_words(value: Any) -> str:
    """Write one value of the report."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return count_words(value)
    if isinstance(value, list):
        return ", ".join(figure_words(one) for one in value)
    return "–" if value is None else str(value)
