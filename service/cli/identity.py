"""Turn orders on operators and clients into accounts and keys; a secret is printed once."""

import json
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from entities.errors import InputError
from service.cli.frame import Data, Json, TenantName, opened, print_json, print_table

if TYPE_CHECKING:
    from service.flows.clients import NewSecret
    from store import clients, operators

BY = "cli"  # who stands in the trail
ONCE = "keep the secret now: it is shown this once"

operator_app = typer.Typer(help="Operators: the people who run this installation.", no_args_is_help=True)
client_app = typer.Typer(help="Clients: the programs that call for a tenant.", no_args_is_help=True)
Scopes = Annotated[str | None, typer.Option("--scopes", help="Scopes with commas between.")]
ClientId = Annotated[str, typer.Argument(help="The client's id.")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.add_typer(operator_app, name="operator")
    app.add_typer(client_app, name="client")


@operator_app.command("add")
def add_account(name: str, *, scopes: Scopes = None, data: Data = None, as_json: Json = False) -> None:
    """Make an operator's account, with all scopes unless some are named; prints its secret.

    Example: talentjoin operator add kim --scopes tenants:read,tenants:enter
    """
    with opened(data, as_json=as_json) as parts:
        from service.flows.operators import add_operator
        from service.scopes import OPERATOR_SCOPES

        account, secret = add_operator(parts, name, OPERATOR_SCOPES if scopes is None else _words(scopes))
        if as_json:
            print_json({**_account(account), "secret": secret})
        else:
            typer.echo(f"client_id={account.name}")
            typer.echo(f"client_secret={secret}")
            typer.echo(ONCE, err=True)


@operator_app.command("list")
def show_accounts(*, data: Data = None, as_json: Json = False) -> None:
    """List the operators, those closed too.

    Example: talentjoin operator list --json
    """
    with opened(data, as_json=as_json) as parts:
        from service.flows.operators import list_operators

        rows = [_account(one) for one in list_operators(parts)]
        if as_json:
            print_json(rows)
        else:
            cells = [(row["name"], " ".join(row["scopes"]), row["made_at"], row["closed_at"] or "") for row in rows]
            print_table("Operators", ("name", "scopes", "made", "closed"), cells)


@operator_app.command("close")
def close_account(name: str, *, data: Data = None, as_json: Json = False) -> None:
    """Close an operator's account for good.

    Example: talentjoin operator close kim
    """
    with opened(data, as_json=as_json) as parts:
        from service.flows.operators import close_operator

        close_operator(parts, name)
        print_json({"closed": name}) if as_json else typer.echo(f"{name} is closed")


@client_app.command("add")
def add(
    *,
    name: Annotated[str, typer.Option("--name", help="What the client is for.")],
    scopes: Annotated[str, typer.Option("--scopes", help="Scopes with commas between.")],
    contracts: Annotated[
        str, typer.Option("--contracts", help="Contracts to act in, with commas between; for act_as.")
    ] = "",
    instance: Annotated[str, typer.Option("--instance", help="ATS connection.")] = "ats",
    public_key: Annotated[
        Path | None, typer.Option("--public-key", help="File with a public JWK, instead of a secret.")
    ] = None,
    tenant: TenantName = None,
    data: Data = None,
    as_json: Json = False,
) -> None:
    """Make a client of a tenant; prints its id and, unless it has a public key, its secret.

    Example: talentjoin client add --tenant acme --name import --scopes records:write
    """
    with opened(data, as_json=as_json) as parts:
        from entities.ids import InstanceId
        from service.flows.clients import ClientOrder, add_client, read_client
        from service.flows.tenants import the_tenant

        key = None if public_key is None else _jwk(public_key)
        order = ClientOrder(name, _words(scopes), _words(contracts), InstanceId(instance), key)
        new, secret = add_client(parts, the_tenant(parts, tenant), order, by=BY)
        if as_json:
            print_json(
                {**_client(*read_client(parts, new.tenant, new.id)), "secret": None if secret is None else secret.text}
            )
        else:
            typer.echo(f"client_id={new.id}")
            if secret is not None:
                typer.echo(f"client_secret={secret.text}")
                typer.echo(ONCE, err=True)


@client_app.command("list")
def show(*, tenant: TenantName = None, data: Data = None, as_json: Json = False) -> None:
    """List a tenant's clients, those revoked too; secrets are shown nowhere.

    Example: talentjoin client list --tenant acme --json
    """
    with opened(data, as_json=as_json) as parts:
        from service.flows.clients import list_clients
        from service.flows.tenants import the_tenant

        rows = [_client(*one) for one in list_clients(parts, the_tenant(parts, tenant))]
        if as_json:
            print_json(rows)
        else:
            cells = [(row["id"], row["name"], " ".join(row["scopes"]), row["revoked_at"] or "") for row in rows]
            print_table("Clients", ("id", "name", "scopes", "revoked"), cells)


@client_app.command("revoke")
def revoke(client: ClientId, *, data: Data = None, as_json: Json = False) -> None:
    """Revoke a client for good: its secrets and tokens count no more.

    Example: talentjoin client revoke cl_7YtM0Qd3xkPz9a
    """
    with opened(data, as_json=as_json) as parts:
        from service.flows.clients import revoke_client, tenant_of

        revoke_client(parts, tenant_of(parts, client), client, by=BY)
        print_json({"revoked": client}) if as_json else typer.echo(f"{client} is revoked")


@client_app.command("secret")
def secret(
    client: ClientId,
    *,
    expires: Annotated[
        datetime | None, typer.Option("--expires", help="When the secret ends, in UTC; never by default.")
    ] = None,
    remove: Annotated[int | None, typer.Option("--remove", help="Take away the secret of this number instead.")] = None,
    data: Data = None,
    as_json: Json = False,
) -> None:
    """Make a second secret of a client, to take the place of the first; or take one away.

    Example: talentjoin client secret cl_7YtM0Qd3xkPz9a
    """
    with opened(data, as_json=as_json) as parts:
        from datetime import UTC

        from service.flows.clients import add_secret, remove_secret, tenant_of

        tenant = tenant_of(parts, client)
        if remove is not None:
            remove_secret(parts, tenant, client, remove, by=BY)
            print_json({"removed": remove}) if as_json else typer.echo(f"secret {remove} is gone")
            return
        ends = None if expires is None else expires.replace(tzinfo=UTC)
        _print_secret(add_secret(parts, tenant, client, expires_at=ends, by=BY), as_json=as_json)


def _print_secret(made: "NewSecret", *, as_json: bool) -> None:
    if as_json:
        print_json(
            {"client": made.client, "number": made.number, "expires_at": _iso(made.expires_at), "secret": made.text}
        )
        return
    typer.echo(f"client_secret={made.text}")
    typer.echo(ONCE, err=True)


def _words(listed: str) -> tuple[str, ...]:
    return tuple(word for word in listed.replace(",", " ").split() if word)


def _jwk(file: Path) -> dict[str, Any]:
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise InputError("the file holds no JWK") from None
    if not isinstance(found, dict):
        raise InputError("the file holds no JWK")
    return found


def _account(account: "operators.Operator") -> dict[str, Any]:
    return {
        "name": account.name,
        "scopes": sorted(account.scopes),
        "made_at": account.made_at.isoformat(),
        "closed_at": _iso(account.closed_at),
    }


def _client(client: "clients.Client", secrets: "Sequence[clients.Secret]") -> dict[str, Any]:
    numbers = [
        {"number": one.number, "made_at": one.made_at.isoformat(), "expires_at": _iso(one.expires_at)}
        for one in secrets
    ]
    return {
        "id": client.id,
        "name": client.name,
        "instance": client.instance,
        "scopes": sorted(client.scopes),
        "contracts": sorted(client.contracts),
        "has_public_key": bool(client.public_key),
        "made_by": client.made_by,
        "made_at": client.made_at.isoformat(),
        "revoked_at": _iso(client.revoked_at),
        "secrets": numbers,
    }


def _iso(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()
