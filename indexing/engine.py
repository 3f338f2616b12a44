"""Turn the two ways to use an index into protocols: change it by actions, ask it through a snapshot."""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from types import TracebackType
from typing import Protocol, Self

from entities.document import Access, PersonDocument
from entities.hit import EngineAnswer
from entities.query import FacetName, Question

Slot = tuple[str, bool]  # (key, shadow): what one index holds at most once
Spelling = tuple[str, str]  # (folded value, value as written)
Spellings = Mapping[FacetName, Mapping[str, Mapping[str, int]]]  # folded value -> spelling -> documents


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
    number: int = 0


Action = Upsert | Delete


def slot_of(action: Action) -> Slot:
    """Tell which place of an index an action changes."""
    if isinstance(action, Upsert):
        return action.document.key, action.document.shadow
    return action.key, action.shadow


@dataclass(frozen=True, slots=True)
class Hits:
    """The first documents found, in order, by number; `updated` (epoch seconds) only where they are sorted by it."""

    numbers: tuple[int, ...] = ()
    scores: tuple[float, ...] = ()
    updated: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Tally:
    """How many documents hold the values of a facet: exact counts by folded value, the most frequent first.

    No value outside `counts` is held by more than `unlisted` documents; 0: none is missing. `spelled` splits the counts
    of some values by spelling, where the engine learned that on the way.
    """

    counts: Mapping[str, int]
    unlisted: int = 0
    spelled: Mapping[str, Mapping[str, int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Answer:
    """What one index answers; `partial` names why something may be missing."""

    hits: Hits
    total: int
    tallies: Mapping[FacetName, Tally] = field(default_factory=dict)
    partial: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ask:
    """One question to one index: to its person documents or, with `shadows`, to its shadows in their place.

    At least the `most` most frequent values of each facet are tallied, each facet without the filters on its field.
    """

    index: str
    question: Question
    shadows: bool = False
    most: int = 10


class Snapshot(Protocol):
    """One state of some indices: everything asked of it agrees, whatever is written meanwhile."""

    def ask(self, *asked: Ask) -> tuple[Answer, ...]:
        """Answer questions together, in their order."""

    def spellings(self, ask: Ask, counts: Mapping[FacetName, Mapping[str, int]]) -> Spellings:
        """Split some exact counts of folded values, as `ask` tallied them, by how the counted documents write them."""

    def shadowed(self, index: str, members: Sequence[int], access: Access) -> AbstractSet[int]:
        """Find which of these members a shadow stands for that a viewer with these tokens may see; None: any."""

    def versions(self, index: str) -> Mapping[Slot, int]:
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

    def snapshot(self, *indices: str) -> Snapshot:
        """Pin indices as they are now, all at once."""

    def search(self, index: str, question: Question, *, shadows: bool = False) -> EngineAnswer:
        """Ask a new snapshot of one index, its facets made ready to show."""

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
