"""Settings choose OpenSearch; where it can't be reached or signed in to, one error says what is wrong."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from entities.errors import EngineDown, MigrationNeeded, SettingsError
from service.flows.doctor import examine
from service.flows.rebuild import rebuild_members, rebuild_tenant
from service.flows.tenants import add_tenant
from service.settings import Settings
from service.wiring import open_parts
from tests.postgres import PostgresUrls

NOWHERE = "http://127.0.0.1:9"  # the port of `discard`: nobody listens there


def now() -> datetime:
    return datetime(2026, 1, 5, tzinfo=UTC)


def settings_for(data: Path, **given: Any) -> Settings:
    return Settings(data=data, engine="opensearch", **given)


def test_doctor_shows_the_cluster(opensearch: str, tmp_path: Path) -> None:
    with open_parts(settings_for(tmp_path, opensearch_url=opensearch), clock=now) as parts:
        tenant = add_tenant(parts, "acme")
        rebuild_members(parts, lambda *_: None)
        rebuild_tenant(parts, tenant, lambda *_: None)
        checks = {check.name: check for check in examine(parts)}
        parts.engine.drop(parts.tenant_index(tenant))
        parts.engine.drop(parts.members_index)
    assert checks["engine"].ok
    assert "engine opensearch" in checks["engine"].seen
    assert checks["acme: index"].seen == "0 documents, equal to the store"
    assert "acme: place" not in checks


def test_a_small_tenant_shares_after_a_rebuild(opensearch: str, tmp_path: Path) -> None:
    alone = settings_for(tmp_path, opensearch_url=opensearch, opensearch_pool_below=0)
    with open_parts(alone, clock=now) as parts:
        tenant = add_tenant(parts, "acme")
        rebuild_tenant(parts, tenant, lambda *_: None)
    with open_parts(settings_for(tmp_path, opensearch_url=opensearch), clock=now) as parts:
        (place,) = [check for check in examine(parts) if check.name == "acme: place"]
        assert place.advice == "talentjoin rebuild --tenant acme"
        rebuild_tenant(parts, tenant, lambda *_: None)
        assert "acme: place" not in {check.name for check in examine(parts)}
        parts.engine.drop(parts.tenant_index(tenant))


def test_doctor_says_what_to_do_where_nobody_answers(tmp_path: Path) -> None:
    with open_parts(settings_for(tmp_path, opensearch_url=NOWHERE), clock=now) as parts:
        add_tenant(parts, "acme")  # the store is there all the same
        checks = {check.name: check for check in examine(parts)}
        with pytest.raises(EngineDown):
            parts.engine.health()
    assert (checks["engine"].ok, checks["acme: index"].ok) == (False, False)
    assert "talentjoin rebuild" not in checks["engine"].advice


@pytest.mark.parametrize("name", ["ca", "client_cert", "client_key", "password"])
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, name: str) -> None:
    given: dict[str, Any] = {"opensearch_user": "me"}
    for other in ("ca", "client_cert", "client_key", "password"):
        given[f"opensearch_{other}_file"] = tmp_path / other
        if other != name:
            (tmp_path / other).write_text("something")
    wrong = settings_for(tmp_path / "data", opensearch_url="https://one.example", **given)
    named = f"TALENTJOIN_OPENSEARCH_{name.upper()}_FILE: the file can't be read"
    with pytest.raises(SettingsError, match=named), open_parts(wrong, clock=now):
        pass


@pytest.mark.parametrize("content", ["", "\nhush\n"])
def test_a_password_file_without_password_is_named(tmp_path: Path, content: str) -> None:
    file = tmp_path / "password"
    file.write_text(content)
    wrong = settings_for(
        tmp_path / "data",
        opensearch_url="https://one.example",
        opensearch_user="me",
        opensearch_password_file=file,
    )
    with (
        pytest.raises(SettingsError, match="TALENTJOIN_OPENSEARCH_PASSWORD_FILE") as caught,
        open_parts(wrong, clock=now),
    ):
        pass
    assert "hush" not in str(caught.value)


def test_a_password_goes_over_tls_only(tmp_path: Path) -> None:
    (tmp_path / "password").write_text("hush\n")
    wrong = settings_for(
        tmp_path / "data",
        opensearch_url="http://one.example:9200",
        opensearch_user="me",
        opensearch_password_file=tmp_path / "password",
    )
    with pytest.raises(SettingsError, match="https"), open_parts(wrong, clock=now):
        pass


def test_only_the_owner_of_the_tables_makes_them(tmp_path: Path, postgres: Callable[..., PostgresUrls]) -> None:
    urls = postgres()
    app = Settings(data=tmp_path, store=urls.app)
    with pytest.raises(MigrationNeeded) as caught, open_parts(app, clock=now):
        pass
    assert "TALENTJOIN_POSTGRES_ADMIN_URL" in caught.value.hint
    owner = Settings(data=tmp_path, store=urls.app, postgres_admin_url=urls.admin)
    with open_parts(owner, clock=now) as parts:
        add_tenant(parts, "acme")
    with open_parts(app, clock=now) as parts:
        assert [check.ok for check in examine(parts) if check.name == "engine"] == [True]
