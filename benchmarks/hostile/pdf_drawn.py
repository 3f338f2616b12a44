"""Turn operators of a page into PDFs whose content is slow, deep or senseless."""

import random
from collections.abc import Callable, Iterator
from math import cos, sin

from benchmarks.hostile.built import (
    ANY,
    JANE,
    LINES,
    READABLE,
    SEED,
    UNFINISHED,
    Case,
    Hostile,
    drawn,
    later,
    named,
    pdf,
)
from entities.resume import ParseStatus
from matcher.resume.limits import Limits

SLOW: tuple[ParseStatus, ...] = (*READABLE, *UNFINISHED)
ODD: tuple[ParseStatus, ...] = (*READABLE, "corrupt", "needs_ocr", *UNFINISHED)


def many_objects(count: int) -> bytes:
    """Build a small PDF with so many text objects on its page."""
    return pdf(b"BT /F 9 Tf 72 700 Td " + b"(a)Tj " * count + b"ET")


def scattered(count: int) -> bytes:
    """Build a PDF with words at random places."""
    place = random.Random(SEED)
    return placed(count, lambda _: (place.uniform(20, 580), place.uniform(20, 770)))


def placed(count: int, where: Callable[[int], tuple[float, float]], text: Callable[[int], str] | None = None) -> bytes:
    """Build a PDF with so many words, each where a function of its number says."""
    words = []
    for at in range(count):
        x, y = where(at)
        words.append(f"1 0 0 1 {x:.1f} {y:.1f} Tm ({text(at) if text else 'word'})Tj")
    return pdf(f"BT /F 9 Tf {' '.join(words)} ET".encode())


def turned(count: int) -> bytes:
    """Build a PDF with words at all angles."""
    words = []
    for at in range(count):
        x, y = cos(at), sin(at)
        words.append(f"{x:.4f} {y:.4f} {-y:.4f} {x:.4f} {300 + 90 * x:.1f} {400 + 90 * y:.1f} Tm (oooooooooooo)Tj")
    return pdf(f"BT /F 9 Tf {' '.join(words)} ET".encode())


def _shapes(limits: Limits) -> dict[str, Case]:
    """Words placed so that finding lines and columns costs as much as it can."""
    most = min(20_000, limits.page_text_objects - 1, limits.characters // 8)
    dated = "Cook, Inn AB 2019 - 2021"
    lines = most // 4
    return {
        "a million text objects": (lambda: many_objects(20 * limits.page_text_objects), ("too_large",)),
        "one text object too many": (lambda: many_objects(limits.page_text_objects + 1), ("too_large",)),
        "scattered words": (lambda: scattered(most), SLOW),
        "all words in one row": (lambda: placed(most, lambda at: (20 + 30 * at, 700)), SLOW),
        "all words in one spot": (lambda: placed(most, lambda _: (72, 700)), SLOW),
        "all words in one column": (lambda: placed(most, lambda at: (72, 760 - 0.05 * at)), SLOW),
        "as many columns as words": (lambda: placed(most, lambda at: (0.05 * at, 760 - at % 90)), SLOW),
        "words down a stair": (lambda: placed(most, lambda at: (20 + 0.03 * at, 770 - 0.04 * at)), SLOW),
        "words up a stair": (lambda: placed(most, lambda at: (20 + 0.03 * at, 20 + 0.04 * at)), SLOW),
        "words from right to left": (lambda: placed(most, lambda at: (590 - 0.03 * at, 700 - at % 7)), SLOW),
        "words on a chess board": (
            lambda: placed(most, lambda at: (20 + at % 18 * 30, 770 - at // 18 % 60 * 12)),
            SLOW,
        ),
        "words in a spiral": (
            lambda: placed(most, lambda at: (300 + at / 90 * cos(at), 400 + at / 90 * sin(at))),
            SLOW,
        ),
        "words at all angles": (lambda: turned(min(2000, most // 4)), SLOW),
        "rows of dates": (lambda: placed(lines, lambda at: (72, 770 - 0.7 * at % 750), lambda _: "2019 - 2021"), SLOW),
        "rows of entries": (lambda: placed(lines, lambda at: (72, 770 - 5 * at % 750), lambda _: dated), SLOW),
        "rows of addresses": (
            lambda: placed(lines, lambda at: (72, 770 - 2 * at % 750), lambda at: f"{at}@a.com"),
            SLOW,
        ),
        "two columns of dates": (
            lambda: placed(lines, lambda at: (72 + at % 2 * 300, 770 - 3 * at % 750), lambda _: "May 2019"),
            SLOW,
        ),
        "bullets without text": (lambda: placed(most, lambda at: (72, 770 - at % 700), lambda _: "\\267"), SLOW),
        "thirty thousand boxes": (lambda: drawn(JANE + b" 72 700 3 3 re f" * 30_000), SLOW),
        "thirty thousand dots": (lambda: drawn(JANE + b" 9 9 m 9 11 11 11 11 9 c f" * 30_000), SLOW),
        "boxes at every letter": (
            lambda: drawn(JANE + b"".join(b" %d %d 2 2 re f" % (at % 600, at // 30) for at in range(20_000))),
            SLOW,
        ),
        "one path of a hundred thousand points": (lambda: drawn(JANE + b" 0 0 m" + b" 1 1 l" * 100_000 + b" f"), SLOW),
        "an operation too many": (
            lambda: drawn(b"q Q " * (limits.page_operations // 2 + 1) + JANE),
            (*READABLE, *UNFINISHED),
        ),
    }


def _deep() -> dict[str, Case]:
    floods = {
        "nested arrays": b"[" * 100_000 + JANE,
        "nested arrays that close": b"[" * 50_000 + b"]" * 50_000 + JANE,
        "nested dictionaries": b"<</a " * 50_000 + JANE,
        "nested states": b"q " * 100_000 + JANE,
        "states that close too often": b"Q " * 100_000 + JANE,
        "nested texts": b"BT " * 50_000 + JANE,
        "nested marks": b"/Span <</ActualText(a)>> BDC " * 20_000 + JANE,
        "marks that close too often": b"EMC " * 50_000 + JANE,
        "nested clips": b"0 0 9 9 re W n " * 30_000 + JANE,
        "open strings": b"BT /F 9 Tf " + b"(" * 200_000,
        "open string behind": JANE + b"BT (" + b"a" * 200_000,
        "closed strings": b")" * 100_000 + JANE,
        "escapes without end": b"BT /F 9 Tf (" + b"\\" * 199_999 + b") Tj ET" + JANE,
        "open hexadecimal": JANE + b" <" + b"41" * 100_000,
        "open comment": JANE + b" %" + b"a" * 500_000,
        "endless name": JANE + b" /" + b"A" * 500_000 + b" Do",
        "endless number": JANE + b" BT " + b"9" * 100_000 + b" 0 Td ET",
        "endless fraction": JANE + b" BT 0." + b"1" * 100_000 + b" 0 Td ET",
        "operands without operator": b"1 " * 200_000 + JANE,
        "unknown operators": b"xyz " * 100_000 + JANE,
        "unknown operators with operands": b"1 2 (a) /b xyz " * 30_000 + JANE,
        "letters without end": b"a" * 300_000 + b" " + JANE,
        "inline picture without end": JANE + b" BI /W 9 /H 9 /BPC 8 /CS /G ID " + b"\0" * 200_000,
        "inline pictures": JANE + b" BI /W 1 /H 1 /BPC 8 /CS /G ID x EI" * 5000,
        "inline picture of great size": JANE + b" BI /W 1000000000 /H 1000000000 /BPC 8 /CS /G ID x EI",
        "pictures that aren't there": JANE + b" /Im Do" * 5000,
        "zeros between": JANE.replace(b") Tj ", b")\0Tj\0"),
        "line ends between": JANE.replace(b") Tj ", b")\rTj\r"),
        "array of a hundred thousand moves": b"BT /F 9 Tf 72 700 Td ["
        + b"(a) -1 " * 5000
        + b"-1 " * 90_000
        + b"] TJ ET",
        "array of odd kinds": b"BT /F 9 Tf 72 700 Td [(Ja) null /x [(q)] <</a 1>> (ne) true] TJ ET " + JANE,
    }
    return {name: (later(drawn, body), ODD) for name, body in floods.items()}


NUMBERS = {
    "nothing": b"0",
    "below zero": b"-12",
    "huge": b"100000000000000000000000000000000000000",
    "tiny": b"0.0000000000000000000000000000000001",
    "two signs": b"--12",
    "a sign within": b"1-2",
    "two points": b"1.2.3",
    "a point": b".",
    "a sign": b"-",
    "an exponent": b"1e300",
    "not a number": b"nan",
    "hexadecimal": b"0x10",
    "a word": b"/Big",
    "a string": b"(12)",
    "null": b"null",
    "four hundred digits": b"9" * 400,
}
PLACES = {
    "font size": b"BT /F %s Tf 72 700 Td (Jane Doe) Tj 0 -20 Td (jane@example.com) Tj ET",
    "place": b"BT /F 12 Tf %s 700 Td (Jane Doe) Tj 0 -20 Td (jane@example.com) Tj ET",
    "matrix": b"q %s 0 0 %s 0 0 cm BT /F 12 Tf 72 700 Td (Jane Doe) Tj 0 -20 Td (jane@example.com) Tj ET Q",
    "text matrix": b"BT /F 12 Tf %s 0 0 %s 72 700 Tm (Jane Doe) Tj 0 -20 Td (jane@example.com) Tj ET",
}
SPACINGS = {"letter spacing": b"Tc", "word spacing": b"Tw", "stretching": b"Tz", "rise": b"Ts", "leading": b"TL"}


def _numbers() -> dict[str, Case]:
    """Numbers where none such belongs."""
    cases: dict[str, Case] = {}
    for place, content in PLACES.items():
        for name, number in NUMBERS.items():
            body = content.replace(b"%s", number)
            cases[f"{place}: {name}"] = (later(drawn, body), (*READABLE, "corrupt"))
    for place, operator in SPACINGS.items():
        for name in ("nothing", "huge", "below zero", "a word"):
            body = b"BT /F 12 Tf %s %s 72 700 Td (Jane Doe) Tj 0 -20 Td (jane@example.com) Tj ET" % (
                NUMBERS[name],
                operator,
            )
            cases[f"{place}: {name}"] = (later(drawn, body), (*READABLE, "corrupt"))
    growing = b"10000000000 0 0 10000000000 0 0 cm " * 100 + JANE
    return cases | {
        "matrices that grow without end": (lambda: drawn(growing), (*READABLE, "corrupt")),
        "matrices that shrink to nothing": (lambda: drawn(b"0.0000001 0 0 0.0000001 0 0 cm " * 100 + JANE), ODD),
        "every letter in its size": (
            lambda: drawn(
                b"BT 72 700 Td "
                + b"".join(b"/F %d.%d Tf (%c) Tj " % (at % 40, at % 10, 97 + at % 26) for at in range(3000))
                + b"ET"
            ),
            ODD,
        ),
        "text that isn't seen": (lambda: drawn(b"3 Tr " + JANE), READABLE),
        "text in the colour of paper": (lambda: drawn(b"1 g " + JANE), READABLE),
        "text far off the page": (lambda: drawn(b"1 0 0 1 90000 90000 cm " + JANE), ODD),
        "text drawn a hundred times": (lambda: drawn((JANE + b" ") * 100), SLOW),
        "letters one by one": (
            lambda: drawn(
                b"BT /F 12 Tf 72 720 Td "
                + b"0 -16 Td ".join(b"".join(b"(%c) Tj " % letter for letter in line.encode()) for line in LINES)
                + b"ET"
            ),
            ("ok",),
        ),
        "control characters": (
            lambda: drawn(b"BT /F 12 Tf 72 700 Td <" + bytes(range(256)).hex().encode() + b"> Tj ET"),
            ANY,
        ),
    }


def files(limits: Limits) -> Iterator[Hostile]:
    """Yield PDFs whose page is drawn by senseless operators."""
    for one in named("a.pdf", _shapes(limits)):
        yield one._replace(shows=one.shows + "word" * 50 + "o" * 900)  # drawn over one another
    yield from named("a.pdf", _deep())
    letters = "abcdefghijklmnopqrstuvwxyz" * 150  # one by one, each in its size
    for one in named("a.pdf", _numbers()):
        yield one._replace(shows=one.shows + letters)
