"""Turn a seed, sizes, a preset into candidates, profiles, truth: as tables, or as Parquet files written in blocks."""

import functools
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from benchmarks.lives.cultures import cultures
from benchmarks.lives.life import BLOCK, TODAY, Lives, lives
from benchmarks.lives.naming import Writing
from benchmarks.lives.presets import PRESETS, Preset
from benchmarks.lives.texts import digits, glued, taken
from benchmarks.lives.views import records
from matcher import PERSON_SCHEMA

I64 = npt.NDArray[np.int64]
MEMBERS, STRANGERS, PROFILES, CANDIDATES, APPLYING, SHUFFLE = range(6)
TRUTH_SCHEMA = pa.schema(
    [("candidate_id", pa.string()), ("profile_id", pa.string()), ("culture", pa.string()), ("kind", pa.string())]
)
KINDS = ("alone", "spouse", "parent and child of one name", "siblings", "namesakes at work")
ATS_AGE_LIMIT = 20.0  # years


@dataclass(frozen=True, slots=True)
class Batch:
    """What one block of people gives: candidates with their truth, and profiles (None for a block of strangers)."""

    candidates: pa.Table
    truth: pa.Table
    profiles: pa.Table | None


def make_tables(
    seed: int, candidates: int, profiles: int, preset: str = "usual"
) -> tuple[pa.Table, pa.Table, pa.Table]:
    """Invent candidates, profiles, truth (candidate_id, profile_id or null, culture, kind); equal for equal seeds."""
    batches = list(make_batches(seed, candidates, profiles, PRESETS[preset]))
    found, truth = _shuffled(seed, candidates, batches)
    members = [batch.profiles for batch in batches if batch.profiles is not None]
    return found, pa.concat_tables(members), truth


def write_tables(
    folder: Path,
    seed: int,
    candidates: int,
    profiles: int,
    preset: str = "usual",
    told: Callable[[int, int], None] | None = None,
) -> None:
    """Write candidates.parquet, profiles.parquet, truth.parquet; profiles are never held all at once."""
    folder.mkdir(parents=True, exist_ok=True)
    held: list[Batch] = []
    done = 0
    with pq.ParquetWriter(folder / "profiles.parquet", PERSON_SCHEMA, compression="zstd") as file:
        for batch in make_batches(seed, candidates, profiles, PRESETS[preset]):
            if batch.profiles is not None:
                file.write_table(batch.profiles)
                done += batch.profiles.num_rows
            held.append(Batch(batch.candidates, batch.truth, None))
            if told:
                told(done, profiles)
    found, truth = _shuffled(seed, candidates, held)
    pq.write_table(found, folder / "candidates.parquet", compression="zstd")
    pq.write_table(truth, folder / "truth.parquet", compression="zstd")


def make_batches(seed: int, candidates: int, profiles: int, preset: Preset) -> Iterator[Batch]:
    """Invent people block by block: first the members, some of whom apply, then strangers until there are enough."""
    rates = preset.rates
    known = candidates * (1 - rates["no profile"])
    applies = known / max(profiles * (1 + rates["applies again"]), 1)
    given, everyone = 0, np.arange(BLOCK)  # whole blocks: a person is the same in a smaller world
    for block in range(-(-profiles // BLOCK)):
        size = min(BLOCK, profiles - block * BLOCK)
        drawn = lives(seed, MEMBERS, block)
        ids = _ids("m", block, everyone)
        made = records(_written(drawn, everyone, "profile", preset, (seed, PROFILES, block)), ids, ids).slice(0, size)
        rows = _applying(seed, block, applies, rates["applies again"])
        rows = rows[rows < size][: max(0, int(np.ceil(known)) - given)]
        batch = _candidates(drawn, rows, ids, preset, (seed, CANDIDATES, block), given)
        given += len(rows)
        yield Batch(batch[0], batch[1], made)
    block = 0
    while given < candidates:
        drawn = lives(seed, STRANGERS, block)
        rows = np.arange(min(BLOCK, candidates - given))
        yield Batch(*_candidates(drawn, rows, None, preset, (seed, CANDIDATES, 1_000_000 + block), given), None)
        given += len(rows)
        block += 1


def _applying(seed: int, block: int, share: float, again: float) -> I64:
    """Choose who applies, by a number of one's own: whoever applies to few applies to more, too."""
    rng = np.random.default_rng([seed, APPLYING, block])
    dice, second = rng.random(BLOCK), rng.random(BLOCK)
    once = dice < share
    twice = once & (second < again)
    return np.sort(np.concatenate([np.flatnonzero(once), np.flatnonzero(twice)]))


def _written(drawn: Lives, rows: I64, side: str, preset: Preset, key: tuple[int, int, int]) -> Writing:
    """Draw the years in which the rows' records were written; nobody applies before 18."""
    rng = np.random.default_rng(list(key))
    age = rng.exponential(preset.rates[f"{side}: years since it was written"], len(rows))
    year = np.maximum(TODAY - np.minimum(age, ATS_AGE_LIMIT), drawn.born[rows] + 18)
    return Writing(drawn, rows, year, side, preset, rng)


def _candidates(
    drawn: Lives, rows: I64, members: pa.Array | None, preset: Preset, key: tuple[int, int, int], given: int
) -> tuple[pa.Table, pa.Table]:
    ids = glued("c", digits(given + np.arange(len(rows)), 8))
    if members is None:
        addressed, profile = ids, pa.nulls(len(rows), pa.string())
    else:
        addressed = profile = taken(members, rows)
    table = records(_written(drawn, rows, "candidate", preset, key), ids, addressed)
    truth = pa.table(
        {
            "candidate_id": ids,
            "profile_id": profile,
            "culture": taken(_codes(), drawn.culture[rows]),
            "kind": taken(pa.array(KINDS), drawn.kind[rows]),
        },
        schema=TRUTH_SCHEMA,
    )
    return table, truth


def _shuffled(seed: int, count: int, batches: list[Batch]) -> tuple[pa.Table, pa.Table]:
    """Mix the candidates, so that their order tells nothing; their ids are numbered anew."""
    tables = [pa.concat_tables([getattr(batch, name) for batch in batches]) for name in ("candidates", "truth")]
    order = pa.array(np.random.default_rng([seed, SHUFFLE]).permutation(tables[0].num_rows)[:count])
    candidates, truth = (table.take(order) for table in tables)
    ids = glued("c", digits(np.arange(candidates.num_rows), 8))
    return candidates.set_column(0, "id", ids), truth.set_column(0, "candidate_id", ids)


def _ids(letter: str, block: int, rows: I64) -> pa.Array:
    return glued(letter, digits(block * BLOCK + rows, 8))


@functools.cache
def _codes() -> pa.Array:
    return pa.array([one.code for one in cultures()])
