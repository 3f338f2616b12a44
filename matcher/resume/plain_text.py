"""Turn the lines of a text file into rows without what frames, quotes and decorates them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from matcher.resume.lexicon import fold, rows

RULES = "-=_*~#+.:·─━═╌╍┄┈—–"
CORNERS = "|│┃║¦├┤┬┴┼┌┐└┘╔╗╚╝╠╣╦╩╬╭╮╰╯▔▁"
RULE = re.compile(rf"^\s*(?:[{re.escape(RULES + CORNERS)}]\s?){{3,}}\s*$")
RULED = re.compile(r"(?<=\w)\s+([-=_*~─━═])\1{3,}\s*$")  # a title that goes on as a rule
DECORATED = re.compile(r"^\s*(?:([-=*~#_+<:.─━═])\1+ ?|\[)\s*([^\W_].{0,50}?)\s*(?:([-=*~#_+>:.─━═])\3+|\])\s*$")
OPENED = re.compile(r"^\s{0,3}(={1,6}|#{1,6})\s+(\S.*)$")  # a heading of markdown, or of its kin
MARKED_BOLD = re.compile(r"(\*\*|__)[^*_]")
QUOTE = re.compile(r"^ ?(?:[>|] ?)+(?! *[|])")
EDGES = "|│┃║¦"
FRAMES = "*#+" + EDGES
SAVED = re.compile(
    r"^(?:to|cc|bcc|subject|date|sent|reply-to|mime-version|content-[a-z-]+|message-id|received|return-path|x-[a-z-]+|"
    r"an|betreff|datum|gesendet|à|objet|envoyé|para|asunto|enviado|a|oggetto|inviato|aan|onderwerp|verzonden|till|ämne|"
    r"skickat|til|emne|do|temat|wysłano|komu|předmět):\s",
    re.IGNORECASE,
)
SENDER = re.compile(r"^(?:from|von|de|da|van|från|fra|od|lähettäjä|kimden|feladó):\s.*@", re.IGNORECASE)
MAIL_LINES = 12  # in which the head of a mail stands
MOST_LINES = 0.6  # share of the lines that are quoted where a mail is
ZERO_WIDTH = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))
WIDE = dict.fromkeys(map(ord, "\xa0\u2000\u2001\u2002\u2003\u2004\u2005\u2007\u2009\u200a\u202f"), " ")
SIGNATURE = re.compile(r"^-- ?$")
UNDERLINE_SLACK = 6  # characters by which a rule below a title may be longer than it
LONGEST_TITLE = 50  # characters


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a text file: its number, its text, and where it stands once columns are told apart.

    `heading` is a level (0 for none), `signed` that it stands in a signature, `apart` that it is a title in the margin.
    """

    number: int
    text: str
    column: int = 0
    left: float = 0.0
    heading: int = 0
    signed: bool = False
    apart: bool = False

    @property
    def blank(self) -> bool:
        """Whether nothing stands in the row."""
        return not self.text.strip()


@cache
def _closings() -> frozenset[str]:
    return frozenset(fold(closing) for row in rows("letters.txt") for closing in row.entries)


def is_rule(text: str) -> bool:
    """Say whether a row is a drawn line."""
    return bool(RULE.match(text)) and sum(not sign.isspace() for sign in text) >= len("---")


def to_rows(text: str) -> list[Row]:
    """Split a text into rows without invisible characters, frames, quotes and the heads of mails."""
    plain = text.translate(ZERO_WIDTH).translate(WIDE).replace("\f", "\n")
    lines = _unquoted(plain.splitlines())
    found = [Row(number, line.rstrip()) for number, line in enumerate(lines, start=1)]
    return _titled(_signed(_unframed(_without_mail_head(found))))


def _unquoted(lines: list[str]) -> list[str]:
    """Take off the marks of quoted mails where most lines have them."""
    full = [line for line in lines if line.strip()]
    quoted = [line for line in full if QUOTE.match(line) and not line.rstrip().endswith("|")]
    if not full or len(quoted) < MOST_LINES * len(full):
        return lines
    return [QUOTE.sub("", line) for line in lines]


def _without_mail_head(found: list[Row]) -> list[Row]:
    """Blank whom a mail went to and when; who sent it stays."""
    head = [row for row in found if not row.blank][:MAIL_LINES]
    named = {row.number for row in head if SAVED.match(row.text)}
    if not named or not any(SENDER.match(row.text) for row in head):
        return found
    return [replace(row, text="") if row.number in named else row for row in found]


def _frame(text: str) -> str:
    """Return the sign that a row begins and ends with, "" for none."""
    inner = text.strip()
    if (
        len(inner) < len("| a |")
        or inner[0] not in FRAMES
        or not (inner[-1] == inner[0] or inner[0] + inner[-1] in "||")
    ):
        return ""
    inside = inner[1] in " \t" + inner[0] and inner[-2] in " \t" + inner[0]
    return inner[0] if inside or inner[0] in EDGES else ""


def _unframed(found: Sequence[Row]) -> list[Row]:
    """Take off the edges of boxes and tables; the edges between cells become wide gaps."""
    frames = [_frame(row.text) for row in found]
    plain: list[Row] = []
    for at, row in enumerate(found):
        near = [found[other].text for other in (at - 1, at + 1) if 0 <= other < len(found)]
        framed = frames[at] and not is_rule(row.text)
        boxed = any(_frame(text) == frames[at] or is_rule(text) for text in near)
        if not framed or (frames[at] not in EDGES and not boxed):
            plain.append(row)
            continue
        inner = row.text.strip().strip(frames[at]) if frames[at] not in EDGES else row.text.strip()[1:-1]
        if frames[at] in EDGES:
            inner = re.sub(f"[{EDGES}]", "  ", inner)
        plain.append(replace(row, text=inner.rstrip()))
    return plain


def _signed(found: Sequence[Row]) -> list[Row]:
    """Mark what stands below a closing or the mark of a signature."""
    open_at: int | None = None
    for at, row in enumerate(found):
        text = row.text.strip()
        if SIGNATURE.match(row.text) or (at > len(found) // 2 and fold(text.rstrip(",.! ")) in _closings()):
            open_at = at
            break
    if open_at is None:
        return list(found)
    below = [replace(row, signed=True) for row in found[open_at + 1 :]]
    return [*found[:open_at], *(replace(row, text="") if SIGNATURE.match(row.text) else row for row in below)]


def _titled(found: Sequence[Row]) -> list[Row]:
    """Give rows that are underlined, ruled around or decorated the level of a heading."""
    titled: list[Row] = []
    for at, row in enumerate(found):
        text = RULED.sub("", row.text)
        level = 2 if text != row.text else 0
        if is_rule(row.text) or row.blank:
            titled.append(row)
            continue
        if opened := OPENED.match(text):
            titled.append(replace(row, text=opened[2].rstrip("=# "), heading=len(opened[1])))
            continue
        if (found_inner := DECORATED.match(text)) and not MARKED_BOLD.match(text.strip()):
            titled.append(replace(row, text=found_inner[2], heading=2))
            continue
        length = len(text.strip())
        above = at > 0 and is_rule(found[at - 1].text)
        rule = found[at + 1].text.strip() if at + 1 < len(found) else ""
        below = is_rule(rule)
        short = length <= LONGEST_TITLE and "   " not in text.strip()
        if short and below and (above or abs(len(rule) - length) <= UNDERLINE_SLACK):
            level = 2
        titled.append(replace(row, text=text, heading=level))
    return titled
