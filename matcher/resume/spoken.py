"""Turn sections, lines of contact data and labelled lines into the languages a person speaks."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from entities.resume import Found
from matcher.resume.found import found
from matcher.resume.headings import kind_of_title
from matcher.resume.lexicon import fold, rows, words
from matcher.resume.line import Line
from matcher.resume.memo import remembered

SPLIT = re.compile(
    r"[,;،、，；|•·∙●▪◦/+?]|\s{3,}|\t|\)\s+(?=[^\W\d_])|"
    r"\s(?:and|und|et|y|e|en|och|og|i|a|ve|és|и|та|și|ja|sowie|oraz|&)\s"
)
ITEM = re.compile(r"[,;،、，；|•·∙●▪◆♦‣○■□✓✔](?![^()]*\))|\s{3,}|\t")
LETTERS = re.compile(r"[^\W\d_]+")
MOST_WORDS = 3  # of a language's name
MOST_LEVEL_WORDS = 4
MOST_ASKED = 8  # words of a question
LONGEST_LEVEL = 60  # characters of an item that names a language with its level
LEVEL = re.compile(r"^[\W_]*$|^\W*(?:[ABC][12][+-]?(?:\s?[-–/]\s?[ABC][12])?|\d{1,3}\s?%?|\d+\s?/\s?\d+)\W*$")
CONNECTING = frozenset(
    "in of en de w i no some speak speaks knowledge parle parlo hablo falo spreche ich with la".split()
)
LEADING = frozenset(
    "jezyk language langue lingua lengua idioma taal sprak sprog kieli jazyk dil nyelv limba язык мова".split()
)


@dataclass(frozen=True, slots=True)
class Tongue:
    """A language's name as printed, with its ISO 639-1 code where it has one."""

    name: str
    code: str | None


@cache
def _codes() -> dict[str, str]:
    codes: dict[str, str] = {}
    for row in rows("tongues.txt"):
        for entry in row.entries:
            codes.setdefault(fold(entry), row.key)
    return codes


def language_code(name: str) -> str | None:
    """Return the ISO 639-1 code of a language by any of its names, None for anything else."""
    return _codes().get(fold(name))


def _is_name(folded: str) -> bool:
    return folded in _codes() or folded in words("speech", "name")


def _behind_level(tokens: list[re.Match[str]]) -> list[re.Match[str]]:
    """Return the words behind a level and what joins it: "Portuguese" of "native in Portuguese"."""
    levels = words("speech", "level")
    index = 0
    while index < min(MOST_LEVEL_WORDS, len(tokens)):
        folded = fold(tokens[index][0])
        if _is_name(folded) or (folded not in levels and folded not in CONNECTING):
            break
        index += 1
    return tokens[index:]


@remembered
def tongue_in(text: str) -> Tongue | None:
    """Return the language that the first words of a text name."""
    tokens = _behind_level(list(LETTERS.finditer(text))[: MOST_WORDS + MOST_LEVEL_WORDS + 1])[: MOST_WORDS + 1]
    for size in range(min(MOST_WORDS, len(tokens)), 0, -1):
        name = text[tokens[0].start() : tokens[size - 1].end()]
        folded = fold(name)
        if _is_name(folded):
            return Tongue(name, _codes().get(folded))
    if len(tokens) > 1 and fold(tokens[0][0]) in LEADING and _is_name(folded := fold(tokens[1][0])):
        return Tongue(text[tokens[0].start() : tokens[1].end()], _codes().get(folded))
    return None


def is_level(text: str) -> bool:
    """Whether a text is nothing but a level: "C1", "native", "Muttersprache", "●●●○"."""
    if LEVEL.match(text):
        return True
    return _covered(fold(text).split(), words("speech", "level"))


def _covered(tokens: list[str], entries: frozenset[str]) -> bool:
    """Whether entries of a list, one after the other, make up all words."""
    index = 0
    while index < len(tokens):
        sizes = range(min(MOST_LEVEL_WORDS, len(tokens) - index), 0, -1)
        size = next((size for size in sizes if " ".join(tokens[index : index + size]) in entries), 0)
        if not size:
            return False
        index += size
    return bool(tokens)


def _tongue_after(item: str) -> Tongue | None:
    """Return the language behind a level or a title: "Native: French"."""
    head, colon, rest = item.partition(":")
    return tongue_in(rest) if colon and (is_level(head) or kind_of_title(head) == "languages") else None


def _tongues(text: str) -> Iterator[Tongue]:
    for item in SPLIT.split(text):
        tongue = (tongue_in(item) or _tongue_after(item)) if item else None
        if tongue:
            yield tongue


def find_languages(sections: Sequence[Sequence[Line]]) -> tuple[Found[str], ...]:
    """Return the names of languages in one or more sections, as printed, without the level, each once."""
    seen: dict[str, Found[str]] = {}
    for lines in sections:
        for line in lines:
            for part in line.parts:
                for tongue in _tongues(part.text):
                    value = found(tongue.name, line, 0.96 if tongue.code else 0.9)
                    seen.setdefault(fold(tongue.name), value.model_copy(update={"id": tongue.code}))
    return tuple(seen.values())


def _items(text: str) -> list[str]:
    return [item.strip() for item in ITEM.split(text) if item and re.search(r"\w", item)]


def is_tongue(item: str) -> bool:
    """Whether a text is a language with at most its level beside it."""
    tongue = tongue_in(item)
    if tongue is None or len(item) > LONGEST_LEVEL:
        return False
    rest = item.replace(tongue.name, "", 1).strip(" ()–—-:.[]")
    return not rest or is_level(rest)


def lists_languages(text: str) -> bool:
    """Whether a text is nothing but languages, with their levels."""
    items = _items(text)
    return bool(items) and all(is_tongue(item) or is_level(item) for item in items) and any(map(tongue_in, items))


def speaks(line: Line) -> bool:
    """Whether the line is "Languages: English, German", or the same in two cells."""
    cuts = line.text.partition(":"), line.text.partition("   "), line.text.partition("?")
    return any(_asks_languages(head) and all_languages(rest) for head, _, rest in cuts)


def _asks_languages(head: str) -> bool:
    """Whether a label or question is about languages: "Languages", "Which languages do you speak"."""
    tokens = head.split()
    asked = len(tokens) <= MOST_ASKED and any(kind_of_title(token) == "languages" for token in tokens)
    return kind_of_title(head) == "languages" or asked


def all_languages(text: str) -> bool:
    """Whether each item of a text opens with a language."""
    items = _items(text)
    return bool(items) and all(tongue_in(item) for item in items)


def labelled_languages(sections: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """Return the lines of other sections that say they list languages, or do nothing else."""
    found_lines = [line for lines in sections for line in lines if speaks(line) or lists_languages(line.text)]
    return [found_lines] if found_lines else []


def listed_languages(lines: Sequence[Line]) -> list[Line]:
    """Return contact lines with a part that lists two or more languages and nothing else."""
    found_lines = []
    for line in lines:
        for part in line.parts:
            items = _items(part.text)
            if len(items) > 1 and all(map(is_tongue, items)):
                found_lines.append(replace(line, parts=(part,)))
    return found_lines


def names_languages(lines: Sequence[Line]) -> bool:
    """Whether a section of languages names any: else it lists programming languages."""
    return any(next(_tongues(part.text), None) for line in lines for part in line.parts)
