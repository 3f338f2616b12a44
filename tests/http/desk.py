"""Turn a town into one that operators call: the admin application with an operator who has signed in."""

from typing import Any

import httpx2
from starlette.testclient import TestClient

from service.flows.operators import add_operator
from service.http.admin.app import make_admin_app
from service.scopes import OPERATOR_SCOPES
from tests.http.conftest import ISSUER, Town

GRANT = {"grant_type": "client_credentials"}


class Desk:
    """The admin port of a town."""

    def __init__(self, town: Town) -> None:
        self.town = town
        self.app = make_admin_app(town.service)
        self.http = TestClient(self.app, base_url=ISSUER, raise_server_exceptions=False)
        self._made = 0

    def operator(self, *scopes: str) -> tuple[str, str]:
        """Make an operator, with all scopes by default; gives name and secret."""
        self._made += 1
        account, secret = add_operator(self.town.parts, f"kim{self._made}", scopes or OPERATOR_SCOPES)
        return account.name, secret

    def token(self, *scopes: str) -> str:
        """Sign a new operator in."""
        answer = self.http.post("/oauth/token", data=GRANT, auth=self.operator(*scopes))
        assert answer.status_code == 200, answer.text
        return str(answer.json()["access_token"])

    def call(self, method: str, path: str, token: str | None = None, **options: Any) -> httpx2.Response:
        """Send one request to a path below /admin/v1."""
        headers = dict(options.pop("headers", {}))
        if token is not None:
            headers["Authorization"] = f"Bearer {token}"
        return self.http.request(method, f"/admin/v1{path}", headers=headers, **options)
