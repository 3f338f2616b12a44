"""Turn whole files into cut, changed, mixed and mislabelled ones."""

import random
from collections.abc import Iterator

from benchmarks.hostile.built import (
    DAMAGED,
    JANE,
    LINES,
    MEGABYTE,
    PARAGRAPHS,
    READABLE,
    SEED,
    UNFINISHED,
    Hostile,
    deflated,
    document,
    docx,
    drawn,
    flipped,
    later,
    pdf,
    random_bytes,
    text_page,
    written,
)
from entities.resume import ParseStatus
from matcher.resume.limits import Limits

CUTS = 20
FLIPS = 16
STARTS = {
    "pdf": b"%PDF-1.7\n",
    "zip": b"PK\3\4",
    "html": b"<!doctype html>",
    "xml": b"<?xml version='1.0'?>",
    "utf-16": b"\xff\xfe",
    "rtf": b"{\\rtf1 ",
    "old word": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    "photograph": b"\xff\xd8\xff\xe0",
    "gzip": b"\x1f\x8b\x08",
    "program": b"\x7fELF\2\1\1",
    "postscript": b"%!PS-Adobe-3.0\n",
}
NAMES = (
    "../../../../etc/passwd",
    "a\0b.pdf",
    "a\nb\r.pdf",
    ".pdf",
    "a.pdf.exe",
    "\u202efdp.a",
    "<script>alert(1)</script>.pdf",
    "'; DROP TABLE resumes; --.pdf",
    "{{ 7 * 7 }}.pdf",
    "%s%n%x.pdf",
    "é" * 5000 + ".pdf",
    "CON.pdf",
    "",
    "Jane Doe.PDF",
    "\U0001f600.pdf",
    "a" * 100_000,
)


def _pdfs() -> dict[str, bytes]:
    two = {2: b"<</Type/Pages/Kids[3 0 R 3 0 R]/Count 2>>", 4: deflated(JANE)}
    return {"plain pdf": written(), "packed pdf": written(two)}


def _cut() -> Iterator[Hostile]:
    word = docx(document(PARAGRAPHS))
    for name, whole in {**_pdfs(), "docx": word}.items():
        for at in range(CUTS):
            end = len(whole) * at // CUTS + at % 3
            yield Hostile(
                f"{name} cut at {at} of {CUTS}",
                "a.docx" if name == "docx" else "a.pdf",
                later(lambda whole, end: whole[:end], whole, end),
                (*DAMAGED, "unsupported"),
            )


def _flipped() -> Iterator[Hostile]:
    wholes = {**_pdfs(), "docx": docx(document(PARAGRAPHS))}
    for name, whole in wholes.items():
        for seed in range(FLIPS):
            changed = flipped(whole, seed, 1 + seed % 9)
            yield Hostile(
                f"{name} with changed bytes {seed}",
                "a.docx" if name == "docx" else "a.pdf",
                later(lambda changed: changed, changed),
                (*DAMAGED, "unsupported", "encrypted", "too_large"),
                f"{' '.join(LINES)} {document(PARAGRAPHS).decode()}",
            )


def _shuffled() -> bytes:
    first, *others = written(end=b"").split(b"endobj\n")
    random.Random(SEED).shuffle(others)
    return first + b"endobj\n" + b"endobj\n".join(others) + b"trailer <</Root 1 0 R>>"


def _bent() -> Iterator[Hostile]:
    whole = written()
    half = len(whole) // 2
    bent = {
        "header only": b"%PDF-1.4\n" + random_bytes(3000),
        "header and nothing": b"%PDF-",
        "header and end": b"%PDF-1.7\n%%EOF\n",
        "a version to come": whole.replace(b"1.7", b"9.9"),
        "a header far in": b"\n" * 1000 + whole,
        "a header too far in": b"\n" * 2000 + whole,
        "two headers": b"%PDF-1.4\n" + whole,
        "junk before": random_bytes(900).replace(b"%PDF", b"") + whole,
        "junk behind": whole + random_bytes(50_000),
        "the file twice": whole + whole,
        "the file backwards": b"%PDF-1.7\n" + whole[::-1],
        "middle missing": whole[: half - 100] + whole[half + 100 :],
        "middle zeros": whole[: half - 50] + b"\0" * 100 + whole[half + 50 :],
        "line ends of another system": whole.replace(b"\n", b"\r"),
        "line ends of two": whole.replace(b"\n", b"\r\n"),
        "no line ends": whole.replace(b"\n", b" "),
        "objects shuffled": _shuffled(),
        "objects twice": written(end=b"") + written(),
        "no object ends": whole.replace(b"endobj", b"      "),
        "no stream ends": whole.replace(b"endstream", b"         "),
        "objects renumbered": whole.replace(b" 0 obj", b" 65535 obj"),
        "objects of great numbers": whole.replace(b"4 0", b"999999999999999999999 0"),
        "a million line ends": whole[:half] + b"\n" * MEGABYTE + whole[half:],
        "a million comments": b"%PDF-1.7\n" + b"%\n" * (MEGABYTE // 2) + whole,
        "a hundred thousand empty objects": whole.replace(b"xref", b"9 0 obj\nendobj\n" * 100_000 + b"xref", 1),
        "a hundred thousand beginnings": b"%PDF-1.7\n" + b"1 0 obj <<" * 100_000,
        "a hundred thousand ends": b"%PDF-1.7\n" + b"startxref\n9\n%%EOF\n" * 50_000,
        "a hundred thousand trailers": b"%PDF-1.7\n" + b"trailer <</Root 1 0 R>>\n" * 30_000,
        "a hundred thousand streams": b"%PDF-1.7\n" + b"4 0 obj <</Length 9>> stream\n" * 30_000,
    }
    for name, content in bent.items():
        yield Hostile(name, "a.pdf", later(lambda content: content, content), (*DAMAGED, "unsupported", *UNFINISHED))
    yield Hostile("truncated", "a.pdf", lambda: pdf(JANE)[:200], ("corrupt", "empty"))


def _starts() -> Iterator[Hostile]:
    for at, (name, start) in enumerate(STARTS.items()):
        content = start + random_bytes(4000, at)
        yield Hostile(
            f"{name} of random bytes",
            "a.pdf",
            later(lambda content: content, content),
            ("corrupt", "unsupported", *READABLE),
        )
    for at in range(4):
        content = random_bytes(3000 + at, at)
        yield Hostile(
            f"random bytes {at}",
            f"a.{('bin', 'pdf', 'docx', 'html')[at]}",
            later(lambda content: content, content),
            ("unsupported", "corrupt"),
        )
    for at, letter in enumerate((b"", b"\0", b"%", b"P", b"<", b"a", b"\xff", b"\n")):
        refused: tuple[ParseStatus, ...] = ("empty", "unsupported", "corrupt")
        yield Hostile(f"{len(letter)} bytes {at}", "a.pdf", later(lambda letter: letter, letter), refused)


def _mixed() -> Iterator[Hostile]:
    page, word = pdf(text_page(*LINES)), docx(document(PARAGRAPHS))
    html = f"<html><body><p>{'</p><p>'.join(LINES)}</p></body></html>".encode()
    mixed = {
        "pdf then zip": page + word,
        "zip then pdf": word + page,
        "pdf within a picture": b"\x89PNG\r\n\x1a\n" + random_bytes(200).replace(b"%PDF", b"") + page,
        "html then pdf": html + page,
        "pdf then html": page + html,
        "html within a pdf": drawn(JANE + b" % " + html),
        "pdf within html": b"<html><!--" + page + b"--><body><p>Jane Doe</p></body></html>",
        "zip within html": html + word,
        "text then pdf": "\n".join(LINES).encode() + b"\n" + b" " * 1200 + page,
        "pdf of a program": b"#!/bin/sh\nrm -rf /\n" + page,
    }
    for name, content in mixed.items():
        yield Hostile(name, "a.pdf", later(lambda content: content, content), (*DAMAGED, "unsupported"))
    yield Hostile("wrong extension", "a.docx", lambda: page, ("ok",))
    yield Hostile("wrong extension of a docx", "a.pdf", lambda: word, ("ok",))
    yield Hostile("wrong extension of a page", "a.pdf", lambda: html, ("ok",))
    for at, name in enumerate(NAMES):
        yield Hostile(f"file name {at}", name, lambda: page, ("ok",))


def _large(limits: Limits) -> Iterator[Hostile]:
    over = limits.file + 1
    for name, start in (("text", b""), ("pdf", b"%PDF-1.7\n"), ("docx", b"PK\3\4"), ("page", b"<html>")):
        yield Hostile(
            f"a byte too many: {name}", "a.txt", later(lambda start: start.ljust(over, b"a"), start), ("too_large",)
        )


def files(limits: Limits) -> Iterator[Hostile]:
    """Yield files that were whole once."""
    yield from _cut()
    yield from _flipped()
    yield from _bent()
    yield from _starts()
    yield from _mixed()
    yield from _large(limits)
