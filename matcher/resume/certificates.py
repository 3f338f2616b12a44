"""Turn the sections about certificates into their names, without issuer, number and date."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from entities.resume import Found
from matcher.resume.cues import has_legal_form, organisation_score
from matcher.resume.dates import find_dates, without_dates
from matcher.resume.degrees import find_degree
from matcher.resume.found import found
from matcher.resume.headings import kind_of_title
from matcher.resume.lexicon import endings, fold, phrases_in, words
from matcher.resume.line import Line, Part
from matcher.resume.memo import remembered
from matcher.resume.places import find_place
from matcher.resume.schools import is_school
from matcher.resume.spoken import lists_languages

TRIM = " \t,;:|•·–—-●▪◆.○■□✓✔*"
STRONG = re.compile(r"\s*[|•·●▪◆♦‣]\s*|\s{3,}|\t")
CUTS = {
    "bracket": re.compile(r"\s*\((?=[^()]*\)\s*$)"),
    "dash": re.compile(r"\s+[–—-]{1,2}\s+|\s*—\s*"),
    "slash": re.compile(r"\s+/\s+"),
    "by": re.compile(r"\s+(?:issued by|by|from|via|through|von|par|délivré par|door|af|av)\s+(?=[A-ZÀ-Þ])"),
    "comma": re.compile(r",\s+"),
}
BRACKETS = re.compile(r"\([^()]+\)")
AFTER_BRACKET = re.compile(r"(?<=\))\s+(?=[A-ZÀ-Þ0-9])")  # "Hot work (Red Cross, 2018) First aid (St John, 2017)"
ACADEMIC = ("doctorate", "master", "bachelor")
NUMBER = re.compile(
    r"(?<=[\w)])[\s,;·|–-]+(?:exp(?:ires?|\.)|valid\b|(?:credential |certificate |licen[cs]e |registration )?"
    r"(?:id\b|no\b\.?|nr\b\.?|n°|number\b|#)[\s.:#]*(?=[A-Z]*-?\d)).*$",
    re.IGNORECASE,
)
LISTED = 2.0
LONGEST = 110  # characters of a name
LONGEST_ACRONYM = 6
SHORT_BRACKET = 12  # letters: kept where nothing tells it from a part of the name
PLACE = 0.55
ITEMS = 3  # short pieces between commas that make a list
LIST_WORDS = 5
SAME_EDGE = 6.0  # points
ALIKE = 0.3  # points between sizes that count as one
SLACK = 2.0  # points
WRAP_GAP = 0.75  # em above the second row of a name, at most
SHARE = 0.6  # of the lines must have a cut, for those with an unknown issuer to be cut too


@dataclass(frozen=True, slots=True)
class _Row:
    """A line's cells without dates; `dated` tells whether it has any."""

    line: Line
    cells: tuple[str, ...]
    dated: bool
    remark: bool


@remembered
def _issuing(text: str) -> float:
    """Return how much a text looks like one who gives certificates, below 0 for what looks like a certificate."""
    folded = fold(text)
    if folded in words("certificates", "issuer"):
        return LISTED
    score = 1.0 if phrases_in(folded, "certificates", "issuer") else 0.0
    score += 1.0 if organisation_score(text) >= 1 or has_legal_form(text) or is_school(text) else 0.0
    place = find_place(text)
    score += 0.8 if place and place.sure >= PLACE else 0.0
    if text.isupper() and len(folded) <= LONGEST_ACRONYM and " " not in folded:
        score += 0.4
    return score - 2 * certifying(text)


@remembered
def certifying(text: str) -> float:
    """Return how much a text looks like a certificate, 0 to 2."""
    folded = fold(text)
    count = len(phrases_in(folded, "certificates", "word"))
    ends = endings("certificates", "end")
    count += any(ends.match(token) for token in folded.split())
    return min(2.0, float(count))


def _row(line: Line) -> list[_Row]:
    """Return a line's rows: one, or one for each certificate of a list."""
    text = line.text
    head, colon, rest = text.partition(":")
    if (
        colon
        and rest.strip()
        and (kind_of_title(head) == "certifications" or fold(head) in words("certificates", "issuer"))
    ):
        text = rest.strip()
    dates = find_dates(text)
    items = [text]
    if ";" in text:
        items = text.split(";")
    elif len(closed := AFTER_BRACKET.split(text)) > 1 and all(map(BRACKETS.search, closed)):
        items = closed
    elif len(dates) > 1:
        items = _after_dates(text)
    found_rows = []
    for item in items:
        cells = [
            cell
            for raw in STRONG.split(NUMBER.sub("", re.sub(r"\(\s*\)", " ", without_dates(item))))
            if re.search(r"[^\W\d_]{2}", cell := _bare(raw))
        ]
        if cells and not _is_alien(item) and len(cells[0]) <= LONGEST:
            found_rows.append(_Row(line, tuple(cells), bool(find_dates(item)), _is_remark(cells[0])))
    return found_rows


def _is_alien(text: str) -> bool:
    """Whether a row names no certificate: languages, an address, a degree of a university."""
    if lists_languages(text) or "@" in text:
        return True
    academic = any(token in words("levels", key) for token in fold(text).split()[:1] for key in ACADEMIC)
    return academic and find_degree(text) is not None and not certifying(text)


def _after_dates(text: str) -> list[str]:
    """Cut "CISSP 2019, CISM 2020" behind each date."""
    items, begin = [], 0
    for date in find_dates(text):
        close = re.compile(r"\s*\)?\s*(?:,|•|·|\||\s{3})\s*").match(text, date.finish)
        if close:
            items.append(text[begin : close.start()])
            begin = close.end()
    return [*items, text[begin:]]


def _bare(text: str) -> str:
    text = text.strip(TRIM)
    if text.count("(") != text.count(")"):
        text = text.strip("()").strip(TRIM) if text.startswith("(") or text.endswith(("(", ")")) else text
        text = re.sub(r"\s*\([^()]*$", "", text) if text.count("(") > text.count(")") else text
    return text.strip()


def _is_remark(text: str) -> bool:
    """Whether a text is about a certificate: "Issued by", "Credential ID"."""
    tokens = fold(text).split()
    return any(" ".join(tokens[:size]) in words("certificates", "remark") for size in (1, 2, 3))


def _look(row: _Row) -> tuple[float, bool, bool, bool]:
    part = row.line.parts[0]
    return round(part.size * 2), part.bold, part.italic, row.line.bullet


def _first_look(rows: Sequence[_Row]) -> list[bool]:
    return [_look(row) == _look(rows[0]) for row in rows]


def _outdented(rows: Sequence[_Row]) -> list[bool]:
    edge = min((round(row.line.x0) for row in rows), default=0)
    return [round(row.line.x0) <= edge + 2 for row in rows]


def _after_gap(rows: Sequence[_Row]) -> list[bool]:
    gaps = sorted(row.line.gap for row in rows)
    middle = (gaps[0] + gaps[-1]) / 2
    wide = gaps[-1] > gaps[0] + 0.25
    return [not wide or number == 0 or row.line.gap > middle for number, row in enumerate(rows)]


def _every(step: int) -> Callable[[Sequence[_Row]], list[bool]]:
    return lambda rows: [number % step == 0 for number in range(len(rows))]


READINGS = (_every(1), _first_look, _outdented, _after_gap, _every(2), _every(3))


def _head(text: str) -> str:
    """Return what stands before the first cut: "EA 2" of "EA 2, Suomen Punainen Risti"."""
    cuts = [cut.start() for pattern in CUTS.values() if (cut := pattern.search(text)) and cut.start() > 1]
    return text[: min(cuts)] if cuts else text


def _worth(rows: Sequence[_Row], names: Sequence[bool]) -> float:
    """Return how well a reading fits: certificates where it takes names, issuers or remarks elsewhere."""
    worth = 0.0
    all_dated = all(row.dated for row, is_name in zip(rows, names, strict=True) if is_name)
    for number, (row, is_name) in enumerate(zip(rows, names, strict=True)):
        head = _head(row.cells[0])
        issuing = _issuing(head) if len(row.cells) == 1 and head == row.cells[0] else -0.5 - certifying(head)
        if is_name:
            worth += 0.3 - 0.8 * max(0.0, min(1.0, issuing)) - 1.5 * row.remark + 0.2 * (number == 0)
        else:
            worth += (1.0 if row.remark else 0.5 * max(-1.0, min(1.0, issuing))) - 0.1
            worth -= 0.9 * (row.dated and all_dated)
    styles = {_look(row) for row, is_name in zip(rows, names, strict=True) if is_name}
    others = {_look(row) for row, is_name in zip(rows, names, strict=True) if not is_name}
    # Names that all look alike, and unlike everything else, are set apart on purpose.
    return worth + (0.35 * len(rows) if others and len(styles) == 1 and not styles & others else 0.0)


def _names(rows: Sequence[_Row]) -> list[_Row]:
    """Return the rows that open with a certificate's name, by the reading that fits best."""
    readings = [reading(rows) for reading in READINGS]
    best = max(readings, key=lambda names: _worth(rows, names))
    return [row for row, is_name in zip(rows, best, strict=True) if is_name and not row.remark]


def find_certifications(sections: Sequence[Sequence[Line]]) -> tuple[Found[str], ...]:
    """Return the certificates of one or more sections, each once."""
    seen: dict[str, Found[str]] = {}
    for lines in sections:
        rows = [row for line in _unwrapped(lines) for row in _row(line)]
        if not rows:
            continue
        named = _names(rows)
        cut = _usual_cut(named)
        for row in named:
            for text in _texts(row, alone=len(rows) == 1):
                name = _without_issuer(text, cut)
                if re.search(r"[^\W\d_]{2}", name) and kind_of_title(name) != "certifications":
                    seen.setdefault(fold(name), found(name, row.line, 0.92 if certifying(name) else 0.84))
    return tuple(seen.values())


def _unwrapped(lines: Sequence[Line]) -> list[Line]:
    """Join a name with the line it goes on in."""
    joined: list[Line] = []
    for line in lines:
        above = joined[-1] if joined else None
        if above is not None and (cell := _cell_above(above, line)) is not None:
            parts = [replace(p, text=f"{p.text} {line.text}") if p is cell else p for p in above.parts]
            joined[-1] = replace(above, parts=tuple(parts), y1=line.y1)
        elif above is not None and _goes_on(above, line):
            part = replace(above.parts[0], text=f"{above.text.rstrip()} {line.text.lstrip()}")
            joined[-1] = replace(above, parts=(part,), x1=max(above.x1, line.x1), y1=line.y1)
        else:
            joined.append(line)
    return joined


def _cell_above(above: Line, line: Line) -> Part | None:
    """Return the cell of the row above that a line goes on with: "Associate" below "Azure Developer"."""
    if len(above.parts) == 1 or len(line.parts) > 1 or line.page is None or above.page != line.page:
        return None
    if line.gap > WRAP_GAP or find_dates(line.text):
        return None
    return next((part for part in above.parts[:-1] if abs(part.x0 - line.x0) < SAME_EDGE and part.x0 > above.x0), None)


def _goes_on(above: Line, line: Line) -> bool:
    """Whether a name goes on in the next line: small letters, an open bracket, the rest of a full line."""
    if not _is_close(above, line) or find_dates(above.text) or not line.text.split():
        return False
    if above.text.count("(") > above.text.count(")"):
        return True
    generic = words("studies", "school") | words("certificates", "tier")
    wanted = (above.x1 - above.x0) / max(1, len(above.text)) * (len(line.text.split()[0]) + 1)
    full = above.bold and above.x1 + wanted > above.right - SLACK
    rest = line.text[:1].islower() or all(token in generic for token in fold(line.text).split())
    return (full or rest) and not find_dates(line.text)


def _is_close(above: Line, line: Line) -> bool:
    """Whether a line of one part stands close below another in the same style."""
    single = len(above.parts) == 1 == len(line.parts) and not line.bullet and len(above.text) <= LONGEST
    place = above.page is not None and (above.page, above.column) == (line.page, line.column)
    alike = (above.bold, above.italic) == (line.bold, line.italic) and abs(above.size - line.size) <= ALIKE
    return single and place and alike and line.gap <= WRAP_GAP


def _texts(row: _Row, *, alone: bool) -> tuple[str, ...]:
    """Return the names in a row: the first cell's, or all where none of the others is an issuer."""
    cells = row.cells
    if len(cells) > 1 and not row.dated and not any(_issuing(cell) > 0 or _is_remark(cell) for cell in cells[1:]):
        return cells
    pieces = cells[0].split(", ")
    listed = len(pieces) >= ITEMS and all(len(piece.split()) <= LIST_WORDS for piece in pieces)
    if listed and not row.dated and (alone or not any(_issuing(piece) > 1 for piece in pieces[1:])):
        return tuple(_bare(piece) for piece in pieces)
    return cells[:1]


def _last_cut(text: str, kind: str) -> re.Match[str] | None:
    matches = [match for match in CUTS[kind].finditer(text) if match.start() > 1]
    return matches[-1] if matches else None


def _tail(text: str, cut: re.Match[str]) -> str:
    return text[cut.end() :].strip(TRIM + "()")


def _initials(head: str, tail: str) -> bool:
    """Whether brackets hold the letters that the words before them begin with: "(PMP)"."""
    letters = re.sub(r"[^a-z]", "", fold(tail))
    begins = "".join(token[0] for token in fold(head).split())
    return (
        bool(letters) and len(letters) <= LONGEST_ACRONYM and (letters[0] in begins and letters in begins + letters[1:])
    )


def _belongs(text: str, cut: re.Match[str], kind: str) -> bool:
    """Whether what stands behind a cut goes on in the name: "– Associate", "(PMP)", ", Class A"."""
    tail = _tail(text, cut)
    tokens = fold(tail).split()
    tiered = bool(tokens) and any(" ".join(tokens[:size]) in words("certificates", "tier") for size in (1, 2))
    if kind == "bracket" and _initials(text[: cut.start()], tail):
        return True
    small = tail[:1].islower() and _issuing(tail) < LISTED
    return not tail or small or (tiered and _issuing(tail) < 1) or bool(tokens and tokens[0].isdigit())


def _usual_cut(rows: Sequence[_Row]) -> str | None:
    """Return the kind of cut behind which this section prints issuers, None without one."""
    firsts = [row.cells[0] for row in rows]
    if not firsts:
        return None
    best, most = None, 0.0
    for kind in CUTS:
        tails = [
            (_issuing(_tail(text, cut)), text)
            for text in firsts
            if (cut := _last_cut(text, kind)) and not _belongs(text, cut, kind)
        ]
        known = sum(score >= (1 if kind == "bracket" else 0.1) for score, _ in tails)
        share = len(tails) / len(firsts)
        if not tails or (known == 0 and (len(tails) < 2 or share < SHARE)):
            continue
        value = share + known / len(firsts)
        if value > most:
            best, most = kind, value
    return best


def _without_issuer(text: str, usual: str | None) -> str:
    """Cut the issuer off a name: where the section prints issuers, else where what follows is known as one."""
    for kind in (usual, *CUTS) if usual else CUTS:
        cut = _last_cut(text, kind) if kind else None
        if cut is None or _belongs(text, cut, kind or ""):
            continue
        issuing = _issuing(_tail(text, cut))
        if (kind == usual and issuing > -1) or (issuing >= 1 and (kind != "bracket" or issuing > 1)):
            name = _bare(text[: cut.start()])
            further = _last_cut(name, "comma")
            return _without_issuer(name, None) if further and _issuing(_tail(name, further)) > 1 else name
    return _bare(text)
