"""Turn an order to compare indices with their store into their differences on the screen."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from service.cli.frame import EXIT_FAILED, Data, Json, TenantName, opened, print_json, print_table, progress

if TYPE_CHECKING:
    from service.flows.reconcile import Reconciled


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("reconcile")(reconcile)


def reconcile(
    *,
    tenant: TenantName = None,
    members: Annotated[bool, typer.Option("--members", help="The members' index only.")] = False,
    repair: Annotated[bool, typer.Option("--repair", help="Write what differs to the index anew.")] = False,
    data: Data = None,
    as_json: Json = False,
) -> None:
    """Compare what the indices hold with the store: one tenant, or all of them and the members.

    Fails where something differs and isn't repaired. Example: talentjoin reconcile --repair --json
    """
    with opened(data, as_json=as_json) as parts, progress(quiet=as_json) as report:
        from service.due import work_if_alone
        from service.flows.reconcile import reconcile as compare
        from service.flows.reconcile import run
        from service.flows.tenants import the_tenant
        from store import control

        with parts.store.control_reading() as tx:
            every = [(one.key, one.name) for one in control.tenants(tx)]
        key = the_tenant(parts, tenant) if tenant is not None else None
        chosen = [] if members else [one for one in every if key in (None, one[0])]
        wanted = [*([] if key else [(None, "members")]), *chosen]
        found = [
            (name, run(compare(parts, one, repair=repair), lambda done: report("compare", done, None)))
            for one, name in wanted
        ]
        if any(one.repaired for _, one in found):
            work_if_alone(parts, report)
        _show(found, as_json=as_json)
    if not repair and any(one.differences for _, one in found):
        raise typer.Exit(EXIT_FAILED)


def _show(found: list[tuple[str, "Reconciled"]], *, as_json: bool) -> None:
    if as_json:
        print_json([{"index": name, **asdict(one), "differences": one.differences} for name, one in found])
        return
    columns = ("documents", "missing", "extra", "stale", "columns", "repaired")
    rows = [(name, *(f"{getattr(one, column):,}" for column in columns)) for name, one in found]
    print_table("Store and index", ("index", *columns), rows)
