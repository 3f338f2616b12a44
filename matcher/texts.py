"""Turn Arrow columns of text into codes, with the distinct texts behind them."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from matcher.hashing import I64, U64, text_hashes


@dataclass(frozen=True, slots=True)
class Words:
    """Texts seen so far with their hashes, kept for the fuzzy comparisons."""

    hashes: list[U64]
    texts: list[list[str]]

    def hashed(self, texts: list[str]) -> U64:
        """Hash texts and keep them."""
        found, _ = text_hashes(texts)
        self.hashes.append(found)
        self.texts.append(texts)
        return found

    def all(self) -> tuple[U64, npt.NDArray[np.object_]]:
        """Give every hash and text kept, in order of arrival."""
        words = np.array([text for part in self.texts for text in part], dtype=object)
        return np.concatenate([np.zeros(0, np.uint64), *self.hashes]), words


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


def forms(values: pa.Array, form: Callable[[str], str]) -> U64:
    """Hash the form of every text, each distinct one looked at once."""
    codes, texts = distinct_texts(values)
    return spread(text_hashes([form(text) for text in texts])[0], codes)
