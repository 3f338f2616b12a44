"""Turn a document's first lines into the person's name."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from entities.resume import Found
from matcher.resume.cues import has_legal_form, is_job, is_school, organisation_score
from matcher.resume.found import found
from matcher.resume.lexicon import fold, spread, words
from matcher.resume.line import Line
from matcher.resume.places import find_place
from matcher.resume.sections import kind_of_title

FIRST_LINES = 60
LONGEST = 48
MOST_WORDS = 6
PARTICLES = frozenset(
    "de del della di da do dos das du la le van von der den ter ten el al bin ibn ben zu zum zur y e af av the".split()
)
AFFIX = re.compile(
    r"(?:,\s*)(?:PhD|Ph\.D\.?|MBA|MD|M\.D\.|CPA|PMP|RN|Esq\.?|CFA|MSc|BSc|PE|JD|DDS)\.?(?=,|\s|$)|^(?:Mr|Mrs|Ms|Dr|Prof|Herr|Frau|Ing|Dipl\.-Ing|Mgr|Bc|Mme)\.?\s+(?=\w)",
)
WORD = re.compile(r"[^\W\d_]+(?:[.'’`´-]+[^\W\d_]*)*\.?")
ALIKE = 0.6  # points between the sizes of a name's two lines
WRAPPED_WORDS, WRAPPED_LONGEST = 3, 30
SHORTEST = 4  # letters of a line whose size counts
MOST_SWAPPED = 4  # words of a name printed family name first
MAILED_DOUBT = 0.4
HAN_NAME = re.compile("[\u4e00-\u9fff]{2,4}|[\uac00-\ud7af]{2,4}")
OF = re.compile(r"^(?:of|von|de|for|für|di|van)\s+")
LEAST = 1.2  # score below which a line is no name


def _mail_tokens(emails: Iterable[Found[str]]) -> str:
    return " ".join(fold(email.value.partition("@")[0]) for email in emails)


def _is_shaped(text: str) -> bool:
    tokens = text.split()
    if not 1 < len(tokens) <= MOST_WORDS or len(text) > LONGEST:
        return False
    return all(WORD.fullmatch(token.strip(",")) for token in tokens)


def _capitals(text: str) -> bool:
    return all(token[:1].isupper() or fold(token) in PARTICLES or not token[:1].islower() for token in text.split())


def _in_mail(text: str, mail: str) -> float:
    packed = mail.replace(" ", "")
    tokens = [token for token in re.split(r"[\s-]+", fold(text)) if len(token) > 2]
    hits = sum(token in packed for token in tokens)
    initials = "".join(token[0] for token in fold(text).split())
    return 1.6 * hits + (0.8 if hits and len(initials) > 1 and packed.startswith(initials[0]) else 0.0)


def _candidates(lines: Sequence[Line]) -> Iterator[tuple[int, str, Line]]:
    for number, line in enumerate(lines):
        text = _label_free(spread(line.parts[0].text if len(line.parts) > 1 else line.text))
        yield number, text, line
        if len(line.parts) > 1 and len(line.parts) <= 3:
            yield number, " ".join(part.text for part in line.parts), line
        for piece in re.split(r"\s+[|•·–—-]\s+|\s{3,}", line.text)[:1]:
            if piece != text:
                yield number, piece, line
    for number, (first, second) in enumerate(pairwise(lines)):
        alike = len(first.parts) == len(second.parts) == 1 and abs(first.size - second.size) < ALIKE
        short = max(len(first.text.split()), len(second.text.split())) <= WRAPPED_WORDS
        if alike and short and len(first.text) < WRAPPED_LONGEST:
            yield number, f"{spread(first.text)} {spread(second.text)}", first


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


def find_name(lines: Sequence[Line], emails: Sequence[Found[str]]) -> Found[str] | None:
    """Return the person's name: large, early, shaped like one, alike to the e-mail address; None if nothing is."""
    first = [line for line in lines if line.page in (None, 1)][:FIRST_LINES]
    if not first:
        return None
    largest = max((line.size for line in first if len(line.text) >= SHORTEST), default=first[0].size)
    mail = _mail_tokens(emails)
    best: tuple[float, str, Line] | None = None
    for number, text, line in _candidates(first):
        cleaned = _cleaned(text)
        if (
            not (_is_shaped(cleaned) or HAN_NAME.fullmatch(cleaned))
            or kind_of_title(cleaned)
            or _is_document_word(cleaned)
        ):
            continue
        score = _score(cleaned, line, number, largest, mail)
        if best is None or score > best[0] + 1e-9:
            best = score, cleaned, line
    if best is None or best[0] < LEAST:
        return None
    sure = 0.55 + 0.07 * (best[0] - LEAST) if _in_mail(best[1], mail) == 0 else 0.75 + 0.03 * best[0]
    value = best[1].title() if best[1].isupper() and best[1].isascii() else best[1]
    return found(value, best[2], min(sure, 0.98), best[1])


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
