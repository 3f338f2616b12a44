"""Turn the bytes of a PDF content stream into operators with their operands.

Only what moves or shows text is kept, and the paths that may draw a bullet: lexing is the dearest part of reading a
PDF in Python. One regular expression finds the tokens (PDF 32000-1:2008, section 7.2).
"""

import re
from collections.abc import Callable, Iterator

from pdfminer.psparser import LIT, PSLiteral

Operand = float | bytes | PSLiteral | list["Operand"]
Operation = tuple[bytes, list[Operand]]

KEPT = (
    frozenset((b"q", b"Q", b"cm", b"BT", b"ET", b"Do", b"Tj", b"TJ", b"'", b'"'))
    | frozenset(
        (b"Tc", b"Tw", b"Tz", b"TL", b"Tf", b"Ts", b"Tr", b"Td", b"TD", b"Tm", b"T*"),
    )
    | frozenset((b"m", b"l", b"c", b"re", b"f", b"F", b"f*", b"B", b"b", b"S", b"s", b"n"))
)
TOKEN = re.compile(
    rb"([-+.\d][-+.\deE]*)"  # NUMBER
    rb"|([A-Za-z'\"*][A-Za-z0-9'\"*]*)"  # OPERATOR
    rb"|(\((?:[^()\\]+|\\.)*+\))"  # STRING without inner parentheses
    rb"|(\[)|(\])"  # OPEN, CLOSE
    rb"|<<|>>"
    rb"|<([0-9A-Fa-f\s]*)>"  # HEX
    rb"|/([^\s()<>\[\]{}/%]*)"  # NAME
    rb"|(\()"  # NESTED: a string with inner parentheses, whose end is found by counting
    rb"|%[^\r\n]*",
    re.DOTALL,
)
NUMBER, OPERATOR, STRING, OPEN, CLOSE, HEX, NAME, NESTED = range(1, 9)
ESCAPE = re.compile(rb"\\([0-7]{1,3}|\r\n|.)", re.DOTALL)
PARENTHESIS = re.compile(rb"\\.|[()]", re.DOTALL)
INLINE_END = re.compile(rb"[\s]EI(?=[\s]|$)")
HASH = re.compile(rb"#([0-9A-Fa-f]{2})")
ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"\n": b"", b"\r": b"", b"\r\n": b""}


def _unescape(found: re.Match[bytes]) -> bytes:
    body = found.group(1)
    if body.isdigit():
        return bytes((int(body, 8) & 255,))
    return ESCAPED.get(body, body)


def _string(raw: bytes) -> bytes:
    return ESCAPE.sub(_unescape, raw) if b"\\" in raw else raw


def _hex(raw: bytes) -> bytes:
    digits = b"".join(raw.split())
    return bytes.fromhex((digits + b"0" if len(digits) % 2 else digits).decode("ascii"))


def _name(raw: bytes) -> PSLiteral:
    plain = HASH.sub(lambda found: bytes.fromhex(found.group(1).decode("ascii")), raw) if b"#" in raw else raw
    try:
        return LIT(plain.decode("utf-8"))
    except UnicodeDecodeError:
        return LIT(plain.decode("latin-1"))


def _number(raw: bytes) -> float:
    try:
        return float(raw)
    except ValueError:
        return 0.0


def _closing(content: bytes, opening: int) -> int:
    """Find the end of a string with inner parentheses; returns the position after it."""
    depth = 0
    for found in PARENTHESIS.finditer(content, opening):
        if found.group() == b"(":
            depth += 1
        elif found.group() == b")":
            depth -= 1
            if depth == 0:
                return found.end()
    return len(content)


READ: dict[int, Callable[[bytes], Operand]] = {
    NUMBER: _number,
    STRING: lambda token: _string(token[1:-1]),
    HEX: _hex,
    NAME: _name,
}


def operations(content: bytes) -> Iterator[Operation]:
    """Yield the operators that matter for text, in order, each with its operands.

    Broken tokens are skipped, as viewers do; an operator's operand count is the caller's to check.
    """
    operands: list[Operand] = []
    stack: list[list[Operand]] = []
    position: int | None = 0
    while position is not None:
        start, position = position, None
        for found in TOKEN.finditer(content, start):
            kind = found.lastindex or 0
            if kind in READ:
                operands.append(READ[kind](found[kind]))
            elif kind == OPERATOR:
                if found[kind] in KEPT:
                    yield found[kind], operands
                operands, stack = [], []
                if found[kind] == b"ID" and (end := INLINE_END.search(content, found.end())):
                    position = end.end()
                    break
            elif kind == OPEN:
                stack.append(operands)
                operands = []
            elif kind == CLOSE and stack:
                array, operands = operands, stack.pop()
                operands.append(array)
            elif kind == NESTED:
                position = _closing(content, found.start())
                operands.append(_string(content[found.start() + 1 : position - 1]))
                break
