"""Turn text with marks of Markdown into spans of one look each, and the addresses that it links to."""

import re
from collections.abc import Sequence

from matcher.resume.spans import Span

MARKED = re.compile(
    r"!?\[(?P<label>[^\[\]\n]{0,200})\]\((?P<target>[^()\s]{1,500})(?: \"[^\"\n]{0,200}\")?\)"
    r"|<(?P<address>(?:https?://|mailto:)[^<>\s]{1,500}|[^<>\s@]{1,100}@[^<>\s@]{1,100})>"
    r"|(?P<both>\*\*\*|___)(?=\S)(?P<both_text>[^*_\n]{1,300})(?P=both)"
    r"|(?P<bold>\*\*|__)(?=\S)(?P<bold_text>[^*\n]{1,300}?)(?P=bold)"
    r"|(?<![\w*])(?P<italic>[*_])(?=\S)(?P<italic_text>[^*_\n]{1,300}?)(?<=\S)(?P=italic)(?![\w*])"
    r"|`(?P<code>[^`\n]{1,300})`"
    r"|\\(?P<escaped>[\\`*_{}\[\]()#+.!|<>~-])"
)
CLEAR = re.compile(r"^#{1,4} \S|\*\*\S[^*\n]{0,200}\*\*|\[[^\[\]\n]{1,200}\]\([^()\s]{1,500}\)", re.MULTILINE)
FEWEST = 2  # clear marks in a text of Markdown
LOOKED_AT = 50_000  # characters
HARD_BREAK = re.compile(r"(?:\\| {2,})$")


def is_markdown(text: str) -> bool:
    """Say whether a text has marks that only Markdown has."""
    marks = CLEAR.finditer(text, 0, LOOKED_AT)
    return next(marks, None) is not None and next(marks, None) is not None


def to_spans(text: str, size: float, *, bold: bool = False) -> tuple[list[Span], list[str]]:
    """Return a line's text in its looks, and what it links to."""
    spans: list[Span] = []
    targets: list[str] = []
    place = 0
    for mark in MARKED.finditer(text):
        spans.append(Span(text[place : mark.start()], size, bold))
        place = mark.end()
        target = mark["target"] or mark["address"]
        if target:
            targets.append(target)
        if mark["label"] is not None:
            inner, _ = to_spans(mark["label"], size, bold=bold)
            spans += inner
            continue
        strong = bool(mark["bold"] or mark["both"])
        inside = mark["bold_text"] or mark["both_text"] or mark["italic_text"] or mark["code"] or mark["escaped"]
        if strong and "](" in inside:
            inner, more = to_spans(inside, size, bold=True)
            spans += inner
            targets += more
        else:
            spans.append(Span(inside or target or "", size, bold or strong, bool(mark["italic"] or mark["both"])))
    spans.append(Span(HARD_BREAK.sub("", text[place:]), size, bold))
    return [span for span in spans if span.text], targets


def plain(spans: Sequence[Span]) -> str:
    """Return what spans read together."""
    return "".join(span.text for span in spans)
