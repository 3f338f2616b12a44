"""Turn a query, or a job, into a ranked list on the screen."""

from typing import TYPE_CHECKING, Annotated

import typer

from entities.ids import InstanceId, SourceId
from service.cli.frame import Data, Json, TenantName, opened, print_json, print_table

if TYPE_CHECKING:
    from entities.hit import Reason
    from service.flows.search import FoundPerson

FACETS = "location, current_title, current_company, skill, stage, source, years, in_ats, open_to_work"


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("search")(search)
    app.command("recommend")(recommend)


def search(  # noqa: PLR0913 - a command's options
    text: Annotated[
        str, typer.Argument(help='Query: words, "phrases", AND OR NOT ( ), -word, title:x, years:3..')
    ] = "",
    *,
    where: Annotated[
        list[str] | None, typer.Option("--filter", help=f"FACET=VALUE, repeatable. Facets: {FACETS}; job=ID.")
    ] = None,
    without: Annotated[
        list[str] | None, typer.Option("--without", help="FACET=VALUE that nobody shown may hold, repeatable.")
    ] = None,
    facet: Annotated[list[str] | None, typer.Option("--facet", help="Count the values of a facet, repeatable.")] = None,
    sort: Annotated[str, typer.Option("--sort", help="relevance or recency.")] = "relevance",
    offset: Annotated[int, typer.Option("--offset", help="Hits to skip.")] = 0,
    limit: Annotated[int, typer.Option("--limit", help="Hits to show.")] = 10,
    exact: Annotated[
        bool, typer.Option("--exact", help="Take words as typed: no misspelling, no other name of a title.")
    ] = False,
    instance: Annotated[str, typer.Option("--instance", help="ATS connection of the jobs in filters.")] = "ats",
    tenant: TenantName = None,
    data: Data = None,
    as_json: Json = False,
) -> None:
    """Search candidates and member profiles as one list (Unified Search); each hit says why.

    Example: talentjoin search 'title:engineer (python OR golang) NOT intern' --facet location
    """
    with opened(data, as_json=as_json) as parts:
        from service.flows.facet_names import conditions, counted_names
        from service.flows.job_filter import named_jobs
        from service.flows.search import SearchRequest
        from service.flows.search import search as run
        from service.flows.tenants import the_tenant

        key = the_tenant(parts, tenant)
        request = SearchRequest(
            text=text,
            filters=conditions(_by_facet(where or [], "--filter"), "--filter"),
            without=conditions(_by_facet(without or [], "--without"), "--without"),
            facets=counted_names(facet or [], "--facet"),
            sort="recency" if _one_of(sort, ("relevance", "recency"), "--sort") == "recency" else "relevance",
            offset=offset,
            limit=limit,
            widen=not exact,
        )
        with parts.store.reading(key) as tx:
            request = named_jobs(tx, InstanceId(instance), request)
        answer = run(parts, key, request)
        if as_json:
            print_json(answer.model_dump(mode="json"))
            return
        print_hits(f"{answer.total:,} people for {answer.query or 'everyone'}", answer.hits, offset)
        for reason in answer.partial:
            typer.echo(f"not everybody may be here: {reason}", err=True)
        for one in answer.widened:
            typer.echo(f"{one.word}: also {', '.join(one.alternatives)} (--exact: as typed only)")
        for name, counts in answer.facets.items():
            print_table(name, ("value", "people"), [(count.value, f"{count.count:,}") for count in counts])


def recommend(
    job: Annotated[str, typer.Argument(help="The job's id in the ATS.")],
    *,
    limit: Annotated[int, typer.Option("--limit", help="People to show.")] = 10,
    instance: Annotated[str, typer.Option("--instance", help="ATS connection.")] = "ats",
    tenant: TenantName = None,
    data: Data = None,
    as_json: Json = False,
) -> None:
    """Recommend people for a job (Recommended Matches); each one with the requirements met and missing.

    Example: talentjoin recommend job-7 --json
    """
    with opened(data, as_json=as_json) as parts:
        from service.flows.recommend import recommend_for
        from service.flows.tenants import the_tenant

        if not 1 <= limit <= 200:
            raise typer.BadParameter("must be 1 to 200", param_hint="--limit")
        key = the_tenant(parts, tenant)
        answer = recommend_for(parts, key, SourceId(job), instance=InstanceId(instance), limit=limit)
        if as_json:
            print_json(answer.model_dump(mode="json"))
            return
        typer.echo(f"asks for: {answer.question.text}")
        print_hits(f"Recommended for {answer.title} ({answer.considered:,} considered)", answer.hits, 0)


def print_hits(title: str, hits: tuple["FoundPerson", ...], offset: int) -> None:
    """Print a ranked list as a table."""
    rows = [
        (
            offset + place,
            hit.name,
            " at ".join(part for part in (hit.current_title, hit.current_company) if part),
            hit.location,
            "ATS" if hit.in_ats else "member",
            f"{hit.score:.2f}",
            "; ".join(said(reason) for reason in hit.reasons[:4]),
        )
        for place, hit in enumerate(hits, 1)
    ]
    print_table(title, ("#", "name", "now", "place", "from", "score", "why"), rows)


def said(reason: "Reason") -> str:
    """Say a reason, with the words that show it unless it says them itself."""
    shown = reason.evidence.casefold() not in reason.text.casefold()
    return f"{reason.text} ({reason.evidence})" if shown else reason.text


def _by_facet(given: list[str], option: str) -> dict[str, list[str]]:
    values: dict[str, list[str]] = {}
    for one in given:
        name, separator, value = one.partition("=")
        if not separator or not value:
            raise typer.BadParameter("must be FACET=VALUE", param_hint=option)
        values.setdefault(name, []).append(value)
    return values


def _one_of(value: str, allowed: tuple[str, ...], what: str) -> str:
    if value in allowed:
        return value
    from service.flows.facet_names import nearest

    meant = nearest(value, allowed)
    raise typer.BadParameter(f"must be one of {', '.join(allowed)}; the nearest is {meant}", param_hint=what)
