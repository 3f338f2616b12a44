"""Turn the word lists of a language into what people and layouts draw from."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any


@dataclass(frozen=True, slots=True)
class Words:
    """The headings, labels, months and phrases of one language."""

    language: str
    lists: dict[str, list[str]]
    text: dict[str, str]
    labels: dict[str, str]
    months: list[str]
    short: list[str]
    tongues: list[tuple[str, list[str]]]


@dataclass(frozen=True, slots=True)
class Pool:
    """The words, countries and trades of one language."""

    words: Words
    regions: list[dict[str, Any]]
    sectors: list[dict[str, Any]]


@cache
def pool_of(language: str) -> Pool:
    """Return the pool of a language, raising FileNotFoundError if there is none."""
    raw = tomllib.loads(resources.files(__package__).joinpath("lists", f"{language}.toml").read_text(encoding="utf-8"))
    words = raw["words"]
    tongues = [one.partition(":") for one in words.pop("tongues").split(";")]
    made = Words(
        language=language,
        months=words.pop("months").split(),
        short=words.pop("short").split(),
        labels=dict(pair.split("=", 1) for pair in words.pop("labels").split(";")),
        tongues=[(name, levels.split("|")) for name, _, levels in tongues],
        lists={key: value for key, value in words.items() if isinstance(value, list)},
        text={key: value for key, value in words.items() if isinstance(value, str)},
    )
    return Pool(made, raw["region"], raw["sector"])
