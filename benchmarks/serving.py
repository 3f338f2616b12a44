"""Turn a data folder into a running service that one client may call."""

import secrets
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from entities.ids import TenantKey
from service.flows.tenants import FIRST_INSTANCE
from service.scopes import SCOPES
from store import Store, clients

READY_SECONDS = 60


def client_of(store: Store, tenant: TenantKey) -> tuple[str, str]:
    """Make a client that may do everything for a tenant; gives its id and its secret."""
    name, secret = f"cl_{secrets.token_hex(8)}", secrets.token_urlsafe(24)
    with store.control_writing() as tx:
        scopes = frozenset(SCOPES)
        new = clients.Client(
            name, tenant, FIRST_INSTANCE, "bench", scopes, frozenset(), "", "bench", datetime.now(UTC), None
        )
        clients.add(tx, new)
        clients.add_secret(tx, name, secret, expires_at=None)
    return name, secret


@contextmanager
def served(data: Path) -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
    """Start `talentjoin serve` as its users do; gives its port and process, and ends it."""
    port = _free_port()
    command = [str(Path(sys.executable).with_name("talentjoin")), "serve", "--data", str(data), "--port", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _answers(port, process)
        yield port, process
    finally:
        process.terminate()
        process.wait(60)


def _answers(port: int, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + READY_SECONDS
    while time.monotonic() < until and process.poll() is None:
        try:
            with socket.create_connection(("127.0.0.1", port), 1):
                return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("the service did not start")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
