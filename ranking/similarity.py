"""Turn the tokens that a wanted title shares with held ones into how alike they are, from 0 to 1.

One title that holds all of the other's tokens is as like as can be; else what counts is how long, in characters, the
shared tokens are beside what only the shorter rest has. It is the token set ratio of fuzzy string matching without its
look at letters inside of tokens, so that it can be computed from what tokens hash to.
"""

from collections.abc import Iterable, Sequence
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from entities.document import PersonDocument

MOST_TITLES = 16  # of a person that are compared
MOST_MEANT = 4  # titles of a person whose meaning is compared
BEGINNING = 1_000  # characters of a text in which a title may stand
MOST_LINE_WORDS = 8
MOST_WANTED = 64  # distinct tokens of a wanted title that are compared


def titles_compared(document: PersonDocument) -> tuple[str, ...]:
    """List a person's titles, the one now held first, or their headline where they have none; each once."""
    titles = dict.fromkeys((document.current_title, *document.titles))
    titles.pop("", None)
    if not titles:
        return (document.headline,) if document.headline else ()
    return tuple(titles)[:MOST_TITLES]


def titles_meant(document: PersonDocument) -> tuple[str, ...]:
    """List the titles whose meaning is compared: the first of those whose words are.

    Of who has none, but a text, it is the beginnings of its first lines: one of them may well be a title.
    """
    return titles_compared(document)[:MOST_MEANT] or _first_lines(document.summary)


def _first_lines(text: str) -> tuple[str, ...]:
    lines = (line for line in text[:BEGINNING].splitlines() if any(map(str.isalpha, line)) and "@" not in line)
    return tuple(" ".join(line.split()[:MOST_LINE_WORDS]) for line in islice(lines, MOST_MEANT))


def title_now(document: PersonDocument) -> str:
    """Give the title that a person's rank and family of work are read from; "" where there is none."""
    return document.current_title or (document.titles[0] if document.titles else document.headline)


def wanted_tokens(tokens: Iterable[str]) -> tuple[str, ...]:
    """List the tokens of a wanted title that are compared, each once."""
    return tuple(dict.fromkeys(tokens))[:MOST_WANTED]


def similarities(
    wanted: Sequence[str],
    shared: NDArray[np.int64],
    letters: NDArray[np.int64],
    held: NDArray[np.int64],
    characters: NDArray[np.int64],
) -> NDArray[np.float64]:
    """Tell how like held titles are to the one of the `wanted` distinct tokens, in any shape of arrays.

    Of each held title: `shared` distinct tokens that the wanted one has too, of `letters` characters in all, among
    `held` distinct tokens of `characters`.
    """
    ours = len(wanted) - shared
    theirs = held - shared
    common = letters + shared - 1  # with single spaces between
    only_ours = sum(map(len, wanted)) - letters + ours - 1
    only_theirs = characters - letters + theirs - 1
    twice = 2.0 * common
    part = twice / np.maximum(twice + 1 + np.minimum(only_ours, only_theirs), 1.0)
    whole = np.where((ours == 0) | (theirs == 0), 1.0, part)
    alike: NDArray[np.float64] = np.where(shared > 0, whole, 0.0)
    return alike
