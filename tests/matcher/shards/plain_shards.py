"""Turn a match in shards into plain loops over tables in one process: what an engine must do, written out."""

from collections.abc import Sequence
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from matcher.schema import LINK_SCHEMA
from matcher.shards import (
    Kind,
    Model,
    fit_sample,
    key_table,
    match_shard,
    meet_shard,
    placed_rows,
    reports_of,
    values_of,
)
from matcher.shards.kernel import PAIRED_SCHEMA
from matcher.weights import Weights


@dataclass(frozen=True, slots=True)
class Sharded:
    """What came out: links in the order of the file, the weights, counts, and the parts on the way."""

    links: pa.Table
    weights: Weights
    reports: list[dict[str, object]]
    met: pa.Table
    keys: pa.Table


def where(table: pa.Table, column: str, value: int) -> pa.Table:
    return table.filter(pc.equal(table[column], value))


def parts_of(table: pa.Table, side: str, cuts: Sequence[int], homes: int) -> list[pa.Table]:
    """Read a table in parts that end at the cuts."""
    ends = sorted({*(cut for cut in cuts if 0 < cut < len(table)), len(table)})
    starts = [0, *ends[:-1]]
    return [placed_rows(table.slice(a, b - a), side, a, homes) for a, b in zip(starts, ends, strict=True)]


def match_in_shards(
    candidates: pa.Table,
    profiles: pa.Table,
    *,
    shards: int = 3,
    homes: int = 2,
    cuts: Sequence[int] = (),
    weights: Weights | None = None,
    labels: pa.Table | None = None,
) -> Sharded:
    left, right = parts_of(candidates, "candidates", cuts, homes), parts_of(profiles, "profiles", cuts, 1)
    ours = pa.concat_tables([key_table(part, "candidates", shards, profiles.num_rows) for part in left])
    theirs = pa.concat_tables([key_table(part, "profiles", shards, profiles.num_rows) for part in right])
    met = pa.concat_tables(
        [
            meet_shard(where(ours, "shard", one), where(theirs, "shard", one), profiles.num_rows)
            for one in reversed(range(shards))
        ]
    )
    counts = values_of(met, Kind.PROFILES, profiles.num_rows)
    pairs = where(met, "kind", Kind.PAIR)
    everyone, people = pa.concat_tables(left), pa.concat_tables(right)
    if weights is None:
        own = values_of(met, Kind.CANDIDATES, candidates.num_rows)
        weights = fit_sample(everyone, paired(people, pairs), counts, own, labels).weights
    model = Model.of(Model(weights, counts).to_table())
    here = [(where(everyone, "home", home), where(pairs, "home", home)) for home in range(homes)]
    placed = pa.concat_tables([match_shard(some, paired(people, met), model) for some, met in here]).sort_by("row")
    links = placed.select(LINK_SCHEMA.names)
    return Sharded(links, weights, reports_of(met, placed["counted"])[1], met, theirs)


def paired(people: pa.Table, pairs: pa.Table) -> pa.Table:
    """Put the list of whom it is paired with, and by which families, beside each profile."""
    lists: dict[int, list[dict[str, int]]] = {}
    for pair in pairs.to_pylist():
        lists.setdefault(pair["right"], []).append({"left": pair["left"], "number": pair["number"]})
    column = pa.array(lists.values(), PAIRED_SCHEMA.field("meetings").type)
    return people.take(pa.array(lists, pa.int64())).append_column("meetings", column)
