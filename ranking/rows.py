"""Turn a person document into a row of words from which ranking computes without reading the document.

`ranking.layout` says what lies where. A text of any length stays bounded: MOST_TOKENS distinct tokens, the fields' own
before those of the running text, in their order; MOST_JOBS jobs. What is beyond isn't ranked by, though it is found.
"""

from functools import lru_cache
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from entities.document import EVERYONE, PersonDocument
from entities.query import Scope
from ranking.features import ASKED_BY, FIELDS, READ_FROM, completeness
from ranking.layout import (
    AT_ANSWERS,
    AT_DIRECTORY,
    AT_FLAGS,
    AT_JOBS,
    AT_MARK,
    AT_MEMBER,
    AT_RUNNING,
    AT_STANDING,
    AT_TIE,
    AT_TITLES,
    AT_TOKENS,
    AT_UPDATED,
    AT_VECTOR,
    AT_YEARS,
    BYTE_CODES,
    COMPLETENESS_SHIFT,
    DO_NOT_CONTACT,
    FAMILY_BITS,
    FAR,
    FIELD_BITS,
    HEAD,
    HIRED,
    IN_ATS,
    LAST,
    MARK,
    MENTIONS_SHIFT,
    NO_NUMBER,
    NO_TITLE,
    OPEN,
    OPEN_TO_WORK,
    REJECTED,
    TITLE_COUNT_BITS,
    TITLES_SHIFT,
    Anatomy,
)
from ranking.lexical import MOST_MENTIONS, RUNNING
from ranking.similarity import title_now, titles_compared, titles_meant
from ranking.stages import far_stage, hired_stage, rejected_stage
from ranking.terms import Analyse, word_tokens
from ranking.titles import FAMILY_WORDS, USUAL, families, family_bits, seniority
from ranking.titles_model import title_vectors

ROW_FORM = "4"  # part of the column files' format: change it whenever a document's row changes
TOKENS_A_BUCKET = 6
MOST_TOKENS = 4_000
MOST_JOBS = 1_000
MOST_TITLE_TOKENS = (1 << TITLE_COUNT_BITS) - 1
REMEMBERED_HASHES = 400_000
REMEMBERED_TITLES = 50_000
SCOPE_BITS = 3
SCOPES: tuple[Scope, ...] = ("any", "title", "company", "skill", "location", "school", "name")
AFTER_TOKENS = LAST.to_bytes(4, "little")
PEOPLE_KEY = 1  # counts the rows that everyone may find; no token's key is as small

assert len(FIELDS) == FIELD_BITS + 1
assert FIELDS[-1] == RUNNING
assert len(FAMILY_WORDS) <= FAMILY_BITS
CURRENT, TITLE, HEADLINE = (1 << FIELDS.index(field) for field in ("current_title", "titles", "headline"))


@lru_cache(maxsize=REMEMBERED_HASHES)
def token_hash(token: str) -> int:
    """Give a token's 32-bit hash, from 1 to 2^32 - 2, the same on every machine."""
    digest = blake2b(token.encode("utf-8", "surrogatepass"), digest_size=4).digest()
    return min(max(int.from_bytes(digest, "little"), 1), LAST - 1)


def long_hash(text: str) -> int:
    """Give a text's 64-bit hash, the same on every machine."""
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


def frequency_key(token: int, scope: Scope) -> int:
    """Name what is counted over the rows that everyone may find: those holding a token (its hash) in a scope."""
    return token << SCOPE_BITS | SCOPES.index(scope)


class _Hashes(dict[str, tuple[int, ...]]):
    """The hashes of the tokens that each white-space separated word yields, each once; filled as words come."""

    def __init__(self, analyse: Analyse) -> None:
        super().__init__()
        self._analyse = analyse

    def __missing__(self, word: str) -> tuple[int, ...]:
        if len(self) >= REMEMBERED_HASHES:
            self.clear()
        hashes = tuple(dict.fromkeys(map(token_hash, word_tokens(self._analyse, word))))
        self[word] = hashes
        return hashes


@lru_cache(maxsize=4)
def _hashes(analyse: Analyse) -> _Hashes:
    return _Hashes(analyse)


def encode(document: PersonDocument, *, analyse: Analyse) -> bytes:
    """Write a document's row; raises OverflowError for numbers of more than 32 bits (64 for `updated`)."""
    hashes = _hashes(analyse)
    held: dict[int, int] = {}
    titles = titles_compared(document)
    for bit, title in enumerate(titles):
        _hold(held, title, hashes, 1 << (TITLES_SHIFT + bit))
    for bit, (field, read) in enumerate(READ_FROM.items()):
        if field != RUNNING:
            _hold(held, read(document), hashes, 1 << bit)
    running = READ_FROM[RUNNING](document).split()
    _hold_running(held, running, hashes)
    for token in list(held)[MOST_TOKENS:]:
        del held[token]
    head = _head(document, len(running))
    totals = [_title_total(analyse, title) for title in titles]
    jobs = [long_hash(job) for job in document.jobs[:MOST_JOBS]]
    vectors = title_vectors(titles_meant(document))
    head[AT_TOKENS], head[AT_JOBS], head[AT_TITLES] = len(held), len(jobs), len(titles)
    head[AT_VECTOR] = len(vectors)
    parts = _sorted_tokens(held, head)
    parts += [np.array(jobs, "<u8").tobytes(), np.array(totals, "<u4").tobytes(), vectors.tobytes()]
    return b"".join((head.tobytes(), *parts))


def _hold(held: dict[int, int], text: str, hashes: _Hashes, bit: int) -> None:
    for word in text.split():
        for token in hashes[word]:
            held[token] = held.get(token, 0) | bit


@lru_cache(maxsize=REMEMBERED_TITLES)
def _title_total(analyse: Analyse, title: str) -> int:
    """Give the word of a title: how many distinct tokens, and how many characters in them."""
    tokens = {token for word in title.split() for token in word_tokens(analyse, word)}
    return min(len(tokens), MOST_TITLE_TOKENS) | sum(map(len, tokens)) << TITLE_COUNT_BITS


def _hold_running(held: dict[int, int], running: list[str], hashes: _Hashes) -> None:
    """Count the words of the running text that yield each token."""
    one, most = 1 << MENTIONS_SHIFT, MOST_MENTIONS << MENTIONS_SHIFT
    for word in running:
        for token in hashes[word]:
            before = held.get(token, 0)
            if before & most != most:
                held[token] = before + one


def _sorted_tokens(held: dict[int, int], head: NDArray[np.uint32]) -> list[bytes]:
    """Write directory, tokens, codes and answers; their sizes go into the head."""
    count = len(held)
    kinds = {answer: code for code, answer in enumerate(dict.fromkeys(held.values()))}
    tokens = np.fromiter(held.keys(), np.uint32, count)
    codes = np.fromiter(map(kinds.__getitem__, held.values()), "<u2" if len(kinds) > BYTE_CODES else "<u1", count)
    order = tokens.argsort()
    tokens = tokens[order]
    width = max(1, (count // TOKENS_A_BUCKET).bit_length())
    head[AT_DIRECTORY], head[AT_ANSWERS] = width, len(kinds)
    written = codes[order].tobytes()
    return [
        tokens.searchsorted(_bounds(width)).astype("<u2").tobytes(),
        tokens.astype("<u4", copy=False).tobytes(),
        AFTER_TOKENS,
        written + bytes(-len(written) % 4),
        np.array(list(kinds), "<u4").tobytes(),
    ]


@lru_cache(maxsize=16)
def _bounds(width: int) -> NDArray[np.uint32]:
    return (np.arange(1 << width, dtype=np.uint64) << np.uint64(32 - width)).astype(np.uint32)


def _head(document: PersonDocument, running: int) -> NDArray[np.uint32]:
    """Fill what a head says of the person whatever is asked."""
    head = np.zeros(HEAD, "<u4")
    title = title_now(document)
    rank = seniority(title)
    head[AT_MARK] = MARK
    head[AT_FLAGS] = _flags(document) | completeness(document) << COMPLETENESS_SHIFT
    head[AT_UPDATED : AT_UPDATED + 2].view("<i8")[0] = document.updated
    head[AT_TIE : AT_TIE + 2].view("<u8")[0] = long_hash(document.person)
    head[AT_YEARS] = NO_NUMBER if document.years is None else document.years
    head[AT_MEMBER] = NO_NUMBER if document.member is None else document.member
    standing = NO_TITLE if not title else USUAL if rank is None else rank
    head[AT_STANDING] = standing << FAMILY_BITS | family_bits(families(title))
    head[AT_RUNNING] = running
    return head


def _flags(document: PersonDocument) -> int:
    everyone = EVERYONE in document.access  # hidden from some seats or not: it is what a seat finds that knows no more
    flags = IN_ATS * document.in_ats | OPEN_TO_WORK * document.open_to_work | OPEN * everyone
    flags |= DO_NOT_CONTACT * document.do_not_contact
    for stage in document.stages:
        flags |= HIRED * hired_stage(stage) | FAR * far_stage(stage) | REJECTED * rejected_stage(stage)
    return flags


# Which of how a token is held answers a scope.
HELD_IN: dict[Scope, int] = {
    "any": (1 << TITLES_SHIFT) - 1,
    **{
        scope: sum(1 << at for at, field in enumerate(FIELDS) if ASKED_BY.get(field) == scope)
        for scope in SCOPES
        if scope != "any"
    },
}


def counted_keys(words: NDArray[np.uint32], starts: NDArray[np.int64]) -> NDArray[np.uint64]:
    """List the frequency keys of all rows that everyone may find, each once for each row that counts for it.

    `starts` are the places of the rows in `words`.
    """
    starts = starts[(words[starts] == MARK) & (words[starts + AT_FLAGS] & OPEN != 0)]
    parts = Anatomy.of(words, starts)
    row = np.repeat(np.arange(len(starts)), parts.count)
    inside = np.arange(len(row)) - np.repeat(parts.count.cumsum() - parts.count, parts.count)
    tokens = words[parts.tokens[row] + inside].astype(np.uint64) << np.uint64(SCOPE_BITS)
    held = parts.held(row, inside)
    keys = [np.full(len(starts), PEOPLE_KEY, np.uint64)]
    for number, scope in enumerate(SCOPES):
        keys.append(tokens[held & np.uint32(HELD_IN[scope]) != 0] | np.uint64(number))
    return np.concatenate(keys)
