"""Turn the pool files into words, names, places and careers of a language."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

POOLS = Path(__file__).parent / "content"


@dataclass(frozen=True, slots=True)
class Words:
    """Headings and small words of one language: every key has alternatives."""

    language: str
    table: dict[str, tuple[str, ...]]

    def one(self, key: str, turn: int = 0) -> str:
        """Return the alternative of a key that a turn falls on."""
        rows = self.table[key]
        return rows[turn % len(rows)]


@dataclass(frozen=True, slots=True)
class Pool:
    """What people of one language are made of."""

    names: tuple[str, ...]
    places: tuple[str, ...]
    careers: tuple[dict[str, Any], ...]
    tongues: tuple[str, ...]

    def career(self, key: str) -> dict[str, Any]:
        """Return the career of a key, or raise StopIteration."""
        return next(one for one in self.careers if one["key"] == key)


@cache
def _raw_words() -> dict[str, dict[str, Any]]:
    return tomllib.loads((POOLS / "words.toml").read_text(encoding="utf-8"))


@cache
def words_of(language: str) -> Words:
    """Return the words of a language."""
    raw = _raw_words()
    table = {key: tuple(text.split("|")) for key, text in raw[language].items()}
    for key in ("months", "short", "seasons", "tongues"):
        table[key] = tuple(raw[language][key].split())
    for key, by_language in raw["small"].items():
        table[key] = (by_language[language],)
    return Words(language, table)


@cache
def pool_of(language: str) -> Pool:
    """Return the pool of a language."""
    raw = tomllib.loads((POOLS / f"{language}.toml").read_text(encoding="utf-8"))
    return Pool(tuple(raw["names"]), tuple(raw["places"]), tuple(raw["career"]), words_of(language).table["tongues"])


def languages() -> list[str]:
    """Return the languages that have a pool, sorted."""
    return sorted(path.stem for path in POOLS.glob("??.toml"))
