"""Turn the tallies of several answers into the facet values to show, exact without asking for every value."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from entities.hit import FacetCount
from entities.query import FacetName
from indexing.engine import Answer, Ask, Snapshot, Spellings, Tally

MOST_FIRST = 256  # values of a facet asked for at first: mostly they prove which are the most frequent
TIMES_MORE = 16  # so many times more are asked for where they don't
NO_TALLY = Tally({})


@dataclass(frozen=True, slots=True)
class Side:
    """One answer, and whether its counts are added to the others' (1) or taken away (-1)."""

    sign: int
    ask: Ask
    answer: Answer


def shown_facets(
    snapshot: Snapshot, sides: Sequence[Side], facets: Sequence[FacetName], size: int
) -> dict[str, tuple[FacetCount, ...]]:
    """Give the `size` most frequent values of each facet over all sides, ties by folded value, in their best spelling.

    What is taken away must be part of what is added: counts below 0 are taken for 0, values of 0 are left out.
    """
    shown: dict[str, tuple[FacetCount, ...]] = {}
    open_facets = list(facets)
    while open_facets:
        proven = {facet: best for facet in open_facets if (best := _proven(sides, facet, size)) is not None}
        shown |= _spelled(snapshot, sides, proven)
        open_facets = [facet for facet in open_facets if facet not in proven]
        if open_facets:
            sides = _more(snapshot, sides, open_facets)
    return {str(facet): shown[facet] for facet in facets}


def _proven(sides: Sequence[Side], facet: FacetName, size: int) -> Mapping[str, int] | None:
    """Give the most frequent values if the tallies prove that they are, with their exact counts; else None."""
    tallies = [(side.sign, side.answer.tallies.get(facet, NO_TALLY)) for side in sides]
    keys = {key for sign, tally in tallies if sign > 0 for key in tally.counts}
    least: dict[str, int] = {}
    unsure: dict[str, int] = {}
    for key in keys:
        low = high = 0
        for sign, tally in tallies:
            count = tally.counts.get(key)
            low += sign * count if count is not None else min(0, sign * tally.unlisted)
            high += sign * count if count is not None else max(0, sign * tally.unlisted)
        least[key] = low
        if high > low:
            unsure[key] = high
    unseen = sum(tally.unlisted for sign, tally in tallies if sign > 0)
    best = sorted((key for key in keys if key not in unsure and least[key] > 0), key=lambda key: (-least[key], key))
    last = least[best[size - 1]] if 0 < size <= len(best) else 0
    complete = len(best) >= size
    rivals = max([unseen, *unsure.values()], default=0)
    if rivals == 0 or size == 0 or (complete and rivals < last):
        return {key: least[key] for key in best[:size]}
    return None


def _more(snapshot: Snapshot, sides: Sequence[Side], facets: Sequence[FacetName]) -> list[Side]:
    """Ask all sides for more values of the facets that are open."""
    asked = []
    for side in sides:
        question = side.ask.question.model_copy(update={"facets": tuple(facets), "limit": 0, "offset": 0})
        asked.append(Ask(side.ask.index, question, side.ask.shadows, side.ask.most * TIMES_MORE))
    answers = snapshot.ask(*asked)
    return [Side(side.sign, ask, answer) for side, ask, answer in zip(sides, asked, answers, strict=True)]


def _spelled(
    snapshot: Snapshot, sides: Sequence[Side], found: Mapping[FacetName, Mapping[str, int]]
) -> dict[str, tuple[FacetCount, ...]]:
    """Write each value as most of the counted documents do; of equally many, the first in code point order."""
    spellings: dict[tuple[FacetName, str], dict[str, int]] = {}
    for side in sides:
        tallies = side.answer.tallies
        wanted = {
            facet: {
                key: tallies[facet].counts[key]
                for key in counts
                if key in tallies[facet].counts and key not in tallies[facet].spelled
            }
            for facet, counts in found.items()
            if facet in tallies
        }
        wanted = {facet: held for facet, held in wanted.items() if held}
        asked: Spellings = snapshot.spellings(side.ask, wanted) if wanted else {}
        for facet, counts in found.items():
            for key in counts:
                known = tallies[facet].spelled.get(key) if facet in tallies else None
                held = known if known is not None else asked.get(facet, {}).get(key, {})
                total = spellings.setdefault((facet, key), {})
                for spelled, count in held.items():
                    total[spelled] = total.get(spelled, 0) + side.sign * count
    return {
        str(facet): tuple(FacetCount(value=_usual(spellings[facet, key]), count=count) for key, count in counts.items())
        for facet, counts in found.items()
    }


def _usual(spellings: Mapping[str, int]) -> str:
    return min(spellings, key=lambda spelled: (-spellings[spelled], spelled))
