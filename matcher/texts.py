"""Turn Arrow columns of text into codes, with the distinct texts behind them."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from matcher.hashing import I64, U64


def distinct_texts(column: pa.Array | pa.ChunkedArray) -> tuple[I64, list[str]]:
    """Give (code of each row, distinct texts); null is code -1."""
    coded = column.dictionary_encode()
    if isinstance(coded, pa.ChunkedArray):
        coded = coded.unify_dictionaries()
        if not coded.num_chunks:
            return np.zeros(0, np.int64), []
        texts = coded.chunk(0).dictionary.to_pylist()
        indices = [pc.fill_null(chunk.indices, -1).to_numpy(zero_copy_only=False) for chunk in coded.chunks]
        return np.concatenate(indices).astype(np.int64), texts
    codes = pc.fill_null(coded.indices, -1).to_numpy(zero_copy_only=False)
    return codes.astype(np.int64), coded.dictionary.to_pylist()


def spread(values: U64, codes: I64) -> U64:
    """Spread the values of distinct texts over the rows; code -1 becomes 0."""
    return np.append(values, np.uint64(0))[codes]


def flat_texts(column: pa.ChunkedArray) -> tuple[I64, pa.Array]:
    """Give (row of each value, values) of a column of lists."""
    array = one_chunk(column)
    lengths = pc.fill_null(pc.list_value_length(array), 0).to_numpy(zero_copy_only=False)
    return np.repeat(np.arange(len(array)), lengths), array.flatten()


def one_chunk(column: pa.ChunkedArray) -> pa.Array:
    """Put a column's chunks together."""
    joined = column.combine_chunks()
    if isinstance(joined, pa.ChunkedArray):
        return joined.chunk(0) if joined.num_chunks else pa.array([], column.type)
    return joined
