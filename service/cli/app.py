"""Turn the commands into one command line."""

import typer

from service.cli.audit import register as add_audit
from service.cli.deduping import register as add_deduping
from service.cli.explain import register as add_explain
from service.cli.identity import register as add_identity
from service.cli.ingest import register as add_ingest
from service.cli.matching import register as add_matching
from service.cli.operate import register as add_operate
from service.cli.parsing import register as add_parsing
from service.cli.reconciling import register as add_reconciling
from service.cli.rematching import register as add_rematching
from service.cli.saved import register as add_saved
from service.cli.searching import register as add_searching
from service.cli.serve import register as add_serve
from service.cli.tenants import register as add_tenants
from service.cli.training import register as add_training
from service.cli.trial import register as add_trial

app = typer.Typer(
    name="talentjoin",
    help="Join what an applicant tracking system knows about people with their member profiles; search both as one.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
for add in (
    add_trial,
    add_tenants,
    add_identity,
    add_serve,
    add_ingest,
    add_parsing,
    add_matching,
    add_deduping,
    add_training,
    add_searching,
    add_saved,
    add_explain,
    add_operate,
    add_rematching,
    add_reconciling,
    add_audit,
):
    add(app)


def main() -> None:
    """Run the command line."""
    app()
