"""Turn a few documents at hand and a question into those that it finds, as any engine would, without an index."""

from collections.abc import Sequence

from entities.document import PersonDocument
from entities.query import Question
from indexing.engine import Ask, Upsert
from indexing.oracle import OracleEngine

__all__ = ["found_among"]

INDEX = "among"


def found_among(documents: Sequence[PersonDocument], question: Question) -> list[PersonDocument]:
    """Give those documents that a question finds, in their order; its own order and page are not looked at.

    The engine that looks at every document is the one that all others are compared with. Shadows are never found.
    """
    engine = OracleEngine()
    numbered = [one.model_copy(update={"number": place}) for place, one in enumerate(documents, 1)]
    engine.apply(INDEX, [Upsert(one) for one in numbered])
    everyone = {"facets": (), "sort": "recency", "offset": 0, "limit": len(numbered)}
    (answer,) = engine.snapshot(INDEX).ask(Ask(INDEX, question.model_copy(update=everyone)))
    return [documents[number - 1] for number in sorted(answer.hits.numbers)]
