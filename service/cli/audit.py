"""Turn questions about tenants' trails into lists, verdicts and signed heads."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from service.cli.frame import EXIT_FAILED, Data, Json, TenantName, opened, print_json, print_table, progress

if TYPE_CHECKING:
    from entities.ids import TenantKey
    from service.flows.trail import SignedHead, Verdict
    from service.report import Report
    from service.wiring import Parts

audit_app = typer.Typer(help="The trail: who did and read what, chained by hashes.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.add_typer(audit_app, name="audit")


@audit_app.command("verify")
def verify(
    *,
    tenant: TenantName = None,
    head: Annotated[
        Path | None, typer.Option("--head", help="File of signed heads, kept since an earlier `audit head`.")
    ] = None,
    data: Data = None,
    as_json: Json = False,
) -> None:
    """Follow each tenant's trail from its first entry to its end; name the first wrong place of each.

    With heads that were kept elsewhere it also shows that no end was cut off.

    Example: talentjoin audit verify --head heads.jsonl
    """
    with opened(data, as_json=as_json) as parts, progress(quiet=as_json) as report:
        verdicts = _verdicts(parts, tenant, _known(head), report)
    if as_json:
        print_json([verdict.model_dump() for verdict in verdicts])
    else:
        rows = [
            (one.name, "NOT OK", one.wrong, "")
            if one.head is None
            else (one.name, "ok", one.head.number, one.head.hash)
            for one in verdicts
        ]
        print_table("Trails", ("tenant", "", "entries", "hash of the last"), rows)
    if any(verdict.wrong for verdict in verdicts):
        raise typer.Exit(EXIT_FAILED)


@audit_app.command("head")
def head(*, tenant: TenantName = None, data: Data = None, as_json: Json = False) -> None:
    """Print the signed end of each tenant's trail, one JSON line a tenant; to be kept out of the store's reach.

    Example: talentjoin audit head > heads.jsonl
    """
    with opened(data, as_json=as_json) as parts, progress(quiet=as_json) as report:
        verdicts = _verdicts(parts, tenant, {}, report)
    for verdict in verdicts:
        if verdict.head is None:
            typer.echo(f"{verdict.name}: {verdict.wrong}", err=True)
        else:
            print_json(verdict.head.model_dump())
    if any(verdict.wrong for verdict in verdicts):
        raise typer.Exit(EXIT_FAILED)


@audit_app.command("list")
def show(
    *,
    about: Annotated[str | None, typer.Option("--about", help="Id of a record, person, seat or contract.")] = None,
    actor: Annotated[str | None, typer.Option("--actor", help="Client's id, or operator:NAME.")] = None,
    action: Annotated[str | None, typer.Option("--action", help="Like record.read.")] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, max=10_000, help="Entries at most.")] = 50,
    tenant: TenantName = None,
    data: Data = None,
    as_json: Json = False,
) -> None:
    """List a tenant's trail, the newest entry first: who did what to how many; of whom is not in it.

    Example: talentjoin audit list --action record.read --limit 20
    """
    with opened(data, as_json=as_json) as parts:
        from service.flows.tenants import the_tenant
        from store import audit

        with parts.store.reading(the_tenant(parts, tenant)) as tx:
            found = audit.find(tx, audit.Wanted(about, actor, action), limit=limit)
        columns = ("number", "at", "actor", "action", "kind", "count", "details")
        rows = [
            (one.number, one.at.isoformat(), one.actor, one.action, one.kind, one.count, one.details) for one in found
        ]
        if as_json:
            print_json([dict(zip(columns, row, strict=True)) for row in rows])
        else:
            print_table("Trail", columns, rows)


def _known(file: Path | None) -> "dict[str, SignedHead]":
    """Read the file of heads; raises InputError."""
    from entities.errors import InputError
    from service.flows.trail import read_heads

    if file is None:
        return {}
    try:
        return read_heads(file.read_text(encoding="utf-8").splitlines())
    except (OSError, UnicodeDecodeError):
        raise InputError("the file of signed heads can't be read") from None


def _verdicts(parts: "Parts", tenant: str | None, known: "dict[str, SignedHead]", report: "Report") -> "list[Verdict]":
    from service.flows.trail import Verdict, verify_trail

    asked = _tenants(parts, tenant)
    gone = sorted(known.keys() - {key for key, _ in asked}) if tenant is None else []
    return [
        *(verify_trail(parts, key, name, known, report) for key, name in asked),
        *(Verdict(tenant=key, name=key, wrong="the tenant is gone, and its trail with it", head=None) for key in gone),
    ]


def _tenants(parts: "Parts", tenant: str | None) -> "list[tuple[TenantKey, str]]":
    """Give the tenant that is named, or all."""
    from service.flows.tenants import all_tenants
    from store import control

    if tenant is None:
        return [(key, name) for key, name, _ in all_tenants(parts)]
    with parts.store.control_reading() as tx:
        found = control.find_tenant(tx, tenant)
    return [(found.key, found.name)]
