"""Turn the command line into `docs/commands.md`, in the words of its own `--help`."""

from collections.abc import Iterator
from typing import Any

import typer
from typer.testing import CliRunner

from service.cli import app

PROGRAM = "talentjoin"
WIDTH = 100
HEAD = """# Commands

What `talentjoin COMMAND --help` prints. Exit codes: 0 done, 1 failed, 2 wrong usage, 3 done in part, 4 not found,
5 refused. With `--json` the answer is JSON on standard output; messages for people go to standard error.
"""


def render() -> str:
    """Write the page."""
    return "\n".join([HEAD, *(entry(path) for path in command_paths(typer.main.get_command(app)))])


def entry(path: tuple[str, ...]) -> str:
    """Write the part of one command."""
    return f"{'#' * min(2 + len(path), 4)} `{' '.join((PROGRAM, *path))}`\n\n```\n{help_of(path)}\n```\n"


def command_paths(command: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:  # typer's click is private
    """Walk a command and those below it as paths of names."""
    yield path
    for name, below in getattr(command, "commands", {}).items():
        if not below.hidden:
            yield from command_paths(below, (*path, name))


def leaf_paths(command: Any) -> list[tuple[str, ...]]:
    """List the commands that do something."""
    paths = list(command_paths(command))
    return [path for path in paths if not any(other[: len(path)] == path and other != path for other in paths)]


def help_of(path: tuple[str, ...]) -> str:
    """Ask a command for its help, as wide as the page."""
    result = CliRunner().invoke(
        app, [*path, "--help"], prog_name=PROGRAM, terminal_width=WIDTH, max_content_width=WIDTH
    )
    return "\n".join(line.rstrip() for line in result.output.strip().splitlines())
