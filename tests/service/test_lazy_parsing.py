"""Tests of a parser that starts its processes only when a file comes."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.hostile import document, docx, pdf, text_page
from service.parsing import LazyParser
from service.sandbox import File
from service.settings import Settings


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return Settings(
        data=tmp_path_factory.mktemp("data"), parse_workers=1, file_mb=1, parse_seconds=20.0, parse_memory_mb=256
    )


@pytest.fixture(scope="module")
def parser(settings: Settings) -> Iterator[LazyParser]:
    with LazyParser(settings) as opened:
        yield opened


def test_without_a_file_no_process_starts(settings: Settings) -> None:
    with LazyParser(settings) as idle:
        assert list(idle.map([], tenant="acme")) == []
        assert list(idle.map(iter(()), tenant=None)) == []
        assert idle._pool is None


def test_leaving_without_a_file_is_fine_even_when_something_failed(settings: Settings) -> None:
    with pytest.raises(RuntimeError, match="something"), LazyParser(settings):
        raise RuntimeError("something")


def test_files_of_every_kind_come_back_in_order(parser: LazyParser) -> None:
    shown = "Jane Doe, jane@example.com, Cook at Inn AB"
    word = docx(document(f"<w:p><w:r><w:t>{shown}</w:t></w:r></w:p>"))
    files: list[File] = [
        (pdf(text_page(shown)), "a.pdf", None),
        (b"", "b.txt", None),
        (word, "c.docx", "2024-01-31"),
        (b"\x89PNG\r\n\x1a\n", "d.png", None),
        (shown.encode(), None, "2020-02-29"),
        (f"<p>{shown}</p>".encode(), "e.html", None),
        (b"a" * 1_000_001, "f.txt", None),
    ]
    outcomes = [outcome for outcome, _ in parser.map(iter(files), tenant="acme")]
    assert [outcome.status for outcome in outcomes] == ["ok", "empty", "ok", "unsupported", "ok", "ok", "too_large"]
    found = [outcome for outcome in outcomes if outcome.resume is not None and outcome.status == "ok"]
    assert len(found) == 4
    for outcome in found:
        assert outcome.resume is not None
        assert [email.value for email in outcome.resume.emails] == ["jane@example.com"]
    assert [outcome.document.date for outcome in found if outcome.document.date] == ["2024-01-31", "2020-02-29"]


def test_the_settings_bound_the_pool(parser: LazyParser) -> None:
    next(parser.map([(b"Jane Doe", "a.txt", None)], tenant="acme"))
    pool = parser._pool
    assert pool is not None
    bounds = pool._bounds
    assert (bounds.file, bounds.wall_seconds, bounds.memory) == (1_000_000, 20.0, 256_000_000)
    assert pool._workers == 1


def test_one_pool_serves_every_call(parser: LazyParser) -> None:
    for tenant in ("acme", "other", "acme"):
        [(outcome, seconds)] = parser.map([(b"Jane Doe\njane@example.com", "a.txt", None)], tenant=tenant)
        assert outcome.status == "ok"
        assert seconds > 0
    before = parser._pool
    list(parser.map([(b"Jane Doe", "a.txt", None)], tenant=None))
    assert parser._pool is before


def test_leaving_ends_the_pool(settings: Settings, tmp_path: Path) -> None:
    with LazyParser(settings.model_copy(update={"data": tmp_path})) as opened:
        next(opened.map([(b"Jane Doe", "a.txt", None)], tenant=None))
        assert opened._pool is not None
        server = opened._pool._server._process
        assert server is not None
        assert server.poll() is None
    assert server.poll() is not None
