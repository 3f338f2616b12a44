"""Turn the keys of both sides into pairs worth comparing."""

from dataclasses import dataclass

import numpy as np

from matcher.hashing import I64, U64, distinct
from matcher.keys import FAMILIES, MOST_ROWS, packed
from matcher.ragged import ranges
from matcher.runs import Run
from matcher.side import Side

LOW = np.uint64(MOST_ROWS - 1)


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs to compare: `run[i]` says in which run of profiles `profile[i]` is a row."""

    candidate: I64
    run: I64
    profile: I64


@dataclass(frozen=True, slots=True)
class BlockingReport:
    """What one family did: pairs it found (before other families are taken off) and blocks over its cap."""

    family: str
    pairs: int
    capped: int


def find_pairs(candidates: Side, runs: tuple[Run, ...]) -> tuple[Pairs, list[BlockingReport]]:
    """Bring candidates and profiles together that share a key in any family.

    Caps count the living profiles of all runs, so how profiles lie in runs never changes the pairs.
    """
    found: list[list[U64]] = [[] for _ in runs]
    reports = []
    for tag, family in enumerate(FAMILIES):
        keys = packed(candidates, tag, family.candidate)
        rows, wanted = (keys & LOW).astype(np.int64), keys & ~LOW
        hits = [_hits(wanted, run, run.blocks[tag]) for run in runs]
        sizes = np.zeros(len(keys), np.int64)
        for at, _ in hits:
            sizes += np.bincount(at, minlength=len(keys))
        small = sizes <= family.limit(sum(run.living for run in runs))
        total = 0
        for number, (at, profile) in enumerate(hits):
            kept = small[at]
            pairs = (rows[at[kept]].astype(np.uint64) << np.uint64(32)) | profile[kept].astype(np.uint64)
            total += len(pairs)
            found[number].append(distinct(pairs))
        reports.append(BlockingReport(family.name, total, int((~small).sum())))
    return _joined([distinct(np.concatenate(parts)) for parts in found]), reports


def _hits(wanted: U64, run: Run, keys: U64) -> tuple[I64, I64]:
    """Give (position in wanted, profile row) for every living profile under a wanted key."""
    starts = np.searchsorted(keys, wanted)
    ends = np.searchsorted(keys, wanted | LOW, side="right")
    lengths = ends - starts
    at = np.repeat(np.arange(len(wanted)), lengths)
    profile = (keys[ranges(starts, lengths)] & LOW).astype(np.int64)
    living = run.lives(profile)
    return at[living], profile[living]


def _joined(parts: list[U64]) -> Pairs:
    runs = np.repeat(np.arange(len(parts)), [len(part) for part in parts])
    every = np.concatenate(parts) if parts else np.zeros(0, np.uint64)
    low = np.uint64(0xFFFF_FFFF)
    return Pairs((every >> np.uint64(32)).astype(np.int64), runs, (every & low).astype(np.int64))


def sharing(candidates: Side, runs: tuple[Run, ...]) -> I64:
    """Give the candidate rows that stand under any key of these profiles, whatever the caps."""
    touched = np.zeros(len(candidates), bool)
    for tag, family in enumerate(FAMILIES):
        keys = packed(candidates, tag, family.candidate)
        for run in runs:
            at, _ = _hits(keys & ~LOW, run, run.blocks[tag])
            touched[(keys[at] & LOW).astype(np.int64)] = True
    return np.flatnonzero(touched)
