"""Turn the words that documents hold into a lexicon that finds a misspelt word's neighbours of one edit.

A word is kept as a number of 64 bits from which the numbers of its neighbours follow without spelling them. So it is
a sorted array of eight bytes a word, where a list of all words with a letter left out would need ten times as much.

Published method: rolling hashes (Karp, Rabin 1987, "Efficient randomized pattern-matching algorithms").
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from rapidfuzz.distance import OSA

from entities.document import EVERYONE, PersonDocument
from indexing.analysis import ANALYSIS, words

if TYPE_CHECKING:  # numpy alone takes longer to load than `talentjoin --help` may
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.uint64]
    Places = NDArray[np.int64]

LEXICON_FORM = f"1/{ANALYSIS}"  # which words of a document are kept; what was kept otherwise counts for nothing
MOST_WORDS = 1_000  # of one document; what it holds beyond isn't found misspelt
SHORTEST = 3  # letters of a word that is kept
LONGEST = 32
SHORTEST_TYPED = 4  # letters of a word that is taken for a misspelt one; in doubt, the fewest that a kept word has
PLAIN = re.compile("[a-z]+")
CACHED_TEXTS = 1 << 15
ALPHABET = range(ord("a"), ord("z") + 1)
MERGED = 4  # a part is merged with new words once it isn't so many times as large
FACTOR = 0x9E3779B97F4A7C15  # odd, so that no letter gets lost
MASK = (1 << 64) - 1


def lexical_words(document: PersonDocument) -> frozenset[str]:
    """Give a document's words by which others may be told that they misspelt one; none unless everyone may find it."""
    if document.shadow or EVERYONE not in document.access:
        return frozenset()
    one = document
    singles = (one.name, one.current_title, one.current_company, one.location)
    found = frozenset().union(*map(_plain_words, (*singles, *one.titles, *one.skills, *one.companies, *one.schools)))
    return found if len(found) <= MOST_WORDS else frozenset(sorted(found)[:MOST_WORDS])


@lru_cache(maxsize=CACHED_TEXTS)
def _plain_words(text: str) -> frozenset[str]:
    return frozenset(
        word for word in words(text) if word.isalpha() and word.isascii() and SHORTEST <= len(word) <= LONGEST
    )


def may_be_misspelt(word: str, *, doubt: bool = False) -> bool:
    """Tell whether a folded word is one that neighbours are looked for: of plain letters, and not too short."""
    return (SHORTEST if doubt else SHORTEST_TYPED) <= len(word) <= LONGEST and PLAIN.fullmatch(word) is not None


def one_edit_apart(word: str, other: str) -> bool:
    """Tell whether two words differ by one letter put in, left out or changed, or by two neighbours swapped."""
    return OSA.distance(word, other, score_cutoff=1) == 1


class Lexicon:
    """The words of one index, by number, each with the place where its own row lies; words are only added.

    Numbers of different words may be equal: what is found must be compared with `one_edit_apart`.
    """

    def __init__(self) -> None:
        self._parts: list[tuple[Numbers, Places]] = []  # each in the order of numbers; the last ones are small

    def __len__(self) -> int:
        return sum(len(numbers) for numbers, _ in self._parts)

    def add(self, added: Sequence[str], places: Sequence[int]) -> None:
        """Add words of plain letters, each with its place."""
        import numpy as np  # noqa: PLC0415 - as above

        if not added:
            return
        numbers, held = numbers_of(added), np.array(places, dtype=np.int64)
        while self._parts and len(self._parts[-1][0]) <= MERGED * len(
            numbers
        ):  # so that few parts stay, and few copies
            others, theirs = self._parts.pop()
            numbers, held = np.concatenate([others, numbers]), np.concatenate([theirs, held])
        order = np.argsort(numbers, kind="stable")
        self._parts.append((numbers[order], held[order]))

    def near(self, word: str) -> list[int]:
        """Give the places of the words that are one edit apart from a word of plain letters, in ascending order."""
        return self._found(neighbours(word)) if self._parts else []

    def same(self, word: str) -> list[int]:
        """Give the places of a word of plain letters, in ascending order."""
        return self._found(numbers_of([word])) if self._parts else []

    def _found(self, sought: "Numbers") -> list[int]:
        import numpy as np  # noqa: PLC0415 - as above

        found: list[int] = []
        for numbers, places in self._parts:
            first = np.searchsorted(numbers, sought)
            hit = np.flatnonzero(numbers.take(first, mode="clip") == sought)
            for at, number in zip(first[hit].tolist(), sought[hit], strict=True):
                last = int(np.searchsorted(numbers, number, side="right"))
                found.extend(places[at:last].tolist())
        return sorted(found)


def numbers_of(spelled: Sequence[str]) -> "Numbers":
    """Give the number of each word of plain letters, their sum of letter x FACTOR^(letters behind it) modulo 2^64."""
    import numpy as np  # noqa: PLC0415 - as above

    lengths = np.fromiter(map(len, spelled), dtype=np.int64, count=len(spelled))
    letters = np.frombuffer("".join(spelled).encode("ascii"), dtype=np.uint8).astype(np.uint64)
    starts = np.cumsum(lengths) - lengths
    numbers = np.zeros(len(spelled), dtype=np.uint64)
    factor = np.uint64(FACTOR)
    for place in range(int(lengths.max(initial=0))):
        longer = np.flatnonzero(lengths > place)
        numbers[longer] = numbers[longer] * factor + letters[starts[longer] + place]
    return numbers


def neighbours(word: str) -> "Numbers":
    """Give the numbers of all words of plain letters that are one edit apart from a word of plain letters."""
    import numpy as np  # noqa: PLC0415 - as above

    letters = [ord(letter) for letter in word]
    size = len(letters)
    powers, before = [1, FACTOR], [0]  # powers[n] = FACTOR^n; before[n] = number of the first n letters
    for letter in letters:
        powers.append(powers[-1] * FACTOR & MASK)
        before.append((before[-1] * FACTOR + letter) & MASK)
    whole = before[-1]
    behind = [(whole - before[at] * powers[size - at]) & MASK for at in range(size + 1)]  # of the letters from `at` on
    singles = [(before[at] * powers[size - at - 1] + behind[at + 1]) & MASK for at in range(size)]
    swaps = [
        (whole + (letters[at + 1] - letters[at]) * (powers[size - at - 1] - powers[size - at - 2])) & MASK
        for at in range(size - 1)
    ]
    alphabet = np.array(ALPHABET, dtype=np.uint64)[:, None]
    power = np.array(powers, dtype=np.uint64)
    gaps = np.array([(before[at] * powers[size - at + 1] + behind[at]) & MASK for at in range(size + 1)], np.uint64)
    inserted = gaps + alphabet * power[size::-1]
    kept = np.array([(whole - letters[at] * powers[size - at - 1]) & MASK for at in range(size)], dtype=np.uint64)
    changed = kept + alphabet * power[size - 1 :: -1]
    found = np.concatenate([inserted.ravel(), changed.ravel(), np.array([*singles, *swaps], dtype=np.uint64)])
    return np.unique(found[found != np.uint64(whole)])
