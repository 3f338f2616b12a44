"""Turn lines into the e-mail addresses printed or linked in them."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from entities.resume import Found
from matcher.resume.found import found, joined
from matcher.resume.labels import PARTING
from matcher.resume.line import Line

EMAIL = re.compile(r"(?<![\w.+@-])[^\W_][\w.+'-]{0,63}@(?:[^\W_](?:[\w-]{0,62})\.)+[^\W\d_]{2,24}(?![\w@])")
MAILTO = "mailto:"
HIDDEN_AT = re.compile(r"\s{0,2}[\[({<]\s?(?:at|ät|arroba|chez|@)\s?[\])}>]\s{0,2}", re.IGNORECASE)
HIDDEN_DOT = re.compile(r"\s{0,2}[\[({<]\s?(?:dot|punkt|point|punto|ponto|\.)\s?[\])}>]\s{0,2}", re.IGNORECASE)
SPOKEN = re.compile(r"(?<=[\w.]) (?:at|AT|arroba|AET) (?=\w[\w-]* (?:dot|DOT|punkt|punto) )")
SPOKEN_DOT = re.compile(r"(?<=\w) (?:dot|DOT|punkt|punto) (?=\w)")
SPACED_AT = re.compile(r"(?<![\w.+-])([a-z][a-z\d._+-]{0,63})(?: @ ?|@ )(?=[a-z\d-]{1,63}\.([a-z]{2,10})\b)")
SPLIT_DOMAIN = re.compile(r"(@[\w-]{1,63}) ?\. ?(com|org|net|de|fr|es|it|nl|pl|co|io|eu)\b")
TOP_LEVEL = frozenset(
    (
        "com org net io dev me ai app co edu gov info eu biz de fr es it nl pl cz se hu uk us ca at ch be pt br ru tr "
        "dk no fi ro gr ie in jp cn au nz mx tech xyz site online blog page design tv name cv link example test sk hr "
        "ua bg lt lv ee lu is il ar cl pe za sg hk kr tw my th vn id ph pk ng ke eg ma ae sa ir rs si ba mk al md by "
        "kz email mail pro work digital studio space cloud world life today live agency academy berlin wien london "
        "paris nyc swiss cat gal eus bzh scot wales post pm works codes zone art photo media social ink wiki fm gg cc"
    ).split()
)
MOST = 6
SHORT_TAIL = 3  # letters of a broken top-level domain
SEGMENTS = re.compile(rf"\s{{3,}}|\s*[·,{PARTING}]\s*|\s+[/–—-]\s+")
NARROW = 3  # words of a line in which an address may be broken


def spelled_out(text: str) -> str:
    """Return the text with addresses written against harvesters or with stray spaces as plain ones."""
    if "@" not in text:
        if "at" not in text.lower() and "arroba" not in text.lower():
            return text
        text = SPOKEN.sub("@", text)
    joined = HIDDEN_AT.sub("@", text)
    if "@" not in joined:
        return text
    joined = SPOKEN_DOT.sub(".", HIDDEN_DOT.sub(".", joined))
    return SPLIT_DOMAIN.sub(r"\1.\2", SPACED_AT.sub(_closed, joined))


def _closed(match: re.Match[str]) -> str:
    return f"{match[1]}@" if match[2] in TOP_LEVEL else match[0]


def is_whole(address: str) -> bool:
    """Whether a text is an e-mail address that ends in a known top-level domain."""
    return EMAIL.fullmatch(address) is not None and address.rpartition(".")[2].lower() in TOP_LEVEL


def _joined(first: Line, second: Line) -> str | None:
    """Return an address that is broken over two lines, None where there is none."""
    if "@" not in first.text and "@" not in second.text:
        return None
    if (first.page, first.column) != (second.page, second.column) or not first.text or not second.text:
        return None
    tail, head = first.text.split()[-1].lstrip("(<:"), second.text.split()[0].rstrip(",;|)>")
    tail = tail.rpartition(":")[2]
    whole = tail + head
    if not tail or not is_whole(whole):
        return None
    if "@" in tail and "@" not in head:
        broken = not is_whole(tail) or (len(head) <= SHORT_TAIL and len(second.text.split()) == 1)
        return whole if broken else None
    if "@" in head and "@" not in tail:
        segment = SEGMENTS.split(first.text)[-1]
        lone = len(segment.split()) <= NARROW and (tail[-1] in "_-" or head[0] in "@._-" or _is_open(tail))
        return whole if lone else None
    return None


def _is_open(tail: str) -> bool:
    """Whether a full stop at a line's end is one inside an address: "anna.maria."."""
    return tail[-1] == "." and "." in tail[:-1] and len(tail) > SHORT_TAIL * 2


def _printed(lines: Sequence[Line]) -> Iterator[tuple[str, Line]]:
    """Yield addresses in order; a broken one stands for its pieces."""
    wrapped = {id(first): (whole, second) for first, second in pairwise(lines) if (whole := _joined(first, second))}
    skipped = ""
    for line in lines:
        whole, second = wrapped.get(id(line), ("", line))
        if whole:
            yield whole, joined(line, second)
        for address in EMAIL.findall(spelled_out(line.text)):
            if not (whole and whole.startswith(address)) and not (skipped and skipped.endswith(address)):
                yield address, line
        skipped = whole


def _cased(address: str) -> str:
    return address.lower() if address == address.upper() else address


def _raw(address: str, line: Line) -> str:
    """Return an address as it is printed: "ada [at] example.com"."""
    if address in line.text:
        return address
    local, _, host = address.partition("@")
    spelled = r".{1,12}?".join([re.escape(local), *map(re.escape, host.split("."))])
    match = re.search(spelled, line.text)
    return match[0] if match else address


def find_emails(lines: Iterable[Line], links: Iterable[tuple[str, Line]]) -> tuple[Found[str], ...]:
    """Return every e-mail address printed or linked, each once, in order; one in capitals in small letters."""
    seen: dict[str, Found[str]] = {}
    for address, line in _printed(list(lines)):
        known = address.rpartition(".")[2].lower() in TOP_LEVEL
        seen.setdefault(address.lower(), found(_cased(address), line, 0.98 if known else 0.9, _raw(address, line)))
    for target, line in links:
        if target.lower().startswith(MAILTO):
            for address in EMAIL.findall(target[len(MAILTO) :].replace("%40", "@"))[:1]:
                _drop_fragments(seen, address.lower())
                seen.setdefault(address.lower(), found(address, line, 0.95))
    return tuple(list(seen.values())[:MOST])


def _drop_fragments(seen: dict[str, Found[str]], whole: str) -> None:
    """Forget printed addresses that are the end or beginning of a linked one: it was broken over lines."""
    for part in [part for part in seen if part != whole and (whole.endswith(part) or whole.startswith(part))]:
        del seen[part]
