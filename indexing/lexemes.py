"""Turn a search text into lexemes: words, phrases, scopes, ranges, operators, parentheses, each with its position."""

import difflib
from dataclasses import dataclass
from typing import Literal

from entities.errors import InvalidQuery
from entities.query import RangeField, Scope
from indexing.fields import SCOPES
from indexing.ranges import RANGES

LexemeKind = Literal["word", "prefix", "phrase", "range", "scope", "and", "or", "not", "open", "close", "end"]

OPERATORS: dict[str, LexemeKind] = {"AND": "and", "OR": "or", "NOT": "not"}
QUOTES = '"\u201c\u201d\u201e\u00ab\u00bb\uff02'  # any of them opens, any of them closes
ESCAPE = "\\"
ENDS = QUOTES + "()"
AFTER_COLON = QUOTES + "(" + ESCAPE + "-.*"  # besides letters and digits: what makes `x:` look like a scope


@dataclass(frozen=True, slots=True)
class Lexeme:
    """One piece of a search text; `at` counts characters from 0. A range's text is what stands behind its colon."""

    kind: LexemeKind
    text: str
    at: int
    field: RangeField | None = None


def lexemes(text: str) -> list[Lexeme]:
    """Cut a search text into lexemes, an `end` last; raises InvalidQuery with the position of what can't be read."""
    found: list[Lexeme] = []
    at = 0
    while at < len(text):
        character = text[at]
        if character.isspace():
            at += 1
        elif character in "()":
            found.append(Lexeme("open" if character == "(" else "close", character, at))
            at += 1
        elif character in QUOTES:
            lexeme, at = _phrase(text, at)
            found.append(lexeme)
        elif character == "-" and at + 1 < len(text) and not text[at + 1].isspace():
            found.append(Lexeme("not", "-", at))
            at += 1
        else:
            lexeme, at = _word(text, at)
            found.append(lexeme)
    found.append(Lexeme("end", "", len(text)))
    return found


def _phrase(text: str, start: int) -> tuple[Lexeme, int]:
    kept: list[str] = []
    at = start + 1
    while at < len(text):
        if text[at] == ESCAPE and at + 1 < len(text):
            kept.append(text[at + 1])
            at += 2
        elif text[at] in QUOTES:
            if not kept:
                raise InvalidQuery(f"nothing between the quotes at {start}")
            return Lexeme("phrase", "".join(kept), start), at + 1
        else:
            kept.append(text[at])
            at += 1
    raise InvalidQuery(f"unclosed quote at {start}", hint='close it with "')


def _word(text: str, start: int) -> tuple[Lexeme, int]:
    kept: list[str] = []
    literal = False  # an escape makes the word a word, whatever it looks like
    starred = False
    at = start
    while at < len(text) and not text[at].isspace() and text[at] not in ENDS:
        character = text[at]
        starred = character == "*"
        if character == ESCAPE and at + 1 < len(text):
            at += 1
            literal = True
        elif character == ":" and not literal and (name := _name("".join(kept).lower(), text[at + 1 : at + 2], start)):
            if name in RANGES:
                return _range(name, text, start, at + 1)
            return Lexeme("scope", name, start), at + 1
        kept.append(text[at])
        at += 1
    word = "".join(kept)
    if starred:
        return Lexeme("prefix", word[:-1], start), at
    return Lexeme("word" if literal else OPERATORS.get(word, "word"), word, start), at


def _range(field: RangeField, text: str, start: int, at: int) -> tuple[Lexeme, int]:
    end = at
    while end < len(text) and not text[end].isspace() and text[end] not in "()":
        end += 1
    return Lexeme("range", text[at:end], start, field), end


def _name(name: str, follows: str, start: int) -> Scope | RangeField | None:
    """Read `title:` and the like; `3:1`, `https://...` and a colon at a word's end name nothing."""
    if name in SCOPES:
        return name
    if name in RANGES:
        return name
    looks_so = follows and (follows.isalnum() or follows in AFTER_COLON)
    if not looks_so or not (name.isascii() and name.isalpha()):
        return None
    known = (*SCOPES, *RANGES)
    near = difflib.get_close_matches(name, known, n=1, cutoff=0.5)
    meant = f"did you mean {near[0]}: ?" if near else f"the scopes are {', '.join(known)}."
    raise InvalidQuery(f"unknown scope at {start}", hint=f'{meant} To search for a colon, write "\\:"')
