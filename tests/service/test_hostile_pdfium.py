"""Every hostile PDF ends in a typed status by PDFium too, and drawing its pages for a person does no harm either."""

from collections import Counter
from collections.abc import Iterator

import pytest

from benchmarks.hostile.every import KINDS
from entities.resume import ParseStatus
from service.flows.review_pages import DRAW, LARGEST, PRELOAD
from service.page_drawing import DrawnPages
from service.parsing import bounds_of
from service.sandbox import ConfinedPool
from service.settings import Settings
from tests.service.hostile_run import GRACE, LOW, Course, course, limits_of, server_of, settled

PDF_KINDS = ("pdf_packed", "pdf_loops", "pdf_drawn", "pdf_fonts", "pdf_locked", "damaged")
MEGABYTE = 1_000_000
DRAWN: set[ParseStatus] = {"ok", "corrupt", "unsupported", "timeout", "out_of_memory", "too_large"}
SOME = 5  # of so many files, one is drawn

pytestmark = pytest.mark.timeout(600)


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return Settings(data=tmp_path_factory.mktemp("data"), pdf_source="pdfium", **LOW)


@pytest.fixture(scope="module")
def run(settings: Settings) -> Iterator[Course]:
    with course(settings, only="a.pdf") as done:
        yield done


@pytest.mark.parametrize("kind", PDF_KINDS)
def test_every_pdf_ends_in_its_status(run: Course, kind: str) -> None:
    assert sum(read.kind == kind for read in run.reads) >= 20
    assert run.wrong(kind) == {}


def test_no_value_is_invented(run: Course) -> None:
    assert {read.file.name: read.invented for read in run.reads if read.invented} == {}


def test_time_memory_and_children_are_bounded(run: Course) -> None:
    assert {read.file.name for read in run.reads if read.seconds > LOW["parse_seconds"] + GRACE} == set()
    assert run.grown < 64 * MEGABYTE
    assert run.server_grown < 16 * MEGABYTE
    states = settled(server_of(run.pool), LOW["parse_workers"])
    assert "Z" not in states.values()


def test_pages_of_hostile_files_are_drawn_or_refused(settings: Settings) -> None:
    limits = limits_of(settings)
    every = [file for kind in KINDS for file in kind.files(limits) if file.file_name == "a.pdf"]
    files = every[::SOME]
    bounds = bounds_of(settings.model_copy(update={"parse_seconds": 5.0}), answer=LARGEST)
    with ConfinedPool(DrawnPages, 2, read=DRAW, preload=(PRELOAD,), bounds=bounds) as pool:
        ended = [outcome for outcome, _ in pool.map((file.build(), file.file_name, None) for file in files)]
        assert len(settled(server_of(pool), 2)) <= 2  # type: ignore[arg-type]  # any confined pool has a server
    counts = Counter(outcome.status for outcome in ended)
    assert set(counts) <= DRAWN
    assert counts["ok"] > len(files) // 2
    assert all(bool(outcome.pages) <= (outcome.status == "ok") for outcome in ended)
