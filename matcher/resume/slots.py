"""Turn the header rows of all positions into titles with companies, by voting on the slot each stands in."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations
from math import copysign
from typing import cast

from matcher.resume.cues import organisation_score, reads_as_sentence, title_score
from matcher.resume.headers import TRIM, Header, Piece, Slot
from matcher.resume.lexicon import fold, words
from matcher.resume.likeness import title_logit
from matcher.resume.memo import remembered

WEAK = {
    "at": re.compile(r"\s+(?:at|@|bei|chez|presso|bij|hos)\s+|\s*@\s*", re.IGNORECASE),
    "dash": re.compile(r"\s+[–—-]{1,2}\s+|\s*—\s*"),
    "comma": re.compile(r",\s+|\s,"),
    "slash": re.compile(r"\s+/{1,2}\s+"),
    "period": re.compile(r"(?<=[^\W\d_]{4})\.\s+(?=[^\W\d_a-z])"),
    "colon": re.compile(r":\s+"),
    "bracket": re.compile(r"\s*[()]\s*"),
    "in": re.compile(r"\s+(?:en|in|na|em|w|u|v|bei der|beim|för|pri|i)\s+(?=[A-ZÀ-Þ])"),
}
BRAND = re.compile(r"[a-z]+[A-Z.]")  # "eBay"
STOPPED, ABBREVIATED = re.compile(r"[.;:!?]\s"), re.compile(r"\b\w{1,4}\.\s")
TINY = re.compile(r"\W*\w{1,2}\W*")
ALONE = 1.0  # what a title without a company loses
GLOBAL_WEIGHT = 2.4  # of a reading's mean over the resume, against its own score in an entry
COVERAGE_WEIGHT = 1.2
STATEMENT = re.compile(r"[^\W\d_][^:]{2,30}:\s+\S")  # "Classes taught: Science"
DASH = re.compile(r"\s[–—-]\s")
LONE_SHARE = 0.9  # of what a pair is worth, for a title whose company's slot is empty
SHRINK = 1.0  # entries: a reading seen once says little of the others
LEARNED_WEIGHT, LEARNED_MOST, UNSURE = 0.35, 3.0, 1.0  # of the trained log-odds of a title against a name
CROWDED = {"bracket": 2.0, "comma": 1.5, "at": 0.0}  # what such a split loses where other pieces stand beside it
ALSO_CROWDED = 0.8  # what a reading that splits a piece loses where other pieces stand beside it


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a header: `key` is the same in every entry where it reads the same slots the same way."""

    key: tuple[object, ...]
    title: Piece | None
    company: Piece | None
    score: float


@remembered
def title_likeness(text: str, known: frozenset[str]) -> float:
    """Return how well a text serves as a title; `known` are folded titles printed elsewhere, as in the headline."""
    score = title_score(text) - 0.6 * organisation_score(text)
    if fold(text) in known:
        score += 1.5
    elif DASH.search(text):
        score -= 0.4
    if WEAK["at"].search(text):
        score -= 1.8  # "Cook at Acme" is more than a title
    return score + _learned(text) - _awkwardness(text)


def _learned(text: str) -> float:
    logit = title_logit(text)
    return LEARNED_WEIGHT * copysign(min(max(abs(logit) - UNSURE, 0.0), LEARNED_MOST), logit)


@remembered
def company_likeness(text: str) -> float:
    """Return how well a text serves as a company's name."""
    score = 0.6 + organisation_score(text) - 0.9 * max(0.0, title_score(text))
    if "," in text:
        score -= 0.7
    if DASH.search(text):
        score -= 0.5
    if len(text.split()) > 7:
        score -= 0.6
    return score - _learned(text) - _awkwardness(text)


@remembered
def _awkwardness(text: str) -> float:
    lost = 1.0 if reads_as_sentence(text) else 0.0
    if text[:1].islower() and not BRAND.match(text):
        lost += 1.2
    if len(text.split()) > 9 or len(text) > 80:
        lost += 1.5
    if STOPPED.search(text) and not ABBREVIATED.search(text):
        lost += 0.8
    if TINY.fullmatch(text):
        lost += 0.8
    if STATEMENT.match(text):
        lost += 1.2
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
        yield Reading(("title", piece.slot), piece, None, title_likeness(piece.text, known) - ALONE)
        yield Reading(("company", piece.slot), None, piece, company_likeness(piece.text) - 0.6)
        yield from _split_readings(piece, known, crowded=len(pieces) > 1)


def _split_readings(piece: Piece, known: frozenset[str], *, crowded: bool) -> Iterator[Reading]:
    for name, pattern in WEAK.items():
        loss = CROWDED.get(name, ALSO_CROWDED) if crowded else 0.0
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
    paired = _paired(worth)

    def total(reading: Reading, slots: frozenset[Slot]) -> float:
        plain = reading.score + worth[reading.key]
        company, value = paired.get(reading.title.slot, (None, 0.0)) if reading.title else (None, 0.0)
        if company is None or company in slots or reading.key[0] not in ("title", "split"):
            return plain
        # Where other entries have their employer, this one has nothing: a further role under the employer above.
        return plain - ALSO_CROWDED if reading.key[0] == "split" else max(plain, reading.score + LONE_SHARE * value)

    best = []
    for header, readings in zip(headers, options, strict=True):
        slots = frozenset(piece.slot for piece in header.pieces)
        best.append(max(readings, key=lambda reading: total(reading, slots), default=None))
    return best


def _paired(worth: Mapping[tuple[object, ...], float]) -> dict[Slot, tuple[Slot, float]]:
    """Return for each title's slot the company's slot it goes best with, and what that pair is worth."""
    found: dict[Slot, tuple[Slot, float]] = {}
    for key, value in worth.items():
        if key[0] == "pair":
            title, company = cast("tuple[Slot, Slot]", key[1:])
            if title not in found or value > found[title][1]:
                found[title] = (company, value)
    return found
