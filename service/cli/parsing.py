"""Turn resume files into the parse interface: one JSON object a file, in order."""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from service.cli.frame import EXIT_PARTLY, Json, failures, print_json, print_table, progress, settings_for
from service.cli.watched import watched

if TYPE_CHECKING:
    from service.settings import Settings

Line = Mapping[str, Any]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("parse")(parse)


def parse(
    files: Annotated[list[Path], typer.Argument(help="Resume files: PDF, DOCX, HTML, TXT; or one folder of them.")],
    *,
    out: Annotated[
        Path | None,
        typer.Option("--out", help="File for the results of a folder (JSON Lines); run again, it goes on."),
    ] = None,
    html: Annotated[
        Path | None,
        typer.Option("--html", help="Folder for a page a resume, its picture beside the values (extra `fast`)."),
    ] = None,
    date: Annotated[
        str | None, typer.Option("--date", help="Date of the documents (YYYY-MM-DD), for `present`.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Read resumes: who, where, which positions, each value with its confidence and place in the document.

    Every file gets a typed status; exit code 3 if some could not be read.

    Example: talentjoin parse cv.pdf --json
    Example: talentjoin parse cvs/ --out results.jsonl --html pages/
    """
    with failures(as_json=as_json, stopped="what stands in the results counts: run it again to go on"):
        settings = settings_for(None)
        with _pages(html, settings) as each:
            failed = (
                _to_file(files, out, settings, date, each, as_json=as_json)
                if out
                else _to_screen(files, settings, date, each, as_json=as_json)
            )
    if failed:
        raise typer.Exit(EXIT_PARTLY)


@contextmanager
def _pages(folder: Path | None, settings: "Settings") -> Iterator[Callable[[Line], None]]:
    if folder is None:
        yield lambda _: None
        return
    from service.flows.review_pages import ReviewFolder

    with ReviewFolder(folder, settings) as pages:
        yield pages.add


def _to_file(
    files: list[Path], out: Path, settings: "Settings", date: str | None, each: Callable[[Line], None], *, as_json: bool
) -> int:
    from service.flows.parse_folder import parse_folder

    if len(files) != 1:
        raise typer.BadParameter("--out takes one folder", param_hint="files")
    with watched(lines=as_json) as report:
        done = parse_folder(files[0], out, settings, date, report=report, each=each)
    if as_json:
        print_json({"files": done.files, "kept": done.kept, "failed": done.failed, "statuses": done.statuses})
    else:
        rows = [*sorted(done.statuses.items(), key=lambda row: -row[1]), ("parsed before", done.kept)]
        print_table(f"{done.files} files", ("status", "files"), rows)
    return done.failed


def _to_screen(
    files: list[Path], settings: "Settings", date: str | None, each: Callable[[Line], None], *, as_json: bool
) -> int:
    from service.flows.parse_files import parse_files
    from service.flows.parse_folder import files_in

    inside = files_in(files[0]) if len(files) == 1 and files[0].is_dir() else []
    listed = inside or files
    failed = 0
    rows = []
    with progress(quiet=as_json) as report:
        for done, answer in enumerate(parse_files(listed, settings, date), 1):
            failed += answer["status"] != "ok"
            each(answer)
            report("parse", done, len(listed))
            if as_json:
                print_json(answer)
            else:
                rows.append(answer)
    if not as_json:
        _print(rows)
    return failed


def _print(rows: list[dict[str, object]]) -> None:
    table = []
    for answer in rows:
        resume = json.loads(json.dumps(answer["resume"])) or {}
        name = (resume.get("name") or {}).get("value", "")
        emails = ", ".join(one["value"] for one in resume.get("emails", ()))
        work = resume.get("work", [])
        first = " at ".join((work[0].get(key) or {}).get("value", "?") for key in ("title", "company")) if work else ""
        table.append((answer["file"], answer["status"], name, emails, first, f"{len(work)}"))
    print_table("Resumes", ("file", "status", "name", "e-mail", "latest position", "positions"), table)
