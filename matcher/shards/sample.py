"""Turn a sample of candidates, with the profiles they were paired with, into weights for every shard."""

from collections.abc import Collection

import numpy as np
import pyarrow as pa

from entities.errors import InvalidTable
from matcher.frequency import COUNTED
from matcher.schema import checked_labels
from matcher.shards.counts import Counts
from matcher.shards.kernel import Shard, shard_of
from matcher.side import Array
from matcher.streams import Wishes
from matcher.streams.given import given_of
from matcher.streams.parts import TOTALS
from matcher.streams.sampling import ANCHORING, sample_of
from matcher.train import Trained, train


def fit_sample(
    candidates: pa.Table, profiles: pa.Table, counts: Counts, own: Counts, labels: pa.Table | None = None
) -> Trained:
    """Fit weights as `match_tables` does over the whole; the tables are those of `match_shard`.

    `counts` and `own` count the values of all profiles, and of all candidates. Raises InvalidTable when the labels
    don't fit, or none of them names a candidate.
    """
    shard = shard_of(candidates, profiles, counts)
    every = np.ones(len(shard.candidate), bool)
    found = shard.found(every, np.zeros(len(every)), shard.compared(every))
    shelf = shard.shelf()
    shelf.put(TOTALS, _totals(shard, own))
    given = given_of(shard.candidates, Wishes(labels=labels))
    return train(sample_of(shard.candidates, found, np.ones(len(shard.places), bool), given, shelf))


def labels_told(labels: pa.Table, candidates: Collection[str], profiles: Collection[str]) -> dict[str, int]:
    """Count labels, given the labelled ids that are there on either side.

    Raises InvalidTable when the labels don't fit, or none of them names a candidate.
    """
    known = checked_labels(labels)
    used = sum(name in candidates for name in known)
    if known and not used:
        raise InvalidTable("labels: column candidate_id: none of them is a candidate (row 0 is the first)")
    unknown = sum(1 for name in known.values() if name is not None and name not in profiles)
    return {"given": len(known), "used": used, "unknown_candidates": len(known) - used, "unknown_profiles": unknown}


def _totals(shard: Shard, own: Counts) -> dict[str, Array]:
    """Count the values of the profiles here; what several candidates share is nobody's own, so it counts as often."""
    totals: dict[str, Array] = {"living": np.array([shard.crowd.living])}
    for field in COUNTED:
        values = shard.crowd.here.values[field]
        times = shard.crowd.counts(field, values)
        if field in ANCHORING:
            times = np.maximum(times, own.of(field, values))
        totals |= {f"{field}.values": values, f"{field}.numbers": times.astype(np.uint32)}
    return totals
