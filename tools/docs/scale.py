"""Turn what the search benchmark measured into the tables of `docs/scale.md`."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tools.source import ROOT

PAGE = "scale.md"
RESULTS = ROOT / "benchmarks" / "results" / "search.json"
OPEN, SHUT = "<!-- {} -->", "<!-- /{} -->"
MISSING = "*Not measured yet: `make bench-search`, then `make docs`.*"
GIGABYTE = 1_000_000_000
SHARD_GB = 25  # of primary data: between the 10 and 30 GB that searches are fast with
# What lies on disk for a document, as the rows of the benchmark are named.
BYTES = {
    "tantivy index": "index: bytes a document on disk",
    "columns": "columns: bytes a document on disk",
    "lexicon": "lexicon: bytes a document on disk",
    "store (SQLite, sealed)": "store: bytes a document on disk",
    "OpenSearch index, one copy": "OpenSearch: bytes a document on disk",
}
SIZES = (
    ("1 million", 10**6),
    ("5 million", 5 * 10**6),
    ("20 million", 2 * 10**7),
    ("100 million", 10**8),
    ("1 billion", 10**9),
)
SPEEDS = (
    "two terms, ten hits: p99",
    "boolean, filters, 6 facets, selective: p99",
    "boolean, filters, 6 facets, broad: p50",
    "boolean, filters, 6 facets, broad: p99",
    "job of 30 terms, 500 ranked, 25 explained: p99",
    "memory of the whole service, searching",
    "index build with normalising, tenant",
    "index build with normalising, members",
    "OpenSearch: raw bulk, one client",
    "OpenSearch: both indices built, the whole way",
)


def with_measured(page: str, results: Path = RESULTS) -> str:
    """Put the tables between the page's marks; without results, a sentence that says how to get them."""
    found = json.loads(results.read_text(encoding="utf-8")) if results.exists() else None
    tables = {"bytes": bytes_table, "layouts": layout_table, "speeds": speed_table}
    for name, table in tables.items():
        opened, shut = OPEN.format(name), SHUT.format(name)
        before, _, rest = page.partition(opened)
        _, _, after = rest.partition(shut)
        page = f"{before}{opened}\n{MISSING if found is None else table(found)}\n{shut}{after}"
    return page


def bytes_table(result: Mapping[str, Any]) -> str:
    """Tell what a document takes on disk."""
    lines = ["| what | bytes a document |", "|---|---|"]
    rows = _measured(result)
    lines += [f"| {what} | {rows[name]:,.0f} |" for what, name in BYTES.items() if name in rows]
    return "\n".join(lines)


def layout_table(result: Mapping[str, Any]) -> str:
    """Reckon disk and shards from the measured bytes."""
    rows = _measured(result)
    embedded = sum(rows.get(BYTES[what], 0.0) for what in ("tantivy index", "columns", "lexicon"))
    cluster, columns = rows.get(BYTES["OpenSearch index, one copy"], 0.0), rows.get(BYTES["columns"], 0.0)
    lines = [
        "| documents | embedded: index, columns | OpenSearch, one copy | shards | with a replica | columns beside |",
        "|---|---|---|---|---|---|",
    ]
    for name, count in SIZES:
        primary = cluster * count / GIGABYTE
        shards = max(1, -(-int(primary) // SHARD_GB))
        cells = (embedded * count / GIGABYTE, primary, shards, 2 * primary, columns * count / GIGABYTE)
        whole = [f"{cell:,} " if isinstance(cell, int) else f"{cell:,.1f} GB" for cell in cells]
        lines.append(f"| {name} | {' | '.join(one.strip() for one in whole)} |")
    return "\n".join(lines)


def speed_table(result: Mapping[str, Any]) -> str:
    """Tell what one machine did."""
    people = result["settings"]["people"]
    lines = [f"| at {people:,} people | measured |", "|---|---|"]
    named = {row["name"]: row for row in result["rows"]}
    lines += [f"| {name} | {named[name]['measured']} {named[name]['unit']} |" for name in SPEEDS if name in named]
    return "\n".join(lines)


def _measured(result: Mapping[str, Any]) -> dict[str, float]:
    return {row["name"]: row["measured"] for row in result["rows"] if isinstance(row["measured"], int | float)}
