"""Turn a link, or a hit, into the rows that make it up."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from entities.errors import InvalidQuery, NotFound
from entities.ids import InstanceId, SourceId
from service.cli.frame import Data, Json, TenantName, failures, opened, print_json, print_table
from service.cli.searching import said
from service.cli.watched import watched

if TYPE_CHECKING:
    from entities.link import Evidence
    from service.flows.explain import LinkExplanation
    from service.flows.explain_files import FileExplanation
    from service.flows.search import FoundPerson
    from service.wiring import Parts

BAR = 24  # characters of the longest bar


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("explain")(explain)


def explain(  # noqa: PLR0913 - a command's options
    candidate: Annotated[
        str, typer.Argument(help="The candidate's id in the ATS, or in the file; with --query, of the hit.")
    ],
    *,
    query: Annotated[
        str | None, typer.Option("--query", help="Explain the place in this search instead of the link.")
    ] = None,
    candidates: Annotated[
        Path | None, typer.Option("--candidates", help="Explain between files: the one the candidate stands in.")
    ] = None,
    profiles: Annotated[Path | None, typer.Option("--profiles", help="Between files: the profiles.")] = None,
    profile: Annotated[
        str | None, typer.Option("--profile", help="Between files: explain this profile instead of the best one.")
    ] = None,
    weights: Annotated[
        Path | None, typer.Option("--weights", help="Between files: weights (JSON) instead of estimated ones.")
    ] = None,
    values: Annotated[bool, typer.Option("--values", help="Between files: show the values of both people.")] = False,
    instance: Annotated[str, typer.Option("--instance", help="ATS connection.")] = "ats",
    tenant: TenantName = None,
    data: Data = None,
    as_json: Json = False,
) -> None:
    """Explain why a candidate is linked to a member (a waterfall), or why it stands where it does in a search.

    With two files instead of the store: why a candidate of the one is matched, or not, with a profile of the other.

    Example: talentjoin explain cand-17
    Example: talentjoin explain cand-17 --query 'python engineer'
    Example: talentjoin explain c17 --candidates c.parquet --profiles p.parquet --weights w.json
    """
    if candidates or profiles or profile or weights or values:
        with failures(as_json=as_json, stopped="nothing was written"), watched(lines=as_json) as report:
            if not (candidates and profiles) or query is not None:
                raise InvalidQuery("between files, name both --candidates and --profiles, and no --query")
            from service.flows.explain_files import explain_in_files

            found = explain_in_files(
                candidate, candidates, profiles, profile=profile, weights=weights, values=values, report=report
            )
        print_json(found.model_dump(mode="json")) if as_json else print_between_files(found)
        return
    with opened(data, as_json=as_json) as parts:
        _explain_stored(parts, candidate, query, instance, tenant, as_json=as_json)


def _explain_stored(
    parts: "Parts", candidate: str, query: str | None, instance: str, tenant: str | None, *, as_json: bool
) -> None:
    from service.flows.explain import explain_link
    from service.flows.search import SearchRequest, search
    from service.flows.tenants import the_tenant

    key = the_tenant(parts, tenant)
    link = explain_link(parts, key, SourceId(candidate), instance=InstanceId(instance))
    if query is None:
        print_json(link.model_dump(mode="json")) if as_json else print_link(link)
        return
    answer = search(parts, key, SearchRequest(text=query, limit=200))
    for place, hit in enumerate(answer.hits, 1):
        if hit.id == link.person:
            print_json({"place": place, **hit.model_dump(mode="json")}) if as_json else print_hit(place, hit)
            return
    raise NotFound("the candidate is not among the first 200 hits of this query")


def print_link(link: "LinkExplanation") -> None:
    """Print a link's waterfall."""
    _print_fall(
        f"{link.candidate}: {link.decision} ({link.probability:.3f}; no profile: {link.none_probability:.3f})",
        link.evidence,
        link.log_odds,
    )
    typer.echo(link.reason)
    if link.runner_up_probability is not None:
        typer.echo(f"runner-up: {link.runner_up_probability:.3f}")
    if link.correction:
        typer.echo(f"corrected by a person: {link.correction}")


def print_between_files(found: "FileExplanation") -> None:
    """Print the waterfall of a candidate and a profile, and what came of it."""
    chosen = found.shown
    if chosen is not None:
        place = "best" if chosen.place == 1 else f"number {chosen.place}"
        title = f"{found.candidate} and {chosen.profile}, {place} of {found.compared}: {chosen.probability:.4f}"
        _print_fall(title, chosen.evidence, chosen.log_odds)
    typer.echo(f"{found.decision}: {found.reason} (no profile: {found.none_probability:.4f})")
    if found.runner_up is not None and found.margin is not None:
        second = found.runner_up
        typer.echo(f"runner-up: {second.profile} ({second.probability:.4f}), behind by {found.margin:.2f} in log-odds")
    if found.values is not None:
        theirs = (chosen.values if chosen else None) or {}
        names = [*found.values, *(name for name in theirs if name not in found.values)]
        rows = [(name, found.values.get(name, ""), theirs.get(name, "")) for name in names]
        print_table("Values", ("field", "candidate", "profile"), rows)


def _print_fall(title: str, evidence: "Sequence[Evidence]", log_odds: float) -> None:
    widest = max((abs(row.log_odds) for row in evidence), default=1.0) or 1.0
    rows = [(row.field, row.level, f"{row.log_odds:+.2f}", _bar(row.log_odds, widest), row.note) for row in evidence]
    rows.append(("sum", "", f"{log_odds:+.2f}", "", ""))
    print_table(title, ("field", "level", "log-odds", "", "note"), rows)


def print_hit(place: int, hit: "FoundPerson") -> None:
    """Print a hit's contributions."""
    widest = max((abs(row.contribution) for row in hit.contributions), default=1.0) or 1.0
    rows = [
        (row.feature, f"{row.value:.3f}", f"{row.contribution:+.3f}", _bar(row.contribution, widest))
        for row in hit.contributions
    ]
    rows.append(("sum", "", f"{hit.score:+.3f}", ""))
    print_table(f"#{place} {hit.name}", ("feature", "value", "adds", ""), rows)
    for reason in hit.reasons:
        typer.echo(f"- {said(reason)}")


def _bar(value: float, widest: float) -> str:
    return ("+" if value > 0 else "-") * round(BAR * abs(value) / widest)
