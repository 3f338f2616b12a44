"""Turn a person document into a row of 32-bit words from which ranking computes without reading the document.

Layout, in words (little endian): a head of HEAD words; a directory of 2^k half words that says where in the tokens
those begin whose hash has these k highest bits; the hashes of all distinct tokens of the document, ascending, then one
word of ones; for each token a word that says how it is held; two words for each job applied to; one word for each
title (its distinct tokens and their characters).

How a token is held: bit 0-7 which of the first eight FIELDS hold it, bits 8-15 how many words of the running text
yield it (255 at most), bits 16-31 which of the titles hold it.

A text of any length stays bounded: MOST_TOKENS distinct tokens, the fields' own before those of the running text, in
their order; MOST_TITLES titles. What is beyond isn't ranked by, though the index still finds it.
"""

from functools import lru_cache
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from entities.document import EVERYONE, PersonDocument
from entities.query import Scope
from ranking.features import ASKED_BY, FIELDS, READ_FROM, completeness
from ranking.lexical import MOST_MENTIONS, RUNNING
from ranking.similarity import MOST_TITLES, title_now, titles_compared
from ranking.stages import far_stage, hired_stage, rejected_stage
from ranking.terms import Analyse, word_tokens
from ranking.titles import USUAL, families, family_bits, seniority

ROW_FORM = "1"  # part of the column files' format: change it whenever a document's row changes
MARK = 0x746A0001  # first word of every row
HEAD = 16  # words

# Where in the head what lies.
AT_MARK, AT_FLAGS, AT_UPDATED, AT_TIE, AT_YEARS, AT_MEMBER, AT_RANK, AT_FAMILY = 0, 1, 2, 4, 6, 7, 8, 9
AT_RUNNING, AT_TOKENS, AT_DIRECTORY, AT_JOBS, AT_TITLES, AT_VECTOR = 10, 11, 12, 13, 14, 15

IN_ATS, OPEN_TO_WORK, DO_NOT_CONTACT, HIRED, FAR, REJECTED, OPEN = (1 << at for at in range(7))
COMPLETENESS_SHIFT = 16  # of the flags: how many of the counted fields are filled
NO_NUMBER = 0xFFFFFFFF  # years or member unknown
NO_TITLE = 0xF  # seniority of who holds no title

FIELD_BITS = 8
MENTION_BITS = 8
MENTIONS_SHIFT = FIELD_BITS
TITLES_SHIFT = FIELD_BITS + MENTION_BITS
TOKENS_A_BUCKET = 4
MOST_TOKENS = 4_000
MOST_JOBS = 1_000
TITLE_COUNT_BITS = 8  # of a title's word: distinct tokens; the rest are characters
MOST_TITLE_TOKENS = (1 << TITLE_COUNT_BITS) - 1
REMEMBERED_HASHES = 400_000
LAST = 0xFFFFFFFF  # what no token's hash is
SCOPE_BITS = 3
SCOPES: tuple[Scope, ...] = ("any", "title", "company", "skill", "location", "school", "name")
PEOPLE_KEY = 1  # counts the rows that everyone may find; no token's key is as small

assert len(FIELDS) == FIELD_BITS + 1
assert FIELDS[-1] == RUNNING


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
    for bit, (field, read) in enumerate(READ_FROM.items()):
        if field != RUNNING:
            _hold(held, read(document), hashes, 1 << bit)
    titles = _hold_titles(held, document, analyse, hashes)
    running = READ_FROM[RUNNING](document).split()
    _hold_running(held, running, hashes)
    tokens, directory = _sorted_tokens(held)
    head = _head(document, len(running))
    jobs = np.array([long_hash(job) for job in document.jobs[:MOST_JOBS]], dtype="<u8").view("<u4")
    head[AT_TOKENS], head[AT_JOBS], head[AT_TITLES] = len(held), len(jobs) // 2, len(titles)
    head[AT_DIRECTORY] = len(directory).bit_length() - 1
    return b"".join(
        (head.tobytes(), directory.tobytes(), tokens.tobytes(), jobs.tobytes(), np.array(titles, "<u4").tobytes())
    )


def _hold(held: dict[int, int], text: str, hashes: _Hashes, bit: int) -> None:
    for word in text.split():
        for token in hashes[word]:
            held[token] = held.get(token, 0) | bit


def _hold_titles(held: dict[int, int], document: PersonDocument, analyse: Analyse, hashes: _Hashes) -> list[int]:
    """Mark which tokens stand in which of the titles; give a word for each title."""
    totals = []
    for at, title in enumerate(titles_compared(document)):
        _hold(held, title, hashes, 1 << (TITLES_SHIFT + at))
        tokens = {token for word in title.split() for token in word_tokens(analyse, word)}
        count = min(len(tokens), MOST_TITLE_TOKENS)
        totals.append(count | sum(map(len, tokens)) << TITLE_COUNT_BITS)
    assert len(totals) <= MOST_TITLES
    return totals


def _hold_running(held: dict[int, int], running: list[str], hashes: _Hashes) -> None:
    """Count the words of the running text that yield each token."""
    one, most = 1 << MENTIONS_SHIFT, MOST_MENTIONS << MENTIONS_SHIFT
    for word in running:
        for token in hashes[word]:
            before = held.get(token, 0)
            if before & most != most:
                held[token] = before + one


def _sorted_tokens(held: dict[int, int]) -> tuple[NDArray[np.uint32], NDArray[np.uint16]]:
    """Order the tokens, a last one and how each is held behind them; give where each bucket begins too."""
    count = min(len(held), MOST_TOKENS)
    if count < len(held):
        for token in list(held)[count:]:
            del held[token]
    words = np.fromiter(held.keys(), np.uint32, count)
    order = words.argsort()
    words = words[order]
    width = max(1, (count // TOKENS_A_BUCKET).bit_length())
    directory = words.searchsorted(_bounds(width)).astype("<u2")
    answers = np.fromiter(held.values(), np.uint32, count)[order]
    return np.concatenate((words, _LAST, answers)).astype("<u4", copy=False), directory


_LAST = np.array([LAST], np.uint32)


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
    head[AT_RANK] = NO_TITLE if not title else USUAL if rank is None else rank
    head[AT_FAMILY] = family_bits(families(title))
    head[AT_RUNNING] = running
    return head


def _flags(document: PersonDocument) -> int:
    everyone = EVERYONE in document.access and not document.hidden_from
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
    counts = words[starts + AT_TOKENS].astype(np.int64)
    first = starts + HEAD + (1 << words[starts + AT_DIRECTORY].astype(np.int64) >> 1)
    total = int(counts.sum())
    places = np.repeat(first - (counts.cumsum() - counts), counts) + np.arange(total)
    tokens = words[places].astype(np.uint64) << np.uint64(SCOPE_BITS)
    held = words[places + np.repeat(counts + 1, counts)]
    keys = [np.full(len(starts), PEOPLE_KEY, np.uint64)]
    for number, scope in enumerate(SCOPES):
        keys.append(tokens[held & np.uint32(HELD_IN[scope]) != 0] | np.uint64(number))
    return np.concatenate(keys)
