"""Turn a match of two files into shards that machines work on apart, with the result of one machine."""

from matcher.shards.kernel import PLACED_SCHEMA, Model, match_shard
from matcher.shards.meet import MET_SCHEMA, Kind, meet_shard, reports_of, values_of
from matcher.shards.rows import ROW_SCHEMA, placed_rows
from matcher.shards.sample import fit_sample, labels_told
from matcher.shards.spread import KEY_SCHEMA, key_table

__all__ = [
    "KEY_SCHEMA",
    "MET_SCHEMA",
    "PLACED_SCHEMA",
    "ROW_SCHEMA",
    "Kind",
    "Model",
    "fit_sample",
    "key_table",
    "labels_told",
    "match_shard",
    "meet_shard",
    "placed_rows",
    "reports_of",
    "values_of",
]
