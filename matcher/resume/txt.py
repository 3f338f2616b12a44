"""Turn a text file into lines."""

import re

from matcher.resume.limits import Limits, Unreadable
from matcher.resume.line import Line, Pages, Part

MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
RULE = re.compile(r"^\s*[-=_*~#+]{3,}\s*$")
RULED = re.compile(r"(?<=\w)\s+([-=_*~])\1{3,}\s*$")  # a title that goes on as a rule
WIDE_GAP = re.compile(r" {3,}|\t+")
BULLET = re.compile(r"^\s*(?:[•◦▪■●○‣∙·►▸✓✔]\s*|[-–—*+]\s+)(?=\S)")
FIRST_SIZE, SIZE = 20.0, 10.0


def decode(content: bytes) -> str:
    """Decode text by its byte order mark, as UTF-8, as UTF-16 without a mark, or as Windows Latin."""
    for mark, encoding in MARKS:
        if content.startswith(mark):
            return content.decode(encoding, "replace")
    if content[1:200:2].count(0) > len(content[1:200:2]) * 0.4:
        return content.decode("utf-16-le", "replace")
    if content[0:200:2].count(0) > len(content[0:200:2]) * 0.4:
        return content.decode("utf-16-be", "replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def read_txt(content: bytes, limits: Limits) -> Pages:
    """Read a text file into lines; raises Unreadable (too_large, empty, unsupported)."""
    text = decode(content)
    if len(text) > limits.characters:
        raise Unreadable("too_large", "The text has too many characters.")
    lines: list[Line] = []
    blank = 0
    bullet_indent = -1
    for number, raw in enumerate(text.replace("\f", "\n").splitlines(), start=1):
        if not raw.strip() or RULE.match(raw):
            blank += not raw.strip()
            bullet_indent = -1
            continue
        raw = RULED.sub("", raw)  # noqa: PLW2901 - what follows reads the line without its rule
        found = BULLET.match(raw)
        expanded = raw.expandtabs()
        indent = len(expanded) - len(expanded.lstrip())
        body = raw[found.end() :] if found else raw
        pieces = [piece.strip() for piece in WIDE_GAP.split(body.strip()) if piece.strip()]
        if lines and bullet_indent >= 0 and not found and indent > bullet_indent and not blank:
            before = lines.pop()
            joined = Part(f"{before.text} {'   '.join(pieces)}")
            lines.append(Line((joined,), bullet=True, gap=before.gap, path=before.path, x0=before.x0))
            continue
        size = SIZE if lines else FIRST_SIZE
        lines.append(
            Line(
                parts=tuple(Part(piece, size=size) for piece in pieces),
                size=size,
                bullet=bool(found),
                gap=float(blank),
                path=f"line[{number}]",
                x0=float(indent),
            ),
        )
        bullet_indent = indent if found else -1
        blank = 0
    if not lines:
        raise Unreadable("empty", "The file holds no text.")
    return Pages(lines=tuple(lines))
