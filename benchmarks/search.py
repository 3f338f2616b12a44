"""Turn a million invented people into figures of search: speed beside the raw engine, building, memory, growth.

    python -m benchmarks.search [--people N] [--engine embedded|opensearch|both] [--quick]

Only a whole run (both engines, at least a million people) writes `benchmarks/results/search.json`; a smaller one shows
its table, and `--out FOLDER` writes it elsewhere. `--world FOLDER` keeps the filled data folder and takes it up again.
"""

import argparse
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from rich.console import Console

from benchmarks.answers import NAMES, access_rows, batch_row, latencies, upsert_rows
from benchmarks.asked import FACETS, HITS, RERANKED, Family
from benchmarks.cluster import HEAP_MB, opensearch_rows
from benchmarks.footprint import byte_rows, memory_rows
from benchmarks.misspelt import misspelt_rows
from benchmarks.report import RESULTS, Row, table_of, write_results
from benchmarks.small_tenants import PEOPLE, small_tenant_rows
from benchmarks.timing import Beside, at_least, percentile_ms, told
from benchmarks.world import SIDES, World, now, taken_up
from service.cli.frame import progress
from service.report import Report
from service.settings import Settings
from service.wiring import open_parts

Engines = Literal["embedded", "opensearch", "both"]

SEED = 17
WHOLE = 1_000_000  # people of a run whose figures are kept
SMALL = 10_000  # people that the growth begins at
BUILD_GOAL = 4_000  # documents a second a core
SLACK = 1.25  # cost a document may grow by so much from SMALL to the whole
USUAL = {
    "people": WHOLE,
    "clustered": 100_000,
    "queries": 200,
    "tenants": 1_000,
    "jobs": 200,
    "misspelt": 1_000,
    "seconds": 20,
}
QUICK = {"people": 10_000, "clustered": 2_000, "queries": 40, "tenants": 30, "jobs": 40, "misspelt": 50, "seconds": 4}
UPSERTS = 15


def main(given: Sequence[str] | None = None) -> None:
    """Measure, print, and keep the results of a whole run."""
    asked = _arguments().parse_args(given)
    for name, value in (QUICK if asked.quick else USUAL).items():
        if getattr(asked, name) is None:
            setattr(asked, name, value)
    rows: list[Row] = []
    started = time.perf_counter()
    with progress() as report:
        if asked.engine != "opensearch":
            rows += embedded(asked, report)
        if asked.engine != "embedded":
            rows += clustered(asked, report)
    rows.append(told("this benchmark, all of it", (time.perf_counter() - started) / 60, "minutes"))
    settings = _settings(asked)
    whole = asked.people >= WHOLE and asked.engine == "both" and not asked.quick
    if whole or asked.out:
        write_results("search", rows, asked.seed, settings, folder=asked.out or RESULTS)
    else:
        Console().print(table_of("search", rows))


def embedded(asked: argparse.Namespace, report: Report) -> list[Row]:
    """Measure the embedded engine on a small and a large crowd, then on many small tenants."""
    with tempfile.TemporaryDirectory(prefix="talentjoin-bench-") as folder:
        made = asked.world or Path(folder) / "large"
        small = taken_up(Settings(data=Path(folder) / "small"), min(SMALL, asked.people // 2), asked.seed, report)
        _, before = _measured(small, asked, report, lists_only=True)
        large = taken_up(Settings(data=made), asked.people, asked.seed, report)
        rows, after = _measured(large, asked, report)
        rows += build_rows(small, large) + growth_rows(small, before, large, after)
        rows += small_tenant_rows(Settings(data=Path(folder) / "tenants"), asked.tenants, asked.seed, report)
    return rows


def clustered(asked: argparse.Namespace, report: Report) -> list[Row]:
    """Measure OpenSearch on a crowd that a node of this machine takes in a few minutes."""
    with tempfile.TemporaryDirectory(prefix="talentjoin-bench-") as folder:
        return opensearch_rows(
            Path(folder) / "data", asked.opensearch_url, asked.clustered, asked.queries // 2, asked.seed, report
        )


def _measured(
    world: World, asked: argparse.Namespace, report: Report, *, lists_only: bool = False
) -> tuple[list[Row], dict[Family, Beside]]:
    with open_parts(world.settings, clock=now) as parts:
        rows, timed = latencies(parts, world, asked.queries, report)
        if lists_only:
            return rows, timed
        rows += access_rows(parts, world, asked.queries // 2, report)
        rows.append(batch_row(parts, world, asked.jobs))
        rows += misspelt_rows(parts, world, asked.misspelt, report)
        rows += upsert_rows(parts, world, UPSERTS)
        rows += byte_rows(parts, world)
        rows += memory_rows(parts, world, asked.seconds)
    return rows, timed


def build_rows(small: World, large: World) -> list[Row]:
    """Tell what writing and indexing the people took, and whether it takes more a document as they grow."""
    rows = [told("store: documents and members written", large.written.rate, "rows/s a core")]
    for side in SIDES:
        built, before = large.built[side], small.built[side]
        growth = before.rate / built.rate
        rows.append(at_least(f"index build with normalising, {side}", built.rate, BUILD_GOAL, "documents/s a core"))
        rows.append(told(f"index build, {side}: time", built.seconds, "s"))
        rows.append(
            Row(
                f"index build, {side}: CPU a document, {_grown(small, large)}",
                f"<= {SLACK}",
                round(growth, 2),
                "x",
                growth <= SLACK,
            )
        )
    return rows


def growth_rows(small: World, before: dict[Family, Beside], large: World, after: dict[Family, Beside]) -> list[Row]:
    """Tell how much longer answers take as people grow, ours beside the raw engine's."""
    rows = []
    for family, name in NAMES.items():
        for way, label in (("ours", ""), ("raw", ", raw engine")):
            early, late = (percentile_ms(getattr(timed[family], way), 50) for timed in (before, after))
            rows.append(told(f"{name}: p50{label}, {_grown(small, large)}", late / early, "x"))
    return rows


def _grown(small: World, large: World) -> str:
    return f"{large.crowd.size:,} over {small.crowd.size:,} people"


def _settings(asked: argparse.Namespace) -> dict[str, object]:
    return {
        "people": asked.people,
        "people in OpenSearch": asked.clustered,
        "OpenSearch": f"one node, heap {HEAP_MB} MB, indices of their own, one shard, no replica",
        "queries a family": f"{asked.queries}, of OpenSearch and for access half as many",
        "engine": asked.engine,
        "small tenants": f"{asked.tenants} x {PEOPLE}",
        "in the ATS": "40 %, half of them linked",
        "restricted": "half of the tenant's people",
        "facets": ", ".join(FACETS),
        "hits a page": ", ".join(f"{family} {hits}" for family, hits in HITS.items()),
        "hits of the raw engine": ", ".join(f"{family} {hits}" for family, hits in RERANKED.items()),
        "documents": "written to the store as the projection writes them, without records",
        "ranked": "as the product does: the first 1,000 of a search, 500 of a job",
        "threads": "one at a time; both indices are built at once, a process each",
    }


def _arguments() -> argparse.ArgumentParser:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--people", type=int, help=f"distinct people (default {WHOLE:,})")
    arguments.add_argument("--engine", choices=("embedded", "opensearch", "both"), default="both")
    arguments.add_argument("--clustered", type=int, help="distinct people in OpenSearch (default 100,000)")
    arguments.add_argument("--opensearch-url", help="a node that is there already; by default one of our own")
    arguments.add_argument("--queries", type=int, help="questions of each family (default 200)")
    arguments.add_argument("--jobs", type=int, help="jobs recommended for in batch (default 200)")
    arguments.add_argument("--misspelt", type=int, help="names, and titles, with one letter wrong (default 1,000)")
    arguments.add_argument("--tenants", type=int, help="small tenants (default 1,000)")
    arguments.add_argument("--seconds", type=float, help="how long the service is searched over HTTP (default 20)")
    arguments.add_argument("--quick", action="store_true", help="small sizes, for development")
    arguments.add_argument("--world", type=Path, help="folder of the filled data folder; taken up where it is there")
    arguments.add_argument("--out", type=Path, help="folder to write the results to")
    arguments.add_argument("--seed", type=int, default=SEED)
    return arguments


if __name__ == "__main__":
    main()
