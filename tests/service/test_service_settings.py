"""Turn environments into settings, good ones and bad ones."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from entities.errors import SettingsError
from service.settings import DRIVER, POSTGRES_SCHEMES, PREFIX, Settings, read_settings


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith(PREFIX)]:
        monkeypatch.delenv(name)


def test_defaults_need_no_environment() -> None:
    settings = read_settings()
    assert settings.embedded
    assert settings.data == Path("data")
    assert settings.master_key_file == Path("data/keys/master.key")
    assert (settings.parse_memory_mb, settings.parse_seconds, settings.file_mb) == (512, 5, 10)
    assert (settings.lease_seconds, settings.attempts) == (60, 8)


def test_environment_is_read_by_prefix(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("TALENTJOIN_DATA", str(tmp_path))
    monkeypatch.setenv("TALENTJOIN_KEY_FILE", "/run/key")
    monkeypatch.setenv("TALENTJOIN_ATTEMPTS", "3")
    settings = read_settings()
    assert (settings.data, settings.master_key_file, settings.attempts) == (tmp_path, Path("/run/key"), 3)


@pytest.mark.parametrize("scheme", POSTGRES_SCHEMES)
def test_every_postgres_scheme_means_one_driver(scheme: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TALENTJOIN_STORE", scheme + "app@db/talentjoin")
    settings = read_settings()
    assert settings.store == DRIVER + "app@db/talentjoin"
    assert not settings.embedded


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("STORE", "mysql://u:hush@h/d"),
        ("POSTGRES_ADMIN_URL", "sqlite"),
        ("ATTEMPTS", "hush"),
        ("PARSE_SECONDS", "0"),
        ("MATCH_PRECISION", "1"),
        ("PARSE_WORKERS", "-2"),
    ],
)
def test_wrong_value_is_named_not_shown(name: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PREFIX + name, value)
    with pytest.raises(SettingsError, match=PREFIX + name) as caught:
        read_settings()
    assert "hush" not in str(caught.value)
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__


HOSTS = "https://one.example:9200, https://two.example:9200"


def test_opensearch_has_hosts_user_and_files(monkeypatch: pytest.MonkeyPatch) -> None:
    given_ = {
        "ENGINE": "opensearch",
        "OPENSEARCH_URL": HOSTS,
        "OPENSEARCH_USER": "talentjoin",
        "OPENSEARCH_PASSWORD_FILE": "/run/password",
        "OPENSEARCH_CLIENT_CERT_FILE": "/run/cert",
        "OPENSEARCH_CLIENT_KEY_FILE": "/run/key",
    }
    for name, value in given_.items():
        monkeypatch.setenv(PREFIX + name, value)
    settings = read_settings()
    assert settings.opensearch_hosts == ("https://one.example:9200", "https://two.example:9200")
    assert settings.opensearch_password_file == Path("/run/password")


def test_embedded_engine_needs_no_host() -> None:
    assert (read_settings().engine, read_settings().opensearch_hosts) == ("embedded", ())


@pytest.mark.parametrize(
    ("wrong", "named", "reason"),
    [
        ({"ENGINE": "solr"}, "ENGINE", "embedded"),
        ({"ENGINE": "opensearch"}, "OPENSEARCH_URL", "needs it"),
        ({"ENGINE": "opensearch", "OPENSEARCH_URL": ""}, "OPENSEARCH_URL", "addresses"),
        ({"OPENSEARCH_URL": "one.example:9200"}, "OPENSEARCH_URL", "addresses"),
        ({"OPENSEARCH_URL": "ftp://one.example"}, "OPENSEARCH_URL", "addresses"),
        ({"OPENSEARCH_URL": "https://one.example,https://"}, "OPENSEARCH_URL", "addresses"),
        ({"OPENSEARCH_URL": "https://me:hush@one.example"}, "OPENSEARCH_URL", "don't belong"),
        ({"OPENSEARCH_URL": "https://one.example,http://hush@two.example"}, "OPENSEARCH_URL", "don't belong"),
        ({"OPENSEARCH_USER": "hush"}, "OPENSEARCH_PASSWORD_FILE", "TALENTJOIN_OPENSEARCH_USER"),
        ({"OPENSEARCH_PASSWORD_FILE": "/hush"}, "OPENSEARCH_PASSWORD_FILE", "TALENTJOIN_OPENSEARCH_USER"),
        ({"OPENSEARCH_CLIENT_CERT_FILE": "/hush"}, "OPENSEARCH_CLIENT_KEY_FILE", "CLIENT_CERT_FILE"),
        ({"OPENSEARCH_CLIENT_KEY_FILE": "/hush"}, "OPENSEARCH_CLIENT_KEY_FILE", "CLIENT_CERT_FILE"),
        ({"OPENSEARCH_TIMEOUT_SECONDS": "0"}, "OPENSEARCH_TIMEOUT_SECONDS", "greater than 0"),
        ({"OPENSEARCH_SHARDS": "0"}, "OPENSEARCH_SHARDS", "greater than or equal to 1"),
        ({"OPENSEARCH_REPLICAS": "-1"}, "OPENSEARCH_REPLICAS", "match"),
        ({"OPENSEARCH_REPLICAS": "0-"}, "OPENSEARCH_REPLICAS", "match"),
        ({"OPENSEARCH_POOL_BELOW": "few"}, "OPENSEARCH_POOL_BELOW", "integer"),
    ],
)
def test_wrong_engine_settings_are_one_error_that_names_the_variable(
    wrong: dict[str, str], named: str, reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in wrong.items():
        monkeypatch.setenv(PREFIX + name, value)
    with pytest.raises(SettingsError, match=f"^{PREFIX}{named}: .*{reason}") as caught:
        read_settings()
    assert "hush" not in str(caught.value)


def test_settings_are_frozen() -> None:
    with pytest.raises(ValidationError):
        Settings().attempts = 9  # type: ignore[misc]  # the point of the test


def test_addresses_are_not_shown() -> None:
    settings = Settings(store="postgresql://app:hush@db/x", postgres_admin_url="postgresql://own:hush@db/x")
    assert "hush" not in repr(settings)
    assert "hush" not in str(settings)


def test_no_default_is_secret() -> None:
    for name, field in Settings.model_fields.items():
        assert field.description, name
        if "key" in name or "url" in name:
            assert field.default is None, name


@given(st.text(min_size=1, alphabet=st.characters(exclude_characters="\0")))
def test_another_data_folder_changes_nothing_else(name: str) -> None:
    settings = Settings(attempts=5)
    moved = settings.at(Path(name))
    assert moved.data == Path(name)
    assert moved.at(settings.data) == settings
