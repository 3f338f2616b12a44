"""Turn a seed into invented people, column by column."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from benchmarks.words import (
    COMPANIES,
    COMPANY_EXPONENT,
    FIRST_NAMES,
    LAST_NAMES,
    NAME_EXPONENT,
    PLACE_EXPONENT,
    PLACES,
    RANKS,
    SKILLS,
    STOP_WORDS,
    TITLE_WORDS,
    TOPIC_EXPONENT,
    TOPICS,
    WORD_EXPONENT,
    WORDS,
    Vocabulary,
    vocabulary,
    zipf,
)

Role = Literal["linked", "candidate", "member"]
Places = NDArray[np.int64]  # in a table
Cumulated = NDArray[np.float64]

ROW: tuple[Role, ...] = ("linked", "candidate", "member", "member", "member")
BLOCK = 5_000  # people whose draws belong together: equal ones whatever the size
NOW = 1_780_000_000  # epoch seconds of the invented present
DAY = 86_400
STAGES = ("Applied", "Screening", "Interview", "Offer", "Hired", "Rejected")
STAGE_SHARES = (0.4, 0.15, 0.15, 0.05, 0.05, 0.2)
SOURCES = ("careers page", "referral", "job board", "agency")
SCHOOLS = 300
STOP_SHARE, TOPIC_SHARE = 0.25, 0.35  # of a summary's words; the rest are general
OWN_SKILLS = 0.8  # share of skills that belong to the topic
LONGEST_CAREER = 45  # years
OPEN_SHARE = 0.2  # of people are open to work
OTHER_TRADE = 0.1  # share of titles from another topic
ZIPF = {
    "topic": zipf(TOPICS, TOPIC_EXPONENT),
    "word": zipf(WORDS - len(TITLE_WORDS), WORD_EXPONENT),
    "company": zipf(COMPANIES, COMPANY_EXPONENT),
    "place": zipf(PLACES, PLACE_EXPONENT),
    "first name": zipf(FIRST_NAMES, NAME_EXPONENT),
    "last name": zipf(LAST_NAMES, NAME_EXPONENT),
}


@dataclass(frozen=True, slots=True)
class Person:
    """One invented person; all texts are as the indices hold them, the present position first."""

    number: int
    topic: int
    name: str
    titles: tuple[str, ...]
    companies: tuple[str, ...]
    skills: tuple[str, ...]
    school: str
    summary: str
    place: str
    years: int
    updated: int
    open_to_work: bool
    stage: str
    source: str

    @property
    def headline(self) -> str:
        """Say what the person is."""
        return f"{self.titles[0]} at {self.companies[0]}"

    @property
    def role(self) -> Role:
        """Tell where the person is known."""
        return ROW[self.number % len(ROW)]


@lru_cache(maxsize=3)  # a small crowd is drawn again and again
def draw(seed: int, block: int, role: Role) -> tuple[Person, ...]:
    """Draw the people of one role in one block, column by column; equal arguments give equal people."""
    places = [at for at in range(BLOCK) if ROW[at % len(ROW)] == role]
    words, rng = vocabulary(seed), np.random.default_rng([seed, block, ROW.index(role)])

    def ranks(table: Cumulated, count: int = len(places)) -> Places:
        return np.searchsorted(table, rng.random(count), side="right")

    topics = ranks(ZIPF["topic"])
    held = rng.integers(1, 5, len(places))  # positions
    known = rng.integers(4, 16, len(places))  # skills
    spoken = rng.integers(40, 81, len(places))  # words of the summary
    names = zip(ranks(ZIPF["first name"]).tolist(), ranks(ZIPF["last name"]).tolist(), strict=True)
    columns = {
        "number": [block * BLOCK + at for at in places],
        "topic": topics.tolist(),
        "name": [f"{words.first_names[first]} {words.last_names[last]}" for first, last in names],
        "titles": _parted(_titles(words, rng, topics, held), held),
        "companies": _parted(_named(words.companies, ranks(ZIPF["company"], int(held.sum()))), held),
        "skills": _parted(_skills(words, rng, topics, known), known),
        "school": [f"University of {words.places[at].partition(',')[0]}" for at in rng.integers(0, SCHOOLS, len(held))],
        "summary": [" ".join(part) for part in _cut(_summaries(words, rng, topics, spoken), spoken)],
        "place": _named(words.places, ranks(ZIPF["place"])),
        "years": np.minimum(rng.gamma(2.0, 5.0, len(places)), LONGEST_CAREER).astype(np.int64).tolist(),
        "updated": (NOW - DAY * rng.integers(0, 1_000, len(places))).tolist(),
        "open_to_work": (rng.random(len(places)) < OPEN_SHARE).tolist(),
        "stage": _named(STAGES, ranks(np.cumsum(STAGE_SHARES))),
        "source": _named(SOURCES, rng.integers(0, len(SOURCES), len(places))),
    }
    return tuple(map(Person, *columns.values()))


def _titles(words: Vocabulary, rng: np.random.Generator, topics: Places, held: Places) -> list[str]:
    """Draw titles with their ranks, some from another topic."""
    count = int(held.sum())
    others = np.searchsorted(ZIPF["topic"], rng.random(count), side="right")
    of = np.where(rng.random(count) < OTHER_TRADE, others, np.repeat(topics, held)).tolist()
    which = rng.integers(0, len(words.topics[0].titles), count).tolist()
    ranks = rng.integers(0, len(RANKS), count).tolist()
    return [RANKS[rank] + words.topics[topic].titles[at] for topic, at, rank in zip(of, which, ranks, strict=True)]


def _skills(words: Vocabulary, rng: np.random.Generator, topics: Places, known: Places) -> list[str]:
    """Draw skills, mostly the topic's own."""
    count = int(known.sum())
    table = np.array([topic.skills for topic in words.topics])
    own = table[np.repeat(topics, known), rng.integers(0, table.shape[1], count)]
    return _named(words.skills, np.where(rng.random(count) < OWN_SKILLS, own, rng.integers(0, SKILLS, count)))


def _summaries(words: Vocabulary, rng: np.random.Generator, topics: Places, spoken: Places) -> list[str]:
    """Draw running text: stop words, the topic's words, and general ones."""
    count = int(spoken.sum())
    table = np.array([topic.words for topic in words.topics])
    own = table[np.repeat(topics, spoken), rng.integers(0, table.shape[1], count)]
    general = np.searchsorted(ZIPF["word"], rng.random(count), side="right") + len(TITLE_WORDS)
    stop = len(words.words) + rng.integers(0, len(STOP_WORDS), count)
    kind = rng.random(count)
    drawn = np.where(kind < STOP_SHARE, stop, np.where(kind < STOP_SHARE + TOPIC_SHARE, own, general))
    return _named((*words.words, *STOP_WORDS), drawn)


def _named(table: Sequence[str], places: Places) -> list[str]:
    return list(map(table.__getitem__, places.tolist()))


def _cut(flat: list[str], sizes: Places) -> list[list[str]]:
    return [flat[start:end] for start, end in pairwise(accumulate(sizes.tolist(), initial=0))]


def _parted(flat: list[str], sizes: Places) -> list[tuple[str, ...]]:
    """Cut a list into tuples of at most the given sizes: no value twice in one."""
    return [tuple(dict.fromkeys(part)) for part in _cut(flat, sizes)]
