"""Turn several sides or runs into one, without the dead, one array after another."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from matcher.columns import Texts, narrow, text_arrays
from matcher.frequency import COUNTED, Tally, summed
from matcher.hashing import I64, U64
from matcher.keys import FAMILIES, MOST_ROWS
from matcher.ragged import Ragged, joined_rows, offsets_of, ranges
from matcher.runs.arrays import run_of
from matcher.runs.run import Run, id_index
from matcher.side import FLAT, HOMES, NESTED, PLAIN, Array, Side, word_hashes

ROW = np.uint64(MOST_ROWS - 1)
CODES = {"list.company": "company", "list.title": "title", "span": "company"}  # lists of codes, by table


@dataclass(frozen=True, slots=True)
class Part:
    """A side with the rows that stay, all where None."""

    side: Side
    rows: I64 | None = None

    @property
    def count(self) -> int:
        """Count the rows that stay."""
        return len(self.side) if self.rows is None else len(self.rows)


def put_together(sides: Sequence[Side]) -> Side:
    """Put the rows of several sides after one another."""
    parts = [Part(side) for side in sides]
    return Side(dict(_side_arrays(parts)), sum(part.count for part in parts))


def merge_runs(runs: Sequence[Run]) -> Run:
    """Make one run of several, without their dead rows and without words that no row uses any more."""
    return run_of(dict(merge_arrays(runs)))


def merge_arrays(runs: Sequence[Run]) -> Iterator[tuple[str, Array]]:
    """Give the arrays of one run made of several (see `run_arrays`), each made when it is asked for."""
    parts = [Part(run.side, run.living_rows() if len(run.dead) else None) for run in runs]
    yield from _side_arrays(parts)
    starts = np.cumsum([0, *(part.count for part in parts)])
    for tag in range(len(FAMILIES)):
        yield f"block.{tag:02d}", _block([run.blocks[tag] for run in runs], parts, starts)
    counted = summed([tally_of(run) for run in runs])
    for field in COUNTED:
        yield f"count.{field}.values", counted.values[field]
        yield f"count.{field}.numbers", counted.numbers[field]
    ids = dict(_flat("ids", parts, None))
    hashes, rows = id_index(Side(ids, int(starts[-1])))
    yield "id.hashes", hashes
    yield "id.rows", rows


def tally_of(run: Run) -> Tally:
    """Count the living rows' values."""
    if run.lost is None:
        return run.tallied
    values, numbers = {}, {}
    for field in COUNTED:
        left = run.counts(field, run.tallied.values[field])
        values[field], numbers[field] = run.tallied.values[field][left > 0], left[left > 0].astype(np.uint32)
    return Tally(values, numbers)


def _block(blocks: list[U64], parts: list[Part], starts: I64) -> U64:
    """Renumber the rows of sorted keys, the dead left out."""
    found = []
    for keys, part, start in zip(blocks, parts, starts.tolist(), strict=False):
        rows, hashes = (keys & ROW).astype(np.int64), keys & ~ROW
        if part.rows is not None:
            place = np.full(len(part.side), -1, np.int64)
            place[part.rows] = np.arange(len(part.rows))
            rows = place[rows]
            hashes, rows = hashes[rows >= 0], rows[rows >= 0]
        found.append(hashes | (rows + start).astype(np.uint64))
    every = np.concatenate([np.zeros(0, np.uint64), *found])
    every.sort()
    return every


def _side_arrays(parts: list[Part]) -> Iterator[tuple[str, Array]]:
    places = {home: _places(home, parts) for home in HOMES}
    tables: dict[str, Array] = {}
    for home in HOMES:
        tables |= _table(home, parts, places[home])
    yield from tables.items()
    for home, place in places.items():
        size = len(tables[f"value.{home}.{HOMES[home][0]}"])
        codes = [new[_chosen(part, f"code.{home}")] for part, new in zip(parts, place, strict=True)]
        yield f"code.{home}", narrow(np.concatenate([np.zeros(0, np.int64), *codes]), size)
    for name in PLAIN:
        yield f"plain.{name}", np.concatenate([np.zeros(0, np.uint64), *(_chosen(p, f"plain.{name}") for p in parts)])
    for name in FLAT:
        yield from _flat(name, parts, places[CODES[name]] if name in CODES else None)
    yield from _words(parts, word_hashes(tables))


def _chosen(part: Part, name: str) -> Array:
    array = part.side.arrays[name]
    return array if part.rows is None else array[part.rows]


def _places(home: str, parts: list[Part]) -> list[I64]:
    """Give every table's entries their place in the common table: those used, entry 0 for nothing."""
    found, start = [], 1
    for part in parts:
        used = np.zeros(len(part.side.arrays[f"value.{home}.{HOMES[home][0]}"]), bool)
        used[_chosen(part, f"code.{home}")] = True
        for name, table in CODES.items():
            if table == home:
                used[_picked(part, name, "codes")] = True
        used[0] = False
        place = np.zeros(len(used), np.int64)
        place[used] = np.arange(start, start + int(used.sum()))
        start += int(used.sum())
        found.append(place)
    return found


def _table(home: str, parts: list[Part], places: list[I64]) -> dict[str, Array]:
    """Put the used entries of all tables after one another, entry 0 first."""
    found: dict[str, Array] = {}
    used = [np.flatnonzero(place) for place in places]
    for field in HOMES[home]:
        values = [part.side.arrays[f"value.{home}.{field}"][at] for part, at in zip(parts, used, strict=True)]
        found[f"value.{home}.{field}"] = np.concatenate([np.zeros(1, np.uint64), *values])
    for name in NESTED.get(home, ()):
        nests = [Ragged(np.zeros(2, np.int64), np.zeros(0, np.uint64))]
        for part, at in zip(parts, used, strict=True):
            arrays = part.side.arrays
            nest = Ragged(arrays[f"nest.{home}.{name}.offsets"], arrays[f"nest.{home}.{name}.values"])
            nests.append(nest.take(at))
        joined = joined_rows(nests)
        found[f"nest.{home}.{name}.offsets"] = joined.offsets.astype(np.uint32)
        found[f"nest.{home}.{name}.values"] = joined.values
    return found


def _picked(part: Part, name: str, array: str) -> Array:
    """Give the flat values of the rows that stay."""
    flat = part.side.arrays[f"{name}.{array}"]
    if part.rows is None:
        return flat
    offsets = part.side.arrays[f"{name}.offsets"]
    starts = offsets[:-1][part.rows].astype(np.int64)
    return flat[ranges(starts, offsets[1:][part.rows].astype(np.int64) - starts)]


def _flat(name: str, parts: list[Part], places: list[I64] | None) -> Iterator[tuple[str, Array]]:
    lengths = []
    for part in parts:
        offsets = part.side.arrays[f"{name}.offsets"]
        own = np.diff(offsets).astype(np.int64)
        lengths.append(own if part.rows is None else own[part.rows])
    kind = np.int64 if name == "ids" else np.uint32
    yield f"{name}.offsets", offsets_of(np.concatenate([np.zeros(0, np.int64), *lengths])).astype(kind)
    for array in FLAT[name]:
        values = [_picked(part, name, array) for part in parts]
        if places is not None and array == "codes":
            codes = [place[some] for place, some in zip(places, values, strict=True)]
            size = 1 + max((int(place.max(initial=0)) for place in places), default=0)
            yield f"{name}.{array}", narrow(np.concatenate([np.zeros(0, np.int64), *codes]), size)
        else:
            empty = np.zeros(0, values[0].dtype if values else np.uint64)
            yield f"{name}.{array}", np.concatenate([empty, *values])


def _words(parts: list[Part], wanted: U64) -> Iterator[tuple[str, Array]]:
    """Keep the words behind the wanted hashes."""
    hashes = np.concatenate([np.zeros(0, np.uint64), *(part.side.arrays["words.hashes"] for part in parts)])
    texts = [Texts(part.side.arrays["words.offsets"], part.side.arrays["words.bytes"]).arrow() for part in parts]
    order = np.argsort(hashes, kind="stable")
    at = order[np.minimum(np.searchsorted(hashes[order], wanted), max(len(order) - 1, 0))] if len(order) else order
    at = at[hashes[at] == wanted] if len(order) else at
    every = pa.concat_arrays([pa.array([], pa.large_utf8()), *texts])
    kept = text_arrays(every.take(pa.array(at)))
    yield "words.hashes", hashes[at]
    yield "words.offsets", kept.offsets
    yield "words.bytes", kept.content
