"""Turn a text into the tokens that dates are made of: numbers, words, marks."""

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from matcher.resume.lexicon import WIDE, flat, months, rows

FIRST_YEAR, LAST_YEAR = 1940, 2049
PIVOT = 50  # a two-digit year below it is of this century
KINDS = ("", "number", "word", "mark")  # of a token, by the number of its group
TOKEN = re.compile(r"(\d+)|([一-鿿ぁ-ヿ]|(?<=\d)[년월일]|[^\W\d_]+)|(\S)")
# What a text must hold to have a date at all: a year, or two digits behind a mark, a word or an apostrophe.
POSSIBLE = re.compile(r"\d{4}|['/.-]\s?\d\d|[^\W\d_]\.?[\s-]{1,3}\d\d(?!\d)|\d\d\s?[年년]")
GLUED = re.compile(r"(?<=[^\W\d_A-Z])[a-zà-ÿ](?=[A-ZÀ-Þ][a-zà-ÿ])")
JOINTS = frozenset("'.-/")  # marks inside a phrase: "aujourd'hui", "н.в.", "to-date"
MOST_JOINTS = 2
CURRENCIES = frozenset("$€£¥₽₺₹#")
MONTH_NUMERALS = {"ii": 2, "iii": 3, "iv": 4, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "xi": 11, "xii": 12}
OTHER_DIGITS = {
    first + value: str(value) for first in (0x660, 0x6F0, 0x966, 0x9E6) for value in range(10)
}  # Arabic, Persian, Devanagari, Bengali


class Token(NamedTuple):
    """One token: `kind` is number, word or mark; `gap` is the white space before it in characters.

    `capitals` tells a word printed in capitals only, as acronyms and some legal forms are.
    """

    kind: str
    text: str
    begin: int
    finish: int
    gap: int
    capitals: bool = False


Tokens = Sequence[Token]
AHEAD = 10  # end tokens, so that a rule may look that far ahead without asking for the end


def tokens_of(text: str) -> list[Token]:
    """Return the tokens of a text in plain lower-case letters, none where no date can stand in it.

    `begin` and `finish` count in the text as given. The list ends with `AHEAD` tokens of kind "end".
    """
    plain = flat(text)
    if not plain.isascii():
        plain = plain.translate(OTHER_DIGITS)
    if not POSSIBLE.search(plain):
        return []
    found: list[Token] = []
    reached = 0
    for match in TOKEN.finditer(plain):
        begin, finish = match.span()
        kind = KINDS[match.lastindex or 0]
        if kind != "word":
            found.append(Token(kind, _wide(match[0]), begin, finish, begin - reached))
            reached = finish
            continue
        # Characters set too close glue a date to what follows it: "2019 aprDriver".
        if not text[begin + 1 : finish].islower() and (glued := GLUED.search(text, begin, finish)):
            found.append(Token(kind, _wide(plain[begin : glued.end()]), begin, glued.end(), begin - reached))
            begin = reached = glued.end()
        found.append(
            Token(kind, _wide(plain[begin:finish]), begin, finish, begin - reached, text[begin:finish].isupper())
        )
        reached = finish
    return found + [Token("end", "", len(text), len(text), AHEAD)] * AHEAD


def _wide(word: str) -> str:
    """Write letters that stand for two as two: "einschließlich", "nuværende"."""
    return word if word.isascii() else "".join(WIDE.get(letter, letter) for letter in word)


@cache
def _phrases() -> dict[str, dict[str, tuple[tuple[str, ...], ...]]]:
    """Return the phrases of each list of datewords by their first word, the longest first."""
    found: dict[str, dict[str, list[tuple[str, ...]]]] = {}
    for row in rows("datewords.txt"):
        for entry in row.entries:
            pieces = list(TOKEN.finditer(flat(entry)))
            first, *tail = [_wide(piece[0]) for piece in pieces if not piece[3]] or [piece[0] for piece in pieces]
            found.setdefault(row.key, {}).setdefault(first, []).append(tuple(tail))
    return {
        key: {first: tuple(sorted(set(tails), key=len, reverse=True)) for first, tails in each.items()}
        for key, each in found.items()
    }


def phrase_at(tokens: Tokens, index: int, key: str) -> int | None:
    """Return the index behind the longest phrase of a list that starts at a token, None without one."""
    for tail in _phrases()[key].get(tokens[index].text, ()):
        at = index + 1
        for word in tail:
            joints = 0
            while tokens[at].kind == "mark" and tokens[at].text in JOINTS and joints < MOST_JOINTS:
                at, joints = at + 1, joints + 1
            if tokens[at].text != word:
                break
            at += 1
        else:
            dotted = tail and tokens[at].text == "." and tokens[at - 2].text == "." and not tokens[at].gap
            return at + 1 if dotted else at
    return None


def first_words(*keys: str) -> frozenset[str]:
    """Return the words that phrases of such lists of datewords begin with."""
    return frozenset(first for key in keys for first in _phrases()[key])


def is_mark(token: Token, marks: str) -> bool:
    """Whether the token is one of the marks."""
    return token.kind == "mark" and token.text in marks


def month_of(token: Token) -> int | None:
    """Return 1 to 12 for a month's name in any of the languages, None for any other token."""
    return months().get(token.text) if token.kind == "word" else None


def is_fresh(tokens: Tokens, index: int) -> bool:
    """Whether a number begins here: not the middle of a longer one, of a price, of a version, of a word."""
    if index == 0 or tokens[index].gap:
        return True
    before = tokens[index - 1]
    if before.kind == "word":
        return _joins_numbers(tokens, index - 1)
    if before.kind == "number" or before.text in CURRENCIES:
        return False
    if before.text in ".,:/+" and index > 1 and not before.gap:
        earlier = tokens[index - 2]
        return earlier.kind != "number" or (before.text == "/" and year_of(earlier) is not None)
    # "B-2000" is a post code and "X-2000" a product, yet "Apr-2019" and "Q1-2019" are dates.
    lettered = before.text == "-" and index > 1 and not before.gap and tokens[index - 2].kind == "word"
    return before.text != "+" and not (lettered and not _joins_numbers(tokens, index - 2))


def _joins_numbers(tokens: Tokens, index: int) -> bool:
    """Whether a word that touches a number is part of a date: "Jan2019", "bis2020"."""
    token = tokens[index]
    if month_of(token) or token.text in "年年月월년日일":
        return True
    return any(phrase_at(tokens, index, key) == index + 1 for key in ("to", "since", "season", "present", "part"))


def year_of(token: Token) -> str | None:
    """Return the year a number of four digits names, None out of bounds."""
    if token.kind == "number" and len(token.text) == 4 and FIRST_YEAR <= int(token.text) <= LAST_YEAR:
        return token.text
    return None


def full_year(two_digits: str) -> str:
    """Return the year of this or the last century that two digits stand for."""
    return f"{'20' if int(two_digits) < PIVOT else '19'}{two_digits}"


def usable_year(tokens: Tokens, index: int) -> str | None:
    """Return the year at a token unless it is part of a price, a share, a longer number or a word."""
    year = year_of(tokens[index])
    if year is None:
        return None
    after = tokens[index + 1]
    if not after.gap:
        if after.kind == "word" and not _joins_numbers(tokens, index + 1) and tokens[index + 2].kind != "number":
            ends = phrase_at(tokens, index + 1, "year") or phrase_at(tokens, index + 1, "since_after")
            return year if ends else None
        if is_mark(after, "%$€£¥₽₺₹°+") or (is_mark(after, ".,") and _goes_on(tokens, index + 2)):
            return None
    return None if after.gap <= 1 and phrase_at(tokens, index + 1, "unit") else year


def _goes_on(tokens: Tokens, index: int) -> bool:
    """Whether more than a day or month touches the mark before: "2019.500", "2000,00"."""
    token, mark = tokens[index], tokens[index - 1].text
    if token.gap or token.kind != "number":
        return False
    return year_of(token) is None and (mark == "," or len(token.text) > 2)


def telephone_numbers(tokens: Tokens) -> frozenset[int]:
    """Return the numbers that stand in a row with long ones, as the groups of a telephone number do."""
    for token in tokens:
        if token.kind == "number" and _is_long(token):
            break
    else:
        return frozenset()
    found: set[int] = set()
    row: list[int] = []
    for index, token in enumerate(tokens):
        if token.kind == "number":
            near = row and index - row[-1] <= 2 and _near(tokens, row[-1], index)
            row = [*row, index] if near else [index]
        elif row and not is_mark(token, "-./()"):
            row = []
        if len(row) > 1 and any(_is_long(tokens[at]) for at in row):
            found.update(row)
    return frozenset(found)


def _near(tokens: Tokens, first: int, second: int) -> bool:
    return all(
        tokens[at].gap == 0 or (tokens[at].gap == 1 and second - first == 1) for at in range(first + 1, second + 1)
    )


def _is_long(token: Token) -> bool:
    return len(token.text) > 2 and year_of(token) is None
