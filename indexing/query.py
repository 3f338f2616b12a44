r"""Turn a search text into a tree of conditions.

    any       = all { "OR" all }
    all       = one { [ "AND" ] one }              adjacent terms mean AND
    one       = ( "NOT" | "-" ) one | scope ":" one | "(" any ")" | "words next to each other" | word | begin* | *
              | "years:" range
    range     = low ".." high | low ".." | ".." high | number | ".."

NOT binds before AND, AND before OR; only capitals are operators. Scopes: any title company skill location school name;
an inner scope wins. Years are whole numbers, both ends included, and heed no scope; `years:..` asks that they be known.
A lone `*` is everything, as is an empty text. `\` takes the next character's meaning away.
"""

from typing import cast

from entities.errors import InvalidQuery, TooLarge
from entities.query import And, Everything, Node, Not, Or, Phrase, Prefix, Scope, Word
from indexing.lexemes import Lexeme, LexemeKind, lexemes
from indexing.ranges import read_range

BYTE_LIMIT = 10_000
TERM_LIMIT = 1_000
DEPTH_LIMIT = 20
SHORTER = "search for less at once, or narrow with filters"

TERMS: tuple[LexemeKind, ...] = ("word", "prefix", "phrase", "range")
BEGINNINGS: tuple[LexemeKind, ...] = (*TERMS, "scope", "not", "open")


def parse_query(text: str) -> Node:
    """Read a search text; raises InvalidQuery with a position, or TooLarge (10 kB, 1,000 terms, 20 levels)."""
    if len(text.encode("utf-8", "surrogatepass")) > BYTE_LIMIT:
        raise TooLarge(f"the query is longer than {BYTE_LIMIT} bytes", hint=SHORTER)
    found = lexemes(text)
    if sum(lexeme.kind in TERMS for lexeme in found) > TERM_LIMIT:
        raise TooLarge(f"the query has more than {TERM_LIMIT} terms", hint=SHORTER)
    if found[0].kind == "end":
        return Everything()
    return _Parser(found).whole()


class _Parser:
    """Reads lexemes from left to right."""

    def __init__(self, found: list[Lexeme]) -> None:
        self._found = found
        self._next = 0
        self._depth = 0

    def whole(self) -> Node:
        node = self._any("any")
        if self._peek().kind == "close":
            raise InvalidQuery(f"a closing parenthesis without an opening one at {self._peek().at}")
        return node

    def _peek(self) -> Lexeme:
        return self._found[self._next]

    def _take(self) -> Lexeme:
        lexeme = self._found[self._next]
        self._next += 1
        return lexeme

    def _any(self, scope: Scope) -> Node:
        parts = [self._all(scope)]
        while self._peek().kind == "or":
            self._take()
            parts.append(self._all(scope))
        return parts[0] if len(parts) == 1 else Or(parts=tuple(parts))

    def _all(self, scope: Scope) -> Node:
        parts = [self._one(scope)]
        while self._peek().kind == "and" or self._peek().kind in BEGINNINGS:
            if self._peek().kind == "and":
                self._take()
            parts.append(self._one(scope))
        return parts[0] if len(parts) == 1 else And(parts=tuple(parts))

    def _one(self, scope: Scope) -> Node:
        lexeme = self._take()
        if lexeme.kind in TERMS:
            return _term(lexeme, scope)
        if lexeme.kind not in BEGINNINGS:
            self._refuse(lexeme)
        self._depth += 1
        if self._depth > DEPTH_LIMIT:
            raise TooLarge(
                f"the query is nested more than {DEPTH_LIMIT} deep at {lexeme.at}", hint="take inner parentheses off"
            )
        node = self._nested(lexeme, scope)
        self._depth -= 1
        return node

    def _nested(self, lexeme: Lexeme, scope: Scope) -> Node:
        if lexeme.kind == "not":
            return Not(part=self._one(scope))
        if lexeme.kind == "scope":
            return self._one(cast("Scope", lexeme.text))
        if self._peek().kind == "close":
            raise InvalidQuery(f"nothing between the parentheses at {lexeme.at}")
        node = self._any(scope)
        if self._take().kind != "close":
            raise InvalidQuery(f"unclosed parenthesis at {lexeme.at}", hint="close it with )")
        return node

    def _refuse(self, lexeme: Lexeme) -> None:
        before = self._found[self._next - 2] if self._next > 1 else None
        if lexeme.kind in ("and", "or"):
            raise InvalidQuery(f"{lexeme.text} without a term before it at {lexeme.at}", hint=_quoting(lexeme.text))
        if before is not None and before.kind in ("and", "or", "not"):
            raise InvalidQuery(f"{before.text} without a term after it at {before.at}", hint=_quoting(before.text))
        if before is not None and before.kind == "scope":
            raise InvalidQuery(f"a scope without a term at {before.at}")
        raise InvalidQuery(f"a closing parenthesis without an opening one at {lexeme.at}")


def _quoting(operator: str) -> str:
    return f'to search for the word, write "{operator.lower()}"'


def _term(lexeme: Lexeme, scope: Scope) -> Node:
    if lexeme.field is not None:
        return read_range(lexeme.field, lexeme.text, lexeme.at + len(lexeme.field) + 1)
    if lexeme.kind == "phrase":
        return Phrase(text=lexeme.text, scope=scope)
    if lexeme.kind == "prefix":
        return Prefix(text=lexeme.text, scope=scope) if lexeme.text else Everything()
    return Word(text=lexeme.text, scope=scope)
