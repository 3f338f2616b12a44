"""Turn a document's first lines into the person's name."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, pairwise

from entities.resume import Found
from matcher.resume.cues import has_legal_form, is_job, is_school, organisation_score, weak_job_words
from matcher.resume.found import found
from matcher.resume.headings import kind_of_title
from matcher.resume.lexicon import flat, fold, spread, words
from matcher.resume.line import Line
from matcher.resume.places import find_place, is_place

FIRST_LINES = 60
LONGEST = 48
MOST_WORDS = 6
PARTICLES = frozenset(
    "de del della di da do dos das du la le van von der den ter ten el al bin ibn ben zu zum zur y e af av the".split()
)
AFFIX = re.compile(
    r"(?:,\s*)(?:PhD|Ph\.D\.?|MBA|MD|M\.D\.|CPA|PMP|RN|Esq\.?|CFA|MSc|BSc|PE|JD|DDS)\.?(?=,|\s|$)|^(?:Mr|Mrs|Ms|SGT|Sgt|CPT|Capt|Lt|Maj|Dr|Prof|Herr|Frau|Ing|Dipl\.-Ing|Mgr|Bc|Mme)\.?\s+(?=\w)",
)
WORD = re.compile(r"[^\W\d_]+(?:[.'’`´-]+[^\W\d_]*)*\.?")
ALIKE = 0.6  # points between the sizes of a name's two lines
WRAPPED_WORDS, WRAPPED_LONGEST = 3, 30
PIECES = re.compile(r"\s+[|•·–—-]\s+|\s{3,}|,\s|\s*[()|]\s*|:\s")
MOST_PIECES, MOST_PARTS = 4, 3
WRAPPED_BONUS = 0.5
HANDLE_END = "\n"
HEAD_LOSS = -0.3
SURE_PLACE = 0.55
SHORTEST = 4  # letters of a line whose size counts
MOST_SWAPPED = 4  # words of a name printed family name first
MAILED_DOUBT = 0.4
HAN_NAME = re.compile("[\u4e00-\u9fff]{2,4}|[\uac00-\ud7af]{2,4}")
OF = re.compile(r"^(?:of|von|de|for|für|di|van)\s+")
LEAST = 1.2  # score below which a line is no name


def _handles(addresses: Iterable[Found[str]]) -> str:
    """Return what addresses call the person: the part before the "@", the end of a profile's path, a first label."""
    handles = []
    for address in addresses:
        local, at, _ = address.value.partition("@")
        bare = re.sub(r"^(?:https?://)?(?:www\.)?", "", address.value)
        segments = [segment for segment in bare.split("/") if segment]
        handles.append(local if at else segments[-1] if len(segments) > 1 else bare.partition(".")[0])
    return HANDLE_END.join(fold(handle.replace(".", " ")) for handle in handles)


def _is_shaped(text: str) -> bool:
    tokens = text.split()
    if not 1 < len(tokens) <= MOST_WORDS or len(text) > LONGEST:
        return False
    return all(WORD.fullmatch(token.strip(",")) for token in tokens)


def _capitals(text: str) -> bool:
    return all(token[:1].isupper() or fold(token) in PARTICLES or not token[:1].islower() for token in text.split())


def _in_mail(text: str, mail: str) -> float:
    packed = mail.replace(" ", "").replace(HANDLE_END, " ")
    tokens = [token for token in re.split(r"[\s-]+", fold(text)) if len(token) > 2]
    hits = sum(token in packed for token in tokens)
    initials = "".join(token[0] for token in fold(text).split())
    return 1.6 * hits + (0.8 if hits and len(initials) > 1 and packed.startswith(initials[0]) else 0.0)


def _candidates(lines: Sequence[Line], largest: float, mail: str) -> Iterator[tuple[int, str, Line, float]]:
    """Yield (line number, text, line, bonus) of everything that may be the name."""
    for number, line in enumerate(lines):
        text = _label_free(spread(line.parts[0].text if len(line.parts) > 1 else line.text))
        yield number, text, line, 0.0
        for size in range(2, min(len(line.parts), MOST_PARTS) + 1):
            yield number, " ".join(part.text for part in line.parts[:size]), line, 0.0
        if head := _head(text):
            yield number, head, line, HEAD_LOSS
        if respaced := _respaced(text, mail):
            yield number, respaced, line, 0.0
        for piece in PIECES.split(line.text)[:MOST_PIECES]:
            if piece and piece != text:
                yield number, piece, line, 0.0
    yield from _wrapped(lines, largest, mail)


def _wrapped(lines: Sequence[Line], largest: float, mail: str) -> Iterator[tuple[int, str, Line, float]]:
    """Yield names printed on two lines."""
    for number, (first, second) in enumerate(pairwise(lines)):
        short = max(len(first.text.split()), len(second.text.split())) <= WRAPPED_WORDS
        if not short or len(first.parts) * len(second.parts) > 1 or len(first.text) >= WRAPPED_LONGEST:
            continue
        if _names_no_person(first.text) or _names_no_person(second.text):
            continue
        joined = f"{spread(first.text)} {spread(second.text)}"
        if abs(first.size - second.size) < ALIKE:
            wrapped = first.size >= largest - ALIKE and first.bold == second.bold and not is_job(second.text)
            yield number, joined, first, WRAPPED_BONUS if wrapped else 0.0
        elif _in_mail(first.text, mail) and _in_mail(second.text, mail):
            yield number, joined, first if first.size > second.size else second, 0.0


def _names_no_person(text: str) -> bool:
    """Whether a line is a firm, a school, or a place of two words: one word may be both town and name."""
    return has_legal_form(text) or is_school(text) or (" " in text and is_place(text, SURE_PLACE))


def _respaced(text: str, mail: str) -> str | None:
    """Return letters printed far apart or all together, spaced as in an address: "A DA BYRON" by ada-byron-98."""
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
        if re.search(r"[\d@/]", token) or is_job(token) or weak_job_words(token):
            return " ".join(tokens[:number]) if number > 1 else None
    return None


def _label_free(text: str) -> str:
    head, colon, rest = text.partition(":")
    if colon and fold(head) in words("phrases", "label_name"):
        return rest.strip()
    return text


def _score(text: str, line: Line, number: int, largest: float, mail: str) -> float:
    score = 3 * min(line.size / largest, 1.0) + (1.0 if line.bold else 0.0) + max(0.0, 1.5 - 0.12 * number)
    alike = _in_mail(text, mail)
    score += alike
    doubt = MAILED_DOUBT if alike else 1.0  # Jonas Koch is no cook where his address says so
    if is_job(text):
        score -= 2.5 * doubt
    if has_legal_form(text) or organisation_score(text) >= 1 or is_school(text):
        score -= 2.0 * doubt
    if not _capitals(text):
        score -= 1.5 if alike else 4.0
    if line.bullet or text.endswith("."):
        score -= 1.0
    if find_place(text):
        score -= 1.0 * doubt
    return score


def find_name(lines: Sequence[Line], addresses: Sequence[Found[str]]) -> Found[str] | None:
    """Return the person's name: large, early, shaped like one, alike to the addresses; None if nothing is.

    `addresses` are the e-mail addresses and links of the document.
    """
    first = _first_lines(lines)
    if not first:
        return None
    ranks = _ranks(first)
    largest = max((line.size for line in first if len(line.text) >= SHORTEST), default=first[0].size)
    mail = _handles(addresses)
    best: tuple[float, str, Line] | None = None
    for number, text, line, bonus in _candidates(first, largest, mail):
        cleaned = _cleaned(text)
        if (
            not (_is_shaped(cleaned) or HAN_NAME.fullmatch(cleaned))
            or kind_of_title(cleaned)
            or _is_document_word(cleaned)
        ):
            continue
        score = _score(cleaned, line, ranks[number], largest, mail) + bonus
        if best is None or score > best[0] + 1e-9:
            best = score, cleaned, line
    if best is None or best[0] < LEAST:
        return None
    sure = 0.55 + 0.07 * (best[0] - LEAST) if _in_mail(best[1], mail) == 0 else 0.75 + 0.03 * best[0]
    value = best[1].title() if best[1].isupper() and best[1].isascii() else best[1]
    return found(value, best[2], min(sure, 0.98), best[1])


def _first_lines(lines: Sequence[Line]) -> list[Line]:
    """Return the lines of the first page, where there are no pages the first lines."""
    if lines and lines[0].page is None:
        return list(lines[:FIRST_LINES])
    return [line for line in lines if line.page == 1]


def _ranks(lines: Sequence[Line]) -> list[int]:
    """Return each line's place from the top of the page: a sidebar may be read before the name beside it."""
    order = sorted(range(len(lines)), key=lambda number: lines[number].y0)
    ranks = [0] * len(lines)
    for rank, number in enumerate(order):
        ranks[number] = rank
    return ranks


def _cleaned(text: str) -> str:
    """Return the text without titles and degrees, without "Curriculum vitae" before it, the given name first."""
    text = unicodedata.normalize("NFC", text).strip(" ,;:|")
    while (bare := AFFIX.sub("", text).strip(" ,;:|")) != text:
        text = bare
    tokens = text.split()
    for size in range(min(3, len(tokens) - 2), 0, -1):
        if fold(" ".join(tokens[:size])) in words("phrases", "document"):
            text = OF.sub("", " ".join(tokens[size:]).strip(" ,;:|–—-"))
            break
    family, comma, given = text.partition(", ")
    return f"{given} {family}" if comma and "," not in given and len(text.split()) <= MOST_SWAPPED else text


def _is_document_word(text: str) -> bool:
    folded, phrases = fold(text), words("phrases", "document")
    return folded in phrases or any(folded.startswith(f"{phrase} ") for phrase in phrases if " " in phrase)
