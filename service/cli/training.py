"""Turn two sides of people into weights for matching."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from service.cli.frame import Json, failures, print_json, print_table
from service.cli.matching import STOPPED, Candidates, LabelsFile, Profiles, Workers, end_with, ending_softly
from service.cli.watched import watched

PARTS = ("training", "check", "labels")  # of the report, as tables
BINS = ("from", "to", "count", "expected", "observed")


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("train")(train)


def train(
    *,
    candidates: Candidates,
    profiles: Profiles,
    out: Annotated[Path, typer.Option("--out", help="Weights to write (JSON); replaced only when complete.")],
    labels: LabelsFile = None,
    workers: Workers = 0,
    as_json: Json = False,
) -> None:
    """Estimate the weights of comparisons from two sides of people, without labels or with some.

    `talentjoin match --weights` uses them on other files. Exit code 3: the estimate could not be believed; the file
    then holds the shipped weights.

    Example: talentjoin train --candidates c.parquet --profiles p.parquet --out weights.json
    """
    with failures(as_json=as_json, stopped=STOPPED), ending_softly(), watched(lines=as_json) as report:
        from service.crew import cores
        from service.flows.match import MatchOrder
        from service.flows.train import train_files

        order = MatchOrder(labels=labels, workers=workers or cores())
        done = train_files(candidates, profiles, out, order=order, report=report)
    print_json(done) if as_json else print_training(done)
    end_with(done)


def print_training(done: Mapping[str, Any]) -> None:
    """Print what was learned from, how well it checked, and how probabilities came out."""
    from service.wording import figure_words, named_figures

    for name in PARTS:
        if done.get(name):
            print_table(name.capitalize(), ("what", "figure"), named_figures(done[name]))
    bins = [
        tuple(figure_words(one.get(name)) for name in BINS)
        for one in done.get("by_labels") or done.get("calibration") or ()
    ]
    if bins:
        print_table("Calibration", ("from", "to", "candidates", "stated", "right"), bins)
    typer.echo(f"weights: {done['weights']} ({done['source']})")
