"""Turn the outcomes of many documents into figures: F1 by field, whole documents right, calibration."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from benchmarks.cvs.judge import Outcome, judge

MACRO10 = ("name", "email", "phone", "company", "title", "start", "end", "school", "degree", "skills")
FIELDS = (
    *("name", "email", "phone", "links", "city", "company", "title", "start", "end", "position"),
    *("school", "degree", "area", "school_end", "skills", "languages", "certifications"),
)
CONTACT = frozenset(("name", "email", "phone", "links", "city"))
POSITION = frozenset(("company", "title", "start", "end"))
WHOLE = frozenset(("name", "email", "phone", "position"))
SURE = 0.9
BINS = 10


@dataclass(frozen=True, slots=True)
class Judged:
    """A manifest entry with the outcomes of its values; `located` holds for each read value whether it says where."""

    entry: Mapping[str, Any]
    outcomes: tuple[Outcome, ...]
    located: tuple[bool, ...] = ()


def judged(entry: Mapping[str, Any], resume: Mapping[str, Any] | None) -> Judged:
    """Judge one document; one that could not be read misses everything."""
    located = tuple(_is_located(value, paged=entry["ext"] == "pdf") for value in _values(resume or {}))
    return Judged(entry, tuple(judge(entry, resume or {})), located)


def _values(node: object) -> Iterator[Mapping[str, Any]]:
    if isinstance(node, Mapping):
        if node.get("value") not in (None, ""):
            yield node
        else:
            for held in node.values():
                yield from _values(held)
    elif isinstance(node, list | tuple):
        for held in node:
            yield from _values(held)


def _is_located(value: Mapping[str, Any], *, paged: bool) -> bool:
    placed = (value.get("page") or 0) >= 1 if paged else True
    return placed and bool(str(value.get("text") or "").strip())


def f1(outcomes: Iterable[Outcome]) -> float:
    """Return F1: a wrong value is both a false and a missed one."""
    right = false = missed = 0
    for one in outcomes:
        right += one.right
        false += not one.right and one.read is not None
        missed += not one.right and one.truth is not None
    return 2 * right / max(1, 2 * right + false + missed)


def by_field(documents: Iterable[Judged]) -> dict[str, list[Outcome]]:
    """Gather outcomes by field, in the order of FIELDS."""
    gathered: dict[str, list[Outcome]] = defaultdict(list)
    for document in documents:
        for outcome in document.outcomes:
            gathered[outcome.field].append(outcome)
    return {field: gathered[field] for field in FIELDS if field in gathered}


def macro10(documents: Iterable[Judged]) -> float:
    """Return the mean F1 of the ten fields, over those that occur."""
    found = by_field(documents)
    scores = [f1(found[field]) for field in MACRO10 if field in found]
    return sum(scores) / len(scores) if scores else 0.0


def fully_right(documents: Sequence[Judged]) -> float:
    """Return the share of documents whose name, e-mail, phone and every position are right."""
    whole = [all(one.right for one in document.outcomes if one.field in WHOLE) for document in documents]
    return sum(whole) / max(1, len(whole))


def grouped(documents: Iterable[Judged], key: str) -> dict[str, list[Judged]]:
    """Gather documents by a key of their manifest entries."""
    groups: dict[str, list[Judged]] = defaultdict(list)
    for document in documents:
        groups[str(document.entry.get(key))].append(document)
    return dict(sorted(groups.items()))


def worst(documents: Iterable[Judged], key: str) -> tuple[str, float]:
    """Return the group with the lowest macro-10."""
    scores = {name: macro10(group) for name, group in grouped(documents, key).items()}
    name = min(scores, key=lambda one: scores[one])
    return name, scores[name]


def _believed(documents: Iterable[Judged], fields: frozenset[str]) -> list[tuple[float, bool]]:
    return [
        (one.confidence, one.right)
        for document in documents
        for one in document.outcomes
        if one.field in fields and one.read is not None and one.confidence is not None
    ]


def calibration_error(documents: Iterable[Judged]) -> float:
    """Return the expected calibration error of all values over ten bins of equal width."""
    bins: dict[int, list[float]] = defaultdict(list)
    believed = _believed(documents, frozenset(FIELDS) - {"position"})
    for confidence, right in believed:
        bins[min(BINS - 1, int(confidence * BINS))].append(confidence - right)
    return sum(abs(sum(gaps)) for gaps in bins.values()) / max(1, len(believed))


def sure_precision(documents: Iterable[Judged], fields: frozenset[str]) -> float | None:
    """Return how many of the values with a confidence of at least 0.9 are right; None without any."""
    sure = [right for confidence, right in _believed(documents, fields) if confidence >= SURE]
    return sum(sure) / len(sure) if sure else None


def located(documents: Iterable[Judged]) -> float:
    """Return the share of read values that say where they stand."""
    held = [one for document in documents for one in document.located]
    return sum(held) / max(1, len(held))
