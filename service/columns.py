"""Turn indexed documents into rows of the column files, or the numbers of hits into rows to rank by."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import numpy as np
from numpy.typing import NDArray

from entities.document import PersonDocument
from entities.query import Scope
from indexing import Action, Upsert, analyse
from ranking import columns as ranked
from ranking import rows
from store import columns as stored

if TYPE_CHECKING:
    from ranking import Shares, Term

T = TypeVar("T")
Read = Callable[[Sequence[int]], Mapping[int, PersonDocument]]
"""Reads the documents of some numbers; one that is gone is left out."""
Compute = Callable[["ranked.Rows", Sequence[int], "ranked.Documents"], T]
"""Computes something from rows, whose numbers these are, and whose documents can be had for the asking."""

NOBODY = PersonDocument(key="", version=0)  # stands for a document that is gone though its row isn't yet
TRIES = 4  # rows that are replaced just while they are read are read again; then the store's documents do


class PersonColumns:
    """The columns of every index: written with it, read for ranking. Safe to use from any thread."""

    def __init__(self, root: Path, *, analysis: str) -> None:
        """Keep columns below `root`; `analysis` names how texts become tokens: with another one, rows don't fit."""
        self._files = stored.Columns(root, rows.counted_keys, form=f"{rows.ROW_FORM}/{analysis}")

    def close(self) -> None:
        """Let go of all files."""
        self._files.close()

    def write(self, index: str, actions: Sequence[Action]) -> None:
        """Do to the columns what a batch of actions does to the index, durable on return; shadows have no row.

        Raises:
            StoreError: the files can't be written.

        """
        made: dict[int, bytes | None] = {}
        for action in actions:
            if isinstance(action, Upsert):
                if not action.document.shadow and action.document.number:
                    made[action.document.number] = rows.encode(action.document, analyse=analyse)
            elif not action.shadow and action.number:
                made[action.number] = None
        if made:
            self._files.put(index, made)

    @contextmanager
    def rebuild(self, index: str) -> Iterator["ColumnsBuild"]:
        """Begin the columns of an index anew; leaving the block without `commit` keeps the old ones.

        Raises:
            Locked: they are being rebuilt already.
            StoreError: the files can't be written.

        """
        with self._files.rebuild(index) as making:
            yield ColumnsBuild(making)

    def fits(self, index: str) -> bool:
        """Tell whether an index's columns are whole and of today's form; if not, ranking reads documents for them."""
        return self._files.fits(index)

    def lacking(self, index: str, numbers: Sequence[int]) -> frozenset[int]:
        """Find those of some numbers that have no row of today's form.

        Raises:
            StoreError: the files can't be read.

        """
        found = self._files.read(index, np.array(numbers, dtype=np.int64))
        if found is None:
            return frozenset(numbers)
        there = found.found & ranked.Rows(found.words, found.starts).known()
        return frozenset(number for number, known in zip(numbers, there.tolist(), strict=True) if not known)

    def compact(self, index: str, *, beyond: float = 0.5) -> bool:
        """Leave dead stretches of an index's files out, if more than this share of them is dead; tell whether."""
        if self._files.dead_share(index) <= beyond:
            return False
        self._files.compact(index)
        return True

    def drop(self, index: str) -> None:
        """Remove all columns of an index."""
        self._files.drop(index)

    def rarities(self, terms: "Sequence[Term]", indices: Iterable[str]) -> "dict[Term, float]":
        """Weigh terms by how many of the people that everyone may find hold them, in all the indices together."""
        return ranked.column_rarities(terms, self._frequencies(indices))

    def shares(self, indices: Iterable[str]) -> "Shares | None":
        """Tell which share of the people that everyone may find holds each token; None where these are too few."""
        return ranked.column_shares(self._frequencies(indices))

    def holders(self, asked: Iterable[tuple[str, Scope]], indices: Iterable[str]) -> list[int]:
        """Count of the people that everyone may find those who hold each token in its scope, in all indices."""
        keys = np.array([rows.frequency_key(rows.token_hash(token), scope) for token, scope in asked], dtype=np.uint64)
        held: list[int] = self._frequencies(indices)(keys).tolist()
        return held

    def _frequencies(self, indices: Iterable[str]) -> "ranked.Frequencies":
        named = tuple(indices)
        return lambda keys: np.sum([self._files.counts(one, keys) for one in named], axis=0)

    def people(self, indices: Iterable[str]) -> int:
        """Count the people whom everyone may find, in all the indices together."""
        key = np.array([rows.PEOPLE_KEY], dtype=np.uint64)
        return sum(int(self._files.counts(one, key)[0]) for one in indices)

    def computed(self, index: str, numbers: Sequence[int], read: Read, compute: Compute[T]) -> T:
        """Compute something from the rows of some numbers, in their order.

        Where a row is missing, or of another form, the document is read and its row made on the way; a number whose
        document is gone too is left out. Nothing is computed from rows that changed meanwhile: then it is done again.

        Raises:
            StoreError: the files can't be read.

        """
        asked = np.array(numbers, dtype=np.int64)
        for _ in range(TRIES):
            found = self._files.read(index, asked)
            if found is None:
                break
            held, kept = ranked.Rows(found.words, found.starts), numbers
            known = found.found & held.known()
            if not known.all():
                held, kept = _mended(found, known, numbers, read)
            result = compute(held, kept, partial(_documents, kept, read))
            if found.stands():
                return result
        held, kept = _mended(None, np.zeros(len(asked), dtype=np.bool_), numbers, read)
        return compute(held, kept, partial(_documents, kept, read))


class ColumnsBuild:
    """The columns of one index in the making; what is written meanwhile wins over what is added."""

    def __init__(self, making: stored.ColumnsRebuild) -> None:
        self._making = making

    def add(self, documents: Iterable[PersonDocument]) -> None:
        """Put the rows of documents in; shadows have none."""
        given = (one for one in documents if not one.shadow and one.number)
        self._making.add({one.number: rows.encode(one, analyse=analyse) for one in given})

    def commit(self) -> None:
        """Make the new columns durable, then let every later read see them and only them."""
        self._making.commit()


def _documents(numbers: Sequence[int], read: Read) -> list[PersonDocument]:
    found = read(numbers)
    return [found.get(number, NOBODY) for number in numbers]


def _mended(
    found: stored.Read | None, known: NDArray[np.bool_], numbers: Sequence[int], read: Read
) -> tuple[ranked.Rows, list[int]]:
    """Copy the rows that are known, and make the others from documents; gives whose rows these are too."""
    documents = read([number for number, is_known in zip(numbers, known.tolist(), strict=True) if not is_known])
    made: dict[int, bytes] = {}
    for at, number in enumerate(numbers):
        if found is not None and known[at]:
            made[number] = found.row(at)
        elif number in documents:
            made[number] = rows.encode(documents[number], analyse=analyse)
    return ranked.Rows.of(list(made.values())), list(made)
