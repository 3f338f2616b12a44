"""Turn running text into the skills it names, by a small lexicon shipped with the package."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from ranking.terms import Analyse, word_tokens

LEXICON = "skills.txt"  # one skill a line, "=" before what counts only in exactly this spelling, "#" before a remark
EDGES = ".,;:!?()[]{}\"'“”„‘’*•·"
RUN = re.compile(
    r"[^\s/|、。，；：・（）「」『』【】]+"
)  # Chinese and Japanese write no space beside their punctuation


@dataclass(frozen=True, slots=True)
class Skill:
    """A skill as the lexicon spells it; `exact` where lower case would mean an everyday word."""

    name: str
    exact: bool = False


@lru_cache(maxsize=1)
def lexicon() -> tuple[Skill, ...]:
    """Read the shipped skills."""
    text = resources.files(__package__).joinpath(LEXICON).read_text(encoding="utf-8")
    lines = [line.strip() for line in text.splitlines()]
    return tuple(Skill(line.removeprefix("="), line.startswith("=")) for line in lines if line and line[0] != "#")


@lru_cache(maxsize=8)
def _by_tokens(analyse: Analyse) -> dict[tuple[str, ...], Skill]:
    table: dict[tuple[str, ...], Skill] = {}
    for skill in lexicon():
        tokens = analyse(skill.name)
        if tokens:
            table.setdefault(tokens, skill)
    return table


def skills_in(text: str, *, analyse: Analyse) -> tuple[str, ...]:
    """List the skills a text names, in order of first mention, as the lexicon spells them; the longest name wins."""
    table = _by_tokens(analyse)
    longest = max(map(len, table), default=0)
    words = [(run.strip(EDGES), tokens) for run in RUN.findall(text) if (tokens := word_tokens(analyse, run))]
    names: dict[str, None] = {}
    at = 0
    while at < len(words):
        skill, taken = _longest_here(words[at : at + longest], table)
        if skill:
            names.setdefault(skill)
        at += taken
    return tuple(names)


def _longest_here(words: Sequence[tuple[str, tuple[str, ...]]], table: dict[tuple[str, ...], Skill]) -> tuple[str, int]:
    for count in range(len(words), 0, -1):
        here = words[:count]
        skill = table.get(tuple(token for _, tokens in here for token in tokens))
        if skill and (not skill.exact or " ".join(word for word, _ in here) == skill.name):
            return skill.name, count
    return "", 1
