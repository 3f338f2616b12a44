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
