"""Turn tenant commands into control rows."""

import typer

from service.cli.frame import Data, Json, opened, print_json, print_table

tenant_app = typer.Typer(help="Tenants: the customer companies, each apart from the others.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.add_typer(tenant_app, name="tenant")


@tenant_app.command("add")
def add(name: str, *, data: Data = None, as_json: Json = False) -> None:
    """Make a tenant with its own store, keys and index.

    Example: talentjoin tenant add acme --json
    """
    with opened(data, as_json=as_json) as parts:
        from service.flows.tenants import add_tenant

        key = add_tenant(parts, name)
        if as_json:
            print_json({"tenant": key, "name": name})
        else:
            typer.echo(f"tenant {name} is {key}")


@tenant_app.command("list")
def show(*, data: Data = None, as_json: Json = False) -> None:
    """List the tenants.

    Example: talentjoin tenant list --json
    """
    with opened(data, as_json=as_json) as parts:
        from service.flows.tenants import all_tenants

        rows = all_tenants(parts)
        if as_json:
            print_json([{"tenant": key, "name": name, "added_at": added} for key, name, added in rows])
        else:
            print_table("Tenants", ("name", "key", "added"), [(name, key, added) for key, name, added in rows])
