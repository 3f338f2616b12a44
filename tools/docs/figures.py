"""Turn the results of the benchmarks into one page of measured figures."""

import json
from typing import Any

from tools.source import ROOT

RESULTS = ROOT / "benchmarks" / "results"
HOLDS = {True: "yes", False: "**no**", None: ""}
HEAD = """# Measured figures

Each table was written by the command above it; nothing here was typed by hand. Times are of a shared machine with two
cores: compare figures of one run, not of two machines.
"""


def render() -> str:
    """Write a table for every file of results."""
    return "\n".join([HEAD, *(_section(path.stem) for path in sorted(RESULTS.glob("*.json")))])


def _section(bench: str) -> str:
    result: dict[str, Any] = json.loads((RESULTS / f"{bench}.json").read_text(encoding="utf-8"))
    settings = ", ".join(f"{name} {value}" for name, value in result["settings"].items())
    versions = ", ".join(f"{name} {version}" for name, version in result["versions"].items())
    lines = [f"## {bench}", "", f"`make bench-{bench}` (seed {result['seed']}; {settings})", ""]
    lines += ["| what | goal | measured | unit | holds |", "|---|---|---|---|---|"]
    for row in result["rows"]:
        cells = (row["name"], row["goal"], row["measured"], row["unit"], HOLDS[row["holds"]])
        lines.append("| " + " | ".join(str(cell).replace("|", "\\|") for cell in cells) + " |")
    return "\n".join([*lines, "", f"Versions: {versions}.", ""])
