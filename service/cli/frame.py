"""Turn what a command does into output, progress, and an exit code."""

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from entities.errors import InvalidQuery, NotFound, Refused, SettingsError, TalentjoinError
from service.cli.watched import watched
from service.report import Report

if TYPE_CHECKING:
    from service.settings import Settings
    from service.wiring import Parts

PIPED_WIDTH = 160  # columns of a table that no terminal bounds
EXIT_FAILED, EXIT_USAGE, EXIT_PARTLY, EXIT_NOT_FOUND, EXIT_REFUSED = 1, 2, 3, 4, 5
EXITS: tuple[tuple[type[TalentjoinError], int], ...] = (
    (NotFound, EXIT_NOT_FOUND),
    (Refused, EXIT_REFUSED),
    (InvalidQuery, EXIT_USAGE),
    (SettingsError, EXIT_USAGE),
    (TalentjoinError, EXIT_FAILED),
)

Json = Annotated[bool, typer.Option("--json", help="Print JSON instead of tables.")]
Data = Annotated[Path | None, typer.Option("--data", help="Data folder; TALENTJOIN_DATA or ./data by default.")]
TenantName = Annotated[
    str | None, typer.Option("--tenant", help="Tenant, by name or key; may be left out where there is only one.")
]


@contextmanager
def failures(*, as_json: bool = False, stopped: str = "what was acknowledged is kept") -> Iterator[None]:
    """Print a typed error in one line, with what to do, and leave with its exit code.

    `stopped` says what remains when somebody ends the command.
    """
    try:
        yield
    except TalentjoinError as error:
        print_error(error, as_json=as_json)
        raise typer.Exit(exit_code(error)) from None
    except BrokenPipeError:
        sys.stderr.close()  # the reader has gone; nothing is left to say
        raise typer.Exit(0) from None
    except KeyboardInterrupt:
        typer.echo(f"stopped; {stopped}", err=True)
        raise typer.Exit(EXIT_FAILED) from None


def exit_code(error: TalentjoinError) -> int:
    """Give the exit code of a typed error."""
    return next(code for kind, code in EXITS if isinstance(error, kind))


def print_error(error: TalentjoinError, *, as_json: bool) -> None:
    """Print a typed error to stderr."""
    if as_json:
        row = {"error": error.code, "message": error.message, "pointer": error.pointer, "hint": error.hint}
        typer.echo(json.dumps({**row, "retry": error.retry}), err=True)
        return
    where = f" at {error.pointer}" if error.pointer else ""
    hint = f" ({error.hint})" if error.hint else ""
    typer.echo(f"error [{error.code}]{where}: {error.message}{hint}", err=True)


def now() -> datetime:
    """Read the clock: the only place where the command line does."""
    return datetime.now(UTC)


def settings_for(data: Path | None) -> "Settings":
    """Read the settings, over the given data folder if one is given."""
    from service.settings import read_settings

    settings = read_settings()
    return settings if data is None else settings.at(data)


@contextmanager
def opened(data: Path | None, *, as_json: bool = False) -> Iterator["Parts"]:
    """Open store and engine for one command, with typed failures."""
    with failures(as_json=as_json):
        from service.telemetry import start_logging
        from service.wiring import open_parts

        start_logging()
        with open_parts(settings_for(data), clock=now) as parts:
            yield parts


def print_json(value: object) -> None:
    """Print one JSON document, text as it is."""
    text = json.dumps(value, ensure_ascii=False, default=str)
    if not _is_text(text):  # a file's name may hold bytes that are no text; escaped they pass
        text = json.dumps(value, default=str)
    typer.echo(text)


def _is_text(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _shown(text: str) -> str:
    return text.encode("utf-8", "replace").decode()


def print_table(title: str, columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Print a table as wide as the terminal."""
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    table = Table(title=title, title_justify="left", title_style="bold", header_style="bold", expand=False)
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*(escape(_shown(str(cell))) for cell in row))
    console = Console()
    Console(width=None if console.is_terminal else PIPED_WIDTH).print(table)


def progress(*, quiet: bool = False) -> AbstractContextManager[Report]:
    """Show one bar a stage on stderr, where that is a terminal; gives `report(stage, done, total)`."""
    return watched(quiet=quiet)
