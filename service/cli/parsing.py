"""Turn resume files into the parse interface: one JSON object a file, in order."""

import json
from pathlib import Path
from typing import Annotated

import typer

from service.cli.frame import EXIT_PARTLY, Json, failures, print_json, print_table, progress, settings_for


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("parse")(parse)


def parse(
    files: Annotated[list[Path], typer.Argument(help="Resume files: PDF, DOCX, HTML, TXT.")],
    *,
    date: Annotated[
        str | None, typer.Option("--date", help="Date of the documents (YYYY-MM-DD), for `present`.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Read resumes: who, where, which positions, each value with its confidence and place in the document.

    Every file gets a typed status; exit code 3 if some could not be read.

    Example: talentjoin parse cv.pdf --json
    """
    from service.flows.parse_files import parse_files

    bad = 0
    rows = []
    with failures(as_json=as_json), progress(quiet=as_json) as report:
        for done, answer in enumerate(parse_files(files, settings_for(None), date), 1):
            bad += answer["status"] != "ok"
            report("parsed", done, len(files))
            if as_json:
                print_json(answer)
            else:
                rows.append(answer)
    if not as_json:
        _print(rows)
    if bad:
        raise typer.Exit(EXIT_PARTLY)


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
