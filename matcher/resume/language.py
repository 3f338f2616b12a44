"""Turn a document's text into a language tag by its frequent words."""

import re
from collections import Counter
from collections.abc import Iterable

from matcher.resume.lexicon import fold, section_titles, stop_words
from matcher.resume.line import Line

LEAST = 3  # hits below which the tag stays open
SCRIPTS = (("ja", re.compile("[぀-ヿ]{3}")), ("ko", re.compile("[가-힯]{3}")), ("zh", re.compile("[一-鿿]{4}")))


def language_tag(lines: Iterable[Line]) -> str | None:
    """Return the two-letter tag of the language most of the text is in, None where too little tells."""
    text = "\n".join(line.text for line in lines)
    for tag, pattern in SCRIPTS:
        if pattern.search(text):
            return tag
    counts = Counter(fold(text).split())
    votes = {tag: sum(counts[word] for word in stops) / len(stops) ** 0.5 for tag, stops in stop_words().items()}
    best = max(votes, key=lambda tag: votes[tag])
    hits = sum(counts[word] for word in stop_words()[best])
    return best if hits >= LEAST and section_titles() else None
