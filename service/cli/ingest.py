"""Turn files of records, resumes or members into calls of the flows that store them."""

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from entities.errors import InputError, NotFound
from entities.ids import InstanceId
from entities.moments import EARLIEST
from service.cli.frame import EXIT_PARTLY, Data, Json, TenantName, now, opened, print_json, progress
from service.report import Report

if TYPE_CHECKING:
    from service.wiring import Parts
    from sync import Item, ItemOutcome

BAD = ("invalid", "failed")
SHOWN = 20  # refused items printed in words

members_app = typer.Typer(help="Member profiles, shared by all tenants.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("push")(push)
    app.add_typer(members_app, name="members")


def push(
    file: Annotated[Path | None, typer.Argument(help="JSON Lines file, one item a line.")] = None,
    *,
    resumes: Annotated[
        Path | None,
        typer.Option("--resumes", help="Folder of resume files, each named CANDIDATE_ID.ext or CANDIDATE_ID/file."),
    ] = None,
    tenant: TenantName = None,
    instance: Annotated[str, typer.Option("--instance", help="ATS connection.")] = "ats",
    origin: Annotated[str, typer.Option("--origin", help="push, or pull for what was read from the ATS.")] = "push",
    data: Data = None,
    as_json: Json = False,
) -> None:
    """Send records of an ATS, or resume files, and wait until they can be found.

    Each item has its own outcome; one that is wrong never stops the rest (exit code 3 then).

    Example: talentjoin push candidates.jsonl --json
    Example: talentjoin push --resumes cvs/
    """
    if (file is None) == (resumes is None):
        raise typer.BadParameter("give either a FILE or --resumes DIR")
    if origin not in ("push", "pull"):
        raise typer.BadParameter("must be push or pull", param_hint="--origin")
    with opened(data, as_json=as_json) as parts:
        from service.flows.receive import receive, receive_items
        from service.flows.tenants import the_tenant

        key = the_tenant(parts, tenant)
        layer: Literal["push", "pull"] = "pull" if origin == "pull" else "push"
        place = InstanceId(instance)
        with progress(quiet=as_json) as report:
            if file is not None:
                lines = _lines(file)
                outcomes = receive(parts, key, lines, instance=place, origin=layer, actor="cli")
            else:
                assert resumes is not None
                outcomes = _resumes(parts, key, resumes, place, receive_items)
            _finish(parts, outcomes, report, as_json=as_json)


@members_app.command("import")
def import_(
    file: Annotated[Path, typer.Argument(help="JSON Lines or Parquet file in the match schema plus member fields.")],
    *,
    data: Data = None,
    as_json: Json = False,
) -> None:
    """Import member profiles and wait until they can be found.

    Example: talentjoin members import members.jsonl
    """
    with opened(data, as_json=as_json) as parts, progress(quiet=as_json) as report:
        from service.flows.members import import_members

        if not file.is_file():
            raise NotFound("no such file")
        _finish(parts, import_members(parts, file), report, as_json=as_json)


def _lines(file: Path) -> Iterator[bytes]:
    try:
        with file.open("rb") as lines:
            yield from lines
    except FileNotFoundError:
        raise NotFound("no such file") from None
    except OSError as error:
        raise InputError(f"the file can't be read: {error.strerror}") from None


def _resumes(
    parts: "Parts", tenant: str, folder: Path, instance: InstanceId, store: Callable[..., list["ItemOutcome"]]
) -> Iterator["ItemOutcome"]:
    """Send each file below the folder as the resume of the candidate that file or folder is named after."""
    if not folder.is_dir():
        raise NotFound("no such folder")
    limit = parts.settings.file_mb * 1_000_000
    for number, file in enumerate(sorted(path for path in folder.rglob("*") if path.is_file()), 1):
        item = _resume(number, file, file.stem if file.parent == folder else file.parent.name, limit)
        yield from store(parts, tenant, [item], instance=instance, origin="push", actor="cli")


def _resume(number: int, file: Path, candidate: str, limit: int) -> "Item | ItemOutcome":
    """Read one resume file as an item under the rules for all items; one that can't be read has its outcome too."""
    from sync import Item, ItemOutcome, read_item, resume_line

    try:
        # Archives are unpacked with times of 1970 or none: what no ATS can mean is not refused for it.
        seconds = max(EARLIEST.timestamp(), min(file.stat().st_mtime, now().timestamp()))
        with file.open("rb") as content:
            read = content.read(limit + 1)  # one byte over the limit is enough to know that it is over
    except OSError as error:
        said = f"the file can't be read: {error.strerror}"
        return ItemOutcome(
            line=number, kind="attachment", id="", result="failed", code="unreadable", pointer="", message=said
        )
    record = resume_line(file, candidate, datetime.fromtimestamp(int(seconds), UTC))
    item = read_item(number, record, now())
    return Item(number, item.record, read) if isinstance(item, Item) else item


def _finish(parts: "Parts", outcomes: Iterable["ItemOutcome"], report: Report, *, as_json: bool) -> None:
    """Print outcomes as they become durable, do the work that is due unless a worker runs, and set the exit code."""
    from service.due import work_if_alone
    from sync import tally

    kept: list[ItemOutcome] = []
    for outcome in outcomes:
        kept.append(outcome)
        if as_json:
            print_json(outcome.model_dump(exclude_none=True))
        report("stored", len(kept), None)
    worked = work_if_alone(parts, report)
    counts = tally(kept)
    refused = [outcome for outcome in kept if outcome.result in BAD]
    if as_json:
        print_json({"counts": counts, "searchable": worked})
    else:
        typer.echo(", ".join(f"{count} {result}" for result, count in counts.items() if count) or "nothing to do")
        for outcome in refused[:SHOWN]:
            typer.echo(f"  line {outcome.line}{outcome.pointer or ''}: {outcome.message} [{outcome.code}]", err=True)
        if not worked:
            typer.echo("a worker runs: it makes this searchable", err=True)
    if refused:
        raise typer.Exit(EXIT_PARTLY)
