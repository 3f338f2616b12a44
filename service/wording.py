"""Turn the matcher's names for fields, levels, figures into words for a reader."""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

RARITY = ": rarity"  # ends the name of a field's row for how rare the agreeing value is
FIELDS: Mapping[str, str] = MappingProxyType(
    {
        "prior": "Before comparing",
        "name": "Name",
        "name: rarity": "Name: how rare",
        "middle name": "Middle name",
        "generation": "Junior or senior",
        "e-mail": "E-mail",
        "phone": "Phone",
        "handle": "Profile address",
        "employer": "Employer",
        "employer: rarity": "Employer: how rare",
        "title": "Title",
        "place": "Place",
        "place: rarity": "Place: how rare",
        "birth date": "Birth date",
        "school": "School",
        "school: rarity": "School: how rare",
    }
)
LEVELS: tuple[tuple[str, str], ...] = (  # from the matcher's words to a reader's, in this order
    (r" \(names apart\)", ""),  # what the row of the name says anyway
    (r"names agree: |first name differs: |names differ: |no names: ", ""),
    (r"first (.+), last (.+)", r"first name \1, surname \2"),
    (r"both names(?: alike)?, expected, (\S+) or fewer", r"by chance at most \1 others bear it"),
    (r"both names(?: alike)?, expected, common", "many others bear it"),
    (r"surname, (\S+) or fewer", r"at most \1 others bear the surname"),
    (r"first name, (\S+) or fewer", r"at most \1 others bear the first name"),
    (r"named, (\S+) or fewer", r"named by at most \1"),
    (r"named, common", "named by many"),
    (r"one shared", "one in common"),
    (r"none shared", "none in common"),
    (r"home, (\S+) or fewer", r"home of at most \1"),
    (r"home, common", "home of many"),
)
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
        "share_by_shipped_weights": "The same by the shipped weights",
        "share_before_self_training": "The same before self-training",
        "source": "Weights are",
        "listed": "Their profile was among those compared, addresses hidden",
        "found": "Their profile was the best one, addresses hidden",
        "sure": "Answers at 0.95 or more, addresses hidden",
        "sure_wrong": "Of these, another profile",
        "false_sure": "Answers at 0.95 or more, their profile taken out as well",
        "passed": "Passed",
        "given": "Given",
        "used": "Used",
        "unknown_candidates": "Left out: no such candidate",
        "unknown_profiles": "Left out: no such profile",
    }
)


def field_words(field: str) -> str:
    """Name a field of the evidence, the row of its rarity too."""
    plain, mark, _ = field.partition(RARITY)
    named = FIELDS.get(plain, plain[:1].upper() + plain[1:])
    return f"{named}: how rare" if mark else named


def in_words(level: str) -> str:
    """Say a level as one who looks for people would."""
    for ours, theirs in LEVELS:
        level = re.sub(ours, theirs, level)
    return level


def signed(value: float) -> str:
    """Write a number with its sign, a real minus, and two digits."""
    text = f"{value:+.2f}"
    return "0.00" if text in ("+0.00", "-0.00") else text.replace("-", "\N{MINUS SIGN}")


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
