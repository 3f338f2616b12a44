"""Turn measured rows into a table on the screen and a file in `benchmarks/results/`."""

import json
import os
import platform
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from rich.console import Console
from rich.table import Table

RESULTS = Path(__file__).parent / "results"
DISTRIBUTIONS = (
    "numpy",
    "opensearch-py",
    "pdfminer.six",
    "psycopg",
    "pyarrow",
    "pydantic",
    "pyroaring",
    "rapidfuzz",
    "selectolax",
    "sqlalchemy",
    "tantivy",
)


@dataclass(frozen=True, slots=True)
class Row:
    """One measured number beside what it should be; `holds` is None where nothing was promised."""

    name: str
    goal: str
    measured: float | int | str
    unit: str
    holds: bool | None


def write_results(
    bench: str,
    rows: Sequence[Row],
    seed: int | None,
    settings: Mapping[str, object],
    folder: Path = RESULTS,
) -> Path:
    """Print the rows as a table, and write them with versions, cores, seed and settings to `<bench>.json`."""
    Console().print(table_of(bench, rows))
    result = {
        "bench": bench,
        "seed": seed,
        "settings": {name: settings[name] for name in sorted(settings)},
        "cores": os.cpu_count(),
        "versions": versions(),
        "rows": [asdict(row) for row in rows],
    }
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{bench}.json"
    path.write_text(json.dumps(result, indent=2, default=str) + "\n", encoding="utf-8")
    return path


def table_of(bench: str, rows: Sequence[Row]) -> Table:
    """Lay the rows out for a person."""
    table = Table(title=bench, title_justify="left")
    table.add_column("what")
    table.add_column("goal")
    table.add_column("measured", justify="right")
    table.add_column("unit")
    table.add_column("holds")
    for row in rows:
        holds = "" if row.holds is None else ("yes" if row.holds else "NO")
        table.add_row(row.name, row.goal, _shown(row.measured), row.unit, holds)
    return table


def versions() -> dict[str, str | None]:
    """Name what the figures were measured with; None stands for a library that is not installed."""
    found: dict[str, str | None] = {"python": platform.python_version(), "sqlite": sqlite3.sqlite_version}
    for name in DISTRIBUTIONS:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = None
    return found


def _shown(measured: float | str) -> str:
    if isinstance(measured, str):
        return measured
    if isinstance(measured, int) or abs(measured) >= 1000:
        return f"{measured:,.0f}"
    return f"{measured:.4g}"
