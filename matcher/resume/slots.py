"""Turn the header rows of all positions into titles with companies, by voting on the slot each stands in."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import permutations

from matcher.resume.cues import has_legal_form, is_job, organisation_score, reads_as_sentence, title_score
from matcher.resume.dates import without_dates
from matcher.resume.entries import Entry
from matcher.resume.lexicon import fold, words
from matcher.resume.line import Line
from matcher.resume.places import find_place, is_mode
from matcher.resume.rows import Row

STRONG = re.compile(r"\s*[|•·∙●▪◆♦‣]\s*|\s{3,}|\t|\u3000+")
WEAK = {
    "at": re.compile(r"\s+(?:at|@|bei|chez|presso|bij|hos)\s+|\s*@\s*", re.IGNORECASE),
    "dash": re.compile(r"\s+[–—-]{1,2}\s+|\s*—\s*"),
    "comma": re.compile(r",\s+"),
    "slash": re.compile(r"\s+/{1,2}\s+"),
    "colon": re.compile(r":\s+"),
    "bracket": re.compile(r"\s*[()]\s*"),
    "in": re.compile(r"\s+(?:en|in|na|em|w|u|v|bei der|beim|för|pri|i)\s+(?=[A-ZÀ-Þ])"),
}
BEFORE_PLACE = re.compile(r",\s*|\s+[–—-]\s+|\s*\((?=[^()]*\)$)")
PLAIN, DASHED, AFTER_FORM = 0.55, 0.5, 0.35  # how sure a place must be behind a comma, a dash, "GmbH,"
TRIM = " ,;:|•·–—-/\t"
GLOBAL_WEIGHT = 1.6  # of a reading's mean over the resume, against its own score in an entry
COVERAGE_WEIGHT = 1.2
DASH = re.compile(r"\s[–—-]\s")
SHRINK = 1.0  # entries: a reading seen once says little of the others
SLOT_LIMIT = 7
CROWDED = 0.8  # what a reading that splits a piece loses where other pieces stand beside it
LABELS = {"label": "company", "label_title": "title"}

Slot = tuple[str, int, int]  # side, row counted from the dates, piece


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a header row with its slot; `place` was cut off its end or is the whole of it."""

    text: str
    slot: Slot
    line: Line
    label: str | None = None


@dataclass(frozen=True, slots=True)
class Header:
    """The pieces that may name title and company, with the place."""

    pieces: tuple[Piece, ...]
    place: Piece | None


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a header: `key` is the same in every entry where it reads the same slots the same way."""

    key: tuple[object, ...]
    title: Piece | None
    company: Piece | None
    score: float


def split_place(text: str) -> tuple[str, str | None]:
    """Cut a place off the end ("Acme, Berlin, Germany"); return the rest with the place."""
    for cut in BEFORE_PLACE.finditer(text):
        head, tail = text[: cut.start()].strip(TRIM), _balanced(text[cut.end() :].strip(TRIM))
        if not head or ("," not in tail and has_legal_form(f"x {tail}")):
            continue
        place = find_place(tail)
        least = AFTER_FORM if has_legal_form(head) else PLAIN if "," in cut[0] else DASHED
        if is_mode(tail) or (place and place.sure >= least and not is_job(tail)):
            return head, tail
    return text, None


def _is_noise(text: str) -> bool:
    folded = fold(text)
    return not folded or folded in words("phrases", "contract") or not re.search(r"[^\W\d_]{2}|[A-Z]", text)


def _labelled(text: str) -> tuple[str | None, str]:
    head, colon, rest = text.partition(":")
    if not colon or not rest.strip() or len(head) > 24:
        return None, text
    folded = fold(head)
    for kind, slot in LABELS.items():
        if folded in words("phrases", kind):
            return slot, rest.strip()
    if folded in words("phrases", "label_place"):
        return "place", rest.strip()
    return ("noise", rest) if folded in words("phrases", "label_dates") else (None, text)


def to_header(entry: Entry) -> Header:
    """Split an entry's header rows into pieces without dates, durations, places, kinds of contract."""
    pieces: list[Piece] = []
    place: Piece | None = None
    sides = (("above", entry.above[::-1]), ("on", (entry.anchor,)), ("below", entry.below))
    for side, side_rows in sides:
        ordinal = 0
        for row in side_rows:
            found, row_place = _row_pieces(row, side, ordinal)
            place = place or row_place
            pieces += found
            ordinal += bool(found)
    return Header(tuple(pieces[:SLOT_LIMIT]), place)


def _row_pieces(row: Row, side: str, ordinal: int) -> tuple[list[Piece], Piece | None]:
    found: list[Piece] = []
    place: Piece | None = None
    for part in row.line.parts:
        for raw in STRONG.split(without_dates(part.text)):
            label, text = _labelled(raw.strip(TRIM))
            text = _balanced(text.strip(TRIM))
            if label == "noise" or _is_noise(text):
                continue
            slot: Slot = (side, ordinal, len(found))
            if label == "place" or is_mode(text) or ((known := find_place(text)) and known.sure >= 0.55):
                place = place or Piece(text, slot, row.line)
                continue
            text, tail = split_place(text)
            if tail:
                place = place or Piece(tail, slot, row.line)
            found.append(Piece(text, slot, row.line, label))
    return found, place


def _balanced(text: str) -> str:
    if text.count("(") != text.count(")"):
        text = re.sub(r"^\)|\($|\((?=[^()]*$)", " ", text).strip(TRIM + "()")
    return re.sub(r"\(\s*\)", "", text).strip(TRIM)


def title_likeness(text: str, known: frozenset[str]) -> float:
    """Return how well a text serves as a title; `known` are folded titles printed elsewhere, as in the headline."""
    score = title_score(text) - 0.6 * organisation_score(text)
    if fold(text) in known:
        score += 1.5
    elif DASH.search(text):
        score -= 0.4
    return score - _awkwardness(text)


def company_likeness(text: str) -> float:
    """Return how well a text serves as a company's name."""
    score = 0.6 + organisation_score(text) - 0.9 * max(0.0, title_score(text))
    if "," in text:
        score -= 0.7
    if DASH.search(text):
        score -= 0.5
    if len(text.split()) > 7:
        score -= 0.6
    return score - _awkwardness(text)


def _awkwardness(text: str) -> float:
    lost = 1.0 if reads_as_sentence(text) else 0.0
    if text[:1].islower() and not re.match(r"[a-z]+[A-Z.]", text):
        lost += 1.2
    if len(text.split()) > 9 or len(text) > 80:
        lost += 1.5
    if re.search(r"[.;:!?]\s", text) and not re.search(r"\b\w{1,4}\.\s", text):
        lost += 0.8
    if re.fullmatch(r"\W*\w{1,2}\W*", text):
        lost += 0.8
    if fold(text) in words("phrases", "contract"):
        lost += 3.0
    return lost


def _readings(header: Header, known: frozenset[str]) -> Iterator[Reading]:
    pieces = header.pieces
    labelled = {piece.label: piece for piece in pieces if piece.label}
    if len(labelled) == 2:
        yield Reading(("label",), labelled["title"], labelled["company"], 6.0)
        return
    for title, company in permutations(pieces, 2):
        score = title_likeness(title.text, known) + company_likeness(company.text) + 0.5
        score -= 0.15 * abs(pieces.index(title) - pieces.index(company))
        yield Reading(("pair", title.slot, company.slot), title, company, score)
    for piece in pieces:
        yield Reading(("title", piece.slot), piece, None, title_likeness(piece.text, known) - 0.3)
        yield Reading(("company", piece.slot), None, piece, company_likeness(piece.text) - 0.6)
        yield from _split_readings(piece, known, CROWDED if len(pieces) > 1 else 0.0)


def _split_readings(piece: Piece, known: frozenset[str], loss: float) -> Iterator[Reading]:
    for name, pattern in WEAK.items():
        best: dict[str, Reading] = {}
        for cut in pattern.finditer(piece.text):
            left, right = piece.text[: cut.start()].strip(TRIM), piece.text[cut.end() :].strip(TRIM)
            if name == "bracket":
                right = right.strip("()")
            if len(left) < 2 or len(right) < 2:
                continue
            for order, (title, company) in (("title", (left, right)), ("company", (right, left))):
                if name in ("at", "in") and order == "company":
                    continue
                score = title_likeness(title, known) + company_likeness(company) + (0.5 if name == "at" else 0.1) - loss
                if order not in best or score > best[order].score:
                    key = ("split", piece.slot, name, order)
                    parts = Piece(title, piece.slot, piece.line), Piece(company, piece.slot, piece.line)
                    best[order] = Reading(key, *parts, score)
        yield from best.values()


def read_headers(headers: Sequence[Header], known: frozenset[str]) -> list[Reading | None]:
    """Return each header's reading: its own score with the mean score of the same reading over the resume.

    The vote decides where a header alone can't: "Weiss" is a company because its slot holds companies elsewhere.
    """
    options = [list(_readings(header, known)) for header in headers]
    scores: dict[tuple[object, ...], list[float]] = defaultdict(list)
    for readings in options:
        for reading in readings:
            scores[reading.key].append(reading.score)
    worth = {
        key: GLOBAL_WEIGHT * sum(values) / (len(values) + SHRINK) + COVERAGE_WEIGHT * len(values) / len(headers)
        for key, values in scores.items()
    }
    return [max(readings, key=lambda reading: reading.score + worth[reading.key], default=None) for readings in options]
