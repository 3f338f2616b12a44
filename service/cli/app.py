"""Turn the commands into one command line."""

import typer

import service.cli.explain
import service.cli.ingest
import service.cli.matching
import service.cli.operate
import service.cli.parsing
import service.cli.searching
import service.cli.tenants
import service.cli.trial

app = typer.Typer(
    name="talentjoin",
    help="Join what an applicant tracking system knows about people with their member profiles; search both as one.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
PARTS = (
    service.cli.trial,
    service.cli.tenants,
    service.cli.ingest,
    service.cli.parsing,
    service.cli.matching,
    service.cli.searching,
    service.cli.explain,
    service.cli.operate,
)
for part in PARTS:
    part.register(app)


def main() -> None:
    """Run the command line."""
    app()
