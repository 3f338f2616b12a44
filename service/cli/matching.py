"""Turn two Parquet files of people into a file of links."""

from pathlib import Path
from typing import Annotated

import typer

from service.cli.frame import Json, failures, print_json, print_table, progress


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("match")(match)


def match(
    *,
    candidates: Annotated[Path, typer.Option("--candidates", help="Parquet file in the match schema.")],
    profiles: Annotated[Path, typer.Option("--profiles", help="Parquet file in the match schema.")],
    out: Annotated[Path, typer.Option("--out", help="Parquet file to write; replaced only when complete.")],
    weights: Annotated[Path | None, typer.Option("--weights", help="Weights (JSON) instead of estimated ones.")] = None,
    labels: Annotated[
        Path | None, typer.Option("--labels", help="Parquet file: candidate_id, profile_id or null.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Find each candidate's profile, with a calibrated probability, a runner-up and the chance that there is none.

    Example: talentjoin match --candidates c.parquet --profiles p.parquet --out links.parquet
    """
    with failures(as_json=as_json), progress(quiet=as_json) as report:
        from service.flows.match import match_files

        done = match_files(candidates, profiles, out, weights=weights, labels=labels, report=report)
    if as_json:
        print_json(done)
        return
    rows = [(name, value) for name, value in done.items() if not isinstance(value, dict)]
    rows += [
        (f"{name}: {key}", value)
        for name, inner in done.items()
        if isinstance(inner, dict)
        for key, value in inner.items()
    ]
    print_table("Match", ("what", "figure"), rows)
