"""Turn the header rows of all entries into pieces: what may name a title or company, and the place."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from matcher.resume.cues import has_legal_form, is_job, organisation_score, title_score
from matcher.resume.dates import without_dates
from matcher.resume.entries import Entry
from matcher.resume.lexicon import fold, phrases_in, words
from matcher.resume.line import Line
from matcher.resume.places import find_place, is_mode, regions_of
from matcher.resume.rows import Row

TELLING = re.compile(r"[^\W\d_]{2}|[A-Z]")  # the least that names anything
STRONG = re.compile(
    r"\s*[|•·∙●▪◆♦‣⋅]\s*|\s*;\s+|\s{3,}|\t|\u3000+|(?<=[぀-鿿])\s+(?=[぀-鿿])|(?<=[가-힣])\s{2,}(?=[가-힣])"
)
BEFORE_PLACE = re.compile(r",\s*|\s+[–—-]\s+|\s*\((?=[^()]*\)$)|\s(?:in|à|en|em|w|v|a)\s(?=[A-ZÀ-Þ])")
TRIM = " ,;:|•·–—-/\t"
PLAIN, DASHED, AFTER_FORM = 0.55, 0.5, 0.35  # how sure a place must be behind a comma, a dash, "GmbH,"
KNOWN = 0.4  # how sure a town of the table is that isn't large
PERHAPS = 0.3  # how sure a place is where the slot holds places in other entries
USUAL, SELDOM = 0.5, 0.25  # share of a slot's pieces that are places
FEWEST, MANY = 2, 3  # more pieces of a slot than that make a vote, a vote that unknown names follow
SURE = 0.6
PLACE_WORDS = 4  # a place not in the table has no more
SLOT_LIMIT = 7
SECOND_HALF = 50  # the number of a piece cut off another one
LABELS = {"label": "company", "label_title": "title"}
LONGEST_LABEL = 60
SLASH = re.compile(r"\s+/{1,2}\s+")
FEWEST_SLASHED = 3
STREET = re.compile(
    r"^\d{1,5}[a-z]?\s+[^\W\d_][\w.' -]+,|\b[A-Z]{2}\s+\d{5}(?:-\d{4})?$"
    r"|(?:stra(?:ß|ss)e|str\.|gasse|weg|platz|allee)\s+\d+|^(?:rue|via|viale|calle|rua|avenue|av\.|ul\.|ulica)\s.*\d",
    re.IGNORECASE,
)
STATED = re.compile(r"[A-ZÀ-Þ][\w.'’ -]+, ([A-Z]{2,3})$")  # "Fort Riley, KS"
STATED_SURE = 0.65
MIDDLE = re.compile(r"^(.+?),\s+(.+?)(\s+[–—-]{1,2}\s+)(.+)$")  # "Acme, Lyon — Cook"
CAPITALS = re.compile(r"^([^a-zà-ÿ]*[A-ZÀ-Þ]{2}[^a-zà-ÿ]*[^\s(a-zà-ÿ])\s+((?:['’]s-)?[A-ZÀ-Þ][a-zà-ÿ].*)$")
FEWEST_CAPITALS = 4
STOP = re.compile(r"(?:(?<=[^\W\d_A-ZÀ-Þ.]{4})|(?<=\)))\.$")
FEWEST_CHUNKS = 3
COLON = re.compile(r":\s")
MOST_LABEL_WORDS = 5
WORD = re.compile(r"[^\s:|]+")
TOLD_BEHIND = re.compile(r"^(.{2,60}?)\s*\(([A-ZÀ-Þ][^()\d]{2,30})\)\s+[a-zà-ÿ].{20,}$")  # "Inn (Lyon) cooked for …"
JOINED = re.compile(r",\s|\s[–—-]\s|\s(?:at|bei|chez|presso|bij|hos)\s|@|:\s")
BRACKETED = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]")
VIA = re.compile(r"\s+(?:via|c/o)\s+", re.IGNORECASE)

Slot = tuple[str, int, int]  # side, row counted from the dates, piece
Style = tuple[float, bool, bool, bool]  # size, bold, italic, capitals


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a header row with its slot, what its label says it is, the style it is printed in."""

    text: str
    slot: Slot
    line: Line
    label: str | None = None
    style: Style = (0.0, False, False, False)


@dataclass(frozen=True, slots=True)
class Header:
    """The pieces that may name title and company, with the place."""

    pieces: tuple[Piece, ...]
    place: Piece | None


def split_place(text: str, least: float = PLAIN) -> tuple[str, str | None]:
    """Cut a place off the end ("Acme, Berlin, Germany"); return the rest with the place.

    `least` is how sure a place behind a comma must be.
    """
    for cut in BEFORE_PLACE.finditer(text):
        head, tail = text[: cut.start()].strip(TRIM), _balanced(text[cut.end() :].strip(TRIM))
        if not head or ("," not in tail and has_legal_form(f"x {tail}")):
            continue
        place = find_place(tail)
        dashed = DASHED if any(mark in cut[0] for mark in "–—-(") else PLAIN if "," in cut[0] else KNOWN
        needed = min(least, AFTER_FORM if has_legal_form(head) else dashed)
        if is_mode(tail) or (place and place.sure >= needed and not is_job(tail)):
            return head, tail
    return text, None


def without_agency(text: str) -> str:
    """Return a text without the agency that found the work: "Acme (via Hays)", "Acme via Hays"."""
    for match in BRACKETED.finditer(text):
        tokens = fold(match[1]).split()
        ends = [" ".join(end) for size in (1, 2, 3) for end in (tokens[:size], tokens[-size:])]
        if len(tokens) > 1 and not words("phrases", "via").isdisjoint(ends):
            text = text[: match.start()] + text[match.end() :]
            break
    head, *tail = VIA.split(text, maxsplit=1)
    return head if tail and len(head) > 1 else text


def _is_noise(text: str) -> bool:
    folded = fold(text)
    if not folded or folded in words("phrases", "contract") or not TELLING.search(text):
        return True
    return any(folded in words("phrases", key) for key in ("label_dates", "label_place", *LABELS, "label_other"))


def labelled(text: str) -> tuple[str | None, str]:
    """Return what a label says of the text behind it (company, title, place, noise) with that text."""
    head, colon, rest = text.partition(":")
    if not colon or not rest.strip() or len(head) > LONGEST_LABEL:
        return None, text
    folded = fold(head)
    for kind, slot in LABELS.items():
        if folded in words("phrases", kind):
            return slot, rest.strip()
    if folded in words("phrases", "label_place"):
        return "place", rest.strip()
    noise = folded in words("phrases", "label_dates") or folded in words("phrases", "label_other")
    return ("noise", rest) if noise else (None, text)


def _raw_pieces(entry: Entry) -> list[Piece]:
    """Return an entry's pieces, places among them, in the order of rows from above the dates to below."""
    pieces: list[Piece] = []
    for side, rows in (("above", entry.above[::-1]), ("on", (entry.anchor,)), ("below", entry.below)):
        ordinal = 0
        for row in rows:
            found = _row_pieces(row, side, ordinal)
            pieces += found
            ordinal += bool(found)
    return pieces


def _row_pieces(row: Row, side: str, ordinal: int) -> list[Piece]:
    found: list[Piece] = []
    for part in row.line.parts:
        style = (round(part.size, 1), part.bold, part.italic, part.text.isupper())
        for raw in _strongly(without_dates(part.text)):
            label, text = labelled(raw.strip(TRIM))
            text, place = _without_bracket(without_agency(text))
            text = _balanced(STOP.sub("", text.strip(TRIM + ".") if text[:1] in ".," else text.strip(TRIM)))
            text = _without_unit(text)
            if label != "noise" and not _is_noise(text):
                found.append(Piece(text, (side, ordinal, len(found)), row.line, label, style))
            if place:
                found.append(Piece(place, (side, ordinal, SECOND_HALF), row.line, "place", style))
    return found


def _without_bracket(text: str) -> tuple[str, str | None]:
    """Take a bracket with a place out of a text: "Acme (Portland, OR) — Cook"."""
    if whole := BRACKETED.fullmatch(text.strip(TRIM + ".")):
        return whole[1], None
    if told := TOLD_BEHIND.match(text):
        return told[1], told[2]
    for match in BRACKETED.finditer(text):
        if match.start() > 0 and match.end() < len(text.rstrip()) and _place_sure(match[1]) >= PLAIN:
            rest = text[match.end() :]
            return text[: match.start()] + ("" if rest.strip()[:1].islower() else rest), match[1]
    return text, None


def _without_unit(text: str) -> str:
    """Take the unit out of "Professor, Department of Physics, Masaryk University"."""
    chunks = text.split(", ")
    if len(chunks) < FEWEST_CHUNKS or organisation_score(chunks[-1]) < 1:
        return text
    kept = [chunk for chunk in chunks[1:-1] if not phrases_in(fold(chunk), "organisations", "unit")]
    return ", ".join((chunks[0], *kept, chunks[-1]))


def _inner_labels(text: str) -> list[int]:
    """Return where labels begin behind another one: "Employer: Acme Position: Cook"."""
    colons = [match.start() for match in COLON.finditer(text)][1:]
    found: list[int] = []
    for colon in colons:
        starts = [match.start() for match in WORD.finditer(text, 0, colon)][-MOST_LABEL_WORDS:]
        known = (start for start in starts if start and labelled(f"{text[start:colon]}: x")[0])
        if (start := next(known, None)) is not None:
            found.append(start)
    return found


def _strongly(text: str) -> list[str]:
    """Split at marks that always part; slashes do where they part three pieces and more."""
    labels = _inner_labels(text)
    if labels:
        return [piece for begin, end in pairwise([0, *labels, len(text)]) for piece in STRONG.split(text[begin:end])]
    slashed = SLASH.split(text)
    pieces = slashed if len(slashed) >= FEWEST_SLASHED else [text]
    return [piece for one in pieces for piece in STRONG.split(one)]


def _place_sure(text: str) -> float:
    if STREET.search(text):
        return 1.0
    place = find_place(text)
    if place is None and (match := STATED.match(text)) and regions_of(match[1]):
        return STATED_SURE
    return 1.0 if is_mode(text) else place.sure if place and not is_job(text) else 0.0


def _may_be_place(text: str) -> bool:
    """Whether a text could name a place that no table has."""
    tokens = text.replace(",", " ").split()
    named = len(tokens) <= PLACE_WORDS and tokens[0][:1].isupper() and not any(letter.isdigit() for letter in text)
    return named and title_score(text) <= 0 and organisation_score(text) <= 0


@dataclass(frozen=True, slots=True)
class _Vote:
    """What the pieces of one slot are over the whole resume: how many, the shares that are or end in a place."""

    count: int
    places: float
    tails: float


def _votes(entries: Sequence[Sequence[Piece]]) -> dict[Slot, _Vote]:
    texts: dict[Slot, list[str]] = {}
    for pieces in entries:
        for piece in pieces:
            texts.setdefault(piece.slot, []).append(piece.text)
    return {slot: _vote(found) for slot, found in texts.items()}


def _vote(texts: Sequence[str]) -> _Vote:
    sure = [_place_sure(text) for text in texts]
    rest = [text for text, one in zip(texts, sure, strict=True) if one < PERHAPS]
    tails = sum(split_place(text, PERHAPS)[1] is not None for text in rest)
    return _Vote(len(texts), sum(one >= PERHAPS for one in sure) / len(texts), tails / len(rest) if rest else 0.0)


def _is_place(piece: Piece, vote: _Vote) -> bool:
    if piece.label:
        return piece.label == "place"
    sure = _place_sure(piece.text)
    # A company may be called like a town: in a slot of companies it stays one.
    elsewhere = vote.places <= SELDOM and vote.count > FEWEST and not is_mode(piece.text)
    return sure >= PLAIN and (not elsewhere or sure > SURE)


def _perhaps_place(piece: Piece, vote: _Vote) -> bool:
    """Whether a piece stands where most other entries have their place."""
    if piece.label or vote.count <= FEWEST or vote.places <= USUAL:
        return False
    return _place_sure(piece.text) >= PERHAPS or (vote.count > MANY and _may_be_place(piece.text))


def _cut(piece: Piece, vote: _Vote, *, lone: bool) -> tuple[Piece, Piece | None]:
    """Cut a place off a piece's end; where the slot's pieces usually end in one, an uncertain one, too.

    A `lone` piece still has to name a title with a company then.
    """
    usual = vote.count >= FEWEST and vote.tails >= USUAL
    # Beside a title of its own a name needs no comma but before its place.
    least = PERHAPS if usual else PLAIN if lone or title_score(piece.text) > 0 else KNOWN
    head, tail = split_place(piece.text, least)
    if tail is None and vote.count > MANY and vote.tails > USUAL:
        before, comma, behind = piece.text.rpartition(", ")
        if comma and before and _may_be_place(behind) and (not lone or JOINED.search(before)):
            head, tail = before, behind
    return (replace(piece, text=head), replace(piece, text=tail)) if tail else (piece, None)


def to_headers(entries: Sequence[Entry]) -> list[Header]:
    """Split each entry's header rows into pieces without dates, durations, places, agencies, kinds of contract.

    A slot's pieces are voted on over all entries: what stands where places stand is a place, known or not.
    """
    raw = _without_middle(_parted([_raw_pieces(entry) for entry in entries]))
    votes = _votes(raw)
    return [_header(pieces, votes) for pieces in raw]


def _parted(entries: list[list[Piece]]) -> list[list[Piece]]:
    """Cut "ACME NORTH Leeds" where capitals end, if most pieces of the slot change so: two styles without a gap."""
    slots = Counter(piece.slot for pieces in entries for piece in pieces)
    cuts = Counter(piece.slot for pieces in entries for piece in pieces if _capitals(piece.text))
    changing = {slot for slot, count in cuts.items() if count >= FEWEST and count > USUAL * slots[slot]}
    if not changing:
        return entries
    return [
        [one for piece in pieces for one in (_halves(piece) if piece.slot in changing else [piece])]
        for pieces in entries
    ]


def _capitals(text: str) -> re.Match[str] | None:
    match = CAPITALS.match(text)
    return match if match and sum(letter.isalpha() for letter in match[1]) >= FEWEST_CAPITALS else None


def _halves(piece: Piece) -> list[Piece]:
    match = _capitals(piece.text)
    if match is None:
        return [piece]
    side, row, _ = piece.slot
    return [replace(piece, text=match[1].strip(TRIM)), replace(piece, text=match[2], slot=(side, row, SECOND_HALF))]


def _without_middle(entries: list[list[Piece]]) -> list[list[Piece]]:
    """Take the place out of "Acme, Lyon — Cook" where the middle of most such pieces is one."""
    matches = [match for pieces in entries for piece in pieces if (match := MIDDLE.match(piece.text))]
    places = sum(_place_sure(match[2]) >= PERHAPS for match in matches)
    if not matches or places < USUAL * len(matches):
        return entries
    many = len(matches) > MANY
    return [[one for piece in pieces for one in _around(piece, many=many)] for pieces in entries]


def _around(piece: Piece, *, many: bool) -> list[Piece]:
    match = MIDDLE.match(piece.text)
    if match is None or not (_place_sure(match[2]) >= PERHAPS or (many and _may_be_place(match[2]))):
        return [piece]
    side, row, _ = piece.slot
    place = replace(piece, text=match[2], slot=(side, row, SECOND_HALF), label="place")
    return [replace(piece, text=f"{match[1]}{match[3]}{match[4]}"), place]


def _header(pieces: Sequence[Piece], votes: dict[Slot, _Vote]) -> Header:
    places = [piece for piece in pieces if _is_place(piece, votes[piece.slot])]
    if not places and len(pieces) > 1:
        places = [piece for piece in pieces if _perhaps_place(piece, votes[piece.slot])][:1]
    kept: list[Piece] = []
    place = next(iter(places), None)
    for piece in pieces:
        if piece in places:
            continue
        rest, tail = _cut(piece, votes[piece.slot], lone=len(pieces) - len(places) == 1)
        place = place or tail
        kept.append(rest)
    return Header(tuple(_renumbered(kept)[:SLOT_LIMIT]), place)


def _renumbered(pieces: Sequence[Piece]) -> list[Piece]:
    """Return pieces with rows numbered anew, so that an entry without a place has the slots of one with it."""
    rows: dict[str, list[int]] = {}
    counts: Counter[tuple[str, int]] = Counter()
    found = []
    for piece in pieces:
        side, row, _ = piece.slot
        ordinals = rows.setdefault(side, [])
        if row not in ordinals:
            ordinals.append(row)
        ordinal = ordinals.index(row)
        found.append(replace(piece, slot=(side, ordinal, counts[side, ordinal])))
        counts[side, ordinal] += 1
    return found


def _balanced(text: str) -> str:
    if text.count("(") != text.count(")"):
        text = re.sub(r"^\)|\($|\((?=[^()]*$)", " ", text).strip(TRIM + "()")
    return re.sub(r"\(\s*\)", "", text).strip(TRIM)


def to_header(entry: Entry) -> Header:
    """Split one entry's header rows, with no other entry to vote."""
    return to_headers([entry])[0]
