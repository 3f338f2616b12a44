"""Turn a document's text into a language tag by its frequent words, its section titles, its letters."""

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache

from matcher.resume.headings import words_of_titles
from matcher.resume.lexicon import fold, rows, stop_words
from matcher.resume.line import Line
from matcher.resume.memo import remembered

LEAST = 3.0  # frequent words, or section titles, below which the tag stays open
LONGEST_TITLE = 42
FEWEST_STOPS = 24  # a shorter list of frequent words counts as one of so many
TITLE = 0.8  # what a title counts, shared by the languages it may be of; a frequent word counts 1
LETTER, MOST_LETTERS = 0.2, 12  # what a language's own letter counts; such letters that count
SCRIPTS = (
    ("ja", re.compile("[\u3040-\u30ff]{3}")),
    ("ko", re.compile("[\uac00-\ud7af]{3}")),
    ("zh", re.compile("[\u4e00-\u9fff]{4}")),
    ("ar", re.compile("[\u0621-\u064a]{4}")),
    ("he", re.compile("[\u05d0-\u05ea]{4}")),
)
ANY_SCRIPT = re.compile("[\u05d0-\u064a\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]")  # of those
LETTERS = {  # letters that a language has and its neighbours don't
    "de": "ß",
    "fr": "œêèùû",
    "es": "ñ¿¡",
    "pt": "ãõ",
    "nl": "ĳ",
    "pl": "łąęśżź",
    "cs": "řěů",
    "sk": "ľĺŕô",
    "da": "æø",
    "no": "æø",
    "sv": "åö",
    "fi": "äö",
    "hu": "őű",
    "tr": "ğış",
    "ro": "ășțţ",
    "uk": "іїєґ",
    "ru": "ыэё",
    "hr": "đć",
    "et": "õ",
    "lv": "ļņķģ",
    "lt": "ėįųū",
}


@cache
def _titles() -> dict[str, frozenset[str]]:
    """Return folded section titles to the languages they are used in."""
    found: dict[str, set[str]] = {}
    for row in rows("sections.txt"):
        for entry in row.entries if not row.key.startswith("hint") else ():
            found.setdefault(fold(entry), set()).add(row.key.split()[1])
    return {title: frozenset(languages) for title, languages in found.items()}


@cache
def _languages_of() -> dict[str, tuple[str, ...]]:
    """Return frequent words to the languages they are frequent in."""
    found: dict[str, list[str]] = {}
    for tag, stops in stop_words().items():
        for word in stops:
            found.setdefault(word, []).append(tag)
    return {word: tuple(tags) for word, tags in found.items()}


def _title_votes(texts: Sequence[str]) -> dict[str, float]:
    votes: dict[str, float] = {}
    for text in texts:
        if len(text) <= LONGEST_TITLE:
            folded = fold(text)
            tags = _titles().get(folded) or words_of_titles(folded)
            for tag in tags:
                votes[tag] = votes.get(tag, 0.0) + 1 / len(tags)
    return votes


def _hits(texts: Sequence[str]) -> Counter[str]:
    """Return how many frequent words of each language stand in the texts."""
    languages = _languages_of()
    hits: Counter[str] = Counter()
    for word, count in Counter(" ".join(map(fold, texts)).split()).items():
        for tag in languages.get(word, ()):
            hits[tag] += count
    return hits


@cache
def _every_letter() -> frozenset[str]:
    return frozenset("".join(LETTERS.values()))


def _own_letters(text: str) -> dict[str, int]:
    """Return how often letters stand in a text that tell languages apart."""
    if text.isascii():
        return {}
    small = text.lower()
    return {letter: small.count(letter) for letter in _every_letter().intersection(small)}


def language_tag(lines: Sequence[Line]) -> str | None:
    """Return the two-letter tag of the language most of the text is in, None where too little tells."""
    return _tag_of(tuple([line.text for line in lines]))


@remembered
def _tag_of(texts: tuple[str, ...]) -> str | None:
    text = "\n".join(texts)
    if ANY_SCRIPT.search(text):
        for tag, pattern in SCRIPTS:
            if pattern.search(text):
                return tag
    hits = _hits(texts)
    letters = _own_letters(text)
    titles = _title_votes(texts)
    scores: dict[str, float] = {}
    evidence: dict[str, float] = {}
    for tag, stops in stop_words().items():
        own = sum(letters.get(letter, 0) for letter in LETTERS.get(tag, ())) if letters else 0
        titled = titles.get(tag, 0.0)
        evidence[tag] = hits[tag] + titled
        share = hits[tag] / max(FEWEST_STOPS, len(stops)) ** 0.5
        scores[tag] = share + TITLE * titled + LETTER * min(own, MOST_LETTERS)
    best = max(scores, key=lambda tag: scores[tag])
    return best if evidence[best] >= LEAST else None
