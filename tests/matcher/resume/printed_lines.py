"""Turn short notes into lines as a reader gives them."""

from matcher.resume.line import Line, Part

STEP = 14.0  # points from line to line


def line(text: str, number: int = 0, size: float = 10.0, *, bold: bool = False, italic: bool = False) -> Line:
    """Return a line on page 1; "- " before the text makes a bullet, a tab a wide gap."""
    bullet = text.startswith("- ")
    text = text.removeprefix("- ")
    pieces = text.split("\t")
    parts = tuple(
        Part(piece, 50.0 + 200 * place, 150.0 + 200 * place, size, bold, italic) for place, piece in enumerate(pieces)
    )
    return Line(
        parts=parts,
        page=1,
        x0=60.0 if bullet else 50.0,
        y0=number * STEP,
        x1=150.0 + 200 * (len(pieces) - 1),
        y1=number * STEP + size,
        size=size,
        bold=bold,
        italic=italic,
        bullet=bullet,
        gap=0.4,
        left=50.0,
        right=550.0,
    )


def lines(notes: str) -> list[Line]:
    """Return a line for each line of the notes; "#" before one makes it a title, "*" bold."""
    found = []
    for number, note in enumerate(notes.strip("\n").split("\n")):
        text = note.strip(" ")
        if text.startswith("#"):
            found.append(line(text[1:].strip(), number, 14.0, bold=True))
        elif text.startswith("*"):
            found.append(line(text[1:].strip(), number, bold=True))
        elif text:
            found.append(line(text, number))
    return found
