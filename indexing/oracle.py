"""Turn documents in memory into an engine that is obviously right: it looks at every document for every term."""

import threading
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from types import TracebackType
from typing import Self

from entities.document import Access, PersonDocument, may_find
from entities.errors import EngineDown, Locked
from entities.query import FacetName, Filter, Question
from indexing.engine import Action, Answer, Ask, Hits, Slot, Spellings, Tally, Upsert, slot_of
from indexing.fields import COUNTED_FACETS, facet_values, spelling
from indexing.matching import Matcher
from indexing.reads import Reads

Documents = dict[Slot, PersonDocument]


class OracleSnapshot:
    """One state of all indices."""

    def __init__(self, states: Mapping[str, "State"]) -> None:
        self._states = states

    def ask(self, *asked: Ask) -> tuple[Answer, ...]:
        """Answer questions together, in their order."""
        return tuple(self._state(one.index).answer(one.question, shadows=one.shadows) for one in asked)

    def spellings(self, ask: Ask, counts: Mapping[FacetName, Mapping[str, int]]) -> Spellings:
        """Split some counts of folded values by how the counted documents write them."""
        state = self._state(ask.index)
        held = {facet: state.spelled(ask.question, facet, shadows=ask.shadows) for facet in counts}
        return {facet: {key: held[facet].get(key, {}) for key in keys} for facet, keys in counts.items()}

    def shadowed(self, index: str, members: Sequence[int], access: Access) -> AbstractSet[int]:
        """Find which of these members a shadow stands for that a viewer with these tokens may see; None: any."""
        return self._state(index).shadowed(access) & set(members)

    def versions(self, index: str) -> Mapping[Slot, int]:
        """Map every document to its version."""
        return self._state(index).versions()

    def _state(self, index: str) -> "State":
        return self._states.get(index) or State({})


class State:
    """The documents of one index at one time."""

    def __init__(self, documents: Documents) -> None:
        self._documents = documents
        self._matcher = Matcher(documents)
        self._seen: dict[tuple[Access, bool], frozenset[Slot]] = {}

    def answer(self, question: Question, *, shadows: bool) -> Answer:
        """Find the question's page of hits, their exact total and the facets asked for."""
        found = self._found(question, question.filters, shadows=shadows)
        newest = question.sort == "recency"
        scores = dict.fromkeys(found, 0.0) if newest else self._matcher.scores(question.where, found)
        held = self._documents
        ordered = sorted(found, key=lambda slot: (-scores[slot], -held[slot].updated, held[slot].number))
        page = ordered[question.offset : question.offset + question.limit]
        hits = Hits(
            numbers=tuple(held[slot].number for slot in page),
            scores=tuple(scores[slot] for slot in page),
            updated=tuple(held[slot].updated for slot in page) if newest else (),
        )
        spelled = {
            facet: self.spelled(question, facet, shadows=shadows)
            for facet in question.facets
            if facet in COUNTED_FACETS
        }
        return Answer(
            hits,
            len(found) if question.counted else len(page),
            {facet: Tally({key: sum(held.values()) for key, held in keys.items()}) for facet, keys in spelled.items()},
        )

    def spelled(self, question: Question, facet: FacetName, *, shadows: bool) -> dict[str, dict[str, int]]:
        """Count every value of a facet, by spelling, without the filters on it."""
        counts: dict[str, dict[str, int]] = {}
        others = tuple(f for f in question.filters if f.field != facet)
        for slot in self._found(question, others, shadows=shadows):
            for key, written in facet_values(self._documents[slot], facet):
                held = counts.setdefault(key, {})
                held[written] = held.get(written, 0) + 1
        return counts

    def shadowed(self, access: Access) -> frozenset[int]:
        """List the numbers of the members whose shadow a viewer with these access tokens may see; None: any."""
        return frozenset(
            document.member
            for document in self._documents.values()
            if document.shadow and document.member is not None and may_find(document, access)
        )

    def versions(self) -> Mapping[Slot, int]:
        """Map every document to its version."""
        return {slot: document.version for slot, document in self._documents.items()}

    def _found(self, question: Question, filters: tuple[Filter, ...], *, shadows: bool) -> list[Slot]:
        found = (self._matcher.matching(question.where) or frozenset()) & self._visible(
            question.access, shadows=shadows
        )
        for wanted in filters:
            keys = {spelling(value)[0] for value in wanted.values}
            held = frozenset(slot for slot in found if _holds(self._documents[slot], wanted.field, keys))
            found = found - held if wanted.negated else held
        return list(found)

    def _visible(self, access: Access, *, shadows: bool) -> frozenset[Slot]:
        if (access, shadows) not in self._seen:
            self._seen[access, shadows] = frozenset(
                slot for slot, document in self._documents.items() if slot[1] == shadows and may_find(document, access)
            )
        return self._seen[access, shadows]


def _holds(document: PersonDocument, facet: FacetName, keys: set[str]) -> bool:
    return any(key in keys for key, _ in facet_values(document, facet))


class OracleRebuild:
    """A new generation in the making."""

    def __init__(self, engine: "OracleEngine", index: str) -> None:
        self._engine = engine
        self._index = index
        self.added: Documents = {}
        self.applied: dict[Slot, PersonDocument | None] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._engine.finish(self._index, self, None)

    def add(self, documents: Iterable[PersonDocument]) -> None:
        """Put documents into the new generation."""
        self.added.update({(document.key, document.shadow): document for document in documents})

    def commit(self) -> None:
        """Let every later snapshot see the new generation."""
        merged: dict[Slot, PersonDocument | None] = {**self.added, **self.applied}
        kept = {slot: document for slot, document in merged.items() if document is not None}
        self._engine.finish(self._index, self, kept)


class OracleEngine(Reads):
    """Keeps indices in memory only: the reference that other engines are compared with."""

    def __init__(self) -> None:
        self._lock = threading.RLock()
        self._states: dict[str, State] = {}
        self._documents: dict[str, Documents] = {}
        self._rebuilds: dict[str, OracleRebuild] = {}
        self._closed = False

    def apply(self, index: str, actions: Sequence[Action]) -> None:
        """Do the actions in order; the last action on a document wins."""
        with self._lock:
            self.health()
            documents = dict(self._documents.get(index, {}))
            for action in actions:
                slot, document = slot_of(action), action.document if isinstance(action, Upsert) else None
                if document is None:
                    documents.pop(slot, None)
                else:
                    documents[slot] = document
                if index in self._rebuilds:
                    self._rebuilds[index].applied[slot] = document
            self._install(index, documents)

    def snapshot(self, *indices: str) -> OracleSnapshot:
        """Pin indices as they are now, all at once."""
        with self._lock:
            self.health()
            return OracleSnapshot({index: self._states[index] for index in indices if index in self._states})

    def rebuild(self, index: str) -> OracleRebuild:
        """Begin a new generation; raises Locked while another one is in the making."""
        with self._lock:
            self.health()
            if index in self._rebuilds:
                raise Locked("a rebuild of this index is under way")
            return self._rebuilds.setdefault(index, OracleRebuild(self, index))

    def finish(self, index: str, rebuild: OracleRebuild, documents: Documents | None) -> None:
        """End a rebuild, with what the index holds from now on or with None to leave it."""
        with self._lock:
            if self._rebuilds.get(index) is rebuild:
                del self._rebuilds[index]
                if documents is not None:
                    self._install(index, documents)
            elif documents is not None:
                raise EngineDown("the rebuild has ended")

    def drop(self, index: str) -> None:
        """Forget the index."""
        with self._lock:
            self._rebuilds.pop(index, None)
            self._documents.pop(index, None)
            self._states.pop(index, None)

    def health(self) -> Mapping[str, str]:
        """Describe the engine; raises EngineDown once it is closed."""
        if self._closed:
            raise EngineDown("the engine is closed")
        return {"engine": "oracle", "indices": str(len(self._documents))}

    def close(self) -> None:
        """Take no more calls."""
        self._closed = True

    def _install(self, index: str, documents: Documents) -> None:
        self._documents[index] = documents
        self._states[index] = State(documents)
