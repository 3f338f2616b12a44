"""Turn one shard's candidates, with the profiles they were paired with, into links."""

import json
from dataclasses import dataclass
from typing import Self

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from matcher.blocking import is_strong
from matcher.cascade import unsure
from matcher.comparisons import Codes, Compared, compare
from matcher.decide import PRECISION
from matcher.frequency import COUNTED
from matcher.hashing import I64, U64
from matcher.keys import FAMILIES
from matcher.levels import COMPARISONS
from matcher.schema import LINK_SCHEMA
from matcher.score import log_odds
from matcher.shards.counts import Counts, Near, counts_of, near
from matcher.shards.rows import ROW_SCHEMA, hashes, numbers, side_of
from matcher.side import Side
from matcher.streams import MemoryShelf, Wishes
from matcher.streams.answers import answered
from matcher.streams.found import Found
from matcher.streams.given import given_of
from matcher.weights import Weights

BATCH = 500_000  # pairs compared at once
MEETING = pa.struct([("left", pa.int64()), ("number", pa.int64())])  # a candidate's place, the families as bits
PAIRED_SCHEMA = ROW_SCHEMA.append(pa.field("meetings", pa.list_(MEETING)))  # with whom a profile is paired
PLACED_SCHEMA = pa.schema(
    [
        *LINK_SCHEMA,
        ("row", pa.int64()),  # the candidate's place in its file
        ("open", pa.int16()),  # 1 where weak families were asked too
        ("counted", pa.list_(pa.int64())),  # in a shard's first row: pairs of each family, then all; else empty
    ]
)
Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Model:
    """What every shard is given: weights, counts of the profiles' values, the wanted precision."""

    weights: Weights
    counts: Counts
    precision: float = PRECISION

    def to_table(self) -> pa.Table:
        """Lay the model out as one table, to be read by every worker."""
        told = {"weights": self.weights.to_json(), "total": self.counts.total, "precision": self.precision}
        fields = [np.full(len(self.counts.values[name]), at) for at, name in enumerate(COUNTED)]
        columns = {
            "field": np.concatenate(fields),
            "value": np.concatenate([self.counts.values[name] for name in COUNTED]).view(np.int64),
            "times": np.concatenate([self.counts.times[name] for name in COUNTED]),
        }
        return pa.table(columns).replace_schema_metadata({"model": json.dumps(told)})

    @classmethod
    def of(cls, table: pa.Table) -> Self:
        """Read a model back."""
        told = json.loads(table.schema.metadata[b"model"])
        counts = counts_of(numbers(table["field"]), hashes(table["value"]), numbers(table["times"]), told["total"])
        return cls(Weights.from_json(told["weights"]), counts, told["precision"])


@dataclass(frozen=True, slots=True)
class Shard:
    """Prepared candidates with their places in the file, prepared profiles, and the pairs of both.

    Pairs stand in the order of candidates, then profiles; `met` holds a bit for each family that found the pair.
    """

    candidates: Side
    places: I64
    profiles: Side
    crowd: Near
    candidate: I64
    profile: I64
    met: U64

    def compared(self, chosen: Bools) -> Codes:
        """Compare chosen pairs."""
        at = np.flatnonzero(chosen)
        codes = np.zeros((len(at), len(COMPARISONS)), np.int8)
        for start in range(0, len(at), BATCH):
            some = at[start : start + BATCH]
            pairs = Compared(self.candidates, self.profiles, self.candidate[some], self.profile[some], self.crowd)
            codes[start : start + len(some)] = compare(pairs)
        return codes

    def found(self, chosen: Bools, odds: npt.NDArray[np.float64], codes: Codes) -> Found:
        """Give chosen pairs with their log-odds and levels."""
        candidate, profile = self.candidate[chosen].astype(np.uint32), self.profile[chosen].astype(np.uint32)
        return Found(candidate, np.zeros(len(candidate), np.uint16), profile, self.met[chosen], odds, codes)

    def shelf(self) -> MemoryShelf:
        """Lay the profiles out as the one part that there is."""
        shelf = MemoryShelf()
        shelf.put("part-0", self.profiles.arrays)
        return shelf


def match_shard(candidates: pa.Table, profiles: pa.Table, model: Model) -> pa.Table:
    """Link candidates (`ROW_SCHEMA`) to the profiles that list them (`PAIRED_SCHEMA`), as `PLACED_SCHEMA`.

    Every candidate gets its link or its "none", as `match_tables` gives it over the whole. Rows come in the order of
    their places in the file, whatever the order of the input.
    """
    shard = shard_of(candidates, profiles, model.counts)
    strong = is_strong(shard.met)
    odds = np.zeros(len(strong))
    odds[strong] = log_odds(shard.compared(strong), model.weights)
    nothing = np.zeros((0, 0), np.int8)
    open_ = unsure(shard.candidate[strong], odds[strong], len(shard.places))
    weak = ~strong & open_[shard.candidate]
    odds[weak] = log_odds(shard.compared(weak), model.weights)
    found = shard.found(strong | weak, odds[strong | weak], nothing)
    wishes = Wishes(precision=model.precision)
    links = answered(
        shard.candidates, found, model.weights, wishes, given_of(shard.candidates, wishes), shard.shelf()
    ).table
    columns = [pa.array(shard.places), pa.array(open_.astype(np.int16)), _counted(found.met, len(links))]
    return pa.table([*links.columns, *columns], schema=PLACED_SCHEMA)


def shard_of(candidates: pa.Table, profiles: pa.Table, counts: Counts) -> Shard:
    """Prepare a shard; whom the profiles list that isn't among the candidates is left out."""
    left, rows = side_of(candidates)
    right, places = side_of(profiles)
    lists = profiles["meetings"].combine_chunks().cast(PAIRED_SCHEMA.field("meetings").type)
    owner = np.repeat(numbers(profiles["row"]), np.diff(numbers(lists.offsets))) if len(lists) else np.zeros(0, int)
    named, bits = (hashes(column).view(np.int64) for column in lists.flatten().flatten())
    candidate = np.searchsorted(rows, named)
    known = rows[np.minimum(candidate, len(rows) - 1)] == named if len(rows) else np.zeros(len(named), bool)
    candidate, profile = candidate[known], np.searchsorted(places, owner[known])
    order = np.lexsort((profile, candidate))
    candidate, profile = candidate[order], profile[order]
    fresh = np.ones(len(order), bool)
    fresh[1:] = (candidate[1:] != candidate[:-1]) | (profile[1:] != profile[:-1])
    met = bits[known][order].view(np.uint64)
    met = np.bitwise_or.reduceat(met, np.flatnonzero(fresh)) if len(met) else met
    return Shard(left, rows, right, near(counts, right), candidate[fresh], profile[fresh], met)


def _counted(met: U64, rows: int) -> pa.Array:
    """Count each family's pairs, and all pairs, in the first of so many rows."""
    pairs = [int(np.count_nonzero(met & np.uint64(1 << tag))) for tag in range(len(FAMILIES))]
    lists: list[list[int]] = [[*pairs, len(met)], *([] for _ in range(rows - 1))]
    return pa.array(lists[:rows], pa.list_(pa.int64()))
