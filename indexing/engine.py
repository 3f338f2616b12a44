"""Turn the two ways to use an index into protocols: change it by actions, ask it through a snapshot."""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from types import TracebackType
from typing import Protocol, Self

from entities.document import Access, PersonDocument
from entities.hit import EngineAnswer
from entities.query import FacetName, Question

Slot = tuple[str, bool]  # (key, shadow): what one index holds at most once
Spelling = tuple[str, str]  # (folded value, value as written)
Counts = dict[FacetName, dict[Spelling, int]]


@dataclass(frozen=True, slots=True)
class Upsert:
    """Put a document in place of whatever its key held (shadows have keys of their own)."""

    document: PersonDocument


@dataclass(frozen=True, slots=True)
class Delete:
    """Take a document out; nothing happens where there is none."""

    key: str
    shadow: bool = False
    version: int = 0


Action = Upsert | Delete


def slot_of(action: Action) -> Slot:
    """Tell which place of an index an action changes."""
    if isinstance(action, Upsert):
        return action.document.key, action.document.shadow
    return action.key, action.shadow


class Snapshot(Protocol):
    """One state of one index: everything asked of it agrees, whatever is written meanwhile.

    `shadows=True` asks the shadow documents in place of the person documents.
    """

    def search(self, question: Question, *, shadows: bool = False) -> EngineAnswer:
        """Find the question's page of hits, their exact total and the facets asked for."""

    def counts(self, question: Question, *, shadows: bool = False) -> Counts:
        """Count every value of the facets asked for, by spelling, each without the filters on its own field."""

    def members_shadowed(self, access: Access) -> AbstractSet[int]:
        """List the numbers of the members whose shadow a viewer with these access tokens may see; None: any."""

    def versions(self) -> Mapping[Slot, int]:
        """Map every document to its version."""


class Rebuild(Protocol):
    """A new generation in the making; leaving the block without `commit` drops it.

    What is applied to the index meanwhile goes into both generations and wins over what is added here.
    """

    def __enter__(self) -> Self:
        """Begin."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Drop what was not committed."""

    def add(self, documents: Iterable[PersonDocument]) -> None:
        """Put documents into the new generation."""

    def commit(self) -> None:
        """Make the new generation durable, then let every later snapshot see it and only it."""


class Engine(Protocol):
    """Keeps indices of person documents; one that was never written to answers as empty.

    Every call may raise EngineError (EngineDown, EngineBusy); a repeated `apply` has the effect of one.
    """

    def apply(self, index: str, actions: Sequence[Action]) -> None:
        """Do the actions in order in one commit, durable on return; the last action on a document wins."""

    def snapshot(self, index: str) -> Snapshot:
        """Pin the index as it is now."""

    def search(self, index: str, question: Question, *, shadows: bool = False) -> EngineAnswer:
        """Ask a new snapshot."""

    def members_shadowed(self, index: str, access: Access) -> AbstractSet[int]:
        """Ask a new snapshot."""

    def versions(self, index: str) -> Mapping[Slot, int]:
        """Ask a new snapshot."""

    def rebuild(self, index: str) -> Rebuild:
        """Begin a new generation; raises Locked while another one is in the making."""

    def drop(self, index: str) -> None:
        """Forget the index and all its generations."""

    def health(self) -> Mapping[str, str]:
        """Describe the engine; raises EngineDown where it can't answer."""

    def close(self) -> None:
        """Let go of files and threads; the engine can't be used after."""


class EmptySnapshot:
    """What an index that was never written to answers."""

    def search(self, question: Question, *, shadows: bool = False) -> EngineAnswer:  # noqa: ARG002  # nothing is nothing
        """Find nothing."""
        return EngineAnswer(hits=(), total=0, facets={str(facet): () for facet in question.facets})

    def counts(self, question: Question, *, shadows: bool = False) -> Counts:  # noqa: ARG002  # the same
        """Count nothing."""
        return {facet: {} for facet in question.facets}

    def members_shadowed(self, access: Access) -> AbstractSet[int]:  # noqa: ARG002  # the same
        """List no member."""
        return frozenset()

    def versions(self) -> Mapping[Slot, int]:
        """Map nothing."""
        return {}


class Reads:
    """The reads of an engine that has `snapshot`."""

    def snapshot(self, index: str) -> Snapshot:
        """Pin the index as it is now."""
        raise NotImplementedError

    def search(self, index: str, question: Question, *, shadows: bool = False) -> EngineAnswer:
        """Ask a new snapshot."""
        return self.snapshot(index).search(question, shadows=shadows)

    def members_shadowed(self, index: str, access: Access) -> AbstractSet[int]:
        """Ask a new snapshot."""
        return self.snapshot(index).members_shadowed(access)

    def versions(self, index: str) -> Mapping[Slot, int]:
        """Ask a new snapshot."""
        return self.snapshot(index).versions()
