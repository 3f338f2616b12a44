"""Turn a link, or a hit, into the rows that make it up."""

from typing import TYPE_CHECKING, Annotated

import typer

from entities.errors import NotFound
from entities.ids import InstanceId, SourceId
from service.cli.frame import Data, Json, TenantName, opened, print_json, print_table
from service.cli.searching import said

if TYPE_CHECKING:
    from service.flows.explain import LinkExplanation
    from service.flows.search import FoundPerson

BAR = 24  # characters of the longest bar


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("explain")(explain)


def explain(
    candidate: Annotated[str, typer.Argument(help="The candidate's id in the ATS; with --query, of the hit.")],
    *,
    query: Annotated[
        str | None, typer.Option("--query", help="Explain the place in this search instead of the link.")
    ] = None,
    instance: Annotated[str, typer.Option("--instance", help="ATS connection.")] = "ats",
    tenant: TenantName = None,
    data: Data = None,
    as_json: Json = False,
) -> None:
    """Explain why a candidate is linked to a member (a waterfall), or why it stands where it does in a search.

    Example: talentjoin explain cand-17
    Example: talentjoin explain cand-17 --query 'python engineer'
    """
    with opened(data, as_json=as_json) as parts:
        from service.flows.explain import explain_link
        from service.flows.search import SearchRequest, search
        from service.flows.tenants import the_tenant

        key = the_tenant(parts, tenant)
        link = explain_link(parts, key, SourceId(candidate), instance=InstanceId(instance))
        if query is None:
            if as_json:
                print_json(link.model_dump(mode="json"))
            else:
                print_link(link)
            return
        answer = search(parts, key, SearchRequest(text=query, limit=200))
        for place, hit in enumerate(answer.hits, 1):
            if hit.id == link.person:
                print_json({"place": place, **hit.model_dump(mode="json")}) if as_json else print_hit(place, hit)
                return
        raise NotFound("the candidate is not among the first 200 hits of this query")


def print_link(link: "LinkExplanation") -> None:
    """Print a link's waterfall."""
    widest = max((abs(row.log_odds) for row in link.evidence), default=1.0) or 1.0
    rows = [
        (row.field, row.level, f"{row.log_odds:+.2f}", _bar(row.log_odds, widest), row.note) for row in link.evidence
    ]
    rows.append(("sum", "", f"{link.log_odds:+.2f}", "", ""))
    print_table(
        f"{link.candidate}: {link.decision} ({link.probability:.3f}; no profile: {link.none_probability:.3f})",
        ("field", "level", "log-odds", "", "note"),
        rows,
    )
    typer.echo(link.reason)
    if link.runner_up_probability is not None:
        typer.echo(f"runner-up: {link.runner_up_probability:.3f}")
    if link.correction:
        typer.echo(f"corrected by a person: {link.correction}")


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
