"""Turn a file of people with duplicates into a file of clusters."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from entities.errors import InvalidQuery
from service.cli.frame import Json, failures, print_json, print_table
from service.cli.matching import STOPPED, People, ending_softly
from service.cli.watched import watched


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("dedupe")(dedupe)


def dedupe(
    *,
    records: Annotated[Path, typer.Option("--records", help=f"People, {People}.")],
    out: Annotated[Path, typer.Option("--out", help="Parquet file to write; replaced only when complete.")],
    labels: Annotated[
        Path | None,
        typer.Option("--labels", help="Parquet file: record_id, cluster_id of records that you know; obeyed."),
    ] = None,
    previous: Annotated[
        Path | None, typer.Option("--previous", help="Output of a run before: clusters keep their ids.")
    ] = None,
    threshold: Annotated[
        float | None,
        typer.Option(
            "--threshold", help="Mean probability that joins two clusters; higher joins less. 0.15 if not said."
        ),
    ] = None,
    as_json: Json = False,
) -> None:
    """Find the records of one file that are the same person.

    Every record gets a cluster; two of one cluster are taken for one person. No labels are needed; those of some
    clusters help.

    Example: talentjoin dedupe --records people.parquet --out clusters.parquet
    """
    with failures(as_json=as_json, stopped=STOPPED), ending_softly(), watched(lines=as_json) as report:
        from service.flows.dedupe import dedupe_files

        if threshold is not None and not 0 < threshold <= 1:
            raise InvalidQuery("--threshold is over 0 and at most 1")
        done = dedupe_files(records, out, labels=labels, previous=previous, threshold=threshold, report=report)
    print_json(done) if as_json else _print(done)


def _print(done: Mapping[str, Any]) -> None:
    told = done["report"]
    rows = [(name, f"{done[name]:,}") for name in ("records", "clusters", "duplicates")]
    rows += [(name.replace("_", " "), f"{told[name]:,}") for name in ("largest_cluster", "pairs")]
    rows += [(f"labels {name}", f"{count:,}") for name, count in told.get("labels", {}).items()]
    print_table("Dedupe", ("what", "count"), rows)
    families = [
        (one["family"], f"{one['pairs']:,}", f"{one['capped']:,}" if one["capped"] else "")
        for one in told["blocking"]
        if one["pairs"] or one["capped"]
    ]
    if families:
        print_table("Pairs by family of keys", ("family", "pairs", "blocks left out"), families)
