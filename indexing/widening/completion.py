"""Turn the beginning of a value into the values of one index that begin so, with how many documents hold each."""

from collections.abc import Mapping

from entities.document import Access
from entities.hit import FacetCount
from entities.query import FacetName, Prefix, Question, Scope
from indexing.analysis import words
from indexing.engine import Ask, Engine

LOOKED_AT = 10_000  # values of documents that hold such a word, the most frequent first


def complete_values(
    engine: Engine, index: str, of: tuple[FacetName, Scope], beginning: str, *, access: Access, limit: int
) -> list[FacetCount]:
    """List up to `limit` values of a facet in which a text stands at the beginning of a word, the most frequent first.

    `of` is the facet, and the scope in which its words are found. Raises EngineError.
    """
    facet, scope = of
    spoken = words(beginning)
    if not spoken:
        return []
    question = Question(where=Prefix(text=beginning, scope=scope), facets=(facet,), limit=0, access=access)
    snapshot, asked = engine.snapshot(index), Ask(index, question, most=LOOKED_AT)
    (answer,) = snapshot.ask(asked)
    counts = answer.tallies[facet].counts
    begun = " " + " ".join(spoken)
    held = [key for key in counts if spoken[0] in key and begun in " " + " ".join(words(key))]
    kept = {key: counts[key] for key in sorted(held, key=lambda key: (-counts[key], key))[:limit]}
    known = answer.tallies[facet].spelled
    missing = {key: count for key, count in kept.items() if key not in known}
    spelled = {**known, **(snapshot.spellings(asked, {facet: missing})[facet] if missing else {})}
    return [FacetCount(value=_usual(spelled[key]), count=count) for key, count in kept.items()]


def _usual(spellings: Mapping[str, int]) -> str:
    return min(spellings, key=lambda spelling: (-spellings[spelling], spelling))
