"""Turn a text into how much its words are built like a job title's rather than an organisation's name."""

import re
import zlib
from functools import cache
from importlib.resources import files
from math import sqrt

from matcher.resume.lexicon import LEXICONS, fold
from matcher.resume.memo import remembered

MODEL = "likeness.z"  # built by tools/build_likeness.py: "feature TAB hundredths of a logit" a line, deflated
SHA256 = "b229ec7edee427fafbd251d3f0266f56596c9986eaa57b0deba027ce72c4cba2"
HUNDREDTHS = 100.0
MOST_WORDS = 12
SUFFIXES = (2, 3, 4, 5, 6)
PREFIXES = (3, 4, 6)
MOST_COUNTED = 6
STEM = 2  # letters a word keeps before an ending
CAPITALS = re.compile(r"\b[A-Z]{2,5}\b")


def features(text: str) -> list[str]:
    """Return the features a text has: its words, their endings and beginnings, its shape.

    The last word and the first count apart too: titles carry their head last in Germanic languages, first in Romance
    ones.
    """
    tokens = fold(text).split()[:MOST_WORDS]
    found = [f"n{min(len(tokens), MOST_COUNTED)}"]
    for index, token in enumerate(tokens):
        found.append(f"={token}")
        found += [f"${token[-size:]}" for size in SUFFIXES if len(token) >= size + STEM]
        found += [f"^{token[:size]}" for size in PREFIXES if len(token) >= size + STEM]
        if index == 0:
            found += [f"F={token}", f"F${token[-3:]}"]
        if index == len(tokens) - 1:
            found += [f"L={token}", f"L${token[-3:]}", f"L${token[-4:]}"]
    if "&" in text or " + " in text:
        found.append("and")
    if CAPITALS.search(text) and not text.isupper():
        found.append("capitals")
    if any(character.isdigit() for character in text):
        found.append("digit")
    return found


def share(text: str) -> float:
    """Return what one feature of a text weighs: long texts have more of them."""
    return 1 / sqrt(min(len(text.split()) or 1, MOST_WORDS))


@cache
def _weights() -> dict[str, float]:
    table = zlib.decompress((files(__package__) / LEXICONS / MODEL).read_bytes()).decode()
    rows = (line.rsplit("\t", 1) for line in table.split("\n"))
    return {feature: int(weight) / HUNDREDTHS for feature, weight in rows}


@remembered
def title_logit(text: str) -> float:
    """Return the log-odds that a text is a job title and not an organisation's name, about -6 to 6.

    A logistic regression over words and their endings, learned from ESCO's and O*NET's titles against made-up names.
    """
    weights = _weights()
    return weights[""] + share(text) * sum(weights.get(feature, 0.0) for feature in features(text))
