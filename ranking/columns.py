"""Turn rows of people into the same feature values that their documents have.

A row is what `ranking.rows.encode` writes. All people are computed at once, by a few passes over arrays: each token of
the question is looked up in each row by its hash, which costs the same however long the row is. Rows are only read,
and a row that is overwritten with zeros meanwhile yields wrong values, never a failure: whoever reads from a shared
file asks afterwards whether the rows still stand.

A word's beginning can't be looked up by a hash: terms that are prefixes are read from documents, which only a question
that has such terms must give.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from entities.document import PersonDocument
from ranking.features import (
    ASKED_BY,
    COUNTED_FIELDS,
    FIELDS,
    READ_FROM,
    Coverages,
    alone,
    as_wanted,
    meaning_columns,
    meant_title,
    wanted_title,
)
from ranking.layout import (
    AT_FLAGS,
    AT_JOBS,
    AT_MARK,
    AT_RUNNING,
    AT_STANDING,
    AT_TIE,
    AT_TITLES,
    AT_UPDATED,
    AT_VECTOR,
    COMPLETENESS_SHIFT,
    DO_NOT_CONTACT,
    FAMILY_BITS,
    FAR,
    HIRED,
    IN_ATS,
    MARK,
    MENTIONS_SHIFT,
    NO_TITLE,
    OPEN_TO_WORK,
    REJECTED,
    TITLE_COUNT_BITS,
    TITLES_SHIFT,
    Anatomy,
)
from ranking.lexical import MOST_COUNTED, MOST_MENTIONS, PLACE, WordScores, counted_terms, rarities
from ranking.model import FEATURES
from ranking.question import Shares
from ranking.rows import PEOPLE_KEY, frequency_key, long_hash, token_hash
from ranking.settled import settled
from ranking.similarity import MOST_MEANT, MOST_TITLES, similarities, wanted_tokens
from ranking.terms import Analyse, Term, word_tokens
from ranking.titles import HIGHEST, families, family_bits, seniority
from ranking.titles_model import DIMENSIONS, meanings, title_vectors

Documents = Callable[[], Sequence[PersonDocument]]
"""Reads the documents of all the rows, in their order."""
Frequencies = Callable[[NDArray[np.uint64]], NDArray[np.int64]]
"""Counts for each key of `frequency_key` the rows that everyone may find and that hold it."""

AT_ONCE = 1 << 16  # looked-up pairs of token and row: what is worked on stays in the cache
MEANT_AT_ONCE = 100  # people whose titles' meanings are compared: arrays that need no new memory from the system
FIELD_MASK = np.uint32((1 << MENTIONS_SHIFT) - 1)
ZEROS = bytes(4)  # words of nobody
FEWEST = 100  # rows whose words tell which words are common
RUNNING_BIT = np.uint32(1 << PLACE)
VECTOR_WORDS = DIMENSIONS // 4  # of a title's vector: four numbers each


class Rows:
    """The rows of some people: where in `words` each begins; one that is missing begins at zeros."""

    def __init__(self, words: NDArray[np.uint32], starts: NDArray[np.int64]) -> None:
        self.words, self.starts = words, starts
        self._parts = Anatomy.of(words, starts)
        self._last: tuple[dict[str, int], NDArray[np.uint32]] = {}, words  # what was looked up last

    @classmethod
    def of(cls, encoded: Sequence[bytes]) -> "Rows":
        """Lay encoded rows behind one another."""
        lengths = np.array([len(row) // 4 for row in encoded], dtype=np.int64)
        words = np.frombuffer(b"".join(encoded) or ZEROS, dtype="<u4")
        return cls(words, lengths.cumsum() - lengths)

    def __len__(self) -> int:
        return len(self.starts)

    def head(self, at: int) -> NDArray[np.uint32]:
        """Read one word of each head."""
        words: NDArray[np.uint32] = self.words.take(self.starts + at, mode="clip")
        return words

    def long(self, at: int) -> NDArray[np.uint64]:
        """Read two words of each head as one number."""
        high = self.head(at + 1).astype(np.uint64) << np.uint64(32)
        both: NDArray[np.uint64] = high | self.head(at)
        return both

    def known(self) -> NDArray[np.bool_]:
        """Tell which are rows of this form at all."""
        known: NDArray[np.bool_] = self.head(AT_MARK) == MARK
        return known

    def updated(self) -> NDArray[np.int64]:
        """Give when each person's document changed, in epoch seconds."""
        return self.long(AT_UPDATED).view(np.int64)

    def ties(self) -> NDArray[np.uint64]:
        """Give what orders people who are equal otherwise: a hash of the person."""
        return self.long(AT_TIE)

    def silent(self) -> NDArray[np.bool_]:
        """Tell who must not be contacted."""
        silent: NDArray[np.bool_] = self.head(AT_FLAGS) & np.uint32(DO_NOT_CONTACT) != 0
        return silent

    def applied(self, job: str) -> NDArray[np.bool_]:
        """Tell who applied to a job, by its record id."""
        wanted = long_hash(job)
        low, high = np.uint32(wanted & 0xFFFFFFFF), np.uint32(wanted >> 32)
        first, count = self._parts.jobs, self.head(AT_JOBS).astype(np.int64)
        found = np.zeros(len(self), dtype=np.bool_)
        for at in range(int(count.max(initial=0))):
            places = first + 2 * at
            here = (self.words.take(places, mode="clip") == low) & (self.words.take(places + 1, mode="clip") == high)
            found |= here & (at < count)
        return found

    def held(self, tokens: Sequence[str]) -> NDArray[np.uint32]:
        """Look tokens up: how each row holds each (see `ranking.layout`), tokens x rows; 0 where it doesn't."""
        known, answers = self._last
        if known and known.keys() >= set(tokens):
            found: NDArray[np.uint32] = answers[[known[token] for token in tokens]]
            return found
        answers = np.zeros((len(tokens), len(self)), dtype=np.uint32)
        hashes = np.array([token_hash(token) for token in tokens], dtype=np.uint32)
        many = max(1, AT_ONCE // max(1, len(self)))
        for first in range(0, len(tokens) if len(self) else 0, many):
            self._look_up(hashes[first : first + many], answers[first : first + many].ravel())
        self._last = {token: at for at, token in enumerate(tokens)}, answers
        return answers

    def _look_up(self, tokens: NDArray[np.uint32], answers: NDArray[np.uint32]) -> None:
        """Find tokens by their hashes from where each row's directory says that they, or greater ones, begin."""
        bucket = (tokens[:, None] >> (np.uint32(32) - self._parts.width)) + 2 * self._parts.directory
        at = (self._parts.tokens + self.words.view("<u2").take(bucket, mode="clip")).ravel()
        which, sought = np.arange(len(at)), np.repeat(tokens, len(self))
        hits = []
        while len(which):
            found = self.words.take(at, mode="clip")
            here = np.flatnonzero(found == sought)
            hits.append((which.take(here), at.take(here)))
            further = np.flatnonzero((found < sought) & (found > 0))  # a zero: the row just goes
            which, sought, at = which.take(further), sought.take(further), at.take(further) + 1
        which, at = (np.concatenate(parts) for parts in zip(*hits, strict=True))
        row = which % len(self)
        answers[which] = self._parts.held(row, at - self._parts.tokens.take(row))

    def titles(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Give the distinct tokens of each title and their characters: rows x titles, 0 where there is none."""
        counts = np.minimum(self.head(AT_TITLES).astype(np.int64), MOST_TITLES)
        each = np.arange(int(counts.max(initial=0)))
        words = self.words.take(self._parts.titles[:, None] + each, mode="clip").astype(np.int64)
        words[each >= counts[:, None]] = 0
        return words & ((1 << TITLE_COUNT_BITS) - 1), words >> TITLE_COUNT_BITS

    def vectors(self, some: slice) -> NDArray[np.int8]:
        """Give the vectors of some rows' titles: rows x titles x DIMENSIONS, zeros where there is none."""
        counts = np.minimum(self.words.take(self.starts[some] + AT_VECTOR, mode="clip").astype(np.int64), MOST_MEANT)
        most = int(counts.max(initial=0))
        first = self._parts.titles[some] + self.words.take(self.starts[some] + AT_TITLES, mode="clip")
        size = most * VECTOR_WORDS
        if most and int(first.max()) + size <= len(self.words):
            words = sliding_window_view(self.words, size)[first]
        else:  # some row lies at the end, and has fewer vectors
            words = self.words.take(first[:, None] + np.arange(size), mode="clip")
        vectors: NDArray[np.int8] = words.view(np.int8).reshape(len(counts), most, DIMENSIONS)
        vectors[np.arange(most) >= counts[:, None]] = 0
        return vectors


def column_features(
    rows: Rows,
    terms: Sequence[Term],
    *,
    rarities: Mapping[Term, float],
    now: datetime,
    analyse: Analyse,
    title: str = "",
    documents: Documents | None = None,
) -> NDArray[np.float64]:
    """Compute all FEATURES of people from their rows, the same to the last bit as `features` after `score_by`.

    `documents` is only called where some term is a prefix. Raises ValueError where it is needed and not given.
    """
    starting = [term for term in terms if term.prefix]
    if starting and documents is None:
        raise ValueError("a question with prefixes needs documents")
    read = documents() if starting and documents is not None else ()
    covered = Coverages(terms, len(rows))
    scored = WordScores(terms, rarities, rows.head(AT_RUNNING).astype(np.int64))
    widened = any(term.stands_for for term in terms)  # then what counts depends on other terms: all at once
    many = len(terms) if widened else max(1, AT_ONCE // max(1, len(rows)))
    for first in range(0, len(terms), many):
        fields, often = settled(terms, *_terms_held(rows, terms[first : first + many], read, analyse))
        covered.add(first, fields)
        scored.add(first, fields, often)
    columns = {
        **covered.columns(),
        **_title_fits(rows, terms, title),
        **_person_alone(rows, now),
        "lexical": scored.scores().clip(0.0, 1.0),
    }
    values = np.empty((len(rows), len(FEATURES)))
    for at, feature in enumerate(FEATURES):
        values[:, at] = columns[feature]
    return values


def _terms_held(
    rows: Rows, terms: Sequence[Term], documents: Sequence[PersonDocument], analyse: Analyse
) -> tuple[NDArray[np.uint32], NDArray[np.float64]]:
    """Tell which fields of whom (bits) hold each term, and how often the running text does: terms x rows."""
    tokens = list(dict.fromkeys(token for term in terms if not term.prefix for token in term.tokens))
    held = rows.held(tokens)
    place = {token: at for at, token in enumerate(tokens)}
    each = [place[term.tokens[0]] if len(term.tokens) == 1 and not term.prefix else -1 for term in terms]
    fields = held[each] if tokens else np.zeros((len(terms), len(rows)), dtype=np.uint32)
    often = (fields >> np.uint32(MENTIONS_SHIFT)) & np.uint32(MOST_MENTIONS)
    fields &= FIELD_MASK
    for at, term in enumerate(terms):
        if term.prefix:
            answers = np.array([_starting(documents, start, analyse) for start in term.tokens], dtype=np.uint32)
        elif len(term.tokens) > 1:
            answers = held[[place[token] for token in term.tokens]]
        else:
            continue
        fields[at] = np.bitwise_and.reduce(answers, axis=0) & FIELD_MASK
        often[at] = ((answers >> np.uint32(MENTIONS_SHIFT)) & np.uint32(MOST_MENTIONS)).min(axis=0)
    anywhere = np.array([term.scope == "any" for term in terms], dtype=np.uint32)
    often *= anywhere[:, None]
    fields &= np.array([_reach(term) for term in terms], dtype=np.uint32)[:, None]
    fields |= (often > 0) * RUNNING_BIT
    return fields, often.astype(np.float64)


def _reach(term: Term) -> int:
    """Say which fields a term's scope reaches, as bits."""
    return sum(1 << at for at, field in enumerate(FIELDS) if term.scope in ("any", ASKED_BY.get(field)))


def _starting(documents: Sequence[PersonDocument], start: str, analyse: Analyse) -> list[int]:
    """Say how documents hold tokens that begin so, as a row would."""
    answers = []
    for document in documents:
        texts = [read(document).split() for read in READ_FROM.values()]
        held = [sum(any(t.startswith(start) for t in word_tokens(analyse, word)) for word in text) for text in texts]
        fields = sum(1 << at for at, count in enumerate(held[:PLACE]) if count)
        answers.append(fields | min(held[PLACE], MOST_MENTIONS) << MENTIONS_SHIFT)
    return answers


def _title_fits(rows: Rows, terms: Sequence[Term], title: str) -> dict[str, NDArray[np.float64]]:
    asked = wanted_title(terms)
    words = title or " ".join(term.text for term in asked)
    wanted = wanted_tokens(token for term in asked for token in term.tokens)
    standing = rows.head(AT_STANDING)
    rank, held = seniority(words), (standing >> np.uint32(FAMILY_BITS)).astype(np.float64)
    fit = np.zeros(len(rows)) if rank is None else np.where(held == NO_TITLE, 0.0, 1.0 - np.abs(rank - held) / HIGHEST)
    shared = standing & np.uint32(family_bits(families(words)))
    found = {
        "title_similarity": _best_similarity(rows, wanted),
        **meaning_columns(_best_meaning(rows, meant_title(terms, title)), terms, title),
        "seniority": fit,
        "family": (shared != 0).astype(np.float64),
    }
    return as_wanted(found, terms)


def _best_similarity(rows: Rows, wanted: Sequence[str]) -> NDArray[np.float64]:
    counts, characters = rows.titles()
    if not wanted or not counts.size:
        return np.zeros(len(rows))
    titles = (rows.held(wanted) >> np.uint32(TITLES_SHIFT)).astype("<u2")
    bits = np.unpackbits(titles.view(np.uint8).reshape(*titles.shape, 2), axis=2, bitorder="little")
    has = bits[:, :, : counts.shape[1]].reshape(len(wanted), -1).astype(np.float32)
    sums = np.array([[1.0] * len(wanted), [len(token) for token in wanted]], dtype=np.float32) @ has  # whole numbers
    shared, letters = sums.astype(np.int64).reshape(2, *counts.shape)
    best: NDArray[np.float64] = similarities(wanted, shared, letters, counts, characters).max(axis=1)
    return best


def _best_meaning(rows: Rows, words: str) -> NDArray[np.float64]:
    wanted = title_vectors((words,))[0]
    best = np.zeros(len(rows))
    for first in range(0, len(rows), MEANT_AT_ONCE):
        some = slice(first, first + MEANT_AT_ONCE)
        best[some] = meanings(wanted, rows.vectors(some)).max(axis=1, initial=0.0)
    return best


def _person_alone(rows: Rows, now: datetime) -> dict[str, NDArray[np.float64]]:
    flags = rows.head(AT_FLAGS)

    def has(flag: int) -> NDArray[np.float64]:
        column: NDArray[np.float64] = (flags & np.uint32(flag) != 0).astype(np.float64)
        return column

    return alone(
        now, updated=rows.updated().astype(np.float64), hired=has(HIRED), far=has(FAR), rejected=has(REJECTED)
    ) | {
        "open_to_work": has(OPEN_TO_WORK),
        "in_ats": has(IN_ATS),
        "completeness": (flags >> np.uint32(COMPLETENESS_SHIFT)).astype(np.float64) / COUNTED_FIELDS,
    }


def column_shares(frequencies: Frequencies) -> Shares | None:
    """Tell which share of the rows that everyone may find holds each token; None where these are too few."""
    people = int(frequencies(np.array([PEOPLE_KEY], dtype=np.uint64))[0])
    if people < FEWEST:
        return None

    def shares(tokens: Sequence[str]) -> list[float]:
        keys = np.array([frequency_key(token_hash(token), "any") for token in tokens], dtype=np.uint64)
        return [held / people for held in frequencies(keys).tolist()]

    return shares


def column_rarities(terms: Sequence[Term], frequencies: Frequencies) -> dict[Term, float]:
    """Weigh the heaviest terms by how many rows that everyone may find hold them: of several tokens, the rarest one.

    A prefix, or a term beyond the heaviest, is as rare as the others are on average.
    """
    counted = [term for term in counted_terms(terms) if not term.prefix and term.tokens][:MOST_COUNTED]
    keys = [frequency_key(token_hash(token), term.scope) for term in counted for token in term.tokens]
    people, *held = frequencies(np.array([PEOPLE_KEY, *keys], dtype=np.uint64)).tolist()
    holders, at = {}, 0
    for term in counted:
        holders[term] = min(held[at : at + len(term.tokens)])
        at += len(term.tokens)
    return rarities(terms, people, holders)
