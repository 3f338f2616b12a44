"""Turn a piece of text into the degree it names: the span of its words, and the subject beside it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from matcher.resume.lexicon import WIDE, ends_as, flat, fold, holds, reaches, words
from matcher.resume.memo import remembered

WORDS = re.compile(r"[\w&+#@.]+")
INSIDE = re.compile(r"[\s().,'’/-]{0,4}")  # what may stand between two words of one degree
BESIDE = re.compile(r"[\s(.-]{1,3}|\s?[/+]\s?")  # what may stand between two names of one degree: "Master (M.Sc.)"
TITLED = frozenset("ing mgr bc bca ir drs mr dr lic mag bac kolleg msa aud".split())  # short ones: a capital is enough
NUMERAL = re.compile(r"\s?\((?:[IVX]{1,4}|\d{1,2}(?:th)?|[A-Z]{2,3})\)")
UNLISTED = re.compile(r"([A-Z][A-Za-z.]{0,3}[A-Z][A-Za-z.]{0,3})\s+(?:in|en|em|i)\s+(?=[A-ZÀ-Þ])")  # "ALM in Law"
HYPHENED = re.compile(r"-[^\W\d_]+")
SHORT = 4  # letters of an abbreviation: "BSc-Physics" is cut
SHORT_HEAD = 3  # letters: "Dr", "Hbo" before a degree are no subject
LOOSE = 0.6  # how sure an everyday word is ("Master", "Diploma")
TRIM = " ,;:|•·–—-/\t"


@dataclass(frozen=True, slots=True)
class Degree:
    """A degree in a text: `[begin, finish)` is the span of its words; `sure` is less for everyday words."""

    begin: int
    finish: int
    sure: float = 0.95


class _Token(NamedTuple):
    text: str
    begin: int
    finish: int


def _tokens(text: str) -> list[_Token]:
    found = []
    for match in WORDS.finditer(flat(text)):
        plain = match[0].replace(".", "").replace("_", "")
        if not plain.isascii():
            plain = "".join([WIDE.get(letter, letter) for letter in plain])
        if plain:
            found.append(_Token(plain, match.start(), match.end()))
    return found


def _phrase(tokens: Sequence[_Token], index: int, key: str) -> int:
    """Return how many words from `index` on form the longest entry of a list, 0 for none."""
    reach = reaches("studies", key).get(tokens[index].text, 0) if index < len(tokens) else 0
    if not reach:
        return 0
    entries = words("studies", key)
    for size in range(min(reach, len(tokens) - index), 0, -1):
        if " ".join([token.text for token in tokens[index : index + size]]) in entries:
            return size
    return 0


@cache
def _starts() -> tuple[str, ...]:
    return tuple(words("studies", "degree_start"))


def _is_compound(token: str) -> bool:
    """Whether a long word carries a degree at its start or end ("Kandidatexamen", "Masterstudium")."""
    return token.startswith(_starts()) or ends_as(token, "studies", "degree_end")


def _printed_short(text: str, token: _Token) -> bool:
    """Whether a short word is set as an abbreviation of a degree is: BA is one, "ba" and "As" are not."""
    printed = text[token.begin : token.finish].replace(".", "")
    return printed.isupper() or (token.text in TITLED and printed[:1].isupper())


def _matches(text: str, tokens: Sequence[_Token]) -> list[tuple[int, int, float]]:
    """Return (first word, number of words, how sure) of every name of a degree, left to right."""
    found = []
    index = 0
    while index < len(tokens):
        size = _phrase(tokens, index, "degree")
        token = tokens[index]
        sure = 0.95
        if size == 1 and token.text in words("studies", "short") and not _printed_short(text, token):
            size = 0
        if size and " ".join(held.text for held in tokens[index : index + size]) in words("studies", "loose"):
            sure = LOOSE
        if not size and _is_compound(token.text):
            size, sure = 1, 0.85
        if size:
            found.append((index, size, sure))
        index += max(1, size)
    return found


def _reach(text: str, tokens: Sequence[_Token], index: int) -> int:
    """Return the number of the first word behind a degree's further words: "of Science (Hons)", "(M.Sc.)"."""
    while index < len(tokens):
        gap = text[tokens[index - 1].finish : tokens[index].begin]
        if not INSIDE.fullmatch(gap) or "," in gap:
            break
        if size := _phrase(tokens, index, "tail"):
            index += size
            continue
        if tokens[index].text == "of" and (size := _phrase(tokens, index + 1, "of")):
            index += 1 + size
            continue
        size = _phrase(tokens, index, "degree")
        short = size == 1 and tokens[index].text in words("studies", "short")
        if not size or not BESIDE.fullmatch(gap) or (short and not _printed_short(text, tokens[index])):
            break
        index += size
    return index


@remembered
def find_degree(text: str) -> Degree | None:
    """Return the degree a text names, the surest, then the leftmost; None without one."""
    tokens = _tokens(text)
    matches = _matches(text, tokens)
    if not matches:
        if unlisted := UNLISTED.match(text):
            return Degree(0, unlisted.end(1), 0.75)
        return Degree(0, len(text), 0.8) if holds(fold(text), "studies", "degree") else None
    spans = []
    for index, size, sure in matches:
        last = _reach(text, tokens, index + size)
        spans.append((max(sure, 0.9) if last > index + size else sure, -index, tokens[last - 1].finish))
    sure, index, finish = max(spans, key=lambda span: (span[0] > LOOSE, span[1]))
    if finish - tokens[-index].begin > SHORT and (joined := HYPHENED.match(text, finish)):
        finish, sure = joined.end(), max(sure, 0.9)  # "Diplom-Informatiker"
    if short := NUMERAL.match(text, finish):
        finish = short.end()  # "Higher Secondary (XII)"
    if text[:finish].count("(") > text[:finish].count(")"):
        closing = text.find(")", finish)
        finish = closing + 1 if 0 <= closing <= finish + 2 else finish
    return Degree(tokens[-index].begin, finish, sure)


@remembered
def degree_in(text: str) -> str | None:
    """Return the folded words of the text that name a degree, None without one."""
    degree = find_degree(text)
    return fold(text[degree.begin : degree.finish]) if degree else None


@dataclass(frozen=True, slots=True)
class Titled:
    """A degree's text with its subject's, each as printed, None where it isn't."""

    degree: str
    area: str | None


def split_degree(text: str, degree: Degree) -> Titled:
    """Split a text that holds a degree, and no school, into the degree with its subject."""
    head, tail = text[: degree.begin].strip(TRIM + "("), text[degree.finish :]
    after = _after(tail)
    if after:
        return Titled(text[: degree.finish].strip(TRIM), after)
    if len(re.findall(r"[^\W\d_]", head)) > SHORT_HEAD and not _goes_before(head):
        return Titled(_unclosed(text[degree.begin :].strip(TRIM)), head)
    return Titled(text.strip(TRIM), None)


def _unclosed(text: str) -> str:
    return text.removesuffix(")") if text.count(")") > text.count("(") else text


def _goes_before(head: str) -> bool:
    """Whether all words before a degree belong to it: "Executive", "Staatlich geprüfter"."""
    tokens = _tokens(head)
    index = 0
    while index < len(tokens):
        size = _phrase(tokens, index, "tail") or _phrase(tokens, index, "before")
        if not size:
            return False
        index += size
    return True


def _after(tail: str) -> str:
    """Return the subject behind a degree without the words that join them."""
    text = tail.strip(TRIM)
    tokens = _tokens(text)
    size = _phrase(tokens, 0, "join") if tokens else 0
    if size and size < len(tokens):
        text = text[tokens[size].begin :] if "(" not in text[: tokens[size].begin] else text[tokens[0].begin :]
    if text.startswith("(") and text.endswith(")") and text.count("(") == 1:
        text = text[1:-1]
    text = text.strip(TRIM)
    if text.count("(") != text.count(")"):
        text = text.strip("()").strip(TRIM)
    return text if re.search(r"[^\W\d_]{2}", text) else ""
