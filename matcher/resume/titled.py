"""Turn lines into the numbers of those that title a section: by their words, then by the look of the known ones."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from matcher.resume.cues import has_legal_form, is_job, organisation_score
from matcher.resume.dates import find_dates
from matcher.resume.headings import LONGEST_TITLE, hinted_kinds, kind_of_title, kind_of_word
from matcher.resume.lexicon import fold, words
from matcher.resume.line import Line, Part
from matcher.resume.schools import is_school

UNKNOWN = "unknown"
OWN_LINE = frozenset(("work", "education", "skills", "languages", "certifications"))
NO_TITLE = re.compile(r"[\d@]|^\W*$")
APART = 0.9  # em above a title without style that still counts where its kind has no other
UNKNOWN_LONGEST = 40  # characters
UNKNOWN_WORDS = 4
LARGER, UNKNOWN_LARGER = 1.08, 1.12  # times the body size
GAP_SLACK = 0.3  # em
ALIKE = 0.3  # points between sizes that count as one
MOST_REPEATS = 2  # of a title; "Highlights" stands in every position
UNKNOWN_SURPLUS = 1.5  # unknown titles of a style per known one, above which the style is no title's
UNKNOWN_SHARE = 3  # the style of an unknown title is that of one known title in so many
MARGIN_SHARE = 0.4  # share of titles among the rows that start in one style; the rest start entries of a table
MARGIN_KINDS = 3  # kinds of titles in a margin that make it one though they look as all else
ICON_AND_TITLE = 2  # parts of a title's line
LOOK_KINDS = 2  # kinds of known titles from which the look of titles is known
LOOK_FEWEST, LOOK_MOST, LOOK_PURE = 3, 12, 0.7  # lines of a look that may be titles'; share of all lines of that look
HEAD = 3  # lines that hold the name and what it is a resume

Style = tuple[float, bool, bool, int, bool]  # size, bold, upper case, heading level, icon or bullet before it


def body_size(lines: Iterable[Line]) -> float:
    """Return the size in which most characters are set."""
    counts: Counter[float] = Counter()
    for line in lines:
        counts[round(line.size * 2) / 2] += len(line.text)
    return counts.most_common(1)[0][0] if counts else 10.0


def style_of(line: Line | Part) -> Style:
    """Return how a line or a part of one looks."""
    text = line.text
    upper = text == text.upper() and sum([character.isalpha() for character in text]) > 2
    heading, bullet = (line.heading, line.bullet) if isinstance(line, Line) else (0, False)
    return round(line.size * 2) / 2, line.bold, upper, heading, bullet


def is_styled(style: Style, body: float) -> bool:
    """Say whether a look stands out from text of the body's size."""
    return style[1] or style[2] or bool(style[3]) or style[0] > body * LARGER


def _title_part(line: Line, body: float) -> str | None:
    """Return the kind of a title in the margin: the row's first part, set apart by its style."""
    if len(line.parts) < 2 or line.bullet:
        return None
    part = line.parts[0]
    kind = kind_of_title(part.text)
    if kind is None or not is_styled(style_of(part), body):
        return None
    rest = line.parts[1]
    return None if rest.bold == part.bold and abs(rest.size - part.size) < ALIKE else kind


def _plain_margins(lines: Sequence[Line]) -> dict[int, str]:
    """Return rows whose first part is a title that looks as the rest does, where many kinds stand so in one margin."""
    rows = {index: line.parts[0] for index, line in enumerate(lines) if len(line.parts) > 1 and not line.bullet}
    found = {index: kind for index, part in rows.items() if (kind := kind_of_title(part.text))}
    kinds = {kind for kind in found.values() if kind in OWN_LINE}
    return found if len(kinds) >= MARGIN_KINDS else {}


def _more_margins(lines: Sequence[Line], known: dict[int, str]) -> dict[int, str]:
    """Return rows whose first part looks and stands as the titles in the margin do, though no list has it."""
    margins = {index: lines[index] for index in known if len(lines[index].parts) > 1}
    kinds = {known[index] for index in margins}
    styles = Counter(style_of(line.parts[0]) for line in margins.values())
    if len(kinds) < MARGIN_KINDS:
        return {}
    style, count = styles.most_common(1)[0]
    found = {}
    for index, line in enumerate(lines):
        if index in known or len(line.parts) < ICON_AND_TITLE or line.bullet or style_of(line.parts[0]) != style:
            continue
        text, rest = line.parts[0].text, line.parts[1]
        told_apart = rest.bold != style[1] or abs(rest.size - style[0]) >= ALIKE
        if told_apart and _may_title(text):
            found[index] = kind_of_word(text) or UNKNOWN
    return found if len(found) <= max(MOST_REPEATS, UNKNOWN_SURPLUS * count) else {}


def _may_title(text: str) -> bool:
    short = len(text) <= UNKNOWN_LONGEST and len(text.split()) <= UNKNOWN_WORDS
    return short and not NO_TITLE.search(text) and not find_dates(text)


def _candidates(lines: Sequence[Line], body: float) -> dict[int, tuple[str, Style]]:
    """Return the numbers of lines that read as titles, in the margin or alone, with kind and style."""
    counts = Counter(fold(line.text) for line in lines if len(line.text) <= LONGEST_TITLE)
    leading = Counter(style_of(line.parts[0]) for line in lines if len(line.parts) > 1)
    margins = {index: kind for index, line in enumerate(lines) if not line.bullet and (kind := _title_part(line, body))}
    titled = Counter(style_of(lines[index].parts[0]) for index in margins)
    found: dict[int, tuple[str, Style]] = {}
    for index, line in enumerate(lines):
        text = fold(line.text) if len(line.text) <= LONGEST_TITLE else ""
        if line.text.rstrip().endswith((",", ";")) or counts[text] > MOST_REPEATS:
            continue
        if index < HEAD and text in words("phrases", "document"):
            continue  # "Curriculum vitae", "RÉSUMÉ"
        style = style_of(line)
        kind = kind_of_title(line.text) if len(line.parts) <= ICON_AND_TITLE else None
        if kind and not (line.bullet and not is_styled(style, body)):
            found[index] = kind, style
        elif index in margins and titled[first := style_of(line.parts[0])] >= MARGIN_SHARE * leading[first]:
            found[index] = margins[index], first
    if sum(lines[index].text[0].islower() for index in found) * 2 < len(found):
        found = {index: title for index, title in found.items() if not lines[index].text[0].islower()}
    iconed = {kind for index, (kind, _) in found.items() if lines[index].bullet}
    if len(iconed) > 1:
        return found  # icons stand before the titles
    return {index: title for index, title in found.items() if not lines[index].bullet}


def _known_titles(lines: Sequence[Line], body: float) -> tuple[dict[int, str], set[Style]]:
    """Return line number to kind for listed titles, with the styles such titles have; margin titles count in both."""
    found = _candidates(lines, body)
    own = {kind for kind, _ in found.values() if kind in OWN_LINE}
    if len(own) < MARGIN_KINDS and (margins := _plain_margins(lines)):
        return {**{index: kind for index, (kind, _) in found.items()}, **margins}, set()
    by_style: dict[Style, set[str]] = {}
    for kind, style in found.values():
        by_style.setdefault(style, set()).add(kind)
    styled = {style: kinds for style, kinds in by_style.items() if is_styled(style, body)}
    if not styled:
        return {index: kind for index, (kind, _) in found.items()}, set(by_style)
    usual = {style for style, kinds in styled.items() if len(kinds) > 1} or set(styled)
    kept = _in_style(lines, found, styled, usual)
    return kept | _single_words(lines, kept, {style for style in usual if len(styled[style]) > 1}), usual


def _single_words(lines: Sequence[Line], kept: dict[int, str], usual: set[Style]) -> dict[int, str]:
    """Return lines of one telling word ("Stillinger") that look as several kinds of titles do."""
    start = min(kept, default=0)
    return {
        index: kind
        for index, line in enumerate(lines)
        if index >= min(start, HEAD) and len(line.parts) == 1 and style_of(line) in usual
        if not kind_of_title(line.text) and line.text[-1] not in ",;" and (kind := kind_of_word(line.text))
    }


def _in_style(
    lines: Sequence[Line],
    found: dict[int, tuple[str, Style]],
    styled: dict[Style, set[str]],
    usual: set[Style],
) -> dict[int, str]:
    """Keep the titles that look as titles do here; others only where their kind has none that does."""
    main = max(usual, key=lambda style: (len(styled[style]), style[0]))
    strongest = max(style[0] for style in usual)
    counts = Counter(fold(lines[index].text) for index in found)
    kept: dict[int, str] = {}
    others: dict[int, str] = {}
    for index, (kind, style) in found.items():
        again = counts[fold(lines[index].text)] > 1
        if style[0] < main[0] - ALIKE and (again or kind in styled[main] or kind not in OWN_LINE):
            continue  # a heading inside a section: "Courses" below "Education"
        strong = style[0] >= strongest and style in styled
        (kept if style in usual or strong else others)[index] = kind
    named = set(kept.values())
    for index, kind in others.items():
        spaced = lines[index].gap >= APART or lines[index].page is None
        if kind in OWN_LINE and kind not in named and (found[index][1] in styled or spaced):
            kept[index] = kind
    return kept


def _unknown_titles(lines: Sequence[Line], known: dict[int, str], usual: set[Style], body: float) -> set[int]:
    """Return the numbers of lines that look like the known titles do, though no list has them."""
    if not known:
        return set()
    share = Counter(style_of(lines[index]) for index in known)
    small = any(lines[index].text[:1].islower() for index in known)
    first = min(*known, HEAD)
    found: dict[Style, list[int]] = {}
    for index, line in enumerate(lines):
        text = line.text.strip()
        broken = text[-1:] in ",;" or (text[:1].islower() and not small)
        if index in known or len(line.parts) > 1 or index < first or broken:
            continue
        style = style_of(line)
        if style not in usual or share[style] * UNKNOWN_SHARE < len(known) or is_job(text):
            continue
        larger = style[0] > body * UNKNOWN_LARGER or bool(style[3])
        telling = larger or style[2] or (line.bold and bool(hinted_kinds(text)))
        if not telling or not (larger or (style[2] and line.bold) or _stands_alone(lines, index, known)):
            continue
        if _may_title(text):
            found.setdefault(style, []).append(index)
    return {
        index
        for style, indices in found.items()
        if len(indices) <= max(2, UNKNOWN_SURPLUS * share[style])
        for index in indices
    }


def _stands_alone(lines: Sequence[Line], index: int, known: dict[int, str]) -> bool:
    """Whether the white space around a line in capitals is that of the known titles: "TNQ" may be an employer."""
    above = min(lines[number].gap for number in known if number) if any(known) else 0.0
    below = min((lines[number + 1].gap for number in known if number + 1 < len(lines)), default=0.0)
    following = lines[index + 1].gap if index + 1 < len(lines) else below
    return lines[index].gap >= above - GAP_SLACK and following >= below - GAP_SLACK


def _titles_by_look(lines: Sequence[Line], body: float) -> dict[int, str]:
    """Return the lines of the one look that titles of an unknown language may have: few, short, different."""
    groups: dict[Style, list[int]] = {}
    for index, line in enumerate(lines):
        if index >= HEAD and len(line.parts) == 1 and is_styled(style_of(line), body):
            groups.setdefault(style_of(line), []).append(index)
    best: tuple[float, int] | None = None
    found: list[int] = []
    for style, indices in groups.items():
        may = [index for index in indices if _may_title(lines[index].text) and not is_job(lines[index].text)]
        different = len({lines[index].text for index in may}) == len(may)
        if LOOK_FEWEST <= len(may) <= LOOK_MOST and len(may) >= LOOK_PURE * len(indices) and different:
            rank = (style[0] + style[2] + style[1] / 2, len(may))
            if best is None or rank > best:
                best, found = rank, may
    return dict.fromkeys(found, UNKNOWN)


def may_title(line: Line) -> bool:
    """Say whether a line could be a title that no list has: short, alone, no name of a job or employer."""
    text = line.text
    if len(line.parts) > 1 or line.bullet or "," in text or text[:1].islower() or not _may_title(text):
        return False
    return not (is_job(text) or has_legal_form(text) or organisation_score(text) >= 1 or is_school(text))


def find_titles(lines: Sequence[Line]) -> dict[int, str]:
    """Return the numbers of the lines that open a section, with its kind (UNKNOWN where only the look tells)."""
    body = body_size(lines)
    known, usual = _known_titles(lines, body)
    if len(OWN_LINE.intersection(known.values())) < LOOK_KINDS and (alike := _titles_by_look(lines, body)):
        return {**alike, **known}
    unknown = dict.fromkeys(_unknown_titles(lines, known, usual, body), UNKNOWN)
    return {**unknown, **_more_margins(lines, known), **known}
