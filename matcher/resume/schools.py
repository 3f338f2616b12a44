"""Turn a piece of text into the answer whether it names an institution of education."""

import re

from matcher.resume.gazetteers import names_school
from matcher.resume.lexicon import any_ends_as, fold, holds, phrases_in, words
from matcher.resume.memo import remembered

TOKENS = re.compile(r"[\w&]+")


@remembered
def is_school(text: str) -> bool:
    """Whether a word of the text marks an institution of education."""
    folded = fold(text)
    if phrases_in(folded, "studies", "school"):
        return True
    if any_ends_as(folded.split(), "studies", "school_end") or holds(folded, "studies", "school_part"):
        return True
    return any(fold(token) in words("studies", "acronym") for token in TOKENS.findall(text) if token.isupper())


@remembered
def is_known_school(text: str) -> bool:
    """Whether the text names a school by a marking word, by a name known well, or by the list of institutions."""
    return is_school(text) or bool(phrases_in(fold(text), "studies", "named")) or names_school(text)


def is_unit(text: str) -> bool:
    """Whether the text names a part of a school ("Faculty of Engineering"), and no school beside it."""
    folded = fold(text)
    units = phrases_in(folded, "studies", "unit")
    if not units:
        return False
    rest = f" {folded} ".replace(f" {units[0]} ", " ", 1)
    return not is_school(rest)
