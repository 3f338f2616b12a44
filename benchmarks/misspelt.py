"""Turn people into misspelt searches for them, then the share that is found all the same."""

import random
import string
import time
from collections.abc import Iterator
from itertools import chain, islice
from typing import Literal, get_args

from benchmarks.report import Row
from benchmarks.timing import percentile_ms, told
from benchmarks.world import World
from service.flows.search import search
from service.flows.search_list import SearchRequest
from service.report import Report, silent
from service.wiring import Parts

Kind = Literal["names", "titles"]

KINDS: tuple[Kind, ...] = get_args(Kind)
GOAL = 95  # % of the searches
FIRST = 10  # places among which somebody meant must be
SHORTEST = 5  # letters of a word that is misspelt


def misspelt_rows(parts: Parts, world: World, count: int, report: Report = silent) -> list[Row]:
    """Search for names and for titles with one letter wrong; found is a name or title with all the words meant."""
    rows, taken = [], []
    for kind in KINDS:
        found = 0
        for asked, (meant, wrong) in enumerate(islice(_searches(world, kind), count), 1):
            started = time.perf_counter()
            hits = search(parts, world.tenant, SearchRequest(text=wrong, limit=FIRST, access=None)).hits
            taken.append(time.perf_counter() - started)
            texts = [hit.name if kind == "names" else hit.current_title for hit in hits]
            found += any(set(meant.split()) <= set(text.split()) for text in texts)
            report(f"misspelt {kind}", asked, count)
        share = 100 * found / count
        name = f"{kind} with one letter wrong, in the first ten"
        rows.append(Row(name, f">= {GOAL}", round(share, 1), f"% of {count:,}", share >= GOAL))
    return [*rows, told("misspelt search: p50", percentile_ms(taken, 50), "ms")]


def misspell(rng: random.Random, text: str) -> str | None:
    """Make one edit in one of the long words of a text: a letter left out, put in, replaced, or two swapped."""
    words = text.split()
    long = [at for at, word in enumerate(words) if len(word) >= SHORTEST]
    if not long:
        return None
    at = rng.choice(long)
    word, place = words[at], rng.randrange(1, len(words[at]) - 1)
    letter = rng.choice([one for one in string.ascii_lowercase if one not in word[place : place + 2]])
    swapped = word[:place] + word[place + 1] + word[place] + word[place + 2 :]
    edits = [word[:place] + word[place + 1 :], word[:place] + letter + word[place:]]
    edits.append(word[:place] + letter + word[place + 1 :])
    words[at] = rng.choice([*edits, swapped] if swapped != word else edits)
    return " ".join(words)


def _searches(world: World, kind: Kind) -> Iterator[tuple[str, str]]:
    """Give who or what is meant, with a text that misspells it."""
    rng = random.Random(f"{world.crowd.seed}/{kind}")
    for person in chain.from_iterable(world.crowd.people("member")):
        meant = person.name if kind == "names" else person.titles[0]
        text = misspell(rng, meant)
        if text is not None:
            yield meant, text
