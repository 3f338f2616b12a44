"""Turn a document's first lines into the texts that may be the person's name."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise
from typing import NamedTuple

from matcher.resume.cues import has_legal_form, is_job, weak_job_words
from matcher.resume.found import joined
from matcher.resume.headings import kind_of_title
from matcher.resume.lexicon import flat, fold, spread
from matcher.resume.line import Line
from matcher.resume.memo import remembered
from matcher.resume.name_texts import MOST_WORDS, label_kind
from matcher.resume.places import is_place
from matcher.resume.schools import is_school

LONGEST_CANDIDATE = 100  # characters with titles and degrees
LONGEST_LINE, BULLET_RANKS, PLAIN_RANKS = 200, 8, 30  # characters, lines from the top a bullet, a plain line may be
ALIKE = 0.6  # points between the sizes of a name's two lines
WRAPPED_WORDS, WRAPPED_LONGEST = 3, 30
PIECES = re.compile(r"\s+[|•·–—-]\s+|\s{3,}|[,;]\s|\s*[()|•·]\s*|[:：]\s")
CELLS = re.compile(r"\s{3,}|\s*[|;(]\s*")
MOST_PIECES, MOST_PARTS = 6, 3
GAPS = re.compile(r"[\s-]+")
SIGN = re.compile(r"[\d@/]")
HANDLE_END = "\n"
SURE_PLACE = 0.55
SHORTEST = 4  # letters of a line whose size counts
LARGE = 1.15  # times the body size, from which a size says something
BELOW = 2.2  # em from a line to the next of a name in two boxes
GENERATIONS = frozenset(("jr", "sr", "ii", "iii", "iv"))
LABELLED, WRAPPED_BONUS, HEAD_LOSS = 4.0, 0.5, -0.3  # what the way a candidate was found adds to its score
MAIL_WEIGHT, INITIAL_WEIGHT = 1.6, 0.8  # of each word, of an initial that addresses have


class Candidate(NamedTuple):
    """A text that may be the name; `rank` is its line's place from the top."""

    text: str
    line: Line
    rank: int
    size: float
    bold: bool
    bonus: float = 0.0


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the document says elsewhere: handles of its addresses, its own title, its file's name, later pages."""

    mail: str
    titles: frozenset[str]
    filed: frozenset[str]
    again: frozenset[str]
    largest: float
    body: float
    title_styles: frozenset[tuple[float, bool, bool]]


@remembered
def in_mail(text: str, mail: str) -> float:
    """Return how much of a text stands in addresses; 0 where none of its words does."""
    if not mail:
        return 0.0
    packed = mail.replace(" ", "").replace(HANDLE_END, " ")
    tokens = [token for token in GAPS.split(fold(text)) if len(token) > 2]
    hits = sum(token in packed or _plain(token) in packed for token in tokens)
    initials = "".join(token[0] for token in fold(text).split())
    initial = hits and len(initials) > 1 and packed.startswith(initials[0])
    return MAIL_WEIGHT * hits + (INITIAL_WEIGHT if initial else 0.0)


def _plain(token: str) -> str:
    """Return a word as addresses spell it: "müller" is folded to "muller" and mailed as "mueller"."""
    return token.replace("ae", "a").replace("oe", "o").replace("ue", "u")


def candidates(lines: Sequence[Line], ranks: Sequence[int], seen: Evidence) -> Iterator[Candidate]:
    """Yield everything that may be the name."""
    for number, line in enumerate(lines):
        yield from _in_line(line, ranks[number], seen)
    yield from _labelled(lines, ranks)
    yield from _wrapped(lines, ranks, seen)


def _in_line(line: Line, rank: int, seen: Evidence) -> Iterator[Candidate]:
    """Yield a line, its first parts, its pieces, its head before an occupation."""
    if len(line.text) > LONGEST_LINE or (line.bullet and rank > BULLET_RANKS):
        return
    if rank > PLAIN_RANKS and line.size < seen.body * LARGE and not in_mail(line.text, seen.mail):
        return
    first = line.parts[0]
    whole = spread(first.text if len(line.parts) > 1 else line.text)
    yield Candidate(whole, line, rank, line.size if len(line.parts) == 1 else first.size, line.bold)
    for size in range(2, min(len(line.parts), MOST_PARTS) + 1):
        yield Candidate(" ".join(part.text for part in line.parts[:size]), line, rank, line.size, line.bold)
    for part in line.parts[1:MOST_PARTS]:
        yield Candidate(spread(part.text), line, rank, part.size, part.bold)
    if head := _head(whole):
        yield Candidate(head, line, rank, line.size, line.bold, HEAD_LOSS)
    if seen.mail and (respaced := _respaced(whole, seen.mail)):
        yield Candidate(respaced, line, rank, line.size, line.bold)
    for piece in PIECES.split(line.text)[:MOST_PIECES]:
        if piece and piece != whole:
            yield Candidate(piece, line, rank, line.size, line.bold)


def _labelled(lines: Sequence[Line], ranks: Sequence[int]) -> Iterator[Candidate]:
    """Yield what a label calls the name, beside it, below it, or in two lines for given and family name."""
    halves: dict[str, tuple[str, Line]] = {}
    for number, line in enumerate(lines):
        head, colon, rest = line.text.replace("：", ":").partition(":")
        if not colon and len(line.parts) > 1:
            head, rest = line.parts[0].text, "   ".join(part.text for part in line.parts[1:])
        kind = label_kind(head)
        if kind is None:
            continue
        source = line
        if not rest.strip() and number + 1 < len(lines):
            source, rest = joined(line, lines[number + 1]), lines[number + 1].text
        pieces = CELLS.split(rest.strip())
        rest = pieces[0] if " " in pieces[0] else " ".join(pieces[:2])  # "Ada" beside "Byron"
        if len(rest.split()) > 1 or kind == "name":
            yield Candidate(rest, source, ranks[number], line.size, line.bold, LABELLED)
        halves.setdefault(kind if kind != "name" else "family_name", (rest, source))
        if "given_name" in halves and "family_name" in halves:
            (given, above), (family, below) = halves["given_name"], halves["family_name"]
            both = joined(above, below)
            yield Candidate(f"{given} {family}", both, ranks[number], line.size, line.bold, LABELLED)


def _wrapped(lines: Sequence[Line], ranks: Sequence[int], seen: Evidence) -> Iterator[Candidate]:
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
            yield Candidate(text, both, rank, larger.size, larger.bold, WRAPPED_BONUS if same else 0.0)
        elif in_mail(first.text, seen.mail) and in_mail(second.text, seen.mail):
            yield Candidate(text, both, rank, larger.size, larger.bold)
        elif large and larger.size >= seen.largest - ALIKE and not is_job(second.text) and not is_job(first.text):
            yield Candidate(text, both, rank, larger.size, larger.bold, -WRAPPED_BONUS)


def _is_below(first: Line, second: Line) -> bool:
    """Whether a line stands right below another on its page, or beside it, though it wasn't read after it."""
    return first.page is not None and second.y0 - first.y0 <= BELOW * max(first.size, second.size)


def _in_one_cell(lines: Sequence[Line], number: int, mail: str) -> bool:
    """Whether a line begins above the next but one, the rest of a row between them, and addresses have both."""
    first, second = lines[number].parts[0], lines[number + 2].parts[0]
    several = len(lines[number].parts) > 1 or len(lines[number + 2].parts) > 1
    same = several and bool(mail) and abs(first.x0 - second.x0) <= ALIKE
    return same and in_mail(first.text, mail) > 0 and in_mail(second.text, mail) > 0


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


def _names_no_person(text: str) -> bool:
    """Whether a line is a firm, a school, a title, or a place of two words: one word may be both town and name."""
    return (
        has_legal_form(text)
        or is_school(text)
        or kind_of_title(text) is not None
        or (" " in text and is_place(text, SURE_PLACE))
    )


@remembered
def _spelled(mail: str) -> tuple[tuple[str, ...], ...]:
    """Return the words of each handle that has several."""
    handles = [tuple([token for token in handle.split() if token.isalpha()]) for handle in mail.split(HANDLE_END)]
    return tuple([tokens for tokens in handles if len(tokens) > 1])


def _respaced(text: str, mail: str) -> str | None:
    """Return letters printed far apart or all together, spaced as in an address: "A DA BYRON" by ada-byron-98."""
    if len(text) > LONGEST_CANDIDATE:
        return None
    letters = [letter for letter in text if letter.isalpha()]
    for tokens in _spelled(mail):
        if sum(map(len, tokens)) == len(letters) > SHORTEST and "".join(tokens) == flat("".join(letters)):
            ends = list(accumulate(map(len, tokens)))
            return " ".join("".join(letters[end - len(token) : end]) for token, end in zip(tokens, ends, strict=True))
    return None


def _head(text: str) -> str | None:
    """Return what stands before the first word of an occupation, an address or a number: "Ada Byron Lead Cook"."""
    tokens = text.split()
    for number, token in enumerate(tokens[: MOST_WORDS + 1]):
        if fold(token) in GENERATIONS:
            continue
        if SIGN.search(token) or is_job(token) or weak_job_words(token):
            return " ".join(tokens[:number]) if number > 1 else None
    return None
