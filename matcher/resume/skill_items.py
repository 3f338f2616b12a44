"""Turn the text of a list of skills into its items, cut where a list is cut and never inside a known skill."""

import re
from collections.abc import Iterator
from functools import cache

from matcher.resume.dates import find_dates, without_dates
from matcher.resume.gazetteers import is_skill
from matcher.resume.lexicon import fold, longest, words
from matcher.resume.memo import remembered
from matcher.resume.spoken import is_level

COMMAS = frozenset(",;،、，；")
COMMA = ",;،、，；"
CUTS = re.compile(rf"\s*(?:[{COMMA}]|[|•·∙●▪◆♦‣○■□✓✔✦➢➤►▶★☆]|\s{{3,}}|\t|\s/{{1,2}}\s)\s*")
AND = re.compile(r"\s+(?:and|und|et|y|e|och|og|ja|i|a|oraz|ve|és|și|и|та|και|&)\s+")
OPENING_AND = re.compile(r"^(?:and|und|et|y|e|och|og|en|ja|oraz|ve|és|și|и|та|as well as|sowie|ainsi que)\s+(?=\S)")
DASH = re.compile(r"\s+[–—-]+\s+|:\s+")
BRACKETED = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]\s*$")
MARK = re.compile(r"^\W*\d{1,3}\s?%?\W*$|^[\W_]*$|^\W*\d+(?:[.,]\d+)?\s?/\s?\d+\W*$|\b\d+\+?\s*(?:years?|yrs?\.?)\b")
TRAILING = re.compile(r"(?:\s+[★☆●○◆◇■□▪▫⬤◯•*✦✧█▓▒░▰▱]{2,}|\s+\d{1,3}\s?%|\s+\d{1,2}\s?/\s?(?:5|10|100))+\s*$")
YEARS = re.compile(
    r"\b\d+\+?\s*(?:years?|yrs?|jahre?n?|ans?|années?|años?|anos?|anni|jaar|år|vuotta|lat|lata|let|roky|yıl|év|ani|лет|"
    r"года?|років|months?|monate?|mois|meses|mesi)\b",
    re.IGNORECASE,
)
FORM = re.compile(r"\?|\.{4,}|_{3,}")  # a question, a line to sign on
TRIM = " \t,;:|•·–—-●▪◆○■□✓✔*/"
LONGEST = 48  # characters
MOST_WORDS = 6
SHORT_HALF = 3  # words
TOKENS = re.compile(r"[\w.+#&/-]*[\w+#]")
MOST_TOKENS = 4
MOST_PROSE = 60  # words of a sentence that are looked through


def cut_list(text: str) -> list[str]:
    """Cut a text where a list is cut: at commas outside brackets, at bullets, bars, wide gaps."""
    bracketed = ")" in text
    pieces, begin = [], 0
    for match in CUTS.finditer(text):
        if bracketed and match[0].strip() in COMMAS and _inside(text, match.end()):
            continue
        pieces.append(text[begin : match.start()])
        begin = match.end()
    return [*pieces, text[begin:]]


def _inside(text: str, position: int) -> bool:
    """Whether the next bracket closes."""
    closing, opening = text.find(")", position), text.find("(", position)
    return closing >= 0 and not 0 <= opening < closing


def is_cut(text: str) -> bool:
    """Whether a text is a list of several items."""
    return CUTS.search(text) is not None and len(cut_list(text)) > 1


def split_items(text: str) -> list[str]:
    """Return the items of a list, cleaned of levels and marks; empty ones left out."""
    raw = [item for item in cut_list(text) if item.strip()]
    items: list[str] = []
    for number, item in enumerate(raw):
        bare = OPENING_AND.sub("", item.strip())
        last = number == len(raw) - 1
        items += map(clean, _halves(bare, listed=last and len(raw) > 1))
    return [item for item in items if item]


def _halves(item: str, *, listed: bool) -> tuple[str, ...]:
    """Cut "Python and SQL" where both halves are known, or the last item of a list has two short ones."""
    match = AND.search(item)
    if match is None or is_skill(clean(item)):
        return (item,)
    left, right = item[: match.start()], item[match.end() :]
    if AND.search(right) or not right.strip():
        return (item,)
    known = is_skill(clean(left)), is_skill(clean(right))
    symbol = match[0].strip() == "&"
    if symbol or (listed and len(right.split()) > SHORT_HALF):
        return (item,)
    single = " " not in left.strip() and " " not in right.strip()
    said = _without_lead(left.strip()) != left.strip()  # "Knowledge of Kubernetes and Helm"
    return (left, right) if all(known) or said or (listed and (any(known) or single)) else (item,)


def clean(item: str) -> str:
    """Return an item without the level, years or marks beside it; a leading dot (".NET") stays."""
    text = TRAILING.sub("", item)
    bracket = BRACKETED.search(text)
    while bracket and bracket.start() > 0 and _is_remark(bracket[1]):
        text = text[: bracket.start()]
        bracket = BRACKETED.search(text)
    if dash := DASH.search(text):
        head, tail = text[: dash.start()], text[dash.end() :]
        if _is_remark(tail):
            text = head
        elif (is_level(head) or (is_category(head) and ":" in dash[0])) and not is_level(tail):
            text = tail
    text = _without_lead(text.strip())
    return text.strip(TRIM).rstrip(".")


def _is_remark(text: str) -> bool:
    """Whether a text beside a skill says only how well or how long."""
    return (
        is_level(text)
        or bool(MARK.search(text))
        or bool(YEARS.search(text))
        or bool(find_dates(text) and not re.search(r"[^\W\d_]{4}", without_dates(text)))
    )


@cache
def _leads() -> re.Pattern[str]:
    entries = sorted(words("abilities", "lead"), key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(map(re.escape, entries))}) ")


def _without_lead(text: str) -> str:
    """Cut "Knowledge of" off: as many of its words as the folded lead has."""
    match = _leads().match(fold(text) + " ")
    if match is None:
        return text
    count = match[0].count(" ")
    pieces = re.split(r"[\s'’]+", text, maxsplit=count)
    rest = pieces[-1] if len(pieces) == count + 1 else ""
    single = count == 1 and not is_skill(rest)
    return text if not rest or single else rest


@remembered
def is_item(text: str) -> bool:
    """Whether a cleaned item may be a skill: short, with a letter, no level, no date."""
    if not re.search(r"[^\W_]", text) or is_level(text) or MARK.search(text) or FORM.search(text):
        return False
    if len(text) > LONGEST or len(text.split()) > MOST_WORDS:
        return is_skill(text)
    if find_dates(text) and not re.search(r"[^\W\d_]{3}", without_dates(text)):
        return False
    return fold(text) not in words("phrases", "document") and "@" not in text


def known_in(text: str) -> Iterator[str]:
    """Yield the known skills that running text names: those printed with a capital or a digit, or of several words."""
    tokens = list(TOKENS.finditer(text))[:MOST_PROSE]
    index = 0
    while index < len(tokens):
        for size in range(min(MOST_TOKENS, len(tokens) - index), 0, -1):
            phrase = text[tokens[index].start() : tokens[index + size - 1].end()]
            if _tells(phrase, size, opening=index == 0) and is_skill(phrase):
                yield phrase
                index += size - 1
                break
        index += 1


def _tells(phrase: str, size: int, *, opening: bool) -> bool:
    """Whether a phrase in running text looks like a name rather than an everyday word."""
    if size > 1:
        return len(phrase) > LONGEST // 6
    inner = any(letter.isupper() or letter.isdigit() or letter in "+#" for letter in phrase[1:])
    return inner or (phrase[:1].isupper() and not opening and len(phrase) > 1)


def is_category(text: str) -> bool:
    """Whether a text names a group of skills."""
    return fold(text) in words("abilities", "category")


def longest_category() -> int:
    """Return how many words the longest name of a group has."""
    return longest("abilities", "category")
