"""Turn opened documents into ones that need not be opened again while they, and their tenant's keys, are the same."""

import threading
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import NamedTuple

from entities.document import PersonDocument

MOST_BYTES = 48_000_000  # of all tenants' documents, as weighed below
OBJECT_BYTES = 4_000  # what a document takes beside its text
TEXT_TIMES = 2  # what a text takes, over its bytes in UTF-8

Name = tuple[str, bool]


class Kept(NamedTuple):
    """One document, the hash of the text that it was read from, and what it weighs."""

    content_hash: bytes
    document: PersonDocument
    weight: int


@dataclass(slots=True)
class Shelf:
    """One tenant's documents, the latest asked for last, as opened by one generation of its keys."""

    generation: int
    documents: OrderedDict[Name, Kept] = field(default_factory=OrderedDict)
    weight: int = 0


class Opened:
    """Keeps documents in this process's memory, in bounds; whoever keeps most makes room.

    It decides nothing: who asks has just read, from the store, which version with which content is the live one.
    Destroyed keys end a generation, and with it all that was kept of the tenant.
    """

    def __init__(self, most: int = MOST_BYTES) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._shelves: dict[str, Shelf] = {}
        self._weight = 0

    def find(self, tenant: str, name: Name, version: int, content_hash: bytes) -> PersonDocument | None:
        """Give a document if it is kept in this version with this content."""
        with self._lock:
            shelf = self._shelves.get(tenant)
            kept = None if shelf is None else shelf.documents.get(name)
            if shelf is None or kept is None or kept.content_hash != content_hash or kept.document.version != version:
                return None
            shelf.documents.move_to_end(name)
            return kept.document

    def keep(self, tenant: str, generation: int, name: Name, kept: tuple[bytes, PersonDocument, int]) -> None:
        """Keep a document that was opened with keys of a generation: its hash, itself, the bytes of its text."""
        content_hash, document, size = kept
        weight = OBJECT_BYTES + TEXT_TIMES * size
        with self._lock:
            shelf = self._shelves.get(tenant)
            if shelf is None or shelf.generation != generation:
                return
            self._drop(shelf, name)
            shelf.documents[name] = Kept(content_hash, document, weight)
            self._weigh(shelf, weight)
            while self._weight > self._most:
                fullest = max(self._shelves.values(), key=lambda one: one.weight)
                self._drop(fullest, next(iter(fullest.documents)))

    def begin(self, tenant: str, generation: int) -> None:
        """Forget what is kept of a tenant, and keep from now on what keys of this generation open."""
        self.forget(tenant)
        with self._lock:
            self._shelves[tenant] = Shelf(generation)

    def forget(self, tenant: str) -> None:
        """Forget a tenant, until a generation begins."""
        with self._lock:
            shelf = self._shelves.pop(tenant, None)
            self._weight -= 0 if shelf is None else shelf.weight

    def _drop(self, shelf: Shelf, name: Name) -> None:
        kept = shelf.documents.pop(name, None)
        if kept is not None:
            self._weigh(shelf, -kept.weight)

    def _weigh(self, shelf: Shelf, more: int) -> None:
        shelf.weight += more
        self._weight += more
