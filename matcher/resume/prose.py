"""Turn sentences and numbered items that tell of a position into a header with its running text."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from matcher.resume.dates import find_dates
from matcher.resume.lexicon import flat, fold, words
from matcher.resume.line import Line

NUMBER = re.compile(r"^\(?((?:\d{1,2}\.){0,3})(\d{1,2})[.)]?\s+(?=\S)")
STATED = 70  # characters before the verb of a sentence about a position
SENTENCE_END = re.compile(r"(?<=[^\W_]{4})[.;]\s+(?=[^\W_a-z])|[.;]$")
ARTICLE = re.compile(r"^(?:an?|the|eine?|un|une|una|um|uma|en|ett|et|een)\s+", re.IGNORECASE)
WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
DIGIT = re.compile(r"\d")  # of the dates that such a sentence names
WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
MOST_BEFORE, LONGEST_VERB, SHORTEST = 2, 6, 25  # words before the verb, words of it, characters of a sentence
MOST_MISSED = 3  # numbers further on that a list may go: an item may stand inside another line
FEWEST = 2  # numbered items that make a list


def without_numbers(lines: Sequence[Line]) -> list[Line]:
    """Strip "1)", "2.", "3.1" off lines that count up from one, a number each."""
    found = {index: match for index, line in enumerate(lines) if (match := NUMBER.match(line.parts[0].text))}
    counted: dict[int, re.Match[str]] = {}
    prefix: str | None = None
    last = 0
    for index, match in found.items():
        follows = last < int(match[2]) <= (last + MOST_MISSED if last else 1)
        if follows and (prefix is None or match[1] == prefix):
            counted[index], prefix, last = match, match[1], int(match[2])
    if len(counted) < FEWEST:
        return list(lines)
    return [_after(line, counted[index].end()) if index in counted else line for index, line in enumerate(lines)]


def _after(line: Line, begin: int) -> Line:
    first = line.parts[0]
    return replace(line, parts=(replace(first, text=first.text[begin:]), *line.parts[1:]), bullet=False)


@cache
def _first_words() -> frozenset[str]:
    return frozenset(found[0] for phrase in words("phrases", "worked") if (found := WORD.match(phrase)))


def _verb(text: str) -> tuple[int, int] | None:
    """Return where the words for "I worked as" begin and end, None in a text without them."""
    plain = flat(text[:STATED])
    tokens = list(WORD.finditer(plain))
    listed, firsts = words("phrases", "worked"), _first_words()
    for start, first in enumerate(tokens):
        if first[0] not in firsts:
            continue
        for size in range(min(LONGEST_VERB, len(tokens) - start), 1, -1):
            if fold(" ".join(token[0] for token in tokens[start : start + size])) in listed:
                return first.start(), tokens[start + size - 1].end()
    return None


def _header(text: str) -> tuple[str, str] | None:
    """Return what a sentence says of a position with the text behind it, None for any other sentence."""
    verb = _verb(text)
    if verb is None:
        return None
    before, told = text[: verb[0]].strip(" ,"), text[verb[1] :]
    dated = bool(find_dates(before))
    if len(before.split()) > MOST_BEFORE and not dated:
        return None
    stop = SENTENCE_END.search(told)
    head = ARTICLE.sub("", (told[: stop.start()] if stop else told).strip())
    *kept, last = head.split(" ") if head else ("",)
    head = " ".join(kept) if fold(last) in words("phrases", "worked_end") else head
    if not dated and not find_dates(head):
        return None
    return (f"{head}   {before}" if dated else head), (told[stop.end() :].strip() if stop else "")


def _may_tell(line: Line) -> bool:
    return len(line.parts) == 1 and len(line.text) > SHORTEST and DIGIT.search(line.text) is not None


def without_sentences(lines: Sequence[Line]) -> list[Line]:
    """Turn "I worked as a cook at Inn from 2015 to 2018. I led five." into a header line and its running text."""
    found: list[Line] = []
    for line in lines:
        read = _header(line.text) if _may_tell(line) else None
        if read is None:
            found.append(line)
            continue
        part = line.parts[0]
        found.append(replace(line, parts=(replace(part, text=read[0]),), bullet=False))
        if read[1]:
            found.append(replace(line, parts=(replace(part, text=read[1]),), bullet=True))
    return found
