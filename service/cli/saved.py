"""Turn the searches that seats keep into lists on the screen, and a run of one into whom it found."""

from typing import Annotated

import typer

from service.cli.frame import Data, Json, TenantName, opened, print_json, print_table

LIMIT = 200  # people of a run that are shown


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("run-search")(run_search)


def run_search(
    number: Annotated[int, typer.Argument(help="The saved search's number in the tenant.")],
    *,
    run: Annotated[int | None, typer.Option("--run", help="Give this run again, or make it if it is the next.")] = None,
    tenant: TenantName = None,
    data: Data = None,
    as_json: Json = False,
) -> None:
    """Run a saved search as its owner, for who is new or changed since its last run.

    Example: talentjoin run-search 7 --json
    """
    with opened(data, as_json=as_json) as parts:
        from entities.errors import NotFound
        from service.flows.alert import owner_access
        from service.flows.found import shown
        from service.flows.run_search import find_run, run_page
        from service.flows.run_search import run_search as run_it
        from service.flows.saved_search import owner_of_search
        from service.flows.tenants import FIRST_INSTANCE, the_tenant

        key = the_tenant(parts, tenant)
        with parts.store.reading(key) as tx:
            owner = owner_of_search(tx, number)
            access = owner_access(parts, tx, owner)
        if access is False:
            raise NotFound("the search's owner may see nobody any more")
        made = run_it(parts, key, owner, number, instance=FIRST_INSTANCE, access=access, wanted=run)
        with parts.store.reading(key) as tx:
            kept, made = find_run(tx, owner, number, made.number)
        page = run_page(parts, key, kept, made, access, after=-1, limit=LIMIT)
        people = [shown(hit) for hit in page.hits]
        if as_json:
            found = {"search": number, "run": made.number, "found": made.found, "more": made.more}
            print_json({**found, "people": [one.model_dump(mode="json") for one in people]})
            return
        rows = [(one.name, one.current_title, one.current_company, one.location) for one in people]
        print_table(f"Run {made.number} of {kept.name}: {made.found:,} people", ("name", "title", "at", "place"), rows)
