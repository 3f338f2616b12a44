"""Turn a shipped sample into the main job, run before the user's eyes."""

from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated

import typer

from service.cli.frame import Json, failures, now, print_json, print_table, progress, settings_for

if TYPE_CHECKING:
    from service.flows.demo import Trial

SEED = 20261122


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("demo")(demo)


def demo(
    *,
    data: Annotated[
        Path | None, typer.Option("--data", help="Keep the demo in this new folder; a temporary one otherwise.")
    ] = None,
    seed: Annotated[int, typer.Option("--seed", help="Seed of the invented people.")] = SEED,
    as_json: Json = False,
) -> None:
    """Run the whole way on a shipped sample: receive, parse, link, index, search, recommend, explain.

    Example: talentjoin demo --json
    """
    with failures(as_json=as_json), TemporaryDirectory(prefix="talentjoin-demo-") as scratch:
        from service.due import work_if_alone
        from service.flows.demo import run_demo
        from service.wiring import open_parts

        place = data or Path(scratch) / "data"
        with open_parts(settings_for(place), clock=now) as parts, progress(quiet=as_json) as report:
            trial = run_demo(parts, seed, partial(work_if_alone, parts, report), report)
        if as_json:
            print_json(trial.model_dump(mode="json"))
        else:
            print_trial(trial)
            if data is not None:
                typer.echo(f"kept: search it with `talentjoin search QUERY --data {data}`")


def print_trial(trial: "Trial") -> None:
    """Print what the demo did and found."""
    from service.cli.explain import print_hit, print_link
    from service.cli.searching import print_hits

    rows = [(stage.name, f"{stage.count:,}", f"{stage.seconds:.1f}") for stage in trial.stages]
    rows.append(("all", "", f"{trial.seconds:.1f}"))
    print_table("The way of the data", ("stage", "count", "seconds"), rows)
    rows = [(name, f"{count:,}", "") for name, count in trial.links.items()]
    rows += [(name, f"{count:,}", "") for name, count in trial.parsed.items()]
    print_table("Links and resumes", ("outcome", "count", ""), rows)
    found = trial.search
    print_hits(f"Unified Search: {found.total:,} people for {found.query}", found.hits, 0)
    for name, counts in found.facets.items():
        print_table(f"facet {name}", ("value", "people"), [(count.value, f"{count.count:,}") for count in counts])
    matches = trial.recommended
    print_hits(f"Recommended Matches for {matches.title} ({matches.considered:,} considered)", matches.hits, 0)
    print_link(trial.link)
    print_hit(1, found.hits[0])
