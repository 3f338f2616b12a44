"""Turn the words of contact data into patterns that find them at the beginning or end of a text."""

import re
from functools import cache

from matcher.resume.lexicon import fold, words

LIST = "contacts"
# Signs and pictures that part one contact datum from the next, as the inside of a character class.
PARTING = (
    "|•∙⋅;⁃⋄∣‖»›◦\\u2190-\\u21ff\\u2300-\\u23ff\\u2500-\\u27bf\\u2900-\\u297f\\u2b00-\\u2bff"
    "\\ue000-\\uf8ff\\U0001f300-\\U0001faff"
)
SPELLINGS = {"ss": "(?:ss|ß)", "ae": "(?:ae|æ)", "oe": "(?:oe|œ)"}  # `flat` leaves these letters as they are
LABEL_WORDS = 3  # of a label at the end of a text


@cache
def lead(kind: str) -> re.Pattern[str]:
    """Return a pattern for the words of a kind at the beginning of a plain text (`lexicon.flat`), the longest first."""
    entries = sorted(words(LIST, kind), key=len, reverse=True)
    either = "|".join(r"[^a-z0-9]{1,3}".join(map(_spelled, entry.split())) for entry in entries)
    return re.compile(rf"\W*(?:{either})(?!\w)\s*[:：.]?\s*")


def _spelled(word: str) -> str:
    return re.sub("ss|ae|oe", lambda match: SPELLINGS[match[0]], re.escape(word))


@cache
def _tail(kind: str) -> re.Pattern[str]:
    entries = sorted(words(LIST, kind), key=len, reverse=True)
    return re.compile(rf"(?:^|\s)(?:{'|'.join(map(re.escape, entries))})(?: no| nr| number| numero)?$")


def label_ends(before: str, kind: str) -> bool:
    """Whether a text ends in a word of a kind ("phone", "no_phone"): what follows is labelled by it."""
    folded = fold(before)
    return bool(folded) and _tail(kind).search(" ".join(folded.split()[-LABEL_WORDS:])) is not None
