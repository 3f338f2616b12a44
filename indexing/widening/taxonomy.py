"""Turn titles or names of technologies into other labels of the same thing, by a table shipped with the package.

The table is made of ESCO (English, German, Spanish) and O*NET by tools/build_taxonomy.py; NOTICE names their licences.
"""

import zlib
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import lru_cache
from importlib import resources
from typing import Literal

from indexing.analysis import ANALYSIS, analyse, words

TABLE = "taxonomy.z"
FORM = f"taxonomy 1 {ANALYSIS}"
LONGEST = 8  # tokens of a label
OTHER_LANGUAGE = 2  # labels of each language beside that of the label given

Kind = Literal["title", "skill"]


class Taxonomy:
    """The labels of occupations and technologies, kept as lines: nothing is read before it is asked for."""

    def __init__(self, text: str) -> None:
        form, titles, skills, groups, keys = text.split("\n\n")
        assert form == FORM, "the table was made for another analysis: run tools/build_taxonomy.py"
        self._offered: dict[Kind, str] = {"title": f"\n{titles}\n", "skill": f"\n{skills}\n"}
        self._groups = groups.split("\n")
        self._keys = keys.split("\n")

    def alternatives(self, tokens: Sequence[str]) -> tuple[str, ...]:
        """List the other labels of what some analysed words name, the best first, in the same language before others.

        A label that holds all the words is left out: who holds it was found by the words themselves.
        """
        own = set(tokens)
        found: dict[tuple[str, ...], str] = {}
        for label in self._labels(tokens):
            spoken = analyse(label)
            if not own.issubset(spoken):
                found.setdefault(spoken, label)
        return tuple(found.values())

    def completions(self, kind: Kind, beginning: str, limit: int) -> list[str]:
        """List up to `limit` labels in which a text stands at the beginning of a word, the best known first."""
        begun = " ".join(words(beginning))
        text = self._offered[kind]
        found: list[str] = []
        marked = [mark + begun for mark in "\n "] if begun else []
        places = [text.find(mark) for mark in marked]
        while len(found) < limit and max(places, default=-1) >= 0:
            at = min(place for place in places if place >= 0)
            first, last = text.rfind("\n", 0, at + 1) + 1, text.index("\n", at + 1)
            plain, _, shown = text[first:last].partition("\t")
            found.append(shown or plain)
            places = [
                text.find(mark, last) if 0 <= place < last else place
                for mark, place in zip(marked, places, strict=True)
            ]
        return found

    def _labels(self, tokens: Sequence[str]) -> Iterator[str]:
        key = " ".join(tokens) + "\t"
        at = bisect_left(self._keys, key)
        if not tokens or at == len(self._keys) or not self._keys[at].startswith(key):
            return
        places = [place.partition(".") for place in self._keys[at].removeprefix(key).split(",")]
        groups = [(self._groups[int(number)].split("\t"), int(language)) for number, _, language in places]
        own = [lists[language].split("|") for lists, language in groups]
        for rank in range(max(map(len, own))):
            yield from (label for labels in own for label in labels[rank : rank + 1] if label)
        for lists, language in groups:
            others = (one.split("|")[:OTHER_LANGUAGE] for at, one in enumerate(lists) if at != language and one)
            yield from (label for labels in others for label in labels)


@lru_cache(maxsize=1)
def taxonomy() -> Taxonomy:
    """Read the shipped table."""
    packed = resources.files(__package__).joinpath(TABLE).read_bytes()
    return Taxonomy(zlib.decompress(packed).decode("utf-8"))
