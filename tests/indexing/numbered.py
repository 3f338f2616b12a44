"""Turn documents into ones with numbers, so that a test can tell by a hit's number which document was found."""

import zlib
from collections.abc import Iterable, Sequence
from types import TracebackType
from typing import Self

from entities.document import PersonDocument
from entities.hit import EngineHit
from indexing import Action, Engine, Upsert
from indexing.engine import Hits, Rebuild

KEYS: dict[int, str] = {}  # every number that was given out


def number_of(key: str, *, shadow: bool = False) -> int:
    """Give a key its number; shadows have some too, unlike in the product, for a test to tell them apart."""
    number = zlib.crc32(f"{shadow}{key}".encode("utf-8", "surrogatepass"))
    assert KEYS.setdefault(number, key) == key
    return number


def numbered(document: PersonDocument) -> PersonDocument:
    """Give a document the number of its key, a member its own."""
    if not document.shadow and document.key.isdigit() and int(document.key) == document.member:
        assert KEYS.setdefault(document.member, document.key) == document.key
        return document.model_copy(update={"number": document.member})
    return document.model_copy(update={"number": number_of(document.key, shadow=document.shadow)})


def key_of(hit: EngineHit | int) -> str:
    """Name the document that was found."""
    return KEYS[hit if isinstance(hit, int) else hit.number]


def keys_in(hits: Hits | Iterable[EngineHit]) -> list[str]:
    """Name the documents that were found, in order."""
    return [key_of(one) for one in (hits.numbers if isinstance(hits, Hits) else hits)]


class NumberedRebuild:
    """A rebuild that numbers what it is given."""

    def __init__(self, inner: Rebuild) -> None:
        self._inner = inner

    def __enter__(self) -> Self:
        self._inner.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._inner.__exit__(kind, error, trace)

    def add(self, documents: Iterable[PersonDocument]) -> None:
        """Add documents, numbered."""
        self._inner.add(map(numbered, documents))

    def commit(self) -> None:
        """Commit."""
        self._inner.commit()


class Numbered:
    """An engine that numbers what it is given."""

    def __init__(self, inner: Engine) -> None:
        self.inner = inner
        self.snapshot = inner.snapshot
        self.search = inner.search
        self.versions = inner.versions
        self.drop = inner.drop
        self.health = inner.health
        self.close = inner.close

    def apply(self, index: str, actions: Sequence[Action]) -> None:
        """Apply actions, their documents numbered."""
        self.inner.apply(index, [Upsert(numbered(one.document)) if isinstance(one, Upsert) else one for one in actions])

    def rebuild(self, index: str) -> Rebuild:
        """Begin a new generation."""
        return NumberedRebuild(self.inner.rebuild(index))


def shadowed(engine: Engine, index: str, access: tuple[str, ...] | None, most: int = 2_000) -> set[int]:
    """Ask which of the first members a visible shadow stands for."""
    return set(engine.snapshot(index).shadowed(index, range(most), access))
