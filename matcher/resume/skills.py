"""Turn the sections of items into skills, languages, certifications."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from entities.resume import Found
from matcher.resume.dates import find_dates, only_dates, without_dates
from matcher.resume.found import found
from matcher.resume.headings import kind_of_title
from matcher.resume.lexicon import fold, words
from matcher.resume.line import Line, Part

SEPARATORS = re.compile(r"\s*[,;|•·∙●▪◆♦‣●○■□✓✔]\s*|\s{3,}|\t|\s+/\s+|\s+[–—]\s+(?=[A-Z])|\s-\s(?=[A-Z])")
OUTSIDE_BRACKETS = re.compile(r"[,;،、，；](?![^()]*\))|[|•·∙●▪◆♦‣○■□✓✔]|\s{3,}|\t")
LEVEL = re.compile(
    r"^\W*\d{1,3}\s?%?\W*$|^[\W_]*$|^[★☆●○◆■□▪*]+$|^\W*\d+(?:[.,]\d+)?\s?/\s?\d+\W*$|\b\d+\+?\s+(?:years?|yrs?)\b"
)
BRACKETED = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]\s*$")
LONGEST_SKILL = 48
LONGEST_CATEGORY = 40
MOST_WORDS = 6
WRAP_GAP = 0.85  # em between the lines of one list, at most
LARGER = 1.06
MOST_BOLD = 0.6
TRIM = " \t,;:|•·–—-●▪◆.○■□✓✔*"


def _is_level(text: str) -> bool:
    folded = fold(text)
    tokens = folded.split()
    levels = words("speech", "level")
    return bool(LEVEL.search(text)) or folded in levels or (bool(tokens) and all(token in levels for token in tokens))


def _usual_size(parts: Sequence[Part]) -> float:
    sizes = sorted(part.size for part in parts for _ in range(max(1, len(part.text) // 4)))
    return sizes[len(sizes) // 2] if sizes else 10.0


def _items(text: str) -> Iterator[str]:
    for item in OUTSIDE_BRACKETS.split(text):
        cleaned = item.strip(TRIM.replace(".", "")) if item else ""
        if cleaned:
            yield cleaned


def _pairs(lines: Iterable[Line]) -> list[tuple[Part, Line]]:
    return [(part, line) for line in _wrapped(lines) for part in line.parts if part.text.strip()]


def _wrapped(lines: Iterable[Line]) -> list[Line]:
    """Join a list that goes on in the next line: "Python, Java," or an item cut at the line's end."""
    joined: list[Line] = []
    for line in lines:
        above = joined[-1] if joined else None
        if above is not None and _goes_on(above, line):
            part = replace(above.parts[0], text=f"{above.text.rstrip()} {line.text.lstrip()}")
            joined[-1] = replace(above, parts=(part,), x1=max(above.x1, line.x1), y1=line.y1)
        else:
            joined.append(line)
    return joined


def _goes_on(above: Line, line: Line) -> bool:
    if above.page is None or line.bullet or line.bold or ":" in line.text:
        return False
    single = len(above.parts) == 1 == len(line.parts) and abs(above.size - line.size) < 0.3
    near = line.gap < WRAP_GAP and above.column == line.column and above.page == line.page
    return single and near and bool(re.search(r"[,;•|·]", above.text)) and line.x0 < above.x1


def find_skills(sections: Sequence[Sequence[Line]]) -> tuple[Found[str], ...]:
    """Return the single skills of one or more sections, without categories and levels, each once."""
    seen: dict[str, Found[str]] = {}
    for lines in sections:
        for text, line, sure in _section_skills(lines):
            seen.setdefault(fold(text) or text, found(text, line, sure))
    return tuple(seen.values())


def _section_skills(lines: Sequence[Line]) -> Iterator[tuple[str, Line, float]]:
    pairs = _pairs(lines)
    usual = _usual_size([part for part, _ in pairs])
    bold = sum(part.bold for part, _ in pairs)
    bold_is_category = 0 < bold <= MOST_BOLD * len(pairs)
    bullets = sum(line.bullet for _, line in pairs)
    plain_is_category = 0 < len(pairs) - bullets <= bullets
    outdented = _outdented(lines)
    for part, line in pairs:
        if _speaks(line):
            continue
        category, colon, rest = part.text.partition(":")
        text = part.text
        if colon and len(category) <= LONGEST_CATEGORY and "," not in category:
            if not rest.strip() or (kind_of_title(category) == "languages" and _all_languages(rest)):
                continue
            text = rest
        elif part.size > usual * LARGER or (
            len(list(_items(text))) == 1
            and (
                (bold_is_category and part.bold)
                or (plain_is_category and not line.bullet)
                or (line.column, round(line.x0)) in outdented
            )
        ):
            continue
        if _is_sentence(text):
            continue
        for item in _items(text):
            yield from _skill(item, line)


def _outdented(lines: Sequence[Line]) -> set[tuple[int, int]]:
    """Return (column, left edge) at which lines stand only as headings of indented lines below."""
    edges: dict[tuple[int, int], list[bool]] = {}
    for line, below in zip(lines, [*lines[1:], None], strict=False):
        if line.page is not None and not line.bullet:
            indented = below is not None and below.column == line.column and 4 < below.x0 - line.x0 < 60
            edges.setdefault((line.column, round(line.x0)), []).append(indented)
    return {edge for edge, votes in edges.items() if all(votes)}


def _is_sentence(text: str) -> bool:
    return len(text.split()) > 9 and not OUTSIDE_BRACKETS.search(text)


def _skill(item: str, line: Line) -> Iterator[tuple[str, Line, float]]:
    bracket = BRACKETED.search(item)
    if bracket and bracket.start() > 0 and (_is_level(bracket[1]) or find_dates(bracket[1])):
        item = item[: bracket.start()]
    head, dash, tail = _dashed(item)
    if dash and _is_level(tail):
        item = head
    item = item.strip(TRIM.replace(".", "")).rstrip(".") if not item.strip().startswith(".") else item.strip()
    if not item or _is_level(item) or len(item) > LONGEST_SKILL or len(item.split()) > MOST_WORDS:
        return
    if not re.search(r"[^\W_]", item) or (find_dates(item) and not re.search(r"[^\W\d_]{3}", without_dates(item))):
        return
    if line.text.strip() == item and kind_of_title(item) in ("skills", "languages") and len(item.split()) == 1:
        return
    yield item, line, 0.93


def _dashed(item: str) -> tuple[str, str, str]:
    match = re.search(r"\s+[–—-]+\s+|:\s+", item)
    return (item[: match.start()], match[0], item[match.end() :]) if match else (item, "", "")


def _language_in(text: str) -> str | None:
    """Return the words at the text's start that name a language."""
    names = words("speech", "name")
    tokens = re.findall(r"[^\W\d_]+", text)
    for size in range(min(3, len(tokens)), 0, -1):
        if fold(" ".join(tokens[:size])) in names:
            last = re.search(re.escape(tokens[size - 1]), text)
            end = last.end() if last else len(text)
            begin = text.find(tokens[0])
            return text[begin:end]
    return None


def _all_languages(text: str) -> bool:
    items = list(_items(text))
    return bool(items) and all(_language_in(item) for item in items)


def find_languages(sections: Sequence[Sequence[Line]]) -> tuple[Found[str], ...]:
    """Return the names of languages in one or more sections, as printed, without the level."""
    seen: dict[str, Found[str]] = {}
    for lines in sections:
        for line in lines:
            for part in line.parts:
                for item in re.split(
                    r"[,;،、，；|•·∙●▪/]|\s{3,}|\t|\s(?:and|und|et|y|e|en|och|og|i|a|ve|és|и)\s", part.text
                ):
                    name = _language_in(item) or _language_after_colon(item)
                    if name:
                        seen.setdefault(fold(name), found(name, line, 0.96))
    return tuple(seen.values())


def _language_after_colon(item: str) -> str | None:
    head, colon, rest = item.partition(":")
    return _language_in(rest) if colon and (_is_level(head) or kind_of_title(head) == "languages") else None


def labelled_languages(sections: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """Return the lines "Languages: ..." that stand in a section of skills."""
    found_lines = [line for lines in sections for line in lines if _speaks(line)]
    return [found_lines] if found_lines else []


def _speaks(line: Line) -> bool:
    """Whether the line is "Languages: English, German", or the same in two cells."""
    cuts = line.text.partition(":"), line.text.partition("   ")
    return any(kind_of_title(head) == "languages" and _all_languages(rest) for head, _, rest in cuts)


def listed_languages(lines: Sequence[Line]) -> list[Line]:
    """Return contact lines with a part that lists two or more languages and nothing else."""
    found_lines = []
    for line in lines:
        for part in line.parts:
            items = list(_items(part.text))
            if len(items) > 1 and all(map(_is_language, items)):
                found_lines.append(replace(line, parts=(part,)))
    return found_lines


def _is_language(item: str) -> bool:
    name = _language_in(item)
    rest = item.replace(name, "", 1).strip(" ()–—-:") if name else ""
    return name is not None and (not rest or _is_level(rest))


def names_languages(lines: Sequence[Line]) -> bool:
    """Whether a section of languages names any: else it lists programming languages."""
    return any(_language_in(part.text) or _language_after_colon(part.text) for line in lines for part in line.parts)


def find_certifications(sections: Sequence[Sequence[Line]]) -> tuple[Found[str], ...]:
    """Return certificates: the line of an entry that is set as the first one is, without issuer and date."""
    seen: dict[str, Found[str]] = {}
    for lines in sections:
        named = [line for line in lines if _certificates(line)]
        styles = [_look(line) for line in named]
        apart = len(set(styles)) > 1
        for line, style in zip(named, styles, strict=True):
            if apart and style != styles[0]:
                continue
            for name in _certificates(line):
                seen.setdefault(fold(name), found(name, line, 0.92 if apart or line.bullet else 0.86))
    return tuple(seen.values())


def _look(line: Line) -> tuple[int, bool, bool]:
    return round(line.parts[0].size * 2), line.parts[0].italic, line.bullet


ISSUED = re.compile(r"(?:issued|issuer|by|from|credential|id|url|https?|expires|valid|verliehen|emis|ausgestellt)\b")
UNCLOSED = re.compile(r"\s*\([^()]*$")
TIER = re.compile(
    r"(?:associate|professional|expert|foundation|practitioner|level|specialty|advanced|intermediate|basic)"
)


def _certificates(line: Line) -> list[str]:
    """Return the certificates a line names: one in each part that is not a date or an issuer."""
    names = []
    parts = [part.text for part in line.parts if not only_dates(part.text)]
    several = len(parts) > 1 and not any(find_dates(part.text) for part in line.parts)
    for text in parts if several else parts[:1]:
        pieces = [
            piece
            for raw in re.split(r"\s*[|•·]\s*|\s{3,}|\t", without_dates(text))
            if (piece := raw.strip(TRIM + "()"))
        ]
        if not pieces or len(pieces[0]) > 100 or kind_of_title(pieces[0]) == "certifications":
            continue
        head, dash, tail = _dashed(pieces[0])
        name = UNCLOSED.sub("", pieces[0] if dash and TIER.match(fold(tail)) else head)
        if not ISSUED.match(fold(name)) and re.search(r"[^\W\d_]{2}", name):
            names.append(name.strip(TRIM))
    return names
