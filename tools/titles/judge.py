"""Turn a way to compare titles into figures on occupations that it never saw."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tools.titles.labels import LANGUAGES, Language, Occupation, Part

Compare = Callable[[Sequence[str], Sequence[str]], NDArray[np.float64]]
"""Tells how alike each of some titles is to each of others."""

FEW = 3  # titles of each other occupation that are searched beside
FEW_ONET = 4
ASKED_ONET = 4  # titles of an occupation that ask for the others
SMALLEST_GROUP = 3
PAIRS: tuple[tuple[Language, Language], ...] = (("en", "de"), ("en", "es"), ("de", "es"))


@dataclass(frozen=True, slots=True)
class Task:
    """Titles that ask, those searched, which of these are right (asked x searched), and which aren't looked at."""

    name: str
    asked: list[str]
    searched: list[str]
    right: NDArray[np.bool_]
    left_out: NDArray[np.bool_]

    def figures(self, compare: Compare) -> tuple[float, float]:
        """Give the mean average precision, the mean reciprocal rank."""
        both = [
            _precisions(scores[~out], right[~out])
            for scores, right, out in zip(compare(self.asked, self.searched), self.right, self.left_out, strict=True)
            if right[~out].any()
        ]
        return float(np.mean([one for one, _ in both])), float(np.mean([one for _, one in both]))


def _precisions(scores: NDArray[np.float64], right: NDArray[np.bool_]) -> tuple[float, float]:
    """Give average precision, reciprocal rank; equal scores stand with the wrong ones first."""
    order = np.lexsort((right, -scores))
    places = np.flatnonzero(right[order]) + 1
    return float(np.mean(np.arange(1, len(places) + 1) / places)), float(1 / places[0])


def tasks(occupations: Sequence[Occupation], part: Part, seed: int = 5) -> Iterator[Task]:
    """Make the tasks of one part: synonyms, other languages, occupations of one group, O*NET's titles."""
    of = {
        language: [o for o in occupations if o.language == language and o.key[:4] == "esco"] for language in LANGUAGES
    }
    for language, listed in of.items():
        yield _synonyms(f"synonyms {language}", listed, listed, part)
    for one, other in PAIRS:
        yield _synonyms(f"{one} finds {other}", of[one], of[other], part)
    for language, listed in of.items():
        yield _group(f"group {language}", listed, part)
    yield _onet([one for one in occupations if one.key[:4] == "onet"], part, np.random.default_rng(seed))


def _synonyms(name: str, asking: Sequence[Occupation], searched: Sequence[Occupation], part: Part) -> Task:
    """Ask by the usual title for all titles of the occupation, among those of the part and a few of each other."""
    titles = [(t, o.key) for o in searched for t in (o.titles if o.part == part else o.titles[:FEW])]
    asked = [o for o in asking if o.part == part and (asking is not searched or len(o.titles) > o.preferred + 1)]
    texts, keys = (np.array(column) for column in zip(*titles, strict=True))
    right = np.array([keys == one.key for one in asked])
    out = np.array([(texts == one.titles[0]) & (asking is searched) for one in asked])
    return Task(name, [one.titles[0] for one in asked], texts.tolist(), right, out)


def _group(name: str, listed: Sequence[Occupation], part: Part) -> Task:
    """Ask by the usual title for the usual titles of all occupations of the same group."""
    groups = np.array([one.group for one in listed])
    places = [at for at, one in enumerate(listed) if one.part == part and sum(groups == one.group) >= SMALLEST_GROUP]
    usual = [one.titles[0] for one in listed]
    right = np.array([groups == groups[at] for at in places])
    out = np.array([np.arange(len(listed)) == at for at in places])
    return Task(name, [usual[at] for at in places], usual, right, out)


def _onet(listed: Sequence[Occupation], part: Part, draw: np.random.Generator) -> Task:
    titles = [(t, o.key) for o in listed for t in (o.titles if o.part == part else o.titles[:FEW_ONET])]
    texts, keys = (np.array(column) for column in zip(*titles, strict=True))
    asked = [
        (str(title), one.key)
        for one in listed
        if one.part == part and len(one.titles) > ASKED_ONET + 1
        for title in draw.permutation(one.titles)[:ASKED_ONET]
    ]
    right = np.array([np.isin(texts, texts[keys == key]) for _, key in asked])
    out = np.array([texts == title for title, _ in asked])
    return Task("O*NET titles", [title for title, _ in asked], texts.tolist(), right, out)
