"""Turn what the benchmark of shards measured into the tables on matching of `docs/scale.md`."""

import json
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from service.spark.stages import shards_for
from tools.source import ROOT

RESULTS = ROOT / "benchmarks" / "results" / "shards.json"
OPEN, SHUT = "<!-- {} -->", "<!-- /{} -->"
MISSING = "*Not measured yet: `make bench-shards`, then `make docs`.*"
MILLION, HOUR, GIGABYTE = 1e6, 3_600.0, 1e9
TENFOLD = 2.2  # how many times as many pairs a candidate has among ten times as many profiles, at most
SIZES = (  # name, candidates, profiles
    ("1 million × 10 million", 10**6, 10**7),
    ("10 million × 20 million", 10**7, 2 * 10**7),
    ("100 million × 100 million", 10**8, 10**8),
    ("1 billion × 100 million", 10**9, 10**8),
)
HANDED = " shards of keys, homes | a home is handed | model |"
Figures = Mapping[str, Any]


def with_measured(page: str, results: Path = RESULTS) -> str:
    """Put the tables between the page's marks; without results, a sentence that says how to get them."""
    found = json.loads(results.read_text(encoding="utf-8")) if results.exists() else None
    for name, table in {"shard-costs": cost_table, "shard-plan": plan_table}.items():
        opened, shut = OPEN.format(name), SHUT.format(name)
        before, _, rest = page.partition(opened)
        _, _, after = rest.partition(shut)
        page = f"{before}{opened}\n{MISSING if found is None else table(found)}\n{shut}{after}"
    return page


def cost_table(result: Figures) -> str:
    """Tell what was measured."""
    settings = result["settings"]
    lines = [f"| at {settings['candidates']:,} × {settings['profiles']:,} | measured |", "|---|---|"]
    lines += [f"| {row['name']} | {_shown(row['measured'])} {row['unit']} |" for row in result["rows"]]
    return "\n".join(lines)


def plan_table(result: Figures) -> str:
    """Reckon larger sizes: core-hours of each stage, bytes shuffled, shards, and what a task is handed."""
    figures = {row["name"]: row["measured"] for row in result["rows"] if isinstance(row["measured"], int | float)}
    lines = [
        "| candidates × profiles | keys | meeting | linking | in all | keys shuffled | rows shuffled |" + HANDED,
        "|---|---|---|---|---|---|---|---|---|---|",
    ]
    for name, candidates, profiles in SIZES:
        plan = reckoned(figures, result["settings"]["profiles"], candidates, profiles)
        hours = [plan["keys"], plan["meet"], plan["link"], plan["keys"] + plan["meet"] + plan["link"]]
        cells = [f"{hour:,.1f} core-h" for hour in hours]
        cells += [f"{plan[key] / GIGABYTE:,.1f} GB" for key in ("key_bytes", "row_bytes")]
        cells += [f"{plan['shards']:,.0f}, {plan['homes']:,.0f}"]
        cells += [f"{plan['home_bytes'] / MILLION:,.0f} MB", f"{plan['model_bytes'] / MILLION:,.0f} MB"]
        lines.append(f"| {name} | {' | '.join(cells)} |")
    return "\n".join(lines)


def reckoned(figures: Mapping[str, float], measured_profiles: int, candidates: int, profiles: int) -> dict[str, float]:
    """Reckon one size from figures a million rows: core-hours by stage, bytes, shards."""
    c, p = candidates / MILLION, profiles / MILLION
    growth = TENFOLD ** max(0.0, math.log10(profiles / measured_profiles))
    reading = c * figures["read a million candidates"] + p * figures["read a million profiles"]
    keying = c * figures["key a million candidates"] + p * figures["key a million profiles"]
    sent = sum(
        millions * (figures[f"keys of one of the {side}"] + figures[f"counted values of one of the {side}"])
        for side, millions in (("candidates", c), ("profiles", p))
    )
    shards, homes = shards_for(candidates, profiles)
    rows = min(figures["profile rows sent to a home, a candidate"] * growth * candidates, float(homes) * profiles)
    row_bytes = rows * figures["a profile row sent"] + candidates * figures["a candidate row sent"]
    return {
        "keys": (reading + keying) / HOUR,
        "meet": sent * figures["meet a million keys"] / HOUR,
        "link": (reading + c * figures["link a million candidates"] * growth) / HOUR,
        "key_bytes": MILLION
        * (
            c * figures["keys and values sent, a million candidates"]
            + p * figures["keys and values sent, a million profiles"]
        ),
        "row_bytes": row_bytes + MILLION * c * figures["pairs sent, a million candidates"] * growth,
        "shards": shards,
        "homes": homes,
        "home_bytes": row_bytes / homes,
        "model_bytes": MILLION * p * figures["model, a million profiles"],
    }


def _shown(value: object) -> str:
    return f"{value:,}" if isinstance(value, int | float) else str(value)
