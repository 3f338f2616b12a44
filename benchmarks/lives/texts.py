"""Turn rows of choices into Arrow columns of text, all rows at a time; null stands for no text."""

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

Flags = npt.NDArray[np.bool_]


def taken(names: pa.Array, rows: npt.NDArray[np.integer], where: Flags | None = None) -> pa.Array:
    """Take texts by row; null where `where` is False."""
    wanted = pa.array(rows, mask=None if where is None else ~where)
    return names.take(wanted)


def chosen(condition: Flags, yes: pa.Array | str | None, no: pa.Array | str | None) -> pa.Array:
    """Choose between two texts row by row."""
    return pc.if_else(pa.array(condition), _text(yes), _text(no))


def joined(*parts: pa.Array | str, by: str = " ") -> pa.Array:
    """Join texts row by row, nulls left out; null where all are."""
    columns = [part if isinstance(part, str) else _emptied(part) for part in parts]
    # the empty text at the end keeps rows of nulls only, which Arrow's join leaves out
    text = pc.utf8_rtrim(pc.binary_join_element_wise(*columns, "", by, null_handling="skip"), by)
    return pc.if_else(pc.equal(text, ""), pa.scalar(None, pa.string()), text)


def glued(*parts: pa.Array | str) -> pa.Array:
    """Join texts row by row without a space; null where one of them is."""
    return pc.binary_join_element_wise(*parts, "", null_handling="emit_null")


def digits(numbers: npt.NDArray[np.integer], width: int = 0) -> pa.Array:
    """Write numbers out, with leading zeros to `width`."""
    text = pc.cast(pa.array(numbers), pa.string())
    return pc.utf8_lpad(text, width, "0") if width else text


def initials(text: pa.Array) -> pa.Array:
    """Keep the first letter."""
    return pc.utf8_slice_codeunits(text, 0, 1)


def mended(text: pa.Array, rows: npt.NDArray[np.integer], change: Callable[[int, str], str]) -> pa.Array:
    """Rewrite few rows one by one; nulls stay."""
    if not len(rows):
        return text
    few = text.take(pa.array(rows)).to_pylist()
    new = pa.array([None if one is None else change(at, one) for at, one in enumerate(few)], pa.string())
    mask = np.zeros(len(text), bool)
    mask[rows] = True
    return pc.replace_with_mask(text, pa.array(mask), new)


def lists(columns: Sequence[pa.Array]) -> pa.Array:
    """Lay columns out as one list a row, without nulls."""
    n = len(columns[0])
    valid = np.stack([column.is_valid().to_numpy(zero_copy_only=False) for column in columns], axis=1)
    places = (np.arange(len(columns)) * n)[None, :] + np.arange(n)[:, None]
    offsets = np.concatenate([[0], np.cumsum(valid.sum(axis=1))]).astype(np.int32)
    values = pa.concat_arrays([column.cast(columns[0].type) for column in columns]).take(pa.array(places[valid]))
    return pa.ListArray.from_arrays(pa.array(offsets), values)


def _text(value: pa.Array | str | None) -> pa.Array | pa.Scalar:
    return pa.scalar(value, pa.string()) if value is None or isinstance(value, str) else value


def _emptied(text: pa.Array) -> pa.Array:
    return pc.if_else(pc.equal(text, ""), pa.scalar(None, pa.string()), text)
