"""Turn a printed text into the kind of section that it titles."""

import re
from collections.abc import Sequence
from functools import cache

from matcher.resume.lexicon import fold, rows, section_titles, spread
from matcher.resume.memo import remembered

LONGEST_TITLE = 42  # characters
SHORTEST_END, LONGEST_START = 6, 14  # letters of a noun at a longer word's end, and before it
LONGEST_WORD = 24  # letters
MOST_WORDS = 7  # of a composed title
EDGES = re.compile(r"^[\W_\d]+|[\W_]+$")
NUMBER = re.compile(
    r"^[\W_\d]*(?:(?:section|part|teil|abschnitt|partie|sección|seccion|parte|sezione|deel|del|część|část|bölüm|rész)\s+)?"
    r"(?:[IVX]{1,4}|[A-Z]|\d{1,2})\s?[.):–-]\s+(?=[^\W\d_]{3})",
    re.IGNORECASE,
)
TAIL = re.compile(r"(?<=\w)\s*[(\[][^()\[\]]{0,24}[)\]]\W*$")  # "(continued)", "(selection)"
JOINT = re.compile(
    r"\s*[/|,;&+·•]\s*|\s[–—-]\s|"
    r"\s+(?:and|und|sowie|u|et|y|e|ed|og|och|en|es|ve|ile|ja|sekä|i|oraz|a|aj|si|și|şi|и|та|і|й|και|ir|un|in|dan)\s+",
    re.IGNORECASE,
)
SIGN = re.compile(r"[\s&+]+")  # what parts the words of joined titles
JOINING = "and und sowie u et y e ed og och en es ve ile ja sekä i oraz a aj si și şi и та і й και ir un in dan"
# Of several nouns in one phrase the more telling decides: "language skills", "volunteer work", "training experience".
TELLING = ("languages", "certifications", "other", "education", "skills", "work", "contact", "summary")
LISTED_FIRST = frozenset(("work", "education", "skills", "languages", "certifications"))
TOLD_ALONE = frozenset(("summary", "contact", "skills", "certifications"))  # "My journey" may be of work or of studies
MIXED_WITH = "en"  # words of this language stand in titles of every other

Meanings = dict[str, dict[str, str]]  # language to role (noun, weak, field, lend, plain) to kind


@cache
def _words() -> dict[str, Meanings]:
    """Return what each folded word means in a title."""
    found: dict[str, Meanings] = {}
    for row in rows("headings.txt"):
        role, *kind, language = row.key.split()
        for entry in row.entries if role != "aside" else ():
            found.setdefault(fold(entry), {}).setdefault(language, {}).setdefault(role, kind[0] if kind else "")
    return found


@cache
def _squeezed() -> dict[str, str]:
    """Return listed titles without spaces: a letter-spaced title doesn't show where its words end."""
    titles = section_titles()
    return {title.replace(" ", ""): titles[title] for title in reversed(titles)}


def _respaced(text: str) -> str:
    """Put spaces between the words of a title that lost them, the longest words first; the text where it has others."""
    words, at, letters = [], 0, text.replace(" ", "")
    while at < len(letters):
        reach = range(min(len(letters), at + LONGEST_WORD), at, -1)
        end = next((end for end in reach if letters[at:end] in _words()), None)
        if end is None:
            return text
        words.append(letters[at:end])
        at = end
    return " ".join(words)


@cache
def _title_words() -> frozenset[str]:
    """Return every word that may stand in a title, joining ones among them, and the empty one."""
    texts = (JOINING, *section_titles(), *_words())
    return frozenset(word for text in texts for word in (*SIGN.split(fold(text)), ""))


@cache
def _asides() -> frozenset[str]:
    return frozenset(
        fold(entry) for row in rows("headings.txt") if row.key.startswith("aside") for entry in row.entries
    )


def is_aside(text: str) -> bool:
    """Whether a label ("Hobbies", "Driving licence") names what is no skill, wherever it stands."""
    return any(word in _asides() for word in fold(text).split())


def _without_edges(text: str) -> str:
    """Strip what is no letter off both ends, digits only off the first."""
    return text if text[:1].isalpha() and text[-1:].isalnum() else EDGES.sub("", text)


def _without_remarks(text: str) -> str:
    """Strip a number before a title, brackets behind it."""
    if numbered := NUMBER.match(text):
        text = text[numbered.end() :]
    return TAIL.sub("", text) if "(" in text or "[" in text else text


@remembered
def kind_of_title(text: str) -> str | None:
    """Return the kind of section that a text titles, None for any other text.

    The text is in the list of titles, or made of the words of titles; numbers, icons, brackets and rules around it,
    letter-spacing and a note in parentheses behind it don't count.
    """
    if len(text) > LONGEST_TITLE * 2:
        return None
    cleaned = _without_edges(_without_remarks(text))
    together = spread(cleaned)
    if not cleaned or len(together) > LONGEST_TITLE:
        return None
    titles = section_titles()
    folded = fold(cleaned)
    if listed := titles.get(folded):
        return listed
    if together != cleaned:
        joined = fold(together)
        return titles.get(joined) or _squeezed().get(joined.replace(" ", "")) or composed_kind(_respaced(joined))
    return composed_kind(cleaned) if " " in folded else None


@remembered
def kind_of_word(text: str) -> str | None:
    """Return the kind a single word names ("Stillinger"), though it titles nothing where its look doesn't say so."""
    word = fold(EDGES.sub("", NUMBER.sub("", text)))
    return _noun_kind(word) if word and " " not in word else None


def _noun_kind(word: str) -> str | None:
    kinds = {roles["noun"] for roles in _words().get(word, {}).values() if "noun" in roles}
    return next((kind for kind in TELLING if kind in kinds), None)


def hinted_kinds(text: str) -> list[str]:
    """Return the kinds that words of a title hint at: a noun, or the end of a longer word ("Produktkenntnisse")."""
    found = []
    for word in fold(text).split():
        ends = (word[at:] for at in range(min(len(word) - SHORTEST_END, LONGEST_START) + 1))
        kind = next((kind for end in ends if (kind := _noun_kind(end))), None) if word not in _asides() else "other"
        if kind:
            found.append(kind)
    return found


def words_of_titles(folded: str) -> frozenset[str]:
    """Return the languages in which a folded text is made of words of titles, one of them a noun."""
    words = folded.split()
    if not 0 < len(words) <= MOST_WORDS or not _all_known(words):
        return frozenset()
    known = [_words()[word] for word in words]
    shared = frozenset.intersection(*(frozenset(meant) for meant in known))
    return frozenset(tag for tag in shared if any("noun" in meant[tag] for meant in known))


def composed_kind(text: str) -> str | None:
    """Return the kind of a title made of known words ("Relevant Work & Leadership Experience"), else None."""
    folded = fold(text)
    words = [word for word in folded.split() if word not in "&+"]
    if not 1 < len(words) <= MOST_WORDS or not _all_known(words):
        return _joined_kind(text)
    return _joined_kind(text) or phrase_kind(words) or None


def _all_known(words: Sequence[str]) -> bool:
    known = _words()
    return all(word in known for word in words)


def joined_kinds(text: str) -> list[str]:
    """Return the kinds that the joined pieces of a title name, in order: "Education & Certifications"."""
    bare = _without_edges(text)
    if not _title_words().issuperset(SIGN.split(fold(bare))):
        return []
    pieces = [fold(piece) for piece in JOINT.split(bare)]
    if len(pieces) < 2 or len(pieces) > MOST_WORDS:
        return []
    kinds = [section_titles().get(piece) or phrase_kind(piece.split()) for piece in pieces if piece]
    return [] if None in kinds else [kind for kind in kinds if kind]


def _joined_kind(text: str) -> str | None:
    """Return of several joined kinds the first that lists entries or items."""
    named = joined_kinds(text)
    return next((kind for kind in named if kind in LISTED_FIRST), named[0] if named else None)


def phrase_kind(words: Sequence[str]) -> str | None:
    """Return the kind that folded words title together, "" where they name none, None where they are no title."""
    if len(words) > MOST_WORDS or not _all_known(words):
        return None
    known = [_words()[word] for word in words]
    spoken = sorted({language for meant in known for language in meant})
    best: str | None = None
    for language in spoken:
        meanings = [meant.get(language) or meant.get(MIXED_WITH) for meant in known]
        kind = _kind([meaning for meaning in meanings if meaning]) if all(meanings) else None
        if kind:
            return kind
        best = best if kind is None else kind
    return best


def _kind(meanings: Sequence[dict[str, str]]) -> str | None:
    """Settle the kind by the words' roles in one language."""
    nouns = {meaning["noun"] for meaning in meanings if "noun" in meaning}
    weak = [meaning["weak"] for meaning in meanings if "weak" in meaning]
    lent = [meaning["lend"] for meaning in meanings if "lend" in meaning]
    fields = [meaning["field"] for meaning in meanings if set(meaning) == {"field"}]
    if fields and not nouns <= set(fields):
        return None
    if nouns:
        return next(kind for kind in TELLING if kind in nouns)
    if lent or fields:
        fitting = [kind for kind in fields if kind in weak]
        return next(iter(lent or fitting), None) if weak else None
    return "" if not weak else weak[0] if weak[0] in TOLD_ALONE else None
