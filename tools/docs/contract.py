"""Turn the applications' routes into `docs/openapi.json`, and the operator's beside it."""

import tempfile
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from service.http.admin.app import make_admin_app
from service.http.app import make_app, make_service
from service.http.openapi import ADMIN, TENANTS, as_text, contract
from service.settings import EMBEDDED, Settings
from service.wiring import open_parts

ISSUER = "http://localhost"
FILES = ("openapi.json", "openapi-admin.json")


@cache
def documents() -> dict[str, dict[str, Any]]:
    """Write the contracts by file name, of an empty installation made for it."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(data=Path(folder) / "data", store=EMBEDDED)
        with open_parts(settings, clock=lambda: datetime.now(UTC)) as parts:
            service = make_service(parts, issuer=ISSUER)
            return {
                "openapi.json": contract(make_app(service), TENANTS),
                "openapi-admin.json": contract(make_admin_app(service), ADMIN),
            }


def render(name: str) -> str:
    """Write one file."""
    return as_text(documents()[name])
