"""Turn changes of an index into its lexicon, by which a search tells what a misspelt word may have meant.

The lexicon lies beside the engine, so that every engine has the same one; it holds words of documents that everyone
may find, and of no others.
"""

import threading
import zlib
from collections import Counter, OrderedDict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from entities.document import PersonDocument
from indexing import Action, Upsert
from indexing.widening import LEXICON_FORM, Lexicon, lexical_words, one_edit_apart
from store import words

FOLDER = "lexicon"
OPEN_LIMIT = 64  # lexicons kept in memory: eight bytes and a place for each word


class Lexicons:
    """Keeps the lexicons of indices in files below the data folder.

    Any process may read; writes are those of the one that writes the index. Every call may raise StoreError.
    """

    def __init__(self, data: Path) -> None:
        self._files = words.WordFiles(data / FOLDER, tag=zlib.crc32(LEXICON_FORM.encode()))
        self._lock = threading.Lock()
        self._read: OrderedDict[str, _Read] = OrderedDict()

    def write(self, index: str, actions: Sequence[Action]) -> None:
        """Take over changes of an index, durable on return; the last action on a document wins."""
        held: dict[int, frozenset[str]] = {}
        for action in actions:
            if isinstance(action, Upsert):
                held |= _held(action.document)
            elif action.number and not action.shadow:
                held[action.number] = frozenset()
        self._files.put(index, held)

    @contextmanager
    def rebuild(self, index: str) -> Iterator["LexiconBuild"]:
        """Begin the lexicon of an index anew; leaving the block without `commit` keeps what it held beside."""
        yield LexiconBuild(self._files, index)

    def near(self, indices: Sequence[str], word: str) -> Mapping[str, int]:
        """Find the words one edit apart from a folded word, with how many documents of the indices hold each."""
        found: Counter[str] = Counter()
        for index, read in self._current(indices):
            for other, documents in self._files.counts(index, read.lexicon.near(word)):
                if one_edit_apart(word, other):
                    found[other] += documents
        return found

    def documents(self, indices: Sequence[str], word: str) -> int:
        """Count the documents of the indices that hold a folded word."""
        return sum(
            documents
            for index, read in self._current(indices)
            for other, documents in self._files.counts(index, read.lexicon.same(word))
            if other == word
        )

    def drop(self, index: str) -> None:
        """Forget the lexicon of an index."""
        self._files.drop(index)
        with self._lock:
            self._read.pop(index, None)

    def close(self) -> None:
        """Let go of files."""
        self._files.close()

    def _current(self, indices: Sequence[str]) -> Iterator[tuple[str, "_Read"]]:
        """Bring what is kept in memory up to what the files hold."""
        for index in dict.fromkeys(indices):
            stamp = self._files.stamp(index)
            if stamp is None:
                continue
            with self._lock:
                read = self._read.get(index)
                if read is None or read.stamp[0] != stamp[0]:
                    read = self._read[index] = _Read()
                self._read.move_to_end(index)
                while len(self._read) > OPEN_LIMIT:
                    self._read.popitem(last=False)
                if read.stamp != stamp:
                    later = self._files.later(index, read.last)
                    if later:
                        read.lexicon.add([word for _, word in later], [row for row, _ in later])
                        read.last = later[-1][0]
                    read.stamp = stamp
            yield index, read


class LexiconBuild:
    """The lexicon of one index in the making; what is written meanwhile wins over what is added."""

    def __init__(self, files: words.WordFiles, index: str) -> None:
        self._files, self._index = files, index
        self._round = files.begin_round(index)

    def add(self, documents: Iterable[PersonDocument]) -> None:
        """Count the words of documents."""
        held: dict[int, frozenset[str]] = {}
        for document in documents:
            held |= _held(document)
        self._files.put(self._index, held, round_=self._round)

    def commit(self) -> None:
        """Forget the documents that were neither added nor written meanwhile."""
        self._files.end_round(self._index)


class _Read:
    """A lexicon in memory, up to which row of the file it goes, and when it was compared with it."""

    def __init__(self) -> None:
        self.lexicon = Lexicon()
        self.last = 0
        self.stamp: words.Stamp = (0, 0, 0)


def _held(document: PersonDocument) -> dict[int, frozenset[str]]:
    if document.shadow or not document.number:
        return {}
    return {document.number: lexical_words(document)}
