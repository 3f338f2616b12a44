"""Turn contact lines into the place where the person lives."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from entities.resume import FoundPlace
from matcher.resume.cues import organisation_score, title_score
from matcher.resume.dates import find_dates
from matcher.resume.emails import EMAIL
from matcher.resume.found import found_place, joined
from matcher.resume.headings import kind_of_title
from matcher.resume.labels import PARTING, lead
from matcher.resume.lexicon import flat, fold, words
from matcher.resume.line import Line
from matcher.resume.links import URL
from matcher.resume.name_texts import is_document_word
from matcher.resume.phones import NUMBER
from matcher.resume.places import Place, cities, find_place, is_mode
from matcher.resume.towns import SMALL_TOWN, YEAR_LENGTH, is_else, is_plausible, places_in

SEPARATORS = re.compile(rf"\s*[{PARTING}]\s*|\s+[·~/]\s+|\s{{3,}}|\s+[–—-]\s+|\t")
LABEL = re.compile(r"^\s*([^\d:,]{1,30}?)\s*[:：]\s*")
TOP_LINES = 60
NEAR_BONUS, LABEL_BONUS = 0.2, 0.4
LEFTOVER = 0.15  # sureness of a name that no table has, beside an address or number
TOWN_WORDS = 3
REACHED = re.compile(r"@|\+?\d[\d\s().-]{6,}\d|\w\.\w+/\w")
BEHIND_NAME = re.compile(rf"^\s*,\s*|{SEPARATORS.pattern}")
STEP = 0.01  # of score lost a line
ALONE_LEAST = 0.55  # sureness of a bare word far from other contact data
LONGEST_LINE, LONGEST_PIECE = 220, 120
LABEL_WORDS = 4
SHORT_LINE = 45  # characters of the second line of a broken address
REACH = re.compile(r"[@:|•]|\.\w+/|\d{7}")


def _blanked(text: str) -> str:
    """Return a line with e-mail addresses, links, numbers to call out of the way."""
    for pattern in (EMAIL, URL):
        text = pattern.sub(" | ", text)
    return NUMBER.sub(_unless_short, text)


def _unless_short(match: re.Match[str]) -> str:
    return " | " if sum(character.isdigit() for character in match[0]) > 8 else match[0]


def contact_pieces(line: Line) -> Iterator[str]:
    """Yield what stands between the separators of a contact line and is neither address nor number nor label."""
    for piece, _ in _labelled_pieces(line):
        yield piece


def _labelled_pieces(line: Line) -> Iterator[tuple[str, bool]]:
    """Yield (piece, whether a label says that it is where the person lives); what is born is left out."""
    labelled = born = False
    for raw in SEPARATORS.split(_blanked(line.text)):
        text = raw.strip(" ,.;:|•·")
        if not text or "@" in text:
            continue
        plain = flat(text)
        birth = lead("birth").match(plain)
        if birth or born:
            born = birth is not None and birth.end() >= len(text)
            continue
        match = lead("address").match(plain)
        if match and match.end() >= len(text):
            labelled = True  # the label is a piece of its own
            continue
        if match and (match[0].rstrip()[-1:] in ":：" or find_place(text) is None):
            yield text[match.end() :].strip(" ,.;:|•·"), True
        else:
            yield _without_label(text), labelled
        labelled = False


def _without_label(text: str) -> str:
    match = LABEL.match(text)
    return text[match.end() :] if match and len(match[1].split()) <= LABEL_WORDS else text


def find_location(
    lines: Sequence[Line], near: frozenset[int] = frozenset(), barred: str | None = None, home: str | None = None
) -> FoundPlace | None:
    """Return the surest place among contact lines, the earliest of equals.

    `near` are the ids of lines that stand with e-mail addresses or numbers, `barred` is a text that is no place (the
    person's name), `home` the country other contact data speak of (ISO code).
    """
    best: tuple[float, str, Place, Line] | None = None
    carried = False
    lines = [line for line in lines[:TOP_LINES] if len(line.text) <= LONGEST_LINE and not line.bullet]
    for number, line in enumerate(lines):
        alone = _is_label(line.text)
        if not alone:
            variants = [line, *_with_following(lines, number)]
            scored = [
                each for variant in variants for each in _scored(variant, barred, near=id(line) in near, said=carried)
            ]
            for score, text, place, source in scored:
                if best is None or score - STEP * number > best[0]:
                    best = score - STEP * number, text, place, source
        carried = alone
    if best is None:
        return None
    sure = min(max(0.3 + best[0] / 2, 0.3), 0.97)
    return found_place(best[1], _settled(best[2], home), best[3], sure)


def _scored(line: Line, barred: str | None, *, near: bool, said: bool) -> Iterator[tuple[float, str, Place, Line]]:
    """Yield (score, text, place, line) of every place a line may name."""
    for piece, labelled in _labelled_pieces(_without(line, barred)):
        if len(piece) > LONGEST_PIECE or _is_dated(piece) or (barred and _is_within(piece, barred)):
            continue
        told = labelled or said
        bonus = (LABEL_BONUS if told else 0) + (NEAR_BONUS if near else 0)
        places = list(places_in(piece, said=told))
        if not places and near and _is_leftover(piece, line, told=told):
            yield LEFTOVER + bonus, piece, Place(piece, None, None, LEFTOVER), line
        for text, place, loss in places:
            if bonus or place.sure - loss >= ALONE_LEAST:
                yield place.sure - loss + bonus, text, place, line


def _without(line: Line, barred: str | None) -> Line:
    """Return a line that begins with the person's name without it and what is glued to it (degrees)."""
    if not barred or not line.text.startswith(barred):
        return line
    rest = line.text[len(barred) :]
    cut = BEHIND_NAME.search(rest)
    return replace(line, parts=(replace(line.parts[0], text=rest[cut.end() :] if cut else ""),))


def _is_within(piece: str, barred: str) -> bool:
    return set(fold(piece).split()) <= set(fold(barred).split())


def _is_leftover(piece: str, line: Line, *, told: bool) -> bool:
    """Whether a piece beside an address or number is a small town's name: nothing else is left for it."""
    if not (told or REACHED.search(line.text)) or not SMALL_TOWN.fullmatch(piece) or len(piece.split()) > TOWN_WORDS:
        return False
    capital = all(token[0].isupper() or fold(token) in words("contacts", "particle") for token in piece.split())
    known = (
        kind_of_title(piece) or title_score(piece) > 0 or is_document_word(piece) or is_else(piece) or is_mode(piece)
    )
    return capital and not known and len(piece) > 2 and is_plausible(piece) and organisation_score(piece) < 1


def _with_following(lines: Sequence[Line], number: int) -> Iterator[Line]:
    """Yield a line with the one below it as one: an address in a narrow column is broken."""
    line, following = lines[number], lines[number + 1] if number + 1 < len(lines) else None
    if following is not None and _goes_on(line, following):
        text = f"{line.text} {following.text}"
        yield replace(joined(line, following), parts=(replace(line.parts[0], text=text),))


def _goes_on(line: Line, following: Line) -> bool:
    same = (line.page, line.column, line.size) == (following.page, following.column, following.size)
    plain = len(line.parts) == 1 == len(following.parts) and not line.bullet and not following.bullet
    short = len(line.text) + len(following.text) <= LONGEST_PIECE and len(following.text) <= SHORT_LINE
    return same and plain and short and "," in line.text and not REACH.search(line.text + following.text)


def _is_dated(text: str) -> bool:
    """Whether a date stands in the text: a lone year may be a post code (2000 Antwerpen)."""
    return any(not dated.single or len(dated.start or dated.end or "") > YEAR_LENGTH for dated in find_dates(text))


def _is_label(text: str) -> bool:
    folded = fold(text)
    return folded in words("contacts", "address")


def _settled(place: Place, home: str | None) -> Place:
    """Prefer the city of that name in the country that the person's other data speak of."""
    if home is None or place.country == home or place.city is None or place.sure >= 0.8:
        return place
    if place.country is None or any(city.country == home for city in cities(place.city)):
        return replace(place, country=home)
    return place
