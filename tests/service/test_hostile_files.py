"""Every hostile file ends in a typed status within its limits; who asked lives on, no larger, with no dead children."""

from collections.abc import Iterator

import pytest

from benchmarks.hostile.every import KINDS
from service.settings import Settings
from tests.service.hostile_run import GRACE, JANE, LOW, Course, children_of, course, server_of, settled

NAMES = [kind.__name__.rpartition(".")[2] for kind in KINDS]
MEGABYTE = 1_000_000

pytestmark = pytest.mark.timeout(600)  # the course is one long fixture


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Course]:
    with course(Settings(data=tmp_path_factory.mktemp("data"), **LOW)) as done:
        yield done


@pytest.mark.parametrize("kind", NAMES)
def test_every_file_ends_in_its_status(run: Course, kind: str) -> None:
    assert sum(read.kind == kind for read in run.reads) >= 40 - 20 * (kind == "pdf_locked")
    assert run.wrong(kind) == {}


def test_there_are_hundreds_of_files_and_every_status_is_met(run: Course) -> None:
    assert len(run.reads) >= 900
    met = {read.outcome.status for read in run.reads}
    assert met >= {"ok", "empty", "corrupt", "encrypted", "needs_ocr", "unmappable_fonts", "too_large", "unsupported"}
    assert met & {"timeout", "out_of_memory"}


def test_no_value_is_invented(run: Course) -> None:
    assert {read.file.name: read.invented for read in run.reads if read.invented} == {}


def test_only_what_was_read_has_values_and_every_refusal_says_why(run: Course) -> None:
    for read in run.reads:
        assert (read.outcome.resume is not None) <= (read.outcome.status in ("ok", "empty")), read.file.name
        assert bool(read.outcome.error) == (read.outcome.status != "ok"), read.file.name
        assert "Jane" not in (read.outcome.error or "")


def test_every_file_is_done_within_its_limit(run: Course) -> None:
    assert {read.file.name for read in run.reads if read.seconds > LOW["parse_seconds"] + GRACE} == set()


def test_memory_stays_flat(run: Course) -> None:
    print(f"grown by {run.grown / MEGABYTE:.1f} MB, the server by {run.server_grown / MEGABYTE:.1f} MB")
    assert run.grown < 64 * MEGABYTE
    assert run.server_grown < 16 * MEGABYTE


def test_no_child_is_left_behind(run: Course) -> None:
    states = settled(server_of(run.pool), LOW["parse_workers"])
    assert len(states) <= LOW["parse_workers"]
    assert "Z" not in states.values()


def test_the_pool_goes_on(run: Course) -> None:
    server = server_of(run.pool)
    outcomes = [outcome for outcome, _ in run.pool.map([(JANE, "a.txt", None)] * 6, tenant="acme")]
    assert [outcome.status for outcome in outcomes] == ["ok"] * 6
    assert server_of(run.pool) == server  # the one that was there from the start
    assert len(children_of(server)) <= LOW["parse_workers"]


@pytest.mark.full
@pytest.mark.parametrize("source", ["pdfminer", "pdfium"])
@pytest.mark.timeout(3600)
def test_so_it_is_with_the_limits_as_they_come(tmp_path_factory: pytest.TempPathFactory, source: str) -> None:
    settings = Settings(
        data=tmp_path_factory.mktemp("data"),
        parse_workers=2,
        pdf_source=source,
        parse_seconds=60.0,  # type: ignore[arg-type]  # one of two words
    )
    with course(settings, only=None if source == "pdfminer" else "a.pdf") as done:
        assert {kind: wrong for kind in NAMES if (wrong := done.wrong(kind))} == {}
        assert {read.file.name: read.invented for read in done.reads if read.invented} == {}
        assert max(read.seconds for read in done.reads) < settings.parse_seconds + GRACE
        assert done.grown < 200 * MEGABYTE
        assert "Z" not in settled(server_of(done.pool), settings.parse_workers).values()
