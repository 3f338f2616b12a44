"""Turn tallies that were cut off into facets that a count of everything finds too."""

import random
from collections import Counter
from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st

from entities.query import FacetName, Question
from indexing.engine import Answer, Ask, Hits, Spellings, Tally
from indexing.facets import MOST_FIRST, TIMES_MORE, Side, shown_facets

SPELLINGS = {key: (key, key.upper(), key.title()) for key in "abcdefghijklmnop"}
Held = dict[str, Counter[str]]  # folded value -> how many documents write it in which way


class CutOff:
    """A snapshot that tells of each facet no more values than it is asked for."""

    def __init__(self, held: Mapping[str, Held]) -> None:
        self.held = held
        self.asks: list[int] = []

    def ask(self, *asked: Ask) -> tuple[Answer, ...]:
        """Tally the first `most` values, and say how frequent the others may be."""
        self.asks += [one.most for one in asked]
        return tuple(Answer(Hits(), 0, dict.fromkeys(one.question.facets, self._tally(one))) for one in asked)

    def spellings(self, ask: Ask, counts: Mapping[FacetName, Mapping[str, int]]) -> Spellings:
        """Split counts by spelling."""
        return {facet: {key: dict(self.held[ask.index][key]) for key in keys} for facet, keys in counts.items()}

    def shadowed(self, *_: object) -> frozenset[int]:
        """Know of no shadow."""
        return frozenset()

    def versions(self, index: str) -> dict[tuple[str, bool], int]:  # noqa: ARG002 - the protocol's
        """Know of no document."""
        return {}

    def _tally(self, ask: Ask) -> Tally:
        totals = {key: spelled.total() for key, spelled in self.held[ask.index].items() if spelled.total()}
        ordered = sorted(totals.items(), key=lambda pair: -pair[1])
        unlisted = max((count for _, count in ordered[ask.most :]), default=0)
        return Tally(dict(ordered[: ask.most]), unlisted)


def some_counts(random_: random.Random, most: int) -> Held:
    values = random_.sample(sorted(SPELLINGS), random_.randint(0, len(SPELLINGS)))
    return {value: Counter(random_.choices(SPELLINGS[value], k=random_.randint(1, most))) for value in values}


@given(st.integers(0, 2**32), st.integers(0, 8), st.integers(1, 4))
def test_the_shown_values_are_those_of_a_count_of_everything(seed: int, size: int, most: int) -> None:
    random_ = random.Random(seed)
    ours, theirs = some_counts(random_, 9), some_counts(random_, 9)
    shaded = {key: Counter(random_.sample(sorted(spelled.elements()), k=1)) for key, spelled in theirs.items()}
    snapshot = CutOff({"ours": ours, "theirs": theirs, "shaded": shaded})
    question = Question(facets=("skill",))
    asked = [Ask(index, question, most=most) for index in ("ours", "theirs", "shaded")]
    sides = [Side(sign, *one) for sign, *one in zip((1, 1, -1), asked, snapshot.ask(*asked), strict=True)]
    shown = shown_facets(snapshot, sides, ("skill",), size)["skill"]
    total: Held = {}
    for sign, counts in ((1, ours), (1, theirs), (-1, shaded)):
        for key, spelled in counts.items():
            into = total.setdefault(key, Counter())
            for spelling, count in spelled.items():
                into[spelling] += sign * count
    expected = sorted(((-spelled.total(), key) for key, spelled in total.items() if spelled.total() > 0))[:size]
    assert [(one.count, one.value) for one in shown] == [
        (-count, min(total[key], key=lambda spelling: (-total[key][spelling], spelling))) for count, key in expected
    ]


def test_more_values_are_asked_for_only_where_the_first_prove_nothing() -> None:
    clear = {"a": Counter({"a": 50}), "b": Counter({"b": 40}), "c": Counter({"c": 1})}
    even = {key: Counter({key: 3}) for key in "abcde"}
    for held, asks in ((clear, [2]), (even, [2, 2 * TIMES_MORE])):
        snapshot = CutOff({"ours": held})
        ask = Ask("ours", Question(facets=("skill",)), most=2)
        shown = shown_facets(snapshot, [Side(1, ask, *snapshot.ask(ask))], ("skill",), 2)
        assert [one.value for one in shown["skill"]] == ["a", "b"]
        assert snapshot.asks == asks
    assert MOST_FIRST > 10  # as many as are shown, and enough more to prove it
