"""Turn the keys of both sides into pairs worth comparing."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matcher.hashing import I64, U64
from matcher.keys import FAMILIES, MOST_ROWS, Source, packed
from matcher.ragged import ranges
from matcher.runs import Run
from matcher.side import Side

LOW = np.uint64(MOST_ROWS - 1)
TAG_BITS, ROW_BITS = np.uint64(6), np.uint64(24)
TAGS = np.uint64((1 << 6) - 1)
STRONG = sum(1 << tag for tag, family in enumerate(FAMILIES) if family.strong)
BY_ADDRESS = sum(1 << tag for tag, family in enumerate(FAMILIES) if family.address)


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs to compare: `run[i]` says in which run of profiles `profile[i]` is a row, `met[i]` in which families."""

    candidate: I64
    run: I64
    profile: I64
    met: U64


@dataclass(frozen=True, slots=True)
class BlockingReport:
    """What one family did: pairs it found (before other families are taken off), and keys over its cap."""

    family: str
    pairs: int
    capped: int


def find_pairs(candidates: Side, runs: tuple[Run, ...]) -> tuple[Pairs, list[BlockingReport]]:
    """Bring candidates and profiles together that share a key in any family.

    Caps count the living profiles of all runs, so how profiles lie in runs never changes the pairs.
    """
    found: list[list[U64]] = [[np.zeros(0, np.uint64)] for _ in runs]
    capped = []
    living, source = sum(run.living for run in runs), Source(candidates, {}, {})
    gone = sum(len(run.dead) for run in runs)
    for tag, family in enumerate(FAMILIES):
        keys = packed(source, tag, family.candidate)
        rows, wanted = keys & LOW, keys & ~LOW
        spans = [_spans(wanted, run.blocks[tag]) for run in runs]
        limit = family.limit(living)
        small = sum((lengths for _, lengths in spans), np.zeros(len(keys), np.int64)) <= limit + gone
        hits = [_hits(run, run.blocks[tag], *_of(span, small)) for run, span in zip(runs, spans, strict=True)]
        sizes = np.zeros(len(keys), np.int64)
        for at, _ in hits:
            sizes += np.bincount(at, minlength=len(keys))
        small &= sizes <= limit
        for number, (at, profile) in enumerate(hits):
            kept = small[at]
            met = (rows[at[kept]] << (ROW_BITS + TAG_BITS)) | (profile[kept].astype(np.uint64) << TAG_BITS)
            found[number].append(met | np.uint64(tag))
        capped.append(int((~small).sum()))
    parts = [united(np.concatenate(some)) for some in found]
    run = np.repeat(np.arange(len(parts)), [len(part[0]) for part in parts])
    columns = [np.concatenate(column) for column in zip(*parts, strict=True)]
    candidate, profile, met = columns or (np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0, np.uint64))
    reports = [
        BlockingReport(family.name, int(np.count_nonzero(met & np.uint64(1 << tag))), capped[tag])
        for tag, family in enumerate(FAMILIES)
    ]
    return Pairs(candidate, run, profile, met), reports


def united(meetings: U64) -> tuple[I64, I64, U64]:
    """Unite meetings (candidate, row and family in one number) to pairs: candidate, row, and families as bits."""
    meetings.sort()
    pair = meetings >> TAG_BITS
    heads = np.flatnonzero(np.concatenate([pair[:1] == pair[:1], pair[1:] != pair[:-1]]))
    bits = np.uint64(1) << (meetings & TAGS)
    met = np.bitwise_or.reduceat(bits, heads) if len(heads) else bits
    return (pair[heads] >> ROW_BITS).astype(np.int64), (pair[heads] & LOW).astype(np.int64), met


def is_strong(met: U64) -> npt.NDArray[np.bool_]:
    """Mark pairs that a strong family, or no family but a person, brought together."""
    strong: npt.NDArray[np.bool_] = (met & np.uint64(STRONG) != 0) | (met == 0)
    return strong


def _spans(wanted: U64, keys: U64) -> tuple[I64, I64]:
    """Give where every wanted key's block begins among sorted keys, and how many stand in it, dead or alive."""
    starts = np.searchsorted(keys, wanted)
    lengths = np.zeros(len(wanted), np.int64)
    there = np.flatnonzero(starts < len(keys))
    there = there[(keys[starts[there]] & ~LOW) == wanted[there]]
    lengths[there] = np.searchsorted(keys, wanted[there] | LOW, side="right") - starts[there]
    return starts, lengths


def _of(span: tuple[I64, I64], small: npt.NDArray[np.bool_]) -> tuple[I64, I64]:
    """Leave blocks out that are too large, before anybody in them is looked at."""
    starts, lengths = span
    return starts, np.where(small, lengths, 0)


def _hits(run: Run, keys: U64, starts: I64, lengths: I64) -> tuple[I64, I64]:
    """Give (position among the wanted keys, profile row) for every living profile in the blocks."""
    at = np.repeat(np.arange(len(starts)), lengths)
    profile = (keys[ranges(starts, lengths)] & LOW).astype(np.int64)
    if len(run.dead):
        living = run.lives(profile)
        return at[living], profile[living]
    return at, profile


def sharing(candidates: Side, runs: tuple[Run, ...]) -> I64:
    """Give the candidate rows that stand under any key of these profiles, whatever the caps."""
    touched, source = np.zeros(len(candidates), bool), Source(candidates, {}, {})
    for tag, family in enumerate(FAMILIES):
        keys = packed(source, tag, family.candidate)
        for run in runs:
            at, _ = _hits(run, run.blocks[tag], *_spans(keys & ~LOW, run.blocks[tag]))
            touched[(keys[at] & LOW).astype(np.int64)] = True
    return np.flatnonzero(touched)
