"""Turn an engine's snapshot into one plain answer with facets ready to show."""

from collections.abc import Mapping

from entities.hit import EngineAnswer, EngineHit
from entities.query import Question
from indexing.engine import Answer, Ask, Slot, Snapshot
from indexing.facets import MOST_FIRST, Side, shown_facets


class Reads:
    """The plain reads of an engine that has `snapshot`."""

    def snapshot(self, *indices: str) -> Snapshot:
        """Pin indices as they are now, all at once."""
        raise NotImplementedError

    def search(self, index: str, question: Question, *, shadows: bool = False) -> EngineAnswer:
        """Ask a new snapshot of one index, its facets made ready to show."""
        return search_one(self.snapshot(index), index, question, shadows=shadows)

    def versions(self, index: str) -> Mapping[Slot, int]:
        """Ask a new snapshot of one index for the version of every document."""
        return self.snapshot(index).versions(index)


def search_one(snapshot: Snapshot, index: str, question: Question, *, shadows: bool = False) -> EngineAnswer:
    """Ask one index of a snapshot, its facets made ready to show."""
    asked = Ask(index, question, shadows, max(MOST_FIRST, question.facet_size))
    (answer,) = snapshot.ask(asked)
    return EngineAnswer(
        hits=_hits(answer),
        total=answer.total,
        facets=shown_facets(snapshot, [Side(1, asked, answer)], question.facets, question.facet_size),
        partial=answer.partial,
    )


def _hits(answer: Answer) -> tuple[EngineHit, ...]:
    updated = answer.hits.updated or (0,) * len(answer.hits.numbers)
    return tuple(
        EngineHit(number=number, score=score, updated=at)
        for number, score, at in zip(answer.hits.numbers, answer.hits.scores, updated, strict=True)
    )
