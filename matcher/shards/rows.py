"""Turn rows of a person table into rows that know their place in the file, the shard where they are decided."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from matcher.hashing import BASE, I64, U64, mix, text_hashes
from matcher.prepare import prepare
from matcher.schema import PERSON_SCHEMA, checked
from matcher.side import Side
from matcher.streams.sampling import draws
from matcher.texts import distinct_texts, spread

SIGN = np.uint64(1 << 63)
ROW_SCHEMA = pa.schema(
    [
        ("row", pa.int64()),  # place in its file, from 0
        ("home", pa.int32()),  # where a candidate is decided; 0 for profiles
        ("draw", pa.int64()),  # orders rows by a hash of their ids: the first ones are a sample
        *PERSON_SCHEMA,
    ]
)


def placed_rows(table: pa.Table, side: str, first: int, homes: int) -> pa.Table:
    """Give some rows of a person table as `ROW_SCHEMA`; `first` is the place of the first of them in the file.

    No row holds null: an empty text or list says the same, and Sail can't bring rows with null together.
    Candidates are spread over `homes` shards; profiles have no home, so `homes` is 1 for them. Raises InvalidTable
    when the table doesn't fit the match schema.
    """
    table = checked(table, side)
    filled = [_filled(column.combine_chunks()) for column in table.columns]
    rows = np.arange(first, first + len(table))
    placed = [pa.array(rows, pa.int64()), pa.array(_homes(table, rows, homes), pa.int32()), _draws(filled[0])]
    return pa.table([*placed, *filled], schema=ROW_SCHEMA)


def side_of(table: pa.Table) -> tuple[Side, I64]:
    """Prepare rows (`ROW_SCHEMA`) as (side, places in the file), sorted by place; other columns are left out."""
    table = fitted(table, ROW_SCHEMA).sort_by("row")
    return prepare(table.select(PERSON_SCHEMA.names)), numbers(table["row"])


def fitted(table: pa.Table, schema: pa.Schema) -> pa.Table:
    """Choose and cast columns: engines give text and lists in kinds of their own."""
    return table.select(schema.names).cast(schema)


def numbers(column: pa.ChunkedArray | pa.Array) -> I64:
    """Read a column of whole numbers."""
    return np.asarray(column.to_numpy(zero_copy_only=False), np.int64)


def hashes(column: pa.ChunkedArray | pa.Array) -> U64:
    """Read a column of hashes: engines know no unsigned numbers, so they travel as signed ones of the same bits."""
    return np.ascontiguousarray(numbers(column)).view(np.uint64)


def _draws(ids: pa.Array) -> pa.Array:
    """Give ids the numbers that `sampling.draws` gives; signed ones of the same order, for engines know no others."""
    return pa.array((draws(ids) ^ SIGN).view(np.int64))


def _filled(array: pa.Array | pa.ChunkedArray) -> pa.Array:
    """Put empty texts and lists where nothing stands."""
    if isinstance(array, pa.ChunkedArray):  # of no chunk, or of more than one array can hold
        array = pa.concat_arrays(array.chunks) if array.num_chunks else pa.array([], array.type)
    if pa.types.is_list(array.type):
        lengths = pc.fill_null(pc.list_value_length(array), 0).to_numpy(zero_copy_only=False)
        offsets = pa.array(np.append(0, np.cumsum(lengths)).astype(np.int32))
        return pa.ListArray.from_arrays(offsets, _filled(array.flatten()), type=array.type)
    if pa.types.is_struct(array.type):
        fields = list(array.type)
        return pa.StructArray.from_arrays([_filled(pc.struct_field(array, f.name)) for f in fields], fields=fields)
    return pc.fill_null(array, "")


def _homes(table: pa.Table, rows: I64, homes: int) -> I64:
    """Choose where each candidate is decided: namesakes together, since they meet the same profiles."""
    named = np.zeros(len(table), np.uint64)
    for name in ("name", "first_name", "last_name"):
        codes, texts = distinct_texts(pc.utf8_lower(table[name]))
        named = named * BASE + spread(text_hashes(texts)[0], codes)
    alone = mix(rows.astype(np.uint64) * BASE)
    return (np.where(named != 0, mix(named), alone) % np.uint64(homes)).astype(np.int64)
