"""Turn a document's first lines into the person's name."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache

import nicknames

from entities.resume import Found
from matcher.resume.cues import has_legal_form, is_job, organisation_score
from matcher.resume.found import found
from matcher.resume.gazetteers import is_skill
from matcher.resume.headings import kind_of_title
from matcher.resume.lexicon import flat, fold, stop_words, words
from matcher.resume.line import Line
from matcher.resume.name_candidates import (
    GAPS,
    GENERATIONS,
    HANDLE_END,
    LABELLED,
    LARGE,
    LONGEST_CANDIDATE,
    LONGEST_LINE,
    MOST_PIECES,
    PIECES,
    SHORTEST,
    SURE_PLACE,
    WRAPPED_LONGEST,
    Candidate,
    Evidence,
    candidates,
    in_mail,
)
from matcher.resume.name_texts import cased, cleaned, document_words, is_capitalised, is_document_word, is_shaped
from matcher.resume.places import find_place, is_place
from matcher.resume.schools import is_school
from matcher.resume.titled import body_size

FIRST_LINES = 60
BARRED = re.compile(r"[\d@/\\]")
LEAST = 1.2  # score below which a line is no name
DISPLAY, DISPLAY_RANKS = 1.5, 3  # times the body size, lines: a name set large in small letters
STYLE_SHARERS = 3  # lines of one style on the first page, from which it is that of section titles
WEIGHTS = {
    "size": 3.0,
    "bold": 0.8,
    "first": 1.5,
    "step": -0.12,
    "titled": 1.2,
    "filed": 0.5,
    "again": 0.6,
    "document": 1.0,
    "honorific": 0.8,
    "given": 0.5,
    "job": -2.5,
    "doubted": -1.0,
    "organisation": -2.0,
    "small": -4.0,
    "small_mailed": -1.5,
    "sentence": -1.0,
    "place": -1.0,
    "stop": -1.5,
    "title_style": -1.0,
}
MAILED_DOUBT = 0.4  # of a job word in a name that the address has: Jonas Koch is no cook


def _handles(addresses: Iterable[Found[str]]) -> str:
    """Return what addresses call the person: the part before the "@", the end of a profile's path, a first label."""
    handles = []
    for address in addresses:
        local, at, _ = address.value.partition("@")
        bare = re.sub(r"^(?:https?://)?(?:www\.)?", "", address.value)
        segments = [segment for segment in bare.split("/") if segment]
        handles.append(local if at else segments[-1] if len(segments) > 1 else bare.partition(".")[0])
    return HANDLE_END.join(fold(handle.replace(".", " ")) for handle in handles)


@cache
def _given_names() -> frozenset[str]:
    return frozenset(fold(name) for triplet in nicknames.name_triplets() for name in (triplet[0], triplet[2]))


@cache
def _stops() -> frozenset[str]:
    every = {word for tongue in stop_words().values() for word in tongue}
    return frozenset(every - words("contacts", "particle"))


def _score(candidate: Candidate, text: str, seen: Evidence, best: float | None = None) -> float:
    """Return how much a text is the name; where it can't be more than the `best` so far, what it is at most."""
    alike = in_mail(text, seen.mail)
    elsewhere = alike + _elsewhere(text, seen)
    if fold(candidate.text) != fold(text) and text in candidate.text and len(candidate.text) < 2 * len(text) + 30:
        elsewhere += _around(candidate.text)
    if any(token in _given_names() for token in fold(text).split()):
        elsewhere += WEIGHTS["given"]
    sure = elsewhere or candidate.bonus >= LABELLED
    score = _look(candidate, text, seen) + elsewhere
    if best is not None and score <= best:
        return score  # everything else takes off
    score += _meaning(text, MAILED_DOUBT if alike else 1.0)
    if not sure and (is_job(text) or is_skill(text)):
        score += WEIGHTS["doubted"]
    if not is_capitalised(text):
        style = candidate.size >= seen.body * DISPLAY and candidate.rank < DISPLAY_RANKS and text == text.lower()
        score += WEIGHTS["small_mailed"] if alike or style else WEIGHTS["small"]
    if not alike and _style(candidate.line, candidate.size, candidate.bold) in seen.title_styles:
        score += WEIGHTS["title_style"]
    return score


def _look(candidate: Candidate, text: str, seen: Evidence) -> float:
    """Return what size, weight and place on the page say."""
    score = candidate.bonus + WEIGHTS["size"] * min(candidate.size / seen.largest, 1.0)
    score += WEIGHTS["bold"] if candidate.bold else 0.0
    score += max(0.0, WEIGHTS["first"] + WEIGHTS["step"] * candidate.rank)
    return score + (WEIGHTS["sentence"] if candidate.line.bullet or _is_ended(text) else 0.0)


def _meaning(text: str, doubt: float) -> float:
    """Return what is to be taken off for words that stand in no name, as far as nothing doubts it."""
    score = 0.0
    if is_job(" ".join(token for token in text.split() if fold(token) not in GENERATIONS)):
        score += WEIGHTS["job"]
    if has_legal_form(text) or organisation_score(text) >= 1 or is_school(text):
        score += WEIGHTS["organisation"]
    if find_place(text):
        score += WEIGHTS["place"]
    stops = sum(token in _stops() for token in fold(text).split() if len(token) > 1)
    return doubt * (score + WEIGHTS["stop"] * stops)


def _is_ended(text: str) -> bool:
    """Whether a full stop ends the text as a sentence: not that of an initial or of "Jr."."""
    last = text.rsplit(maxsplit=1)[-1]
    return last.endswith(".") and len(last) > 2 and fold(last) not in GENERATIONS


def _around(printed: str) -> float:
    """Return what is to be added for words around a name that stand around names."""
    tokens = [fold(token) for token in printed.split()]
    if any(token in document_words() for token in tokens):
        return WEIGHTS["document"]
    titles = words("contacts", "honorific") | words("contacts", "post")
    return WEIGHTS["honorific"] if tokens[0] in titles or tokens[-1] in titles else 0.0


def _elsewhere(text: str, seen: Evidence) -> float:
    tokens = [token for token in GAPS.split(fold(text)) if len(token) > 1]
    if not tokens:
        return 0.0
    score = WEIGHTS["titled"] if all(token in seen.titles for token in tokens) else 0.0
    score += WEIGHTS["filed"] * min(2, sum(token in seen.filed for token in tokens))
    return score + (WEIGHTS["again"] if fold(text) in seen.again else 0.0)


def _style(line: Line, size: float, bold: bool) -> tuple[float, bool, bool]:  # noqa: FBT001 - a style is size and weight
    return round(size * 2) / 2, bold, line.text == line.text.upper()


def _title_styles(lines: Sequence[Line], body: float) -> frozenset[tuple[float, bool, bool]]:
    """Return the styles larger than the text in which several short lines stand: rather titles than the name."""
    counts = Counter(
        _style(line, line.size, line.bold)
        for line in lines
        if len(line.text) <= WRAPPED_LONGEST and len(line.parts) == 1 and (line.size > body * LARGE or line.bold)
    )
    return frozenset(style for style, count in counts.items() if count >= STYLE_SHARERS)


def _first_lines(lines: Sequence[Line]) -> list[Line]:
    """Return the lines of the first page that has any, where there are no pages the first lines."""
    if not lines or lines[0].page is None:
        return list(lines[:FIRST_LINES])
    first = min(line.page or 1 for line in lines)
    return [line for line in lines if line.page == first]


def _ranks(lines: Sequence[Line]) -> list[int]:
    """Return each line's place from the top of the page: a sidebar may be read before the name beside it."""
    order = sorted(range(len(lines)), key=lambda number: lines[number].y0)
    ranks = [0] * len(lines)
    for rank, number in enumerate(order):
        ranks[number] = rank
    return ranks


def _evidence(
    lines: Sequence[Line], first: Sequence[Line], addresses: Sequence[Found[str]], titles: Iterable[str], file_name: str
) -> Evidence:
    body = body_size(lines)
    sizes = [part.size for line in first for part in line.parts if len(part.text) >= SHORTEST]
    kept = {id(line) for line in first}
    others = [line for line in lines if id(line) not in kept and len(line.text) <= LONGEST_LINE]
    heads = [line for number, line in enumerate(others) if number == 0 or others[number - 1].page != line.page]
    later = {fold(piece) for line in [*heads, *others[-3:]] for piece in PIECES.split(line.text)[:MOST_PIECES]}
    return Evidence(
        mail=_handles(addresses),
        titles=frozenset(token for title in titles for token in GAPS.split(fold(title))),
        filed=frozenset(token for token in re.split(r"[\s_.-]+", flat(file_name)) if len(token) > 2),
        again=frozenset(later),
        largest=max(sizes, default=first[0].size),
        body=body,
        title_styles=_title_styles(first, body),
    )


def find_name(
    lines: Sequence[Line], addresses: Sequence[Found[str]], titles: Iterable[str] = (), file_name: str = ""
) -> Found[str] | None:
    """Return the person's name: large, early, shaped like one, alike to the addresses; None if nothing is.

    `addresses` are the e-mail addresses and links of the document, `titles` what it calls itself; a file's name only
    helps to choose.
    """
    first = _first_lines(lines)
    if not first:
        return None
    seen = _evidence(lines, first, addresses, titles, file_name)
    best: tuple[float, str, Line] | None = None
    for candidate in candidates(first, _ranks(first), seen):
        if len(candidate.text) > LONGEST_CANDIDATE or BARRED.search(candidate.text):
            continue
        text = cleaned(candidate.text)
        if not is_shaped(text) or kind_of_title(text) or is_document_word(text):
            continue
        if "," in candidate.text and is_place(candidate.text, SURE_PLACE):
            continue
        score = _score(candidate, text, seen, best[0] if best else None)
        if best is None or score > best[0] + 1e-9:
            best = score, text, candidate.line
    if best is None or best[0] < LEAST:
        return None
    score, text, line = best
    sure = 0.75 + 0.03 * score if in_mail(text, seen.mail) else 0.55 + 0.07 * (score - LEAST)
    return found(cased(text), line, min(sure, 0.98), text)
