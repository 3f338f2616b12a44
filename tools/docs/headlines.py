"""Turn the results that newcomers ask for into the table of the README."""

import json
from typing import Any

from tools.source import ROOT

README = ROOT / "README.md"
OPEN, SHUT = "<!-- headlines -->", "<!-- /headlines -->"
# (bench, name of the row, what it is in words)
ROWS = (
    ("resumes", "held layouts, PDF: macro-10 F1", "resumes, PDFs of layouts not tuned on: macro F1 of ten fields"),
    ("resumes", "held layouts, openresume-parser: macro-10 F1", "the same by openresume-parser"),
    ("resumes", "held layouts, PDF: F1 position", "positions right in employer, title, start, end"),
    ("resumes", "pdfminer: documents a second a core", "resumes: documents a second a core"),
    ("resumes", "pdfium: documents a second a core", "the same with the extra `fast`"),
    ("matching", "usual, 100k x 1M: F1", "matching 100,000 candidates with 1,000,000 profiles, no labels: F1"),
    ("matching", "usual, 100k x 1M: F1, Splink", "the same by Splink 5"),
    ("matching", "usual, 100k x 1M: wall", "the same, Parquet to Parquet"),
    ("matching", "usual, 100k x 1M: peak memory", "the same, peak memory"),
    ("matching", "usual, 1M x 10M: wall", "matching 1,000,000 candidates with 10,000,000 profiles"),
    ("matching", "pseudopeople: F1", "matching pseudopeople W-2 with census, no labels: F1"),
    ("sync", "push candidates: rate", "push 100,000 candidates from a file"),
    ("sync", "link and project: rate", "link them to 200,000 members and write their documents"),
    ("sync", "index people: rate", "index them"),
    ("sync", "all stages", "from both files to searchable"),
    ("service", "receive alone, worker paused", "receive candidates over HTTP, 5,000 a request"),
    ("service", "search, service quiet: p50", "search over HTTP, 5,000 candidates and as many members, two facets"),
    ("search", "two terms, ten hits: p50", "search among a million people, two terms, ten hits explained: p50"),
    ("search", "boolean, filters, 6 facets, selective: p50", "the same, boolean with filters and six facets: p50"),
    ("search", "job of 30 terms, 500 ranked, 25 explained: p50", "recommend for a job among a million people: p50"),
    ("search", "memory of the whole service, searching", "memory of the whole service at a million people"),
)


def with_headlines(readme: str) -> str:
    """Put the table between the README's marks; a result that is not there yet is left out."""
    before, _, rest = readme.partition(OPEN)
    _, _, after = rest.partition(SHUT)
    lines = ["| what | measured | command |", "|---|---|---|"]
    for bench, name, words in ROWS:
        found = _row(bench, name)
        if found:
            lines.append(f"| {words} | {found['measured']} {found['unit']} | `make bench-{bench}` |".replace("  ", " "))
    return "\n".join([before + OPEN, *lines, SHUT + after])


def _row(bench: str, name: str) -> dict[str, Any] | None:
    path = ROOT / "benchmarks" / "results" / f"{bench}.json"
    if not path.exists():
        return None
    rows: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["rows"]
    return next((row for row in rows if row["name"] == name), None)
