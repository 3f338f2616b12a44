"""Turn a found document with the terms of a question into fragments of text that show where the terms stand."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Protocol

from pydantic import BaseModel, ConfigDict, Field

from entities.document import PersonDocument
from entities.query import Scope
from indexing import analyse
from service.flows.masking import masked

MOST = 8  # fragments a hit
AROUND = 60  # characters of running text kept on each side of the first mark
LONGEST = 240  # characters of a fragment
RUN = re.compile(r"\S+")
WORD = re.compile(r"[^\W_]+(?:\+\+|#)?|\.[^\W_]+")
REMEMBERED_WORDS = 50_000

# The fields to quote from, in the order in which they tell most, and the scope that asks for each beside "any".
FIELDS: Mapping[str, Scope] = {
    "current_title": "title",
    "headline": "any",
    "titles": "title",
    "skills": "skill",
    "current_company": "company",
    "companies": "company",
    "location": "location",
    "schools": "school",
    "name": "name",
    "tags": "any",
    "summary": "any",
    "notes": "any",
}
Span = tuple[int, int]


class Asked(Protocol):
    """What a question asks for, as ranking names it: all the tokens, in one field of the scope."""

    @property
    def tokens(self) -> tuple[str, ...]:
        """The analysed words."""

    @property
    def scope(self) -> Scope:
        """Where they are asked for."""

    @property
    def prefix(self) -> bool:
        """Whether words that only begin so will do."""


class Highlight(BaseModel):
    """One fragment of plain text (never markup: escape it for a page) and the places in it that were asked for."""

    model_config = ConfigDict(frozen=True)

    field: str
    text: str
    marks: tuple[Span, ...] = Field(description="From and to, in characters (Unicode code points) of `text`.")


def highlights(document: PersonDocument, terms: Sequence[Asked]) -> tuple[Highlight, ...]:
    """Quote where a document holds the terms, the most telling fields first; a text is quoted once."""
    found: dict[str, Highlight] = {}
    for field, scope in FIELDS.items():
        asked = [term for term in terms if term.scope in ("any", scope)]
        for text in _texts(document, field) if asked else ():
            spans = marks(text, asked)
            if spans and text not in found:
                found[text] = _fragment(field, text, spans)
            if len(found) == MOST:
                return tuple(found.values())
    return tuple(found.values())


def marks(text: str, terms: Sequence[Asked]) -> tuple[Span, ...]:
    """Give the words of one text that a term asks for, where the text holds all tokens of the term."""
    words = [(span, _tokens(text[slice(*span)])) for span in _words(text)]
    held = {token for _, tokens in words for token in tokens}
    asked = [term for term in terms if all(_holds(held, token, term) for token in term.tokens)]
    return tuple(
        span
        for span, tokens in words
        if any(_same(token, wanted, term) for term in asked for wanted in term.tokens for token in tokens)
    )


def _texts(document: PersonDocument, field: str) -> tuple[str, ...]:
    held = getattr(document, field)
    texts = (held,) if isinstance(held, str) else held
    if field in ("summary", "notes"):
        return tuple(line for text in texts for line in text.splitlines())
    return tuple(texts)


def _words(text: str) -> Iterator[Span]:
    """Cut text at white space, then each run into words, unless its analysis is more than that of its words."""
    for run in RUN.finditer(text):
        inner = [(run.start() + word.start(), run.start() + word.end()) for word in WORD.finditer(run.group())]
        apart = [token for start, end in inner for token in _tokens(text[start:end])]
        if len(inner) > 1 and apart == list(_tokens(run.group())):
            yield from inner
        elif len(inner) == 1 and _tokens(text[slice(*inner[0])]) == _tokens(run.group()):
            yield inner[0]
        elif _tokens(run.group()):
            yield run.span()


def _holds(held: set[str], wanted: str, term: Asked) -> bool:
    return any(token.startswith(wanted) for token in held) if term.prefix else wanted in held


def _same(token: str, wanted: str, term: Asked) -> bool:
    return token.startswith(wanted) if term.prefix else token == wanted


@lru_cache(maxsize=REMEMBERED_WORDS)
def _tokens(word: str) -> tuple[str, ...]:
    return analyse(word)


def _fragment(field: str, text: str, spans: Sequence[Span]) -> Highlight:
    """Cut the text around its first mark, between words, when it is longer than a fragment may be; cover addresses."""
    text = masked(text)
    if len(text) <= LONGEST:
        return Highlight(field=field, text=text, marks=tuple(spans))
    first, last = spans[0]
    start = 0 if first <= AROUND else _gap_after(text, first - AROUND, first)
    end = min(len(text), start + LONGEST)
    if end < len(text):
        end = max(last, text.rfind(" ", start, end))
    end = min(end, start + LONGEST)
    kept = tuple((a - start, min(b, end) - start) for a, b in spans if a < end)
    return Highlight(field=field, text=text[start:end], marks=kept)


def _gap_after(text: str, at: int, limit: int) -> int:
    gap = text.find(" ", at, limit)
    return limit if gap < 0 else gap + 1
