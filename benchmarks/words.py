"""Turn a seed into the vocabulary of an invented world: words, topics with titles and skills, companies, places."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from ranking.skills import lexicon

# How many there are of each, and the exponents of Zipf's law by which they are drawn.
WORDS, WORD_EXPONENT = 60_000, 1.0
TOPICS, TOPIC_EXPONENT = 400, 0.8
TOPIC_WORDS, TOPIC_WORD_EXPONENT, TOPIC_SKILLS = 300, 0.75, 60
TOPIC_DRAWS = 1_000  # of which a topic's words are the first different ones
SKILLS = 5_000
COMPANIES, COMPANY_EXPONENT = 40_000, 0.9
PLACES, PLACE_EXPONENT = 1_500, 0.9
FIRST_NAMES, LAST_NAMES, NAME_EXPONENT = 2_000, 40_000, 0.6

HEADS = tuple(
    "engineer developer manager analyst nurse consultant technician accountant designer teacher administrator director "
    "specialist assistant coordinator officer scientist architect supervisor planner buyer auditor programmer surveyor "
    "therapist pharmacist mechanic electrician controller recruiter editor translator lecturer inspector operator "
    "estimator tester trainer broker underwriter".split()
)
MODIFIERS = tuple(
    "software data mechanical sales clinical financial marketing network civil product process electrical quality "
    "security logistics research supply business legal chemical media payroll property energy retail insurance "
    "laboratory production customer cloud systems treasury tax brand export traffic safety policy training "
    "mobile".split()
)
TITLE_WORDS = tuple(dict.fromkeys((*HEADS, *MODIFIERS)))
RANKS = ("", "Senior ", "Junior ", "Lead ")
STOP_WORDS = tuple(
    "the and of to in a for with on is as by at from that an be or are was this which have has our their it we not "
    "also all more other into over within across between through during about".split()
)
COMPANY_KINDS = ("Group", "Systems", "Partners", "Works", "Labs", "Holding", "Services", "Instruments")
COUNTRIES = ("Germany", "France", "Spain", "Italy", "Ireland", "Poland", "Sweden", "Austria", "Portugal")
CONSONANTS = tuple("b c d f g h k l m n p r s t v z br cr dr fl gr kl pl pr st tr".split())
VOWELS = tuple("a e i o u ai ea io ou".split())
ENDINGS = tuple("n r l t m x nd rk lt st".split())


@dataclass(frozen=True, eq=False)
class Topic:
    """What people of one trade share: their titles, and places in the tables of words and of skills."""

    titles: tuple[str, ...]
    words: NDArray[np.int64]
    skills: NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """All texts that people are made of, in each table the most frequent first; `words` begin with TITLE_WORDS."""

    words: tuple[str, ...]
    skills: tuple[str, ...]
    topics: tuple[Topic, ...]
    companies: tuple[str, ...]
    places: tuple[str, ...]
    first_names: tuple[str, ...]
    last_names: tuple[str, ...]


@lru_cache(maxsize=2)
def vocabulary(seed: int) -> Vocabulary:
    """Invent a vocabulary; equal seeds give equal ones."""
    rng = random.Random(f"{seed}/words")
    made = _spoken(rng)
    words = (*TITLE_WORDS, *islice(made, WORDS - len(TITLE_WORDS)))
    skills = _skills(made)
    return Vocabulary(
        words=words,
        skills=skills,
        topics=_topics(np.random.default_rng([seed, TOPICS]), words),
        companies=_companies(rng, words),
        places=tuple(f"{next(made).title()}, {rng.choice(COUNTRIES)}" for _ in range(PLACES)),
        first_names=tuple(word.title() for word in islice(made, FIRST_NAMES)),
        last_names=tuple(word.title() for word in islice(made, LAST_NAMES)),
    )


def zipf(size: int, exponent: float) -> NDArray[np.float64]:
    """Give the shares of `size` ranks by Zipf's law, added up: `searchsorted` in it turns [0, 1) into ranks."""
    shares = np.arange(1, size + 1, dtype=np.float64) ** -exponent
    summed: NDArray[np.float64] = np.cumsum(shares / shares.sum())
    summed[-1] = 1.0  # rounding must leave no gap at the end
    return summed


def _spoken(rng: random.Random) -> Iterator[str]:
    """Invent words that can be spoken, none twice, none that means something here."""
    seen = {*TITLE_WORDS, *STOP_WORDS}
    while True:
        syllables = [rng.choice(CONSONANTS) + rng.choice(VOWELS) for _ in range(rng.choice((2, 2, 3, 3, 4)))]
        word = "".join(syllables) + (rng.choice(ENDINGS) if rng.random() < 0.5 else "")
        if word not in seen:
            seen.add(word)
            yield word


def _skills(made: Iterator[str]) -> tuple[str, ...]:
    """List skills: the ones that jobs are read for first, then invented ones of one or two words."""
    known = [skill.name for skill in lexicon()]
    fresh = (next(made) if at % 2 else f"{next(made)} {next(made)}" for at in range(SKILLS - len(known)))
    return (*known, *fresh)


def _companies(rng: random.Random, words: tuple[str, ...]) -> tuple[str, ...]:
    names = dict.fromkeys(f"{rng.choice(words)} {rng.choice(COMPANY_KINDS)}".title() for _ in range(2 * COMPANIES))
    return tuple(names)[:COMPANIES]


def _topics(rng: np.random.Generator, words: tuple[str, ...]) -> tuple[Topic, ...]:
    """Give each topic a trade of its own; every HEADS-th topic shares its head word."""
    places = {word: place for place, word in enumerate(TITLE_WORDS)}
    common = zipf(len(words) - len(places), TOPIC_WORD_EXPONENT)
    topics = []
    for number in range(TOPICS):
        head = HEADS[number % len(HEADS)]
        trade = number + number // len(HEADS)
        modifier = MODIFIERS[trade % len(MODIFIERS)]
        other = MODIFIERS[(trade + 1 + number % (len(MODIFIERS) - 1)) % len(MODIFIERS)]
        titles = (f"{modifier} {head}", head, f"{modifier} {other} {head}", f"{other} {head}", f"{modifier} lead")
        drawn = dict.fromkeys(np.searchsorted(common, rng.random(TOPIC_DRAWS), side="right").tolist())
        topics.append(
            Topic(
                titles=tuple(title.title() for title in titles),
                words=np.array([places[head], places[modifier], *(len(places) + at for at in drawn)][:TOPIC_WORDS]),
                skills=rng.choice(SKILLS, TOPIC_SKILLS, replace=False).astype(np.int64),
            )
        )
    return tuple(topics)
