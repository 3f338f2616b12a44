"""Turn two sides of invented people into measured costs of matching in shards: each stage here, whole runs on engines.

    python -m benchmarks.matching_shards [--candidates N --profiles N] [--folder DIR] [--seed S]

Stages are run one after another in this process: CPU-seconds are the kernel's own. Engines run in environments of
their own, which `make test-sail` and `make test-spark` make; where one is missing its rows say so.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from pyarrow import feather

from benchmarks.report import Row, write_results
from matcher.frequency import COUNTED
from matcher.shards import Kind, Model, fit_sample, key_table, match_shard, meet_shard, placed_rows, values_of
from service.spark.stages import shards_for

CANDIDATES, PROFILES, SEED = 20_000, 200_000, 20_263
PART = 50_000  # rows read and keyed at once, as a task does
SAMPLE = 20_000
OVERHEAD = 1.25
ROOT = Path(__file__).parents[1]
ENGINES = ("sail", "spark")
T = TypeVar("T")


class Stopwatch:
    """CPU-seconds of this process, by stage."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    def run(self, stage: str, work: Callable[..., T], *arguments: Any) -> T:
        """Do some work and add its time to a stage."""
        start = time.process_time()
        done = work(*arguments)
        self.seconds[stage] = self.seconds.get(stage, 0.0) + time.process_time() - start
        return done


def main(arguments: list[str] | None = None) -> int:
    """Measure, print and write the figures; exit status 1 where a goal is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--candidates", type=int, default=CANDIDATES)
    parser.add_argument("--profiles", type=int, default=PROFILES)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--folder", type=Path, help="candidates.parquet and profiles.parquet instead of invented ones")
    asked = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as kept:
        folder = asked.folder
        if folder is None:
            from benchmarks.lives import write_tables  # noqa: PLC0415 - needs what only the tests' environment has

            folder = Path(kept) / "people"
            write_tables(folder, asked.seed, asked.candidates, asked.profiles, "usual")
        rows = rows_of(folder, Path(kept))
    settings = {"candidates": asked.candidates, "profiles": asked.profiles, "preset": "usual"}
    write_results("shards", rows, asked.seed, settings)
    return int(any(row.holds is False for row in rows))


def rows_of(folder: Path, scratch: Path) -> list[Row]:
    """Measure the files of a folder: every stage in this process, then every engine that is there."""
    figures = stage_figures(folder, scratch)
    rows = [Row(name, "", round(value, 3), unit, None) for name, (value, unit) in figures.items()]
    for engine in ENGINES:
        rows += engine_rows(engine, folder, scratch)
    return rows


def stage_figures(folder: Path, scratch: Path) -> dict[str, tuple[float, str]]:
    """Run the stages one after another; keeps the shards' inputs, so that an engine can be given the same."""
    watch, sides = Stopwatch(), {}
    tables = {side: pq.read_table(folder / f"{side}.parquet") for side in ("candidates", "profiles")}
    counts = {side: len(table) for side, table in tables.items()}
    shards, homes = shards_for(counts["candidates"], counts["profiles"])
    keys = {}
    for side, table in tables.items():
        starts = range(0, len(table), PART)
        spread = homes if side == "candidates" else 1
        parts = [watch.run(f"read {side}", placed_rows, table.slice(at, PART), side, at, spread) for at in starts]
        keyed = [watch.run(f"key {side}", key_table, part, side, shards, counts["profiles"]) for part in parts]
        sides[side], keys[side] = pa.concat_tables(parts), pa.concat_tables(keyed)
    met = _met(watch, keys, shards, counts["profiles"])
    told = met.filter(pc.not_equal(met["kind"], int(Kind.PAIR)))
    pairs = met.filter(pc.equal(met["kind"], int(Kind.PAIR)))
    values = values_of(told, Kind.PROFILES, counts["profiles"])
    everyone = _paired(sides["profiles"], pairs, None)
    own = values_of(told, Kind.CANDIDATES, counts["candidates"])
    chosen = sides["candidates"].sort_by("draw").slice(0, SAMPLE)
    model = Model(watch.run("fit", fit_sample, chosen, everyone, values, own).weights, values)
    feather.write_feather(model.to_table(), str(scratch / "model"))
    listed = [_paired(sides["profiles"], pairs, home) for home in range(homes)]
    compared = 0
    for home, some in enumerate(listed):
        mine = sides["candidates"].filter(pc.equal(sides["candidates"]["home"], home))
        pq.write_table(mine, scratch / f"left-{home}.parquet")
        pq.write_table(some, scratch / f"right-{home}.parquet")
        links = watch.run("link", match_shard, mine, some, model)
        compared += sum(row[-1] for row in links["counted"].to_pylist() if row)
    distinct = sum(len(some) for some in listed)
    return _figures(counts, keys, pairs, watch.seconds) | {
        "pairs compared a candidate": (compared / counts["candidates"], "pairs"),
        "profile rows sent to a home, a candidate": (distinct / counts["candidates"], "rows"),
        "a profile row sent": (_bytes(listed[0]) / max(len(listed[0]), 1), "bytes"),
        "a candidate row sent": (_bytes(sides["candidates"]) / counts["candidates"], "bytes"),
        "model, a million profiles": (_bytes(model.to_table()) / counts["profiles"], "MB"),
        "fit, whatever the size": (watch.seconds["fit"], "CPU-s"),
        "hot keys, over their cap": (float(pc.sum(told["number"].filter(_is(told, Kind.FAMILY))).as_py() or 0), "keys"),
        "largest shard of keys": (max(_largest(side, "shard") for side in keys.values()) / 1e6, "million keys"),
        "largest home": (float(_largest(sides["candidates"], "home")), "candidates"),
    }


def _met(watch: Stopwatch, keys: dict[str, pa.Table], shards: int, total: int) -> pa.Table:
    found = []
    for shard in range(shards):
        both = [keys[side].filter(pc.equal(keys[side]["shard"], shard)) for side in ("candidates", "profiles")]
        found.append(watch.run("meet", meet_shard, *both, total))
    return pa.concat_tables(found)


def _figures(
    counts: dict[str, int], keys: dict[str, pa.Table], pairs: pa.Table, seconds: dict[str, float]
) -> dict[str, tuple[float, str]]:
    """Reckon each stage to a million rows of its own side."""
    found: dict[str, tuple[float, str]] = {}
    for side, count in counts.items():
        millions = count / 1e6
        real = keys[side].filter(pc.greater_equal(keys[side]["family"], 0))
        found[f"read a million {side}"] = (seconds[f"read {side}"] / millions, "CPU-s")
        found[f"key a million {side}"] = (seconds[f"key {side}"] / millions, "CPU-s")
        found[f"keys of one of the {side}"] = (len(real) / count, "keys")
        found[f"counted values of one of the {side}"] = (
            (len(keys[side]) - len(real)) / count,
            f"of {len(COUNTED)} fields",
        )
        found[f"keys and values sent, a million {side}"] = (_bytes(keys[side]) / millions / 1e6, "MB")
    millions = counts["candidates"] / 1e6
    sent = sum(len(side) for side in keys.values())
    found["meet a million keys"] = (seconds["meet"] / sent * 1e6, "CPU-s")
    found["pairs met a candidate"] = (len(pairs) / counts["candidates"], "pairs")
    found["pairs sent, a million candidates"] = (_bytes(pairs) / millions / 1e6, "MB")
    found["link a million candidates"] = (seconds["link"] / millions, "CPU-s")
    return found


def _paired(people: pa.Table, pairs: pa.Table, home: int | None) -> pa.Table:
    """Put the list of whom it meets beside each profile that candidates of a home meet."""
    mine = pairs if home is None else pairs.filter(pc.equal(pairs["home"], home))
    mine = mine.group_by("right").aggregate([("left", "list"), ("number", "list")])
    lists = [mine[f"{name}_list"].combine_chunks() for name in ("left", "number")]
    structs = pa.StructArray.from_arrays([one.flatten() for one in lists], names=["left", "number"])
    meetings = pa.ListArray.from_arrays(lists[0].offsets, structs)
    found = people.take(mine["right"]).append_column("meetings", meetings)
    at = found.schema.get_field_index("home")
    return found.set_column(at, "home", pa.array([home or 0] * len(found), pa.int32()))


def _is(table: pa.Table, kind: Kind) -> pa.ChunkedArray:
    return pc.equal(table["kind"], int(kind))


def _largest(table: pa.Table, column: str) -> int:
    return int(pc.max(pc.value_counts(table[column]).field("counts")).as_py() or 0)


def _bytes(table: pa.Table) -> int:
    """Weigh a table as a shuffle does: Arrow's stream, compressed by LZ4."""
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema, options=pa.ipc.IpcWriteOptions(compression="lz4")) as stream:
        stream.write_table(table, max_chunksize=PART)
    return int(sink.getvalue().size)


def engine_rows(engine: str, folder: Path, scratch: Path) -> list[Row]:
    """Run a whole match and the last stage on an engine, in its own environment."""
    python = ROOT / ".cache" / engine / "bin" / "python"
    if not (python.parent.parent / ".made").exists():
        return [Row(f"{engine}: skipped", "", f"no environment: make test-{engine} makes it", "", None)]
    command = [str(python), "-m", "benchmarks.matching_engine", engine, str(folder), str(scratch)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        return [Row(f"{engine}: failed", "", (done.stderr.strip().splitlines() or [""])[-1][:200], "", holds=False)]
    told = json.loads(done.stdout.strip().splitlines()[-1])
    rows = [
        Row(f"{engine}: rows unlike one process's", "0", told["unlike"], "links", holds=told["unlike"] == 0),
        Row(f"{engine}: whole run, start-up included", "", round(told["wall"], 1), "s wall", None),
        Row(f"{engine}: the same in one process", "", round(told["process_wall"], 1), "s wall", None),
    ]
    if "kernel" in told:
        inside, here = told["kernel"], told["kernel_here"]
        rows += [
            Row(f"{engine}: kernel inside the engine", "", round(inside, 2), "CPU-s", None),
            Row(f"{engine}: the same kernel on the same shards in process", "", round(here, 2), "CPU-s", None),
            Row(
                f"{engine}: kernel inside / in process",
                f"<= {OVERHEAD}",
                round(inside / here, 3),
                "x",
                inside <= OVERHEAD * here,
            ),
            Row(
                f"{engine}: whole stage inside / in process",
                "",
                round(told["stage"] / told["stage_here"], 3),
                "x",
                None,
            ),
        ]
    return rows


if __name__ == "__main__":
    sys.exit(main())
