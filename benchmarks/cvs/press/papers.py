"""Turn a scholar's name into lists of invented publications, grants and talks."""

import random
import tomllib
from functools import cache

from benchmarks.cvs.press.pools import POOLS, words_of

Section = tuple[str, tuple[str, ...]]


@cache
def _parts() -> dict[str, list[str]]:
    return tomllib.loads((POOLS / "papers.toml").read_text(encoding="utf-8"))


def scholarly(first: str, last: str, language: str, rng: random.Random) -> tuple[Section, ...]:
    """Return the sections of a scholar: titles in the language, lines in English."""
    words, parts = words_of(language), _parts()
    me = f"{last} {first[0]}"
    years = sorted((rng.randint(2001, 2024) for _ in range(rng.randint(26, 44))), reverse=True)
    papers = tuple(_paper(me, year, parts, rng) for year in years)
    grants = tuple(
        f"{rng.choice(parts['funders'])}, {_title(parts, rng)}, € {rng.randint(9, 900)},000,"
        f" {year}–{year + rng.randint(1, 4)}"
        for year in sorted((rng.randint(2005, 2022) for _ in range(7)), reverse=True)
    )
    talks = tuple(
        f"{_title(parts, rng)}, {rng.choice(parts['places'])}, {rng.randint(1, 28)}.{rng.randint(1, 12)}.{year}"
        for year in sorted((rng.randint(2008, 2024) for _ in range(12)), reverse=True)
    )
    return (
        (words.one("publications"), papers),
        (words.one("grants"), grants),
        (words.one("talks"), talks),
    )


def _title(parts: dict[str, list[str]], rng: random.Random) -> str:
    return f"{rng.choice(parts['starts'])} {rng.choice(parts['things'])} {rng.choice(parts['ends'])}"


def _paper(me: str, year: int, parts: dict[str, list[str]], rng: random.Random) -> str:
    authors = [me, *rng.sample(parts["coauthors"], rng.randint(0, 3))]
    rng.shuffle(authors)
    page = rng.randint(1, 900)
    volume = f"{rng.choice(parts['journals'])} {rng.randint(2, 60)}:{page}–{page + rng.randint(6, 24)}"
    return f"{', '.join(authors)} ({year}). {_title(parts, rng)}. {volume}."
