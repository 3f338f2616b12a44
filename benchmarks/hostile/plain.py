"""Turn runs of letters that parsers of text stumble over into text files."""

import codecs
from collections.abc import Iterator

from benchmarks.hostile.built import LINES, READABLE, SEED, UNFINISHED, Hostile, later, random_bytes
from entities.resume import ParseStatus
from matcher.resume.limits import Limits

JANE = "\n".join(LINES)
SLOW: tuple[ParseStatus, ...] = (*READABLE, *UNFINISHED)
ODD: tuple[ParseStatus, ...] = (*SLOW, "unsupported")
REFUSED: tuple[ParseStatus, ...] = ("too_large",)
SHARE = 0.9  # of the letters that one file may have

# What a file is made of, again and again: each is near something that a parser looks for.
UNITS = {
    "digits": "1",
    "digits and spaces": "1 ",
    "digits and hyphens": "1-",
    "digits and points": "1.",
    "digits and slashes": "12/",
    "open brackets": "(",
    "brackets of digits": "(1)",
    "plus signs": "+",
    "phones": "+49 30 1234567 ",
    "phones without end": "+49(0)30-",
    "at signs": "@",
    "beginnings of addresses": "a@",
    "ends of addresses": "@a.",
    "addresses": "a@b.com ",
    "addresses without spaces": "a@b.com",
    "points": ".",
    "letters and points": "a.",
    "words and points": "com.",
    "hyphens": "-",
    "words and hyphens": "ab-",
    "dashes": "–",
    "underscores": "_",
    "letters": "a",
    "capitals": "A",
    "capitals apart": "A ",
    "words": "ab ",
    "names": "Jane ",
    "names and commas": "Jane, ",
    "commas": ",",
    "bars": " | ",
    "colons": ":",
    "slashes": "/",
    "backslashes": "\\",
    "schemes": "http://",
    "sites": "www.",
    "links": "http://a.com/b ",
    "links without spaces": "https://",
    "networks": "linkedin.com/in/",
    "years": "2019 ",
    "years without spaces": "2019",
    "spans of years": "2019 - 2021 ",
    "spans without end": "2019 - ",
    "months": "May ",
    "months and years": "May 2019 - ",
    "dates": "01/02/2019 ",
    "dates without spaces": "01.02.2019-",
    "dates in other words": "janvier 2019 à ",
    "presents": "present ",
    "since": "since 2019 ",
    "seasons": "Summer 2019 ",
    "short years": "'19 ",
    "companies": "Inn AB ",
    "companies' forms": "GmbH ",
    "titles": "Cook ",
    "titles and companies": "Cook at Inn, ",
    "small words": "of ",
    "degrees": "BSc ",
    "degrees with points": "B.Sc. ",
    "universities": "University of ",
    "skills": "Python, ",
    "skills apart": "C++ / ",
    "languages": "English (native), ",
    "levels": "C1 ",
    "cities": "London, ",
    "places": "New York, NY 10001 ",
    "headings": "Experience ",
    "bullets": "• ",
    "boxes": "☐ ",
    "spaces": " ",
    "tabs": "\t",
    "hard spaces": "\xa0",
    "wide spaces": "\u3000",
    "spaces of no width": "\u200b",
    "joiners": "\u200d",
    "soft hyphens": "a\xad",
    "combining marks": "\u0301",
    "letters with marks": "e\u0301\u0302\u0303",
    "ligatures": "ﬁ",
    "long ligatures": "\ufdfa",
    "marks of direction": "\u202e\u202c",
    "isolates": "\u2067a\u2069",
    "faces": "\U0001f600",
    "families of faces": "\U0001f468\u200d\U0001f469\u200d\U0001f467",
    "flags": "\U0001f1e9",
    "tags": "\U000e0041",
    "han": "漢",
    "hangul": "한 ",
    "arabic": "سيرة ",
    "devanagari": "अनुभव ",
    "thai": "ประสบการณ์",
    "sharp s": "ß",
    "turkish i": "İ",
    "private letters": "\ue000",
    "letters that aren't": "\ufffd",
    "no letters": "\uffff",
    "quotes": '"',
    "entities": "&amp;",
    "formats": "%s{0}",
    "rules": "---\n",
    "titles with rules": "Skills ----\n",
    "form feeds": "\f",
    "line ends": "\n",
    "other line ends": "\u2028",
    "lines of one letter": "a\n",
    "lines of bullets": "- a\n",
    "lines of headings": "Experience\n",
    "lines of dates": "2019 - 2021\n",
    "lines of entries": "Cook, Inn AB 2019 - 2021\n",
    "lines of pairs": "a: b\n",
    "lines of columns": "a      b      c\n",
    "lines deeper and deeper": "a\n ",
}
ABOVE = ("", "Experience", "Education", "Skills")


def _repeated(limits: Limits) -> Iterator[Hostile]:
    for at, (name, unit) in enumerate(UNITS.items()):
        heading = ABOVE[at % len(ABOVE)]
        head = f"{JANE}\n\n{heading}\n\n" if heading else ""
        count = max(1, int((limits.characters * SHARE - len(head)) / len(unit)))
        yield Hostile(
            f"text of {name}",
            "a.txt",
            later(lambda head, unit, count: (head + unit * count).encode("utf-8", "surrogatepass"), head, unit, count),
            ODD,
        )


def _encoded() -> dict[str, tuple[bytes, tuple[ParseStatus, ...]]]:
    jane = JANE.replace("Jane", "Jané")
    sure: tuple[ParseStatus, ...] = ("ok",)
    return {
        "utf-8": (jane.encode(), sure),
        "utf-8 with a mark": (jane.encode("utf-8-sig"), sure),
        "two marks": (codecs.BOM_UTF8 + jane.encode("utf-8-sig"), sure),
        "latin": (jane.encode("latin-1"), sure),
        "windows latin": (jane.replace("-", "–").encode("cp1252"), sure),
        "utf-16, little end first": (jane.encode("utf-16-le"), sure),
        "utf-16, big end first": (jane.encode("utf-16-be"), sure),
        "utf-16 with a mark": (jane.encode("utf-16"), sure),
        "utf-16 with the other mark": (codecs.BOM_UTF16_BE + jane.encode("utf-16-be"), sure),
        "utf-16 of an odd number of bytes": (jane.encode("utf-16")[:-1], sure),
        "utf-16 with the wrong mark": (codecs.BOM_UTF16_BE + jane.encode("utf-16-le"), (*READABLE, "unsupported")),
        "utf-16 of half letters": (codecs.BOM_UTF16_LE + b"\x3d\xd8" * 3000, ODD),
        "utf-32": (jane.encode("utf-32"), (*READABLE, "unsupported")),
        "utf-7": (jane.encode("utf-7"), sure),
        "a mark and nothing": (codecs.BOM_UTF8, ("empty", "unsupported")),
        "a wide mark and nothing": (codecs.BOM_UTF16_LE, ("empty", "unsupported")),
        "a mark that lies": (codecs.BOM_UTF8 + jane.encode("latin-1"), READABLE),
        "utf-8 within utf-8": (jane.encode().decode("latin-1").encode(), sure),
        "utf-8 cut": (("é" * 3000).encode()[:-1], READABLE),
        "overlong letters": (b"\xc0\x80\xc1\x81" * 900 + jane.encode(), (*READABLE, "unsupported")),
        "half letters": (b"\xed\xa0\x80" * 900 + jane.encode(), (*READABLE, "unsupported")),
        "japanese": ("履歴書 山田太郎 jane@example.com".encode("shift_jis") * 9, (*READABLE, "unsupported")),
        "zeros": (b"\0" * 5000, ("unsupported",)),
        "zeros between": (b"\0".join(bytes([letter]) for letter in JANE.encode("ascii")), sure),
        "zeros at the end": (JANE.encode() + b"\0" * 5000, (*READABLE, "unsupported")),
        "control characters": (bytes(range(1, 32)) * 200, ("unsupported",)),
        "control characters behind": (JANE.encode() + b"\n" * 5000 + bytes(range(1, 32)) * 200, READABLE),
        "escapes of a screen": (b"\x1b[31mJane Doe\x1b[0m\njane@example.com\n\x1b]0;x\x07", (*READABLE, "unsupported")),
        "every letter there is": ("".join(map(chr, range(32, 0x3000))).encode(), ODD),
        "a picture": (b"\x89PNG\r\n\x1a\n" + random_bytes(5000, SEED), ("unsupported",)),
        "a word processor's old file": (b"{\\rtf1\\ansi Jane Doe\\par jane@example.com}", ("unsupported",)),
    }


def _long(limits: Limits) -> dict[str, tuple[bytes, tuple[ParseStatus, ...]]]:
    over = limits.characters + 1
    return {
        "one long line": (b"a" * min(limits.file, 50 * over), REFUSED),
        "a letter too many": (b"a" * over, REFUSED),
        "a line end too many": (b"\n" * over, (*REFUSED, "empty")),
        "as many lines as letters": (b"a\n" * (over // 2), REFUSED if over % 2 == 0 else SLOW),
        "a long line among short ones": (JANE.encode() + b"\n" + b"ab " * (over // 4) + b"\n" + JANE.encode(), SLOW),
        "one long word": ((JANE + "\n" + "x" * (over // 2)).encode(), SLOW),
        "one long name": (("Jane " + "Doe" * (over // 8)).encode(), SLOW),
        "one long address": (("a" * (over // 4) + "@" + "b." * (over // 8) + "com").encode(), SLOW),
        "one long phone": (("+49" + "1" * (over // 2)).encode(), SLOW),
        "one long year": (f"{JANE}\nCook, Inn {'9' * (over // 2)} - 2021".encode(), SLOW),
        "one long month": (f"{JANE}\nCook, Inn {'May' * (over // 8)} 2021".encode(), SLOW),
        "one deep list": ("\n".join(" " * (at % 150) + "- a" for at in range(over // 90)).encode(), SLOW),
        "brackets within brackets": ((JANE + "\n" + "(" * (over // 4) + ")" * (over // 4)).encode(), SLOW),
        "years that aren't": (
            f"{JANE}\nCook, Inn 0000 - 9999\nCook, Inn 99999 - 13/2019\nCook 00/0000".encode(),
            READABLE,
        ),
        "spans backwards": (f"{JANE}\nCook, Inn AB 2021 - 1019\nCook, Inn 12/9999 - 01/0001".encode(), READABLE),
    }


def files(limits: Limits) -> Iterator[Hostile]:
    """Yield text files: one unit again and again, in all encodings, and long ones."""
    yield from _repeated(limits)
    for name, (content, statuses) in {**_encoded(), **_long(limits)}.items():
        yield Hostile(f"text: {name}", "a.txt", later(lambda content: content, content), statuses, f"{JANE} Jané")
    yield Hostile("no bytes", "a.pdf", lambda: b"", ("empty",))
