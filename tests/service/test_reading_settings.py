"""Every limit of reading a file is a setting, and each setting reaches the parser and the process it runs in."""

import importlib.util
import json
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from typer.testing import CliRunner

from entities.errors import SettingsError
from matcher.resume import Limits, parse_resume
from service import parsing
from service.cli import app
from service.parsing import LazyParser, bounds_of
from service.reading_settings import ReadingSettings
from service.settings import PREFIX, Settings
from tests.service.hostile_run import LOW, limits_of

NO_LIMITS = {"deadline", "page_letters", "unmapped"}  # a clock, and what tells a scan from a page
MEGABYTE = 1_000_000
SAID_TO_THE_PROCESS = {"parse_memory_mb", "parse_seconds", "parse_files_each", "file_mb"}


def test_every_limit_of_the_parser_is_set_by_a_setting(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path)
    assert settings.reading_limits().keys() == {field.name for field in fields(Limits)} - NO_LIMITS


def test_the_settings_as_they_come_are_the_limits_as_they_come(tmp_path: Path) -> None:
    assert limits_of(Settings(data=tmp_path)) == Limits()


@pytest.mark.parametrize("name", sorted(ReadingSettings.model_fields))
def test_each_setting_changes_a_limit_or_a_bound_and_nothing_else(tmp_path: Path, name: str) -> None:
    usual = Settings(data=tmp_path)
    value: Any = "pdfium" if name == "pdf_source" else getattr(usual, name) * 2
    changed = usual.model_copy(update={name: value})
    before, after = usual.reading_limits(), changed.reading_limits()
    moved = {key for key in before if before[key] != after[key]}
    bounds = bounds_of(changed) != bounds_of(usual)
    assert bounds == (name in SAID_TO_THE_PROCESS)
    assert len(moved) == (name not in SAID_TO_THE_PROCESS - {"file_mb"})
    for key in moved - {"source"}:
        assert float(after[key]) == 2 * float(before[key])


@pytest.mark.parametrize("name", sorted(ReadingSettings.model_fields))
def test_each_setting_is_read_from_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    wanted = LOW.get(name, "pdfium" if name == "pdf_source" else 7)
    monkeypatch.setenv(f"{PREFIX}{name.upper()}", str(wanted))
    assert getattr(Settings(data=tmp_path), name) == wanted
    monkeypatch.setenv(f"{PREFIX}{name.upper()}", "-1")
    with pytest.raises(ValidationError):
        Settings(data=tmp_path)


@pytest.mark.parametrize(
    ("name", "value", "content", "file_name"),
    [
        ("file_mb", 1, b"a" * (MEGABYTE + 1), "a.txt"),
        ("file_letters", 1000, b"Jane Doe\n" * 200, "a.txt"),
        ("html_mb", 1, b"<html>" + b"<p>a</p>" * 130_000, "a.html"),
        ("html_depth", 20, b"<html>" + b"<div>" * 30 + b"Jane Doe", "a.html"),
    ],
)
def test_a_lower_limit_refuses_what_the_usual_one_takes(
    tmp_path: Path, name: str, value: int, content: bytes, file_name: str
) -> None:
    low = Settings.model_validate({"data": tmp_path, name: value})
    high = Settings.model_validate({"data": tmp_path, "file_letters": 2_000_000, "html_mb": 5})
    assert parse_resume(content, file_name, limits=limits_of(low)).status == "too_large"
    assert parse_resume(content, file_name, limits=limits_of(high)).status in ("ok", "empty")


@given(st.floats(0.001, 600), st.integers(1, 1024), st.integers(1, 4096))
def test_limits_go_through_json_unchanged(seconds: float, file: int, stream: int) -> None:
    settings = Settings.model_validate(
        {"data": "x", "parse_soft_seconds": seconds, "parse_seconds": seconds, "file_mb": file, "pdf_stream_mb": stream}
    )
    limits = limits_of(settings)
    assert (limits.seconds, limits.file, limits.stream) == (seconds, file * MEGABYTE, stream * MEGABYTE)
    assert json.loads(json.dumps(settings.reading_limits())) == settings.reading_limits()
    assert bounds_of(settings).wall_seconds == seconds <= bounds_of(settings).cpu_seconds


def test_a_source_that_is_not_installed_is_an_error_of_the_settings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = importlib.util.find_spec
    monkeypatch.setattr(parsing, "find_spec", lambda name: None if name == parsing.PDFIUM else found(name))
    with pytest.raises(SettingsError, match="PDF_SOURCE") as refused:
        LazyParser(Settings(data=tmp_path, pdf_source="pdfium"))
    assert "[fast]" in (refused.value.hint or "")
    LazyParser(Settings(data=tmp_path))  # what isn't asked for may be missing
    (tmp_path / "a.txt").write_text("Jane Doe", encoding="utf-8")
    monkeypatch.setenv(f"{PREFIX}PDF_SOURCE", "pdfium")
    for order in (["parse", str(tmp_path / "a.txt")], ["parse", str(tmp_path), "--out", str(tmp_path / "out.jsonl")]):
        done = CliRunner().invoke(app, order)
        assert done.exit_code == 2
        assert done.output.count("PDF_SOURCE") == 1
        assert "Traceback" not in done.output


def test_an_installed_source_is_taken(tmp_path: Path) -> None:
    pytest.importorskip("pypdfium2")
    with LazyParser(Settings(data=tmp_path, pdf_source="pdfium", parse_workers=1)) as parser:
        [(outcome, _)] = parser.map([(b"Jane Doe\njane@example.com", "a.txt", None)], tenant=None)
    assert outcome.status == "ok"
