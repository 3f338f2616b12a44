"""Turn two sides of people into a file of links."""

import signal
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from entities.errors import InvalidQuery
from service.cli.frame import EXIT_PARTLY, Json, failures, print_json, print_table
from service.cli.watched import watched

if TYPE_CHECKING:
    from matcher.streams import Wishes

People = "in the match schema: a Parquet file, a folder of them, or a pattern in quotes"
Candidates = Annotated[Path, typer.Option("--candidates", help=f"People to link, {People}.")]
Profiles = Annotated[Path, typer.Option("--profiles", help=f"People to link them to, {People}; may exceed memory.")]
LabelsFile = Annotated[
    Path | None, typer.Option("--labels", help="Parquet file: candidate_id, profile_id or null; helps from 50 on.")
]
CorrectionsFile = Annotated[
    Path | None,
    typer.Option(
        "--corrections", help="Parquet file: candidate_id, profile_id, linked (true or false); always obeyed."
    ),
]
Out = Annotated[Path, typer.Option("--out", help="Parquet file to write; replaced only when complete.")]
WeightsFile = Annotated[Path | None, typer.Option("--weights", help="Weights (JSON) instead of estimated ones.")]
OneToOne = Annotated[bool, typer.Option("--one-to-one", help="Link each profile to at most one candidate.")]
Precision = Annotated[
    float | None, typer.Option("--precision", help="Share of decisions `match` to be right; 0.99 if not said.")
]
FalseLink = Annotated[
    float | None, typer.Option("--cost-false-link", help="Decide by costs instead: what a wrong link costs.")
]
MissedLink = Annotated[float | None, typer.Option("--cost-missed-link", help="What a missed one costs.")]
Review = Annotated[float | None, typer.Option("--cost-review", help="What a look by a person costs.")]
Html = Annotated[Path | None, typer.Option("--html", help="Write a report that explains the run (one file).")]
Values = Annotated[bool, typer.Option("--values", help="Let the report show ids and values of its sample people.")]
SaveWeights = Annotated[Path | None, typer.Option("--save-weights", help="Keep the weights that were used (JSON).")]
Workers = Annotated[int, typer.Option("--workers", min=0, help="Processes that compute; 0: one for each core.")]
STOPPED = "nothing was written"
EngineName = Literal["process", "spark"]
Engine = Annotated[EngineName, typer.Option("--engine", help="Compute in processes here, or as a Spark job.")]
SparkRemote = Annotated[
    str | None, typer.Option("--spark-remote", help="Spark Connect address (sc://host:15002), or `sail`.")
]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("match")(match)


def match(  # noqa: PLR0913 - a command's options
    *,
    candidates: Candidates,
    profiles: Profiles,
    out: Out,
    weights: WeightsFile = None,
    labels: LabelsFile = None,
    corrections: CorrectionsFile = None,
    one_to_one: OneToOne = False,
    precision: Precision = None,
    cost_false_link: FalseLink = None,
    cost_missed_link: MissedLink = None,
    cost_review: Review = None,
    html: Html = None,
    values: Values = False,
    save_weights: SaveWeights = None,
    workers: Workers = 0,
    engine: Engine = "process",
    spark_remote: SparkRemote = None,
    as_json: Json = False,
) -> None:
    """Find each candidate's profile, with a calibrated probability, a runner-up and the chance that there is none.

    Without labels and weights, weights are estimated from the two files. Exit code 3: they could not be believed; the
    links are written with the shipped weights, and none is a `match`.

    Example: talentjoin match --candidates c.parquet --profiles p.parquet --out links.parquet --html report.html
    """
    with failures(as_json=as_json, stopped=STOPPED), ending_softly(), watched(lines=as_json) as report:
        costs = decision_costs(precision, cost_false_link, cost_missed_link, cost_review)
        if engine == "spark":
            if corrections or one_to_one or costs or precision or html or save_weights:
                raise InvalidQuery("--engine spark takes --weights and --labels only")
            from service.spark import match_on_spark

            done = match_on_spark(
                candidates, profiles, out, weights=weights, labels=labels, remote=spark_remote, report=report
            )
        else:
            from service.crew import cores
            from service.flows.match import MatchOrder, match_files

            order = MatchOrder(
                weights=weights,
                labels=labels,
                corrections=corrections,
                save_weights=save_weights,
                html=html,
                values=values,
                workers=workers or cores(),
                wishes=_wishes(costs, precision, one_to_one=one_to_one),
            )
            done = match_files(candidates, profiles, out, order=order, report=report)
    print_json(done) if as_json else print_run(done)
    end_with(done["report"])


def _wishes(costs: Mapping[str, float], precision: float | None, *, one_to_one: bool) -> "Wishes":
    from matcher.streams import Costs, Wishes

    wishes = Wishes(costs=Costs(**costs) if costs else None, one_to_one=one_to_one, clock=time.perf_counter)
    return wishes if precision is None else replace(wishes, precision=precision)


def decision_costs(
    precision: float | None, false_link: float | None, missed_link: float | None, review: float | None
) -> dict[str, float]:
    """Read the costs that were named; raises InvalidQuery beside a precision, or for what makes no sense."""
    costs = {"false_link": false_link, "missed_link": missed_link, "review": review}
    given = {name: value for name, value in costs.items() if value is not None}
    if precision is not None and given:
        raise InvalidQuery("decide by --precision or by costs, not by both")
    if precision is not None and not 0.5 <= precision < 1:
        raise InvalidQuery("--precision is a share from 0.5 to below 1")
    if any(not 0 < value < float("inf") for value in given.values()):
        raise InvalidQuery("a cost is a number above 0")
    return given


@contextmanager
def ending_softly() -> Iterator[None]:
    """Take a request to end (SIGTERM) like Ctrl-C, so that drafts go and processes end."""

    def stop(_number: int, _frame: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def end_with(told: Mapping[str, Any]) -> None:
    """Say the run's warning, if it has one, and leave with the code for it."""
    if told.get("warning"):
        typer.echo(f"warning: {told['warning']}", err=True)
        raise typer.Exit(EXIT_PARTLY)


def print_run(done: Mapping[str, Any]) -> None:
    """Print what a run did, as tables."""
    from service.wording import named_figures

    told = done["report"]
    total = max(done["candidates"], 1)
    rows = [(name, f"{count:,}", f"{count / total:.1%}") for name, count in sorted(done["decisions"].items())]
    print_table(f"{done['candidates']:,} candidates", ("decision", "candidates", "share"), rows)
    families = [
        (one["family"], f"{one['pairs']:,}", f"{one['blocks']:,}" if one.get("blocks") else "")
        for one in told.get("blocking", ())
    ]
    if families:
        print_table("Pairs by family of keys", ("family", "pairs", "blocks left out"), families)
    for name in ("training", "check", "labels", "corrections", "seconds"):
        if told.get(name):
            print_table(name.capitalize(), ("what", "figure"), named_figures(told[name]))
    typer.echo(f"weights: {done['weights']}")
