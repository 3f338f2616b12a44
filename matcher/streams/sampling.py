"""Turn compared pairs of a sample of candidates into what weights are fitted to."""

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from matcher.blocking import BY_ADDRESS
from matcher.frequency import Crowd, Total
from matcher.hashing import BASE, I64, U64, mix
from matcher.ragged import shared
from matcher.runs.run import id_hashes
from matcher.side import Side
from matcher.streams.found import Found
from matcher.streams.given import Given, profile_ids
from matcher.streams.parts import TOTALS, tally_of
from matcher.streams.shelves import Shelf
from matcher.train import Sample

SAMPLE = 20_000  # candidates whose pairs the weights are fitted to
ANCHORING = ("emails", "phones", "handles")
Bools = npt.NDArray[np.bool_]


def sampled(side: Side, given: Given) -> Bools:
    """Mark the candidates to fit to: those of the smallest hashes of ids, and all labelled ones."""
    return sampled_rows(side, np.array(sorted({*given.labels, *given.ruled_out}), np.int64))


def sampled_rows(side: Side, labelled: I64) -> Bools:
    """Mark the candidates to fit to, those in `labelled` among them."""
    chosen = np.ones(len(side), bool)
    if len(side) > SAMPLE:
        drawn = draws(side.ids.arrow())
        chosen = drawn <= np.partition(drawn, SAMPLE - 1)[SAMPLE - 1]
        chosen[labelled] = True
    return chosen


def draws(ids: pa.Array) -> U64:
    """Give each id the number it draws: the smallest are the sample, so the order of rows never shows."""
    return mix(id_hashes(ids) * BASE)


def sample_of(side: Side, found: Found, chosen: Bools, given: Given, shelf: Shelf) -> Sample:
    """Say which pairs share an address nobody else has, which people have answered, and how pairs came together."""
    totals = shelf.get(TOTALS)
    anchors = np.zeros(len(found.candidate), bool)
    crowd = Total(int(totals["living"][0]), tally_of(totals))
    for part in np.flatnonzero(np.bincount(found.part)).tolist() if len(found.part) else []:
        mine = np.flatnonzero(found.part == part)
        arrays = shelf.get(f"part-{part}")
        right = Side(arrays, len(arrays["ids.offsets"]) - 1)
        rows = found.candidate[mine].astype(np.int64), found.row[mine].astype(np.int64)
        anchors[mine] = anchored(side, right, rows, crowd)
    return Sample(
        found.candidate.astype(np.int64),
        found.codes,
        anchors,
        _known(found, given, shelf),
        int(chosen.sum()),
        by_address(found.met),
        crowd.living,
    )


def by_address(met: U64) -> Bools:
    """Mark pairs that addresses alone brought together."""
    alone: Bools = (met & ~np.uint64(BY_ADDRESS) == 0) & (met != 0)
    return alone


def anchored(left: Side, right: Side, rows: tuple[I64, I64], crowd: Crowd, *, everyone: Side | None = None) -> Bools:
    """Mark pairs that share an address, number or handle which one candidate and one profile have, and no other.

    `everyone` holds all candidates where `left` holds some.
    """
    found = np.zeros(len(rows[0]), bool)
    for field in ANCHORING:
        every = np.sort((everyone or left).many[field].whole().values)
        pair, values = shared(left.many[field].take(rows[0]), right.many[field].take(rows[1]))
        alone = np.searchsorted(every, values, side="right") - np.searchsorted(every, values) == 1
        found[pair[alone & (crowd.counts(field, values) == 1)]] = True
    return found


def _known(found: Found, given: Given, shelf: Shelf) -> npt.NDArray[np.int8]:
    """Say of each pair whether people called it right (1), wrong (0), or nothing (-1)."""
    known = np.full(len(found.candidate), -1, np.int8)
    at = np.flatnonzero(np.isin(found.candidate, np.array(sorted({*given.labels, *given.ruled_out}), np.int64)))
    names = profile_ids(found, at, shelf).tolist()
    for place, row, name in zip(at.tolist(), found.candidate[at].tolist(), names, strict=True):
        known[place] = given.answer(row, name)
    return known
