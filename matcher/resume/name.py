"""Turn a document's first lines into the person's name."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import accumulate, pairwise

import nicknames

from entities.resume import Found
from matcher.resume.cues import has_legal_form, is_job, organisation_score, weak_job_words
from matcher.resume.found import found, joined
from matcher.resume.gazetteers import is_skill
from matcher.resume.headings import kind_of_title
from matcher.resume.lexicon import flat, fold, spread, stop_words, words
from matcher.resume.line import Line
from matcher.resume.name_texts import (
    MOST_WORDS,
    cased,
    cleaned,
    document_words,
    is_capitalised,
    is_document_word,
    is_shaped,
    label_kind,
)
from matcher.resume.places import find_place, is_place
from matcher.resume.schools import is_school
from matcher.resume.titled import body_size

FIRST_LINES = 60
LONGEST_CANDIDATE = 100  # characters with titles and degrees
LONGEST_LINE, BULLET_RANKS = 200, 8  # characters, lines from the top: no name in longer lines, in later bullets
BARRED = re.compile(r"[\d@/\\]")
ALIKE = 0.6  # points between the sizes of a name's two lines
WRAPPED_WORDS, WRAPPED_LONGEST = 3, 30
NEVER = re.compile(r"(?:^|\s)\d|@|://")  # what no name holds, whatever stands around it
LONGEST_PRINTED = 90  # characters of a name with titles, degrees, the word for the document
PIECES = re.compile(r"\s+[|•·–—-]\s+|\s{3,}|[,;]\s|\s*[()|•·]\s*|[:：]\s")
MOST_PIECES, MOST_PARTS = 6, 3
HANDLE_END = "\n"
SURE_PLACE = 0.55
SHORTEST = 4  # letters of a line whose size counts
LARGE = 1.15  # times the body size, from which a size says something
LEAST = 1.2  # score below which a line is no name
BELOW = 2.2  # em from a line to the next of a name in two boxes
DISPLAY, DISPLAY_RANKS = 1.5, 3  # times the body size, lines: a name set large in small letters
GENERATIONS = frozenset(("jr", "sr", "ii", "iii", "iv"))
STYLE_SHARERS = 3  # lines of one style on the first page, from which it is that of section titles
WEIGHTS = {
    "size": 3.0,
    "bold": 0.8,
    "first": 1.5,
    "step": -0.12,
    "mail": 1.6,
    "initial": 0.8,
    "label": 4.0,
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
    "wrapped": 0.5,
    "head": -0.3,
}
MAILED_DOUBT = 0.4  # of a job word in a name that the address has: Jonas Koch is no cook


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A text that may be the name; `rank` is its line's place from the top."""

    text: str
    line: Line
    rank: int
    size: float
    bold: bool
    bonus: float = 0.0


@dataclass(frozen=True, slots=True)
class _Evidence:
    """What the document says elsewhere: handles of its addresses, its own title, its file's name, later pages."""

    mail: str
    titles: frozenset[str]
    filed: frozenset[str]
    again: frozenset[str]
    largest: float
    body: float
    title_styles: frozenset[tuple[float, bool, bool]]


def _handles(addresses: Iterable[Found[str]]) -> str:
    """Return what addresses call the person: the part before the "@", the end of a profile's path, a first label."""
    handles = []
    for address in addresses:
        local, at, _ = address.value.partition("@")
        bare = re.sub(r"^(?:https?://)?(?:www\.)?", "", address.value)
        segments = [segment for segment in bare.split("/") if segment]
        handles.append(local if at else segments[-1] if len(segments) > 1 else bare.partition(".")[0])
    return HANDLE_END.join(fold(handle.replace(".", " ")) for handle in handles)


def _in_mail(text: str, mail: str) -> float:
    packed = mail.replace(" ", "").replace(HANDLE_END, " ")
    tokens = [token for token in re.split(r"[\s-]+", fold(text)) if len(token) > 2]
    hits = sum(token in packed or _plain(token) in packed for token in tokens)
    initials = "".join(token[0] for token in fold(text).split())
    initial = hits and len(initials) > 1 and packed.startswith(initials[0])
    return WEIGHTS["mail"] * hits + (WEIGHTS["initial"] if initial else 0.0)


def _plain(token: str) -> str:
    """Return a word as addresses spell it: "müller" is folded to "muller" and mailed as "mueller"."""
    return token.replace("ae", "a").replace("oe", "o").replace("ue", "u")


@cache
def _given_names() -> frozenset[str]:
    return frozenset(fold(name) for triplet in nicknames.name_triplets() for name in (triplet[0], triplet[2]))


@cache
def _stops() -> frozenset[str]:
    every = {word for tongue in stop_words().values() for word in tongue}
    return frozenset(every - words("contacts", "particle"))


# ---- candidates


def _candidates(lines: Sequence[Line], ranks: Sequence[int], seen: _Evidence) -> Iterator[_Candidate]:
    """Yield everything that may be the name."""
    for number, line in enumerate(lines):
        yield from _in_line(line, ranks[number], seen.mail)
    yield from _labelled(lines, ranks)
    yield from _wrapped(lines, ranks, seen)


def _in_line(line: Line, rank: int, mail: str) -> Iterator[_Candidate]:
    """Yield a line, its first parts, its pieces, its head before an occupation."""
    if len(line.text) > LONGEST_LINE or (line.bullet and rank > BULLET_RANKS):
        return
    first = line.parts[0]
    whole = spread(first.text if len(line.parts) > 1 else line.text)
    yield _Candidate(whole, line, rank, line.size if len(line.parts) == 1 else first.size, line.bold)
    for size in range(2, min(len(line.parts), MOST_PARTS) + 1):
        yield _Candidate(" ".join(part.text for part in line.parts[:size]), line, rank, line.size, line.bold)
    for part in line.parts[1:MOST_PARTS]:
        yield _Candidate(spread(part.text), line, rank, part.size, part.bold)
    if head := _head(whole):
        yield _Candidate(head, line, rank, line.size, line.bold, WEIGHTS["head"])
    if mail and (respaced := _respaced(whole, mail)):
        yield _Candidate(respaced, line, rank, line.size, line.bold)
    for piece in PIECES.split(line.text)[:MOST_PIECES]:
        if piece and piece != whole:
            yield _Candidate(piece, line, rank, line.size, line.bold)


def _labelled(lines: Sequence[Line], ranks: Sequence[int]) -> Iterator[_Candidate]:
    """Yield what a label calls the name, beside it, below it, or in two lines for given and family name."""
    halves: dict[str, tuple[str, Line]] = {}
    for number, line in enumerate(lines):
        head, colon, rest = line.text.replace("：", ":").partition(":")
        if not colon and len(line.parts) > 1:
            head, rest = line.parts[0].text, " ".join(part.text for part in line.parts[1:])
        kind = label_kind(head)
        if kind is None:
            continue
        source = line
        if not rest.strip() and number + 1 < len(lines):
            source, rest = joined(line, lines[number + 1]), lines[number + 1].text
        rest = PIECES.split(rest.strip())[0]
        if len(rest.split()) > 1 or kind == "name":
            yield _Candidate(rest, source, ranks[number], line.size, line.bold, WEIGHTS["label"])
        halves.setdefault(kind if kind != "name" else "family_name", (rest, source))
        if "given_name" in halves and "family_name" in halves:
            (given, above), (family, below) = halves["given_name"], halves["family_name"]
            both = joined(above, below)
            yield _Candidate(f"{given} {family}", both, ranks[number], line.size, line.bold, WEIGHTS["label"])


def _wrapped(lines: Sequence[Line], ranks: Sequence[int], seen: _Evidence) -> Iterator[_Candidate]:
    """Yield names printed on two lines or in two boxes."""
    pairs = [(lines[number], lines[number + 1], ranks[number]) for number in range(len(lines) - 1)]
    tall = [number for number, line in enumerate(lines) if line.size >= seen.largest - ALIKE]
    by_height = sorted(tall, key=lambda number: (lines[number].y0, lines[number].x0))
    apart = [(a, b) for a, b in pairwise(by_height) if b != a + 1 and _is_below(lines[a], lines[b])]
    pairs += [(lines[a], lines[b], ranks[a]) for a, b in apart]
    pairs += [(lines[n], lines[n + 2], ranks[n]) for n in range(len(lines) - 2) if _in_one_cell(lines, n, seen.mail)]
    for one, two, rank in pairs:
        first, second = _first_parts(one, two, seen.largest)
        short = max(len(first.text.split()), len(second.text.split())) <= WRAPPED_WORDS
        if not short or len(first.parts) * len(second.parts) > 1 or len(first.text) >= WRAPPED_LONGEST:
            continue
        if _names_no_person(first.text) or _names_no_person(second.text) or _is_again(first.text, second.text):
            continue
        text = f"{spread(first.text)} {spread(second.text)}"
        larger = first if first.size >= second.size else second
        both = replace(joined(first, second), size=larger.size, bold=larger.bold)
        alike = abs(first.size - second.size) < ALIKE
        large = min(first.size, second.size) >= max(seen.body * LARGE, seen.largest * 0.5)
        if alike:
            same = first.size >= seen.largest - ALIKE and first.bold == second.bold and not is_job(second.text)
            yield _Candidate(text, both, rank, larger.size, larger.bold, WEIGHTS["wrapped"] if same else 0.0)
        elif _in_mail(first.text, seen.mail) and _in_mail(second.text, seen.mail):
            yield _Candidate(text, both, rank, larger.size, larger.bold)
        elif large and larger.size >= seen.largest - ALIKE and not is_job(second.text) and not is_job(first.text):
            yield _Candidate(text, both, rank, larger.size, larger.bold, -WEIGHTS["wrapped"])


def _in_one_cell(lines: Sequence[Line], number: int, mail: str) -> bool:
    """Whether a line begins above the next but one, the rest of a row between them, and addresses have both."""
    first, second = lines[number].parts[0], lines[number + 2].parts[0]
    same = bool(mail) and lines[number].page == lines[number + 2].page and abs(first.x0 - second.x0) <= ALIKE
    return same and _in_mail(first.text, mail) > 0 and _in_mail(second.text, mail) > 0


def _first_parts(first: Line, second: Line, largest: float) -> tuple[Line, Line]:
    """Return two lines cut to their first parts where those are large and begin at the same edge."""
    parts = first.parts[0], second.parts[0]
    large = all(part.size >= largest - ALIKE for part in parts)
    if len(first.parts) * len(second.parts) == 1 or not large or abs(parts[0].x0 - parts[1].x0) > ALIKE:
        return first, second
    cut = [
        replace(line, parts=(part,), size=part.size, bold=part.bold)
        for line, part in zip((first, second), parts, strict=True)
    ]
    return cut[0], cut[1]


def _is_again(first: str, second: str) -> bool:
    """Whether the words of one line stand in the other too: a running head above the name."""
    one, two = set(fold(first).split()), set(fold(second).split())
    return one <= two or two <= one


def _is_below(first: Line, second: Line) -> bool:
    """Whether a line stands right below another on its page, or beside it, though it wasn't read after it."""
    return first.page is not None and second.y0 - first.y0 <= BELOW * max(first.size, second.size)


def _names_no_person(text: str) -> bool:
    """Whether a line is a firm, a school, a title, or a place of two words: one word may be both town and name."""
    return (
        has_legal_form(text)
        or is_school(text)
        or kind_of_title(text) is not None
        or (" " in text and is_place(text, SURE_PLACE))
    )


def _respaced(text: str, mail: str) -> str | None:
    """Return letters printed far apart or all together, spaced as in an address: "A DA BYRON" by ada-byron-98."""
    if len(text) > LONGEST_CANDIDATE:
        return None
    letters = [letter for letter in text if letter.isalpha()]
    plain = [flat(letter) for letter in letters]
    handles = [handle.split() for handle in mail.split(HANDLE_END)]
    for handle in handles:
        tokens = [token for token in handle if token.isalpha()]
        if len(tokens) > 1 and "".join(tokens) == "".join(plain) and len(plain) > SHORTEST:
            ends = list(accumulate(map(len, tokens)))
            return " ".join("".join(letters[end - len(token) : end]) for token, end in zip(tokens, ends, strict=True))
    return None


def _head(text: str) -> str | None:
    """Return what stands before the first word of an occupation, an address or a number: "Ada Byron Lead Cook"."""
    tokens = text.split()
    for number, token in enumerate(tokens[: MOST_WORDS + 1]):
        if fold(token) in GENERATIONS:
            continue
        if re.search(r"[\d@/]", token) or is_job(token) or weak_job_words(token):
            return " ".join(tokens[:number]) if number > 1 else None
    return None


# ---- scores


def _score(candidate: _Candidate, text: str, seen: _Evidence) -> float:
    alike = _in_mail(text, seen.mail)
    elsewhere = alike + _elsewhere(text, seen)
    if fold(candidate.text) != fold(text) and text in candidate.text and len(candidate.text) < 2 * len(text) + 30:
        elsewhere += _around(candidate.text)
    if any(token in _given_names() for token in fold(text).split()):
        elsewhere += WEIGHTS["given"]
    sure = elsewhere or candidate.bonus >= WEIGHTS["label"]
    score = _look(candidate, text, seen) + elsewhere + _meaning(text, MAILED_DOUBT if alike else 1.0)
    if not sure and (is_job(text) or is_skill(text)):
        score += WEIGHTS["doubted"]
    if not is_capitalised(text):
        style = candidate.size >= seen.body * DISPLAY and candidate.rank < DISPLAY_RANKS and text == text.lower()
        score += WEIGHTS["small_mailed"] if alike or style else WEIGHTS["small"]
    if not alike and _style(candidate.line, candidate.size, candidate.bold) in seen.title_styles:
        score += WEIGHTS["title_style"]
    return score


def _look(candidate: _Candidate, text: str, seen: _Evidence) -> float:
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


def _elsewhere(text: str, seen: _Evidence) -> float:
    tokens = [token for token in re.split(r"[\s-]+", fold(text)) if len(token) > 1]
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
) -> _Evidence:
    body = body_size(lines)
    sizes = [part.size for line in first for part in line.parts if len(part.text) >= SHORTEST]
    kept = {id(line) for line in first}
    later = {fold(piece) for line in lines if id(line) not in kept for piece in PIECES.split(line.text)[:MOST_PIECES]}
    return _Evidence(
        mail=_handles(addresses),
        titles=frozenset(token for title in titles for token in re.split(r"[\s-]+", fold(title))),
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
    for candidate in _candidates(first, _ranks(first), seen):
        if len(candidate.text) > LONGEST_PRINTED or NEVER.search(candidate.text):
            continue
        if len(candidate.text) > LONGEST_CANDIDATE or BARRED.search(candidate.text):
            continue
        text = cleaned(candidate.text)
        if not is_shaped(text) or kind_of_title(text) or is_document_word(text):
            continue
        if "," in candidate.text and is_place(candidate.text, SURE_PLACE):
            continue
        score = _score(candidate, text, seen)
        if best is None or score > best[0] + 1e-9:
            best = score, text, candidate.line
    if best is None or best[0] < LEAST:
        return None
    score, text, line = best
    sure = 0.75 + 0.03 * score if _in_mail(text, seen.mail) else 0.55 + 0.07 * (score - LEAST)
    return found(cased(text), line, min(sure, 0.98), text)
