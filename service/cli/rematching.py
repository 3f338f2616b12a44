"""Turn an order to re-match into new weights and links, with what each stage took."""

import time
from typing import TYPE_CHECKING, Annotated, Any

import typer

from service.cli.frame import EXIT_FAILED, Data, Json, opened, print_json, print_table, progress

if TYPE_CHECKING:
    from entities.ids import TenantKey
    from service.report import Report
    from service.wiring import Parts
    from store import jobs

LOOK_SECONDS = 0.5  # between two looks at what another process has done
ENDED = ("done", "failed", "buried")


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("rematch")(rematch)


def rematch(
    tenant: Annotated[str, typer.Argument(help="Tenant, by name or key.")],
    *,
    cancel: Annotated[
        bool, typer.Option("--cancel", help="End what waits or runs; links written so far stay.")
    ] = False,
    wait: Annotated[bool, typer.Option("--wait", help="Wait for the worker, where another process is it.")] = False,
    data: Data = None,
    as_json: Json = False,
) -> None:
    """Estimate a tenant's weights anew and link all its candidates again; people's corrections are kept.

    Only links that change are written. What was stopped goes on where it had come to.

    Example: talentjoin rematch acme
    """
    with opened(data, as_json=as_json) as parts, progress(quiet=as_json) as report:
        from service.due import work_if_alone
        from service.flows.rematch import cancel_rematch, order_rematch
        from service.flows.tenants import the_tenant

        key = the_tenant(parts, tenant)
        if cancel:
            count = cancel_rematch(parts, key, actor="cli")
            print_json({"cancelled": count}) if as_json else typer.echo(f"{count} ended")
            return
        number = order_rematch(parts, key, actor="cli")
        worked = work_if_alone(parts, report)
        job = _watched(parts, key, number, report if wait and not worked else None)
    _print(job, as_json=as_json)
    if job is not None and job.state in ("failed", "buried"):
        raise typer.Exit(EXIT_FAILED)


def _watched(parts: "Parts", tenant: "TenantKey", number: int, report: "Report | None") -> "jobs.Job | None":
    """Read the job, once it has ended where somebody waits for it."""
    from store import jobs

    while True:
        with parts.store.reading(tenant) as tx:
            job = jobs.get(tx, number)
        if job is None or job.state in ENDED or report is None:
            return job
        report("re-match", job.progress.get("done", 0), job.progress.get("total"))
        time.sleep(LOOK_SECONDS)


def _print(job: "jobs.Job | None", *, as_json: bool) -> None:
    done = job is not None and job.state == "done"
    said: dict[str, Any] = {"rematch": "done" if done else "ordered"}
    if job is not None and job.state in ("failed", "buried"):
        said = {"rematch": job.state, "code": job.code}
    found = {} if job is None else job.progress
    counts = {name: found.get(name, 0) for name in ("total", "done", "written", "due", "own_weights")}
    seconds = {name.removesuffix("_ms"): value / 1_000 for name, value in found.items() if name.endswith("_ms")}
    if as_json:
        print_json({**said, "candidates": counts, "seconds": seconds} if found else said)
        return
    typer.echo("ordered: the worker does it" if said["rematch"] == "ordered" else said["rematch"])
    if not found:
        return
    rows: list[tuple[str, object]] = [
        ("candidates", f"{counts['done']:,} of {counts['total']:,}"),
        ("links written in place", f"{counts['written']:,}"),
        ("joined otherwise: linked and projected", f"{counts['due']:,}"),
        ("weights", "the tenant's own" if counts["own_weights"] else "the shipped ones"),
        *((f"seconds: {name}", f"{value:.1f}") for name, value in seconds.items()),
    ]
    print_table("Re-match", ("what", "figure"), rows)
