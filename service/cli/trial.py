"""Turn a shipped sample into the main job, run before the user's eyes, then into a service to look around in."""

from contextlib import suppress
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated

import typer

from entities.ids import TenantKey
from service.cli.frame import Json, failures, now, print_json, print_table, progress, settings_for

if TYPE_CHECKING:
    from service.flows.demo import Trial
    from service.flows.furnish import House
    from service.http.serving import Address
    from service.settings import Settings

SEED = 20261122
PORT = 8080


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("demo")(demo)


def demo(
    *,
    data: Annotated[
        Path | None, typer.Option("--data", help="Keep the demo in this new folder; a temporary one otherwise.")
    ] = None,
    seed: Annotated[int, typer.Option("--seed", help="Seed of the invented people.")] = SEED,
    serve: Annotated[
        bool, typer.Option("--serve", help="Then serve the search page and the API on this machine until stopped.")
    ] = False,
    port: Annotated[int, typer.Option("--port", help="Port of --serve; 0 is any that is free.")] = PORT,
    as_json: Json = False,
) -> None:
    """Run the whole way on a shipped sample: receive, parse, link, index, search, recommend, explain.

    Example: talentjoin demo --json
    """
    with failures(as_json=as_json), TemporaryDirectory(prefix="talentjoin-demo-") as scratch:
        from service.due import work_if_alone
        from service.flows.demo import run_demo
        from service.flows.furnish import furnish
        from service.wiring import open_parts

        settings = settings_for(data or Path(scratch) / "data")
        with open_parts(settings, clock=now) as parts, progress(quiet=as_json) as report:
            trial = run_demo(parts, seed, partial(work_if_alone, parts, report), report)
            house = furnish(parts, TenantKey(trial.tenant)) if serve else None
        if as_json:
            print_json(trial.model_dump(mode="json"))
        else:
            print_trial(trial)
            if data is not None:
                typer.echo(f"kept: search it with `talentjoin search QUERY --data {data}`")
        if house is not None:
            _serve(settings, house, port, as_json=as_json)


def _serve(settings: "Settings", house: "House", port: int, *, as_json: bool) -> None:
    """Serve the demo on this machine, with a page for its operator, until stopped."""
    from service.flows.furnish import CONTRACT, REASON, SEATS
    from service.flows.tenants import FIRST_INSTANCE
    from service.http.pages import Desk, open_desk
    from service.http.serving import Place, serve
    from service.telemetry import start_logging

    start_logging(least="warning")  # whoever looks at a demo watches the page, not each request
    desk = Desk(house.tenant, house.tenant_name, FIRST_INSTANCE, CONTRACT, tuple(SEATS), REASON)
    pages = open_desk(desk, now)

    def tell(address: "Address") -> None:
        sign_in = f"{address.url}/sign-in?code={pages.tickets.issue(house.operator)}"
        _tell(house, address, sign_in, as_json=as_json)
        _show(sign_in)

    serve(settings, Place(port=port), tell, pages=pages)


def _tell(house: "House", address: "Address", sign_in: str, *, as_json: bool) -> None:
    """Say where to go, and show the secrets: this once."""
    from service.flows.furnish import SEATS

    seat = next(iter(SEATS))
    if as_json:
        secrets = {"operator": house.operator, "operator_secret": house.operator_secret}
        client = {"client": house.client, "client_secret": house.client_secret, "viewer": seat}
        print_json({"listening": address.url, "admin": address.admin_url, "sign_in": sign_in, **secrets, **client})
        return
    typer.echo(f"""
Search page   {sign_in}
              (opens once, within 5 minutes; later {address.url}/sign-in: {house.operator} {house.operator_secret})
API           {address.url}/docs
  TOKEN=$(curl -s -u {house.client}:{house.client_secret} -d grant_type=client_credentials {address.url}/oauth/token |
    sed 's/.*"access_token": *"\\([^"]*\\)".*/\\1/')
  curl -s -H "Authorization: Bearer $TOKEN" -H "Viewer: {seat}" -H "Content-Type: application/json" \\
    -d '{{"text": "title:engineer python"}}' {address.url}/v1/search
Secrets are shown this once. Ctrl+C stops.""")


def _show(address: str) -> None:
    """Open a browser where there is a display and somebody before it; whatever goes wrong, the address is printed."""
    import sys
    import webbrowser

    if not sys.stdout.isatty():
        return
    with suppress(Exception):
        browser = webbrowser.get()  # windowed ones are known only where there is a display
        if type(browser) is not webbrowser.GenericBrowser:  # those draw into this very terminal
            browser.open(address)


def print_trial(trial: "Trial") -> None:
    """Print what the demo did and found."""
    from service.cli.explain import print_hit, print_link
    from service.cli.searching import print_hits

    rows = [(stage.name, f"{stage.count:,}", f"{stage.seconds:.1f}") for stage in trial.stages]
    rows.append(("all", "", f"{trial.seconds:.1f}"))
    print_table("The way of the data", ("stage", "count", "seconds"), rows)
    rows = [(name, f"{count:,}", "") for name, count in trial.links.items()]
    rows += [(name, f"{count:,}", "") for name, count in trial.parsed.items()]
    print_table("Links and resumes", ("outcome", "count", ""), rows)
    found = trial.search
    print_hits(f"Unified Search: {found.total:,} people for {found.query}", found.hits, 0)
    for name, counts in found.facets.items():
        print_table(f"facet {name}", ("value", "people"), [(count.value, f"{count.count:,}") for count in counts])
    matches = trial.recommended
    print_hits(f"Recommended Matches for {matches.title} ({matches.considered:,} considered)", matches.hits, 0)
    print_link(trial.link)
    print_hit(1, found.hits[0])
