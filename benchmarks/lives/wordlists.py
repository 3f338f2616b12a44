"""Turn the word files beside this module into sections of words."""

import functools
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

FOLDER = Path(__file__).parent / "words"


@functools.cache
def sections(name: str) -> dict[str, list[str]]:
    """Read a word file as lines by section; lines before the first section belong to ""."""
    found: dict[str, list[str]] = {}
    lines = found.setdefault("", [])
    for line in (FOLDER / f"{name}.txt").read_text("utf-8").splitlines():
        if line.startswith("["):
            lines = found.setdefault(line.strip("[]"), [])
        elif line.strip() and not line.startswith("#"):
            lines.append(line.strip())
    return found


@functools.cache
def words(name: str, section: str) -> tuple[str, ...]:
    """Read a section as words, with spaces where the file has underscores."""
    return tuple(word.replace("_", " ") for line in sections(name).get(section, []) for word in line.split())


def zipf(count: int, offset: float, power: float) -> npt.NDArray[np.float64]:
    """Give weights that fall with the rank r as 1 / (r + offset) ** power; they sum to 1."""
    weights = np.power(np.arange(1, count + 1) + offset, -power)
    return np.asarray(weights / weights.sum(), np.float64)


def draw(cumulative: npt.NDArray[np.float64], at: npt.NDArray[np.float64]) -> npt.NDArray[np.int32]:
    """Turn numbers from [0, 1) into places in a table of cumulative weights."""
    return np.minimum(np.searchsorted(cumulative, at, side="right"), len(cumulative) - 1).astype(np.int32)


def spliced(known: Sequence[str], count: int, seed: int) -> list[str]:
    """Make rare names: the start of one known name and the end of another that share two letters in the middle."""
    rng = np.random.default_rng([seed, len(known)])
    ends: dict[str, list[str]] = {}
    for name in known:
        for at in range(1, len(name) - 2):
            ends.setdefault(name[at : at + 2], []).append(name[at:])
    made: dict[str, None] = {}
    taken = set(known)
    chosen, places, tails = rng.integers(0, len(known), 4 * count), rng.random(4 * count), rng.random(4 * count)
    for number, place, tail in zip(chosen.tolist(), places.tolist(), tails.tolist(), strict=True):
        name = known[number]
        if len(name) < 4 or " " in name:
            continue
        at = 1 + int(place * (len(name) - 3))
        choices = ends[name[at : at + 2]]
        new = name[:at] + choices[int(tail * len(choices))]
        if new not in taken and 3 < len(new) < 14 and " " not in new:
            made[new] = None
        if len(made) == count:
            break
    return list(made)
