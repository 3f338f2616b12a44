"""Turn a printed text into the bare name in it: without titles, degrees, labels, the word for the document."""

import re
import unicodedata
from functools import cache

from matcher.resume.labels import lead
from matcher.resume.lexicon import flat, fold, spread, words

MARKS = "\u0300-\u036f\u0900-\u0903\u093a-\u094f\u0591-\u05c7\u064b-\u065f\u0e31-\u0e4e"
WORD = re.compile(rf"['’]?[^\W\d_][^\W\d_{MARKS}]*(?:[.'’ʼ`´‐‑-]{{1,2}}[^\W\d_{MARKS}]*)*\.?|[^\W\d_][\w{MARKS}]*\.?")
HAN_NAME = re.compile(
    "[\u4e00-\u9fff]{2,4}|[\u4e00-\u9fff]{1,2}\\s[\u4e00-\u9fff]{1,2}|[\uac00-\ud7af]{2,4}|[\u4e00-\u9fff\u3040-\u30ff]{1,4}\\s[\u4e00-\u9fff\u3040-\u30ff]{1,4}"
)
QUOTED = re.compile(r"[\"“”„«»'‘’]([^\W\d_][\w-]{1,12})[\"“”«»'‘’](?=\s)|\(([^\W\d_][\w-]{1,12})\)(?=\s\S)")
PRONOUNS = re.compile(r"\s*\((?:she|he|they|sie|er|elle|il)\b[^)]*\)$", re.IGNORECASE)
COMMAS = re.compile(r"\s*[,;|]\s*")
EDGES = " ,;:|•·–—-*_~<>/\\«»\u200b"
LONGEST, MOST_WORDS, MOST_MAIN = 48, 9, 6  # characters, words, words that are no particles
MOST_TITLES = 5  # honorifics before a name
DOCUMENT_WORDS = 4
MOST_SWAPPED = 4  # words of a name printed family name first
SHORT_POST = 3  # letters of a degree that a name in capitals may end in by chance


def is_shaped(text: str) -> bool:
    """Whether the text has the shape of a name: two to nine words of letters, or a name in Han or Hangul."""
    if HAN_NAME.fullmatch(text):
        return True
    tokens = QUOTED.sub(" ", text).split()
    if not 1 < len(tokens) <= MOST_WORDS or len(text) > LONGEST:
        return False
    if sum(fold(token) not in words("contacts", "particle") for token in tokens) > MOST_MAIN:
        return False
    if sum(len(token.strip(".")) == 1 for token in tokens) > len(tokens) - 1:
        return False
    return all(WORD.fullmatch(token.strip(",")) for token in tokens)


def is_capitalised(text: str) -> bool:
    """Whether every word but the particles begins with a capital, in scripts that have them."""
    particles = words("contacts", "particle")
    return all(
        token[:1].isupper() or not token[:1].islower() or fold(token) in particles or "'" in token or "’" in token
        for token in QUOTED.sub(" ", text).split()
    )


@cache
def _honorific_starts() -> frozenset[str]:
    every = words("contacts", "honorific") | words("contacts", "honorific_dotted")
    return frozenset(phrase.partition(" ")[0] for phrase in every)


def _without_honorifics(text: str) -> str:
    """Cut titles off the beginning as long as two words stay: "Dr.-Ing. habil. Ada Byron"."""
    sure, dotted = words("contacts", "honorific"), words("contacts", "honorific_dotted")
    tokens = text.split()
    opening = fold(tokens[0]) if tokens else ""
    if opening and opening.partition(" ")[0] not in _honorific_starts():
        return " ".join(tokens)
    for _ in range(MOST_TITLES):
        for size in (3, 2, 1):
            head = tokens[:size]
            if len(tokens) - size < 1 or not head:
                continue
            folded = fold(" ".join(head))
            if folded in sure or (head[-1].endswith(".") and len(folded) > 1 and folded in dotted):
                tokens = tokens[size:]
                break
        else:
            return " ".join(tokens)
    return " ".join(tokens)


def _is_post(token: str, *, loose: bool) -> bool:
    """Whether a word is a degree or certificate behind a name; `loose` where no comma stands before it."""
    folded = fold(token)
    if folded not in words("contacts", "post"):
        return False
    if not loose:
        return True
    return "." in token.rstrip(".") or sum(letter.isupper() for letter in token) > 1


def _without_posts(text: str) -> str:
    """Cut degrees and certificates off the end: ", PhD, PMP", "MBA"."""
    head, *tail = COMMAS.split(text)
    while tail and all(_is_post(token, loose=False) for token in tail[-1].replace("®", "").replace("/", " ").split()):
        tail.pop()
    if tail:
        return ", ".join([head, *tail])
    tokens = head.replace("®", "").split()
    capitals = head == head.upper()
    while len(tokens) > 2 and _is_post(tokens[-1], loose=True) and not (capitals and len(tokens[-1]) <= SHORT_POST):
        tokens.pop()
    return " ".join(tokens)


@cache
def document_words() -> frozenset[str]:
    """Return what a document calls itself ("curriculum vitae")."""
    return words("phrases", "document") | words("contacts", "document")


@cache
def _document_openings() -> tuple[str, ...]:
    return tuple(f"{phrase} " for phrase in document_words() if " " in phrase)


@cache
def _document_starts() -> frozenset[str]:
    return frozenset(phrase.partition(" ")[0] for phrase in document_words())


def without_document(text: str) -> str:
    """Cut "Curriculum Vitae –", "Lebenslauf von" off the beginning, "| Resume" off the end."""
    if _document_starts().isdisjoint(fold(text).split()):
        return text
    tokens = text.split()
    for size in range(min(DOCUMENT_WORDS, len(tokens) - 1), 0, -1):
        if fold(" ".join(tokens[:size])) in document_words():
            rest = " ".join(tokens[size:]).strip(EDGES)
            head, _, behind = rest.partition(" ")
            return behind.strip(EDGES) if fold(head) in words("contacts", "of") and behind else rest
        if fold(" ".join(tokens[-size:]).strip(EDGES)) in document_words() and size < len(tokens) - 1:
            rest = " ".join(tokens[:-size]).strip(EDGES)
            return re.sub(r"['’]s$", "", rest)
    return text


def is_document_word(text: str) -> bool:
    """Whether the text is what a document calls itself, alone or before something else."""
    folded = fold(text)
    return folded in document_words() or folded.startswith(_document_openings())


@cache
def _label_kinds() -> dict[str, str]:
    kinds = ("middle_name", "family_name", "given_name", "name")  # of a label that two kinds share, the last has it
    return {label: kind for kind in kinds for label in words("contacts", kind)}


def label_kind(text: str) -> str | None:
    """Return which label of a name a text is: "name", "given_name", "family_name", "middle_name"; None for others."""
    return _label_kinds().get(fold(text))


def cleaned(text: str) -> str:
    """Return a name without what stands around it, given name first where a comma tells the family name."""
    if begun := lead("intro").match(flat(text)):
        text = text[begun.end() :]
    text = without_document(spread(unicodedata.normalize("NFC", text)).strip(EDGES)).strip(EDGES)
    text = PRONOUNS.sub("", text) if text.endswith(")") else text
    while (bare := _without_honorifics(_without_posts(text).strip(EDGES))) != text:
        text = bare
    family, comma, given = text.partition(", ")
    swapped = comma and "," not in given and len(text.split()) <= MOST_SWAPPED
    return f"{_without_honorifics(given)} {family}" if swapped else text


def cased(text: str) -> str:
    """Return a name printed in capitals in the usual way ("JEAN-PIERRE DE LA TOUR"), any other as it is."""
    if text != text.upper() or text == text.lower():
        return text
    turkish = "İ" in text or "Ğ" in text
    if "I" in text and "Ş" in text and not turkish:
        return text  # Turkish or Romanian: the small letter of "I" differs
    lowered = [_lowered(token, turkish=turkish) for token in text.split(" ")]
    return " ".join(lowered)


def _lowered(token: str, *, turkish: bool) -> str:
    letters = []
    begins = True
    for letter in token:
        small = ("ı" if letter == "I" else "i" if letter == "İ" else letter.lower()) if turkish else letter.lower()
        letters.append(letter if begins else small)
        begins = not letter.isalpha() and not unicodedata.combining(letter)
    return "".join(letters)
