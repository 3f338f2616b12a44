"""Turn a folder into a running service: tenants with clients, seats and tokens, called in process."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx2
import pytest
from starlette.testclient import TestClient

from entities.ids import ContractId, SeatId
from service.flows.tenants import FIRST_INSTANCE
from service.http.app import make_app, make_service
from service.http.caller import Caller
from service.scopes import SCOPES
from service.settings import Settings
from service.wiring import Parts, open_parts
from store import clients, seats
from tests.service.conftest import House

ISSUER = "http://localhost"
EVERY_SCOPE = frozenset(SCOPES)
UNLIMITED: dict[str, Any] = {  # tests of limits take a service with limits of their own
    f"limit_{one}": 1_000_000 for one in ("read", "write", "bulk", "search", "token")
}


class Town:
    """An installation, its app, and a way to call it as any client of any tenant."""

    def __init__(self, parts: Parts) -> None:
        self.parts = parts
        self.service = make_service(parts, issuer=ISSUER)
        self.app = make_app(self.service)
        self.http = TestClient(self.app, base_url=ISSUER, raise_server_exceptions=False)
        self.houses: dict[str, House] = {}
        self._clients = 0

    def house(self, name: str = "acme") -> House:
        """Give a tenant by name, made on first use under one worker for all."""
        if name not in self.houses:
            first = next(iter(self.houses.values()), None)
            self.houses[name] = House(self.parts, name) if first is None else first.beside(name)
        return self.houses[name]

    def client(self, house: House, scopes: frozenset[str] = EVERY_SCOPE, contracts: tuple[str, ...] = ()) -> str:
        """Make a client of a tenant, and give its id."""
        self._clients += 1
        name = f"cl_test{self._clients}"
        with self.parts.store.control_writing() as tx:
            new = clients.Client(
                id=name,
                tenant=house.tenant,
                instance=FIRST_INSTANCE,
                name=name,
                scopes=scopes,
                contracts=frozenset(map(ContractId, contracts)),
                public_key="",
                made_by="test",
                made_at=tx.now,
                revoked_at=None,
            )
            clients.add(tx, new)
        return name

    def token(self, house: House, *scopes: str, contracts: tuple[str, ...] = (), client: str | None = None) -> str:
        """Sign a token for a new client with these scopes, all by default."""
        held = frozenset(scopes) if scopes else EVERY_SCOPE
        named = client or self.client(house, held, contracts)
        caller = Caller(named, "", house.tenant, FIRST_INSTANCE, held, frozenset(map(ContractId, contracts)))
        return self.service.tokens.issue(caller, self.parts.clock())

    def seat(self, house: House, seat: str, contract: str = "main", role: Any = "recruiter") -> str:
        """Give somebody a seat in a contract."""
        with self.parts.store.writing(house.tenant, actor="test") as tx:
            if not any(one.id == contract for one in seats.contracts(tx)):
                seats.open_contract(tx, ContractId(contract), contract)
            person = {"name": f"{seat} of {contract}"}
            seats.open_seat(tx, SeatId(seat), ContractId(contract), role=role, licence="full", payload=person)
        return seat

    def call(
        self, method: str, path: str, token: str | None = None, *, viewer: str | None = None, **options: Any
    ) -> httpx2.Response:
        """Send one request."""
        headers = dict(options.pop("headers", {}))
        if token is not None:
            headers["Authorization"] = f"Bearer {token}"
        if viewer is not None:
            headers["Viewer"] = viewer
        return self.http.request(method, path, headers=headers, **options)


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    """Open an installation with an app."""
    with open_parts(Settings(data=tmp_path / "data", **UNLIMITED), clock=lambda: datetime.now(UTC)) as parts:
        yield Town(parts)


@pytest.fixture(scope="module")
def shared_town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """Open one installation for all tests of a module, each of which takes a tenant of its own."""
    folder = tmp_path_factory.mktemp("town") / "data"
    with open_parts(Settings(data=folder, **UNLIMITED), clock=lambda: datetime.now(UTC)) as parts:
        yield Town(parts)
