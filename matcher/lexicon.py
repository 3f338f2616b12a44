"""Turn texts into table entries, each distinct text looked at once however many chunks it stands in."""

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import islice

import numpy as np
import pyarrow as pa

from matcher.columns import Codes, Texts, narrow, text_arrays
from matcher.hashing import I64, U64
from matcher.ragged import Ragged, joined_rows
from matcher.side import NESTED, Array

MOST_ENTRIES = 3_000_000  # a table that outgrows this is begun anew


@dataclass(frozen=True, slots=True)
class Entries:
    """What some texts stand for: hashes by field, sets by name, and the words behind hashes that must be read back."""

    values: dict[str, U64]
    nests: dict[str, Ragged] = field(default_factory=dict)
    words: tuple[tuple[U64, list[str]], ...] = ()


@dataclass(slots=True)
class _Table:
    numbers: dict[str, int] = field(default_factory=lambda: {"": 0})
    entries: Entries | None = None


class Lexicon:
    """Tables of texts seen so far; a table's entry 0 is "no value"."""

    def __init__(self) -> None:
        self._tables: dict[str, _Table] = {}
        self._forms: dict[str, dict[str, str]] = {}
        self._aligned: dict[tuple[str, str], list[str]] = {}
        self._hashes: list[U64] = []
        self._words: list[Texts] = []

    def numbered(self, home: str, texts: list[str], read: Callable[[list[str]], Entries]) -> I64:
        """Give the entry of each text in a table, reading those not seen before."""
        table = self._tables.setdefault(home, _Table())
        if table.entries is None:
            table.entries = read([""])
        numbers = table.numbers
        new = list(dict.fromkeys(text for text in texts if text not in numbers))
        if new:
            more = read(new)
            table.entries = _longer(table.entries, more)
            numbers.update(zip(new, range(len(numbers), len(numbers) + len(new)), strict=True))
            for hashes, words in more.words:
                self._hashes.append(hashes)
                self._words.append(text_arrays(pa.array(words, pa.large_utf8())))
        return np.fromiter(map(numbers.__getitem__, texts), np.int64, len(texts))

    def formed(self, kind: str, texts: list[str], form: Callable[[str], str]) -> list[str]:
        """Give the form of each text, worked out once."""
        known = self._forms.setdefault(kind, {})
        for text in texts:
            if text not in known:
                known[text] = form(text)
        return list(map(known.__getitem__, texts))

    def aligned(self, home: str, kind: str, form: Callable[[str], str]) -> list[str]:
        """Give a form of every text of a table, in the table's order."""
        forms = self._aligned.setdefault((home, kind), [])
        forms += [form(text) for text in islice(self._tables[home].numbers, len(forms), None)]
        return forms

    def cut(self, home: str, numbers: I64, *more: I64) -> tuple[list[Codes], dict[str, Array]]:
        """Renumber entries so that only those used are left: (codes, one array for each given, and their tables)."""
        entries = self._tables[home].entries
        assert entries is not None
        used = np.zeros(len(self._tables[home].numbers), bool)
        used[0] = True
        for some in (numbers, *more):
            used[some] = True
        chosen, place = np.flatnonzero(used), np.cumsum(used) - 1
        arrays: dict[str, Array] = {f"value.{home}.{name}": values[chosen] for name, values in entries.values.items()}
        for name in NESTED.get(home, ()):
            sets = entries.nests[name].take(chosen)
            arrays[f"nest.{home}.{name}.offsets"] = sets.offsets.astype(np.uint32)
            arrays[f"nest.{home}.{name}.values"] = sets.values
        return [narrow(place[some], len(chosen)) for some in (numbers, *more)], arrays

    def words(self, wanted: U64) -> dict[str, Array]:
        """Give the words behind sorted hashes, as arrays in that order."""
        self._settle()
        hashes, words = self._hashes[0], self._words[0]
        at = np.minimum(np.searchsorted(hashes, wanted), len(hashes) - 1)
        here = at[hashes[at] == wanted] if len(hashes) else at[:0]
        texts = text_arrays(words.arrow(here))
        return {"words.hashes": hashes[here], "words.offsets": texts.offsets, "words.bytes": texts.content}

    def _settle(self) -> None:
        """Put all words into one sorted list."""
        if len(self._hashes) == 1:
            return
        hashes = np.concatenate([np.zeros(0, np.uint64), *self._hashes])
        texts = pa.concat_arrays([pa.array([], pa.large_utf8()), *(words.arrow() for words in self._words)])
        order = np.argsort(hashes, kind="stable")
        fresh = np.ones(len(order), bool)
        fresh[1:] = hashes[order][1:] != hashes[order][:-1]
        kept = order[fresh]
        self._hashes, self._words = [hashes[kept]], [text_arrays(texts.take(pa.array(kept)))]


def _longer(old: Entries, new: Entries) -> Entries:
    values = {name: np.concatenate([old.values[name], new.values[name]]) for name in old.values}
    return Entries(values, {name: joined_rows([old.nests[name], new.nests[name]]) for name in old.nests})
