"""Turn a document's text into a language tag by its frequent words, then by its section titles."""

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache

from matcher.resume.lexicon import fold, rows, stop_words
from matcher.resume.line import Line

LEAST = 3  # frequent words, or section titles, below which the tag stays open
LONGEST_TITLE = 42
SCRIPTS = (
    ("ja", re.compile("[\u3040-\u30ff]{3}")),
    ("ko", re.compile("[\uac00-\ud7af]{3}")),
    ("zh", re.compile("[\u4e00-\u9fff]{4}")),
)


@cache
def _titles() -> dict[str, frozenset[str]]:
    """Return folded section titles to the languages they are used in."""
    found: dict[str, set[str]] = {}
    for row in rows("sections.txt"):
        for entry in row.entries if not row.key.startswith("hint") else ():
            found.setdefault(fold(entry), set()).add(row.key.split()[1])
    return {title: frozenset(languages) for title, languages in found.items()}


def language_tag(lines: Sequence[Line]) -> str | None:
    """Return the two-letter tag of the language most of the text is in, None where too little tells."""
    text = "\n".join(line.text for line in lines)
    for tag, pattern in SCRIPTS:
        if pattern.search(text):
            return tag
    counts = Counter(fold(text).split())
    hits = {tag: sum(counts[word] for word in stops) for tag, stops in stop_words().items()}
    best = max(hits, key=lambda tag: hits[tag] / len(stop_words()[tag]) ** 0.5)
    return best if hits[best] >= LEAST else _by_titles(lines)


def _by_titles(lines: Sequence[Line]) -> str | None:
    titles = [fold(line.text) for line in lines if len(line.text) <= LONGEST_TITLE]
    votes = Counter(tag for title in titles for tag in sorted(_titles().get(title, ())))
    ((best, count),) = votes.most_common(1) or (("", 0),)
    return best if count >= LEAST else None
