"""Turn an operator's order into a running service."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from entities.errors import SettingsError
from service.cli.frame import Data, Json, failures, print_json, settings_for

if TYPE_CHECKING:
    from service.http.serving import Address


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("serve")(serve)


def serve(  # noqa: PLR0913 - the command's options
    *,
    port: Annotated[int, typer.Option("--port", help="Port of the tenants' API; 0 is any that is free.")] = 8080,
    host: Annotated[str, typer.Option("--host", help="Address to listen on.")] = "127.0.0.1",
    admin_port: Annotated[
        int | None, typer.Option("--admin-port", help="Port of health, metrics and admin API; by default the next one.")
    ] = None,
    admin_host: Annotated[str, typer.Option("--admin-host", help="Address of that port.")] = "127.0.0.1",
    certificate: Annotated[
        Path | None, typer.Option("--certificate", help="TLS certificate with its chain, a PEM file.")
    ] = None,
    key: Annotated[Path | None, typer.Option("--key", help="Private key of the certificate, a PEM file.")] = None,
    behind_proxy: Annotated[
        bool, typer.Option("--behind-proxy", help="A proxy that we trust speaks TLS with the clients.")
    ] = False,
    data: Data = None,
    as_json: Json = False,
) -> None:
    """Answer the HTTP API, with the worker, until stopped; a stop drains first.

    Example: talentjoin serve --data data --port 8080
    """
    with failures(as_json=as_json):
        from service.http.listen import Tls
        from service.http.serving import Place, serve
        from service.telemetry import hush_libraries, start_logging

        if (certificate is None) != (key is None):
            raise SettingsError("--certificate and --key go together", hint="give both, or none")
        start_logging()
        hush_libraries()
        tls = None if certificate is None or key is None else Tls(certificate, key)
        place = Place(host, port, admin_host, admin_port, tls, behind_proxy)
        serve(settings_for(data), place, lambda address: _tell(address, as_json=as_json))


def _tell(address: "Address", *, as_json: bool) -> None:
    if as_json:
        print_json({"listening": address.url, "admin": address.admin_url})
    else:
        typer.echo(f"listening on {address.url} (health, metrics and admin: {address.admin_url})")
