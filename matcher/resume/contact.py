"""Turn a document's lines into e-mail addresses, phone numbers, links, the place where the person lives."""

import re
from collections.abc import Iterable, Iterator, Sequence

import phonenumbers
from phonenumbers import Leniency, PhoneNumberFormat, PhoneNumberMatcher

from entities.resume import Found, FoundPlace
from matcher.resume.dates import find_dates, without_dates
from matcher.resume.found import found, found_place
from matcher.resume.lexicon import fold, words
from matcher.resume.line import Line
from matcher.resume.places import find_place

EMAIL = re.compile(r"(?<![\w.+@-])[A-Za-z0-9][\w.+'-]{0,63}@(?:[A-Za-z0-9](?:[\w-]{0,62})\.)+[A-Za-z]{2,24}(?![\w@])")
MAILTO = "mailto:"
SPACED_AT = re.compile(r"(?<=\w)\s*(?:\[at\]|\(at\)|\s@\s)\s*(?=\w)", re.IGNORECASE)
TOP_LEVEL = (
    "com|org|net|io|dev|me|ai|app|co|edu|gov|info|eu|de|fr|es|it|nl|pl|cz|se|hu|uk|us|ca|at|ch|be|pt|br|ru|tr|dk|no|fi"
    "|ro|gr|ie|in|jp|cn|au|nz|mx|tech|xyz|site|online|blog|page|design|tv|name|cv|link|example|sk|hr|ua|bg|lt|lv|ee|lu"
)
URL = re.compile(
    rf"(?:https?://|www\.)[^\s|,;<>()\[\]{{}}\"'•·]+[\w/#=~-]"
    rf"|(?<![\w@.-])(?:[A-Za-z0-9][\w-]*\.)+(?:{TOP_LEVEL})(?![\w@-])(?:/[^\s|,;<>()\[\]\"'•·]*[\w/])?(?!\.?\w*@)",
    re.IGNORECASE,
)
PROFILE = re.compile(
    r"linkedin\.com/(?:in|pub)/|github\.com/|xing\.com/|gitlab\.com/|stackoverflow\.com/", re.IGNORECASE
)
NOT_LINKS = frozenset(("node.js", "asp.net", "next.js", "vue.js", "booking.com", "b.sc", "m.sc", "ph.d"))
PHONE_HINT = re.compile(r"\d[\d\s().+/-]{5,}\d")
SEPARATORS = re.compile(r"\s*[|•·∙●▪⋅◆♦;]\s*|\s{3,}|\s+[–—-]\s+|\t")
LABEL = re.compile(r"^\s*[\w .'/-]{2,22}:\s*")
DEFAULT_REGIONS = ("US", "GB")
CONTACT_KINDS = ("top", "contact")
TOP_LINES = 40
MOST = 6


def find_emails(lines: Iterable[Line], links: Iterable[tuple[str, Line]]) -> tuple[Found[str], ...]:
    """Return every e-mail address printed or linked, each once, in order."""
    seen: dict[str, Found[str]] = {}
    for line in lines:
        text = SPACED_AT.sub("@", line.text) if "@" in line.text or "at" in line.text.lower() else ""
        for address in EMAIL.findall(text):
            seen.setdefault(address.lower(), found(address, line, 0.98))
    for target, line in links:
        if target.lower().startswith(MAILTO):
            for address in EMAIL.findall(target[len(MAILTO) :])[:1]:
                seen.setdefault(address.lower(), found(address, line, 0.95))
    return tuple(list(seen.values())[:MOST])


def _bare(url: str) -> str:
    return re.sub(r"^(?:https?://)?(?:www\.)?", "", url.lower()).rstrip("/ .,")


def find_links(lines: Sequence[Line], links: Iterable[tuple[str, Line]], top: frozenset[int]) -> tuple[Found[str], ...]:
    """Return web addresses: all in the contact lines (`top`: their ids), elsewhere those of profiles."""
    seen: dict[str, Found[str]] = {}
    for line in lines:
        text = EMAIL.sub(" ", line.text)
        if "." not in text:
            continue
        for match in URL.finditer(text):
            url = match[0]
            in_top = id(line) in top
            if _bare(url) in NOT_LINKS or not (in_top or PROFILE.search(url)):
                continue
            sure = 0.95 if PROFILE.search(url) or "//" in url else 0.8
            seen.setdefault(_bare(url), found(url, line, sure))
    for target, line in links:
        if re.match(r"https?://", target) and _bare(target) not in seen and (id(line) in top or PROFILE.search(target)):
            seen[_bare(target)] = found(target, line, 0.85)
    return tuple(list(seen.values())[: MOST * 2])


def _phone_text(text: str) -> str:
    text = URL.sub(lambda match: " " * len(match[0]), EMAIL.sub(lambda match: " " * len(match[0]), text))
    return without_dates(text)


def find_phones(lines: Iterable[Line], regions: Sequence[str]) -> tuple[Found[str], ...]:
    """Return phone numbers in E.164; numbers without a country code are read in the first region that allows them."""
    seen: dict[str, Found[str]] = {}
    for line in lines:
        if not PHONE_HINT.search(line.text):
            continue
        text = _phone_text(line.text)
        for number, raw, sure in _numbers(text, regions):
            seen.setdefault(number, found(number, line, sure, raw))
    return tuple(list(seen.values())[:MOST])


def _numbers(text: str, regions: Sequence[str]) -> Iterator[tuple[str, str, float]]:
    for position, region in enumerate([*regions, *DEFAULT_REGIONS]):
        own = position < len(regions)
        leniency = Leniency.POSSIBLE if own else Leniency.VALID
        matches = [
            match
            for match in PhoneNumberMatcher(text, region, leniency)
            if len(re.sub(r"\D", "", match.raw_string)) >= 7
        ]
        for match in matches:
            valid = phonenumbers.is_valid_number(match.number)
            international = match.raw_string.lstrip(" (").startswith(("+", "00"))
            sure = 0.97 if valid and international else 0.9 if valid and own else 0.8 if international or own else 0.6
            yield phonenumbers.format_number(match.number, PhoneNumberFormat.E164), match.raw_string, sure
        if matches:
            return


def contact_pieces(line: Line) -> Iterator[str]:
    """Yield what stands between the separators of a contact line, without labels such as "Address:"."""
    for raw in SEPARATORS.split(line.text):
        piece = LABEL.sub("", raw) if fold(raw.partition(":")[0]) in words("phrases", "label_place") else raw
        piece = piece.strip(" ,.;:|•·")
        if piece and "@" not in piece and not URL.fullmatch(piece):
            yield piece


def find_location(lines: Sequence[Line]) -> FoundPlace | None:
    """Return the surest place among contact lines, the earliest of equals."""
    best: tuple[float, FoundPlace] | None = None
    for number, line in enumerate(lines[:TOP_LINES]):
        if len(line.text) > 220 or line.bullet or find_dates(line.text):
            continue
        for piece in contact_pieces(line):
            for candidate, loss in _place_texts(piece):
                place = find_place(candidate)
                if place is None or place.city is None:
                    continue
                score = place.sure - loss - 0.01 * number
                if best is None or score > best[0]:
                    best = score, found_place(candidate, place, line, min(0.5 + place.sure / 2 - loss, 0.97))
    return best[1] if best else None


def _place_texts(piece: str) -> Iterator[tuple[str, float]]:
    """Yield the piece, then what is left of it without a street before and without a country code behind."""
    yield piece, 0.0
    parts = [part.strip() for part in piece.split(",") if part.strip()]
    for skipped in range(1, min(len(parts), 4)):
        if re.search(r"\d", parts[skipped - 1]):
            yield ", ".join(parts[skipped:]), 0.1
    if match := re.fullmatch(r"(.+?)\s+([A-Z]{2})", piece):
        yield f"{match[1]}, {match[2]}", 0.05
    if len(parts) > 1:
        yield parts[0], 0.25
