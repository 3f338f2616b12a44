"""Turn a crowd and a seed into the questions of each family, as seats ask them."""

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from itertools import combinations, islice
from typing import Literal

import numpy as np

from benchmarks.draws import BLOCK, NOW, ROW, ZIPF, Role, draw
from benchmarks.words import HEADS, MODIFIERS, TITLE_WORDS, Topic, Vocabulary, vocabulary
from entities.ats import Job
from entities.document import Access
from entities.query import FacetName
from service.flows.search_list import SearchRequest

Family = Literal["two terms", "selective", "broad", "six terms", "job"]

FACETS: tuple[FacetName, ...] = ("location", "current_title", "current_company", "skill", "stage", "years")
BROAD_SHARE = 0.084  # of all people that a broad search finds
BROAD_KEPT = 12  # pairs of title words nearest to that share
SAMPLED: tuple[Role, ...] = ("linked", "member")  # whose titles the shares of title words are counted in
GENERAL_SHARE = 0.25  # of the words of long questions; the rest are of one trade
JOB_SKILLS, JOB_WORDS = 4, 24  # named in a job's description, beside its title: about thirty terms
HITS = {"two terms": 10, "selective": 10, "broad": 10, "six terms": 25, "job": 25}  # that a page shows
RERANKED = {
    "two terms": 10,
    "selective": 10,
    "broad": 10,
    "six terms": 200,
    "job": 500,
}  # that raw engines are asked for


@dataclass(frozen=True, slots=True)
class Asking:
    """Makes the questions of a crowd's seed; those of another `turn` are others."""

    seed: int
    turn: int = 0

    def searches(self, family: Family, count: int, *, access: Access) -> list[SearchRequest]:
        """Ask `count` searches of a family."""
        rng = random.Random(f"{self.seed}/{self.turn}/{family}")
        makers = {"two terms": _two_terms, "selective": _selective, "broad": _broad, "six terms": _six_terms}
        return list(islice(makers[family](rng, self.seed, access), count))

    def jobs(self, count: int) -> list[Job]:
        """Write `count` jobs of about thirty terms."""
        rng = random.Random(f"{self.seed}/{self.turn}/job")
        return [_job(rng, self.seed, number) for number in range(count)]


def _two_terms(rng: random.Random, seed: int, access: Access) -> Iterator[SearchRequest]:
    """Ask for a word of a title with a word of its trade."""
    words = vocabulary(seed)
    while True:
        topic = _topic(rng, words)
        title = rng.choice(topic.titles[0].lower().split())
        yield SearchRequest(text=f"{title} {_topic_word(rng, words, topic)}", limit=HITS["two terms"], access=access)


def _selective(rng: random.Random, seed: int, access: Access) -> Iterator[SearchRequest]:
    """Ask by title and skill, without a word, a range of years, and a filter; all facets."""
    words = vocabulary(seed)
    while True:
        topic = _topic(rng, words)
        skill = words.skills[rng.choice(topic.skills.tolist())]
        unwanted = _topic_word(rng, words, topic)
        title = topic.titles[1].lower()
        low = rng.randrange(0, 6)
        yield SearchRequest(
            text=f'title:{title} skill:"{skill}" -{unwanted} years:{low}..{low + 12}',
            filters={"open_to_work": (rng.choice(("true", "false")),)},
            facets=FACETS,
            limit=HITS["selective"],
            access=access,
        )


def _broad(rng: random.Random, seed: int, access: Access) -> Iterator[SearchRequest]:
    """Ask for either of two title words that together one in twelve people hold; all facets."""
    words = vocabulary(seed)
    pairs = _broad_pairs(seed)
    while True:
        first, second = rng.choice(pairs)
        unwanted = _topic_word(rng, words, _topic(rng, words))
        yield SearchRequest(
            text=f"(title:{first} OR title:{second}) -{unwanted} years:0..60",
            filters={"open_to_work": ("true", "false")},
            facets=FACETS,
            limit=HITS["broad"],
            access=access,
        )


def _six_terms(rng: random.Random, seed: int, access: Access) -> Iterator[SearchRequest]:
    words = vocabulary(seed)
    while True:
        text = " OR ".join(_words_of(rng, words, _topic(rng, words), 6))
        yield SearchRequest(text=text, limit=HITS["six terms"], access=access)


def _job(rng: random.Random, seed: int, number: int) -> Job:
    words = vocabulary(seed)
    topic = _topic(rng, words)
    skills = [words.skills[place] for place in rng.sample(topic.skills.tolist(), JOB_SKILLS)]
    text = " ".join(_words_of(rng, words, topic, JOB_WORDS))
    return Job(
        id=f"j{number}",
        modified=datetime.fromtimestamp(NOW, UTC),
        title=rng.choice(topic.titles),
        description=f"{text}\nRequirements:\n" + "\n".join(skills),
    )


def _topic(rng: random.Random, words: Vocabulary) -> Topic:
    """Pick a topic as often as people have it."""
    return words.topics[int(np.searchsorted(ZIPF["topic"], rng.random(), side="right"))]


def _topic_word(rng: random.Random, words: Vocabulary, topic: Topic) -> str:
    return words.words[int(rng.choice(topic.words))]


def _words_of(rng: random.Random, words: Vocabulary, topic: Topic, count: int) -> list[str]:
    """Pick different words as summaries hold them: most are the trade's, some anybody's."""
    picked: dict[str, None] = {}
    while len(picked) < count:
        general = len(TITLE_WORDS) + int(np.searchsorted(ZIPF["word"], rng.random(), side="right"))
        picked[words.words[general] if rng.random() < GENERAL_SHARE else _topic_word(rng, words, topic)] = None
    return list(picked)


@lru_cache(maxsize=2)
def _broad_pairs(seed: int) -> tuple[tuple[str, str], ...]:
    """Find the pairs of title words that together come nearest to the share of a broad search."""
    holders: Mapping[str, set[int]] = {word: set() for word in (*HEADS, *MODIFIERS)}
    for role in SAMPLED:
        for person in draw(seed, 0, role):
            for word in {word for title in person.titles for word in title.lower().split()} & holders.keys():
                holders[word].add(person.number)
    sampled = BLOCK * sum(ROW.count(role) for role in SAMPLED) / len(ROW)
    pairs = combinations(holders, 2)
    far = {pair: abs(len(holders[pair[0]] | holders[pair[1]]) / sampled - BROAD_SHARE) for pair in pairs}
    return tuple(sorted(far, key=lambda pair: (far[pair], pair))[:BROAD_KEPT])
