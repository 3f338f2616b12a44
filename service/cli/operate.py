"""Turn an operator's orders into work: worker, rebuild, corrections, checks, schemas."""

import signal
import sys
import threading
from typing import Annotated

import typer

from entities.ids import InstanceId, PublicMemberId, SourceId
from service.cli.frame import (
    EXIT_FAILED,
    Data,
    Json,
    TenantName,
    failures,
    opened,
    print_error,
    print_json,
    print_table,
    progress,
)


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("worker")(worker)
    app.command("rebuild")(rebuild)
    app.command("correct")(correct)
    app.command("origins")(origins)
    app.command("doctor")(doctor)
    app.command("schema")(schema)


def worker(
    *,
    once: Annotated[bool, typer.Option("--once", help="Stop when nothing is due.")] = False,
    called: Annotated[bool, typer.Option("--called", hidden=True, help="Obey the pipe on stdin.")] = False,
    data: Data = None,
    as_json: Json = False,
) -> None:
    """Parse, link, project and index whatever is due, until stopped.

    Example: talentjoin worker --once --json
    """
    with opened(data, as_json=as_json) as parts:
        from service.lock import worker_lock
        from service.parsing import LazyParser
        from service.waking import listening
        from service.worker import Worker

        with (
            worker_lock(parts.settings.data),
            LazyParser(parts.settings) as parser,
            progress(quiet=as_json) as report,
        ):
            work = Worker(parts, parser, report)
            if once:
                done = work.drain()
                print_json({"done": done}) if as_json else typer.echo(f"{done:,} pieces of work done")
                return
            stop = threading.Event()
            for number in (signal.SIGTERM, signal.SIGINT):
                signal.signal(number, lambda *_: stop.set())
            rest = listening(sys.stdin.fileno(), stop) if called else None
            work.run(stop, lambda error: print_error(error, as_json=as_json), rest)


def rebuild(
    *,
    tenant: TenantName = None,
    members: Annotated[bool, typer.Option("--members", help="The members' index instead of a tenant's.")] = False,
    data: Data = None,
    as_json: Json = False,
) -> None:
    """Build an index anew from the store; searches use the old one until the new one is complete.

    Example: talentjoin rebuild --tenant acme
    """
    with opened(data, as_json=as_json) as parts:
        from service.flows.rebuild import rebuild_members, rebuild_tenant
        from service.flows.tenants import the_tenant
        from service.lock import worker_lock

        with worker_lock(parts.settings.data), progress(quiet=as_json) as report:
            key = None if members else the_tenant(parts, tenant)
            count = rebuild_members(parts, report) if key is None else rebuild_tenant(parts, key, report)
        print_json({"documents": count}) if as_json else typer.echo(f"{count:,} documents")


def correct(
    candidate: Annotated[str, typer.Argument(help="The candidate's id in the ATS.")],
    verdict: Annotated[str, typer.Argument(help="linked, not_linked or other_member.")],
    *,
    member: Annotated[str | None, typer.Option("--member", help="The member, by the tenant's id for it.")] = None,
    instance: Annotated[str, typer.Option("--instance", help="ATS connection.")] = "ats",
    tenant: TenantName = None,
    data: Data = None,
    as_json: Json = False,
) -> None:
    """Say what is right about a link; every later re-match keeps it.

    Example: talentjoin correct cand-17 not_linked
    """
    if verdict not in ("linked", "not_linked", "other_member"):
        raise typer.BadParameter("must be linked, not_linked or other_member")
    with opened(data, as_json=as_json) as parts, progress(quiet=as_json) as report:
        from service.due import work_if_alone
        from service.flows.correct import correct as keep
        from service.flows.explain import explain_link
        from service.flows.tenants import the_tenant

        key = the_tenant(parts, tenant)
        place = InstanceId(instance)
        named = PublicMemberId(member) if member else None
        keep(parts, key, SourceId(candidate), verdict, instance=place, member=named, actor="cli")  # type: ignore[arg-type]  # checked above
        worked = work_if_alone(parts, report)
        link = explain_link(parts, key, SourceId(candidate), instance=place) if worked else None
        if as_json:
            print_json({"kept": verdict, "decision": link.decision if link else None})
        else:
            typer.echo(f"kept; the link is now: {link.decision}" if link else "kept; the worker applies it")


def origins(
    pull: Annotated[str, typer.Argument(help="on or off: whether pulled layers count.")],
    *,
    instance: Annotated[str, typer.Option("--instance", help="ATS connection.")] = "ats",
    tenant: TenantName = None,
    data: Data = None,
    as_json: Json = False,
) -> None:
    """Switch pulled data on or off; nothing is deleted, reads are as if it had never been there.

    Example: talentjoin origins off
    """
    if pull not in ("on", "off"):
        raise typer.BadParameter("must be on or off")
    with opened(data, as_json=as_json) as parts, progress(quiet=as_json) as report:
        from service.due import work_if_alone
        from service.flows.origins import switch_pull
        from service.flows.tenants import the_tenant

        changed = switch_pull(parts, the_tenant(parts, tenant), InstanceId(instance), on=pull == "on", actor="cli")
        work_if_alone(parts, report)
        print_json({"changed": changed}) if as_json else typer.echo(f"{changed:,} records changed")


def doctor(*, data: Data = None, as_json: Json = False) -> None:
    """Check disk, engine, worker, and for each tenant the audit trail, open references, and that index = store.

    Example: talentjoin doctor --json
    """
    with opened(data, as_json=as_json) as parts:
        from service.flows.doctor import examine

        checks = list(examine(parts))
        if as_json:
            print_json([check.model_dump() for check in checks])
        else:
            rows = [(c.name, "ok" if c.ok else "NOT OK", c.seen, "" if c.ok else c.advice) for c in checks]
            print_table("Doctor", ("check", "", "seen", "what to do"), rows)
    if not all(check.ok for check in checks):
        raise typer.Exit(EXIT_FAILED)


def schema(
    kind: Annotated[str | None, typer.Argument(help="job, candidate, application, ... or member.")] = None,
    *,
    as_json: Json = False,
) -> None:
    """Print the JSON Schema of a kind's wire form, or the list of kinds.

    Example: talentjoin schema candidate
    """
    with failures(as_json=as_json):
        from service.flows.kinds import KINDS, schema_of

        if kind is not None:
            print_json(schema_of(kind))
        elif as_json:
            print_json(list(KINDS))
        else:
            typer.echo("\n".join(KINDS))
