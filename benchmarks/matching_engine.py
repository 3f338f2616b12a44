"""Turn an engine's name into what it takes there: a whole match beside one process, the kernel on the same shards.

    python -m benchmarks.matching_engine sail|spark FOLDER SCRATCH

Run by `benchmarks.matching_shards` in the engine's own environment; the last line printed is a JSON object.
"""

import json
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from pyarrow import feather

from matcher.shards import Model, match_shard
from service.flows.match import match_files
from service.report import silent
from service.spark import match_on_spark
from service.spark.session import opened_session

ROUNDS = 3  # the least of them is told
TIMED = pa.schema([("seconds", pa.float64()), ("links", pa.int64())])


def main(arguments: list[str]) -> int:
    """Measure and print."""
    engine, folder, scratch = arguments[0], Path(arguments[1]), Path(arguments[2])
    remote = "sail" if engine == "sail" else None
    print(json.dumps(_whole(remote, folder) | (_kernel(scratch) if remote else {})))
    return 0


def _whole(remote: str | None, folder: Path) -> dict[str, Any]:
    """Match the files on the engine and in one process; counts the links that differ."""
    sides = folder / "candidates.parquet", folder / "profiles.parquet"
    with tempfile.TemporaryDirectory() as kept:
        there, here = Path(kept) / "there.parquet", Path(kept) / "here.parquet"
        begun = time.perf_counter()
        match_on_spark(*sides, there, weights=None, labels=None, remote=remote, report=silent)
        wall = time.perf_counter() - begun
        begun = time.perf_counter()
        match_files(*sides, here, report=silent)
        process_wall = time.perf_counter() - begun
        tables = pq.read_table(there).to_pylist(), pq.read_table(here).to_pylist()
    unlike = sum(a != b for a, b in zip(*tables, strict=True))
    return {"wall": wall, "process_wall": process_wall, "unlike": unlike}


def _kernel(scratch: Path) -> dict[str, float]:
    """Run the kernel on the same shards in this process and inside Sail; CPU-seconds of it, and of the whole stage."""
    homes = range(len(list(scratch.glob("left-*.parquet"))))
    model_file = str(scratch / "model")
    model = Model.of(feather.read_table(model_file))
    here, stage_here = [], []
    for _ in range(ROUNDS):
        begun, kernel = time.process_time(), 0.0
        for home in homes:
            sides = [pq.read_table(scratch / f"{side}-{home}.parquet") for side in ("left", "right")]
            start = time.thread_time()
            links = match_shard(sides[0], sides[1], model)
            kernel += time.thread_time() - start
            pq.write_table(links, scratch / "links.parquet")
        here.append(kernel)
        stage_here.append(time.process_time() - begun)
    inside, stage = _inside_sail(scratch, model_file, len(homes))
    return {"kernel": inside, "kernel_here": min(here), "stage": stage, "stage_here": min(stage_here)}


def _inside_sail(scratch: Path, model_file: str, homes: int) -> tuple[float, float]:
    from service.spark.tasks import shared_model  # noqa: PLC0415 - beside its only use

    def timed(left: pa.Table, right: pa.Table) -> pa.Table:
        model = shared_model(model_file)
        start = time.thread_time()
        links = match_shard(left, right, model)
        return pa.table([[time.thread_time() - start], [len(links)]], schema=TIMED)

    with opened_session("sail") as session:
        sides = []
        for side in ("left", "right"):
            frame = session.read.parquet(*(str(scratch / f"{side}-{home}.parquet") for home in range(homes)))
            sides.append(frame.groupBy("home"))
        kernels, stages = [], []
        for _ in range(ROUNDS):
            begun = time.process_time()
            met = sides[0].cogroup(sides[1]).applyInArrow(timed, "seconds double, links bigint")
            kernels.append(sum(met.toArrow()["seconds"].to_pylist()))
            stages.append(time.process_time() - begun)
    return min(kernels), min(stages)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
