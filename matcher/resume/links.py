"""Turn lines and link annotations into the web addresses a person gives of themselves."""

import re
from collections.abc import Iterable, Iterator, Sequence

from entities.resume import Found
from matcher.resume.dates import find_dates
from matcher.resume.emails import EMAIL, TOP_LEVEL, is_whole
from matcher.resume.found import found, joined
from matcher.resume.headings import kind_of_title
from matcher.resume.labels import PARTING
from matcher.resume.lexicon import flat
from matcher.resume.line import Line

STOP = r"\s|,;<>()\[\]{}\"'•·"
URL = re.compile(
    rf"(?:https?://|www\.)[^{STOP}]*[\w/#=~-]"
    rf"|(?<![\w@.-])(?:[^\W_][\w-]*\.)+(?:{'|'.join(sorted(TOP_LEVEL))})(?![\w@-])(?:/(?:[^{STOP}]*[\w/-])?)?(?!\.?\w*@)",
    re.IGNORECASE,
)
PROFILE = re.compile(
    r"linkedin\.com/(?:in|pub|profile)/[^/\s]"
    r"|(?:github|gitlab|xing|bitbucket|codeberg|stackoverflow|kaggle|behance|dribbble|medium|researchgate|orcid|twitter"
    r"|dev|leetcode|hackerrank|codepen|about|linktr|vimeo|soundcloud|artstation|instagram|facebook|mastodon|500px)"
    r"\.(?:com|net|org|social|to|me|ee|io)/[^/\s]"
    r"|scholar\.google\.[a-z.]{2,6}/|(?<![\w.])x\.com/\w|xing\.com/profile/|\w\.github\.io\b",
    re.IGNORECASE,
)
OWN_PAGE = re.compile(
    r"(?:https?://)?(?:[a-z]{2,3}\.|www\.)?(?:linkedin\.com/(?:in|pub|profile)/[^/\s?]+|xing\.com/profile/[^/\s?]+"
    r"|orcid\.org/[\dXx-]+|(?:github|gitlab|bitbucket|codeberg)\.(?:com|org)/[^/\s?]+"
    r"|stackoverflow\.com/users/[^\s?]+|scholar\.google\.[a-z.]{2,6}/\S+|researchgate\.net/profile/[^/\s?]+"
    r"|kaggle\.com/[^/\s?]+|behance\.net/[^/\s?]+|dribbble\.com/[^/\s?]+)/?",
    re.IGNORECASE,
)
NOT_LINKS = frozenset(("node.js", "asp.net", "next.js", "vue.js", "booking.com", "b.sc", "m.sc", "ph.d", "vb.net"))
FOREIGN = re.compile(
    r"doi\.org/|arxiv\.org/|maps\.|/maps|goo\.gl/maps|openstreetmap\.|wa\.me/|pubmed\.|jstor\.org|credly\.com|youracclaim\."
    r"|fonts\.g|schema\.org|w3\.org|europass\.|jsonresume\.org|rendercv|reactive-?resume|overleaf\.com|canva\.com",
    re.IGNORECASE,
)
MAIL_HOSTS = frozenset(
    (
        "gmail.com googlemail.com outlook.com hotmail.com yahoo.com live.com icloud.com me.com gmx.de gmx.net web.de "
        "t-online.de proton.me protonmail.com posteo.de mail.com aol.com msn.com mail.ru yandex.ru wp.pl o2.pl onet.pl "
        "interia.pl seznam.cz centrum.cz orange.fr free.fr wanadoo.fr laposte.net libero.it virgilio.it tiscali.it "
        "hotmail.fr hotmail.it hotmail.es yahoo.fr yahoo.de yahoo.it freemail.hu citromail.hu telia.com sapo.pt"
    ).split()
)
GLUED = re.compile(r"(?<=\w)(?=https?://|www\.)")
HEAD = re.compile(rf"\s*([^\s·,@{PARTING}]{{1,80}})(?=\s*(?:[·,{PARTING}]|\s{{3}}|$)|\s[/–—-]\s)")
BROKEN_INSIDE = re.compile(r" ([a-z\d-]{2,40})\s*(?:$|\s{3})")  # a cell's lines joined by a space
REPEATED = re.compile(r"(\S{4,60}/([\w-]{6,40}))(\2\.[a-z.]{2,12})")  # two addresses of one handle without a gap
CONTINUED = re.compile(r"[\w%./=?&~-]{1,60}")
PROSE_WORDS = 14  # a line of so many words names a bare domain by chance
MOST = 12
SHORTEST = 4  # letters of a name that an address has not by chance
SHORT_LABEL = 2  # letters before a bare domain's dot
BELOW = 2.0  # em from a line to the next
NEAR = 1.5  # em of free space at a line's end that a broken address leaves


def bare(url: str) -> str:
    """Return an address without scheme, "www.", query and last slash, in small letters: what tells two apart."""
    text = re.sub(r"^(?:https?://)?(?:www\.)?", "", url.lower())
    return text.partition("?")[0].partition("#")[0].rstrip("/ .,")


def _is_domain(text: str) -> bool:
    """Whether a match without scheme is rather a domain than a degree, a tool or two sentences without a space."""
    if "//" in text or text[:4].lower() == "www." or "/" in text:
        return True
    label = text.rpartition(".")[0]
    cased = text.islower() or text.isupper()  # "Outreach.io", "B.Tech" are names
    return cased and len(label.rpartition(".")[2]) >= SHORT_LABEL and bare(text) not in MAIL_HOSTS


def _head(line: Line) -> str:
    """Return the first word of a line where a separator or nothing follows it: what a broken address may go on with."""
    match = HEAD.match(line.text)
    return match[1] if match else ""


def _is_next(line: Line, following: Line) -> bool:
    """Whether a line stands right below another, be it that a column begins there."""
    if (line.page, line.column) == (following.page, following.column):
        return True
    return line.page == following.page and 0 < following.y0 - line.y0 < BELOW * line.size


def _continued(url: str, line: Line, following: Line | None) -> str:
    """Return an address that ends at the line's end with what goes on in the line below."""
    if following is None or not _is_next(line, following):
        return url
    tail = _head(following)
    if not tail or not line.text.rstrip().endswith(url):
        return url
    if not _is_ended(url) and _is_ended(url + tail):
        return url + tail
    if _begins_anew(tail) or (url[-1] == "/" and OWN_PAGE.fullmatch(url)):
        return url
    full = bool(line.right) and line.right - line.x1 < NEAR * line.size and "/" in url
    open_end = (url[-1] in "-_/=" and not tail.isupper()) or tail[0] in "/-_"
    return url + tail if open_end or (full and tail == tail.lower() and re.search(r"[\d/-]", tail)) else url


def _mended(url: str, line: Line, following: Line | None) -> str:
    """Return an address with what it goes on with below, also behind a full stop at the line's end."""
    whole = _continued(url, line, following)
    ends = line.text.rstrip().endswith(f"{url}.") and not _is_ended(url)
    if following and whole == url and ends and _is_next(line, following):
        dotted = f"{url}.{_head(following)}"
        return dotted if _is_ended(dotted) else url
    return whole


def _begins_anew(text: str) -> bool:
    """Whether the first word of a line is rather an address, a date, a title than the end of an address."""
    return bool(
        URL.match(text)
        or find_dates(text)
        or kind_of_title(text)
        or not CONTINUED.fullmatch(text)
        or text.endswith(".")
    )


def _begun_above(above: Line, line: Line) -> tuple[str, str] | None:
    """Return the two halves of an address whose host is broken: ("ada-", "byron.example"); none first if it is mail."""
    first, second = above.text.split()[-1:], _head(line)
    if first and "@" in first[0] and first[0][-1] not in ",;|)>" and not is_whole(first[0]) and _is_next(above, line):
        return "", second
    if not first or first[0][-1] not in "-." or URL.match(first[0]) or not _is_next(above, line):
        return None
    if not URL.fullmatch(second) or not URL.fullmatch(first[0] + second):
        return ("", second) if "@" in first[0] and URL.fullmatch(second) else None
    return first[0], second


def _is_ended(url: str) -> bool:
    """Whether the address's host has a known top-level domain."""
    host = re.sub(r"^https?://", "", url.lower()).partition("/")[0]
    return host.count(".") > host.startswith("www.") and host.rpartition(".")[2] in TOP_LEVEL


def _printed(lines: Sequence[Line]) -> Iterator[tuple[str, Line, Line]]:
    """Yield (address, line it begins in, line or lines it stands in)."""
    taken = ""
    for number, line in enumerate(lines):
        begin, taken = len(taken) and line.text.find(taken) + len(taken), ""
        if "." not in line.text:
            continue
        if number and not begin and (broken := _begun_above(lines[number - 1], line)):
            begin = line.text.find(broken[1]) + len(broken[1])
            if broken[0]:
                yield broken[0] + broken[1], line, joined(lines[number - 1], line)
        text = EMAIL.sub(lambda match: " " * len(match[0]), line.text)
        for match in URL.finditer(GLUED.sub(" ", text), begin):
            following = lines[number + 1] if number + 1 < len(lines) else None
            inside = BROKEN_INSIDE.match(text, match.end()) if OWN_PAGE.fullmatch(match[0]) else None
            whole = match[0] + inside[1] if inside else _mended(match[0], line, following)
            if not _is_domain(whole) or bare(whole) in NOT_LINKS or FOREIGN.search(whole):
                continue
            taken = "" if inside else whole[len(match[0]) :]
            source = joined(line, following) if following and taken else line
            both = REPEATED.fullmatch(whole)
            yield both[1] if both else whole, line, source
            if both:
                yield both[3], line, source


def _keeps(url: str, line: Line, top: frozenset[int]) -> bool:
    """Whether an address is the person's: any in the contact lines, elsewhere a page about one person."""
    if id(line) in top:
        plain = "//" not in url and not PROFILE.search(url)
        return not (plain and len(line.text.split()) > PROSE_WORDS)
    return OWN_PAGE.fullmatch(url) is not None


def _host(address: str) -> str:
    return address.partition("/")[0]


def find_links(lines: Sequence[Line], links: Iterable[tuple[str, Line]], top: frozenset[int]) -> tuple[Found[str], ...]:
    """Return web addresses: all in the contact lines (`top`: their ids), elsewhere those of profiles."""
    seen: dict[str, Found[str]] = {}
    hosts: set[str] = set()
    printed = [each for each in _printed(lines) if _keeps(each[0], each[1], top)]
    for url, line, source in sorted(printed, key=lambda each: id(each[1]) not in top):
        known = bare(url)
        if id(line) not in top and _host(known) in hosts:
            continue  # a second page of a host that the contact lines name is a work's or a team's
        sure = 0.95 if PROFILE.search(url) or "//" in url else 0.85 if "/" in url or url.startswith("www.") else 0.75
        if seen.setdefault(known, found(url, source, sure)) and id(line) in top:
            hosts.add(_host(known))
    for target, line in links:
        if re.match(r"https?://", target) and not FOREIGN.search(target):
            _add_target(seen, target, line, in_top=id(line) in top)
    return tuple(list(seen.values())[:MOST])


def _add_target(seen: dict[str, Found[str]], target: str, line: Line, *, in_top: bool) -> None:
    """Add a link's target; where the printed address is its beginning, it stands for the broken print."""
    known = bare(target)
    if known in seen or not (in_top or OWN_PAGE.fullmatch(target)) or "." not in _host(known):
        return
    broken = [part for part in seen if "/" in part and known.startswith(part)]
    if not in_top and not broken and _host(known) in {_host(other) for other in seen}:
        return
    for part in broken:
        del seen[part]
    seen[known] = found(target, line, 0.85)


def resembles(target: str, names: Iterable[str]) -> bool:
    """Whether the end of an address's path, or its host, has a word of four letters in common with names."""
    handle = re.sub(r"[^a-z0-9]", "", flat(bare(target)))
    tokens = {token for name in names for token in re.split(r"[\W\d_]+", flat(name)) if len(token) >= SHORTEST}
    return any(token in handle for token in tokens)
