"""A parser that doesn't load is one typed error, said once for a whole batch, not a stack of traces."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from entities.errors import TalentjoinError
from entities.resume import ParseOutcome
from service import sandbox_server
from service.sandbox import Bounds, ParsePool
from service.sandbox_server import ForkServer

LIMITS = {"memory": 256_000_000, "cpu": 5, "most": 1_000_000, "answer": 1_000_000}
BOUNDS = Bounds(wall_seconds=20.0, memory=256_000_000)
BROKEN = {
    "sandbox_no_module": "raise ModuleNotFoundError(\"No module named 'pdfminer'\")",
    "sandbox_no_name": "other = 1",
    "sandbox_bad_syntax": "def parse(:",
    "sandbox_dies": "import os; os._exit(9)",
    "sandbox_exits": "raise SystemExit(3)",
    "sandbox_counts": """
import os
with open(os.path.join(os.path.dirname(__file__), "starts"), "a") as starts:
    starts.write("x")
raise ImportError("a part of the parser is missing")
""",
    "sandbox_fine": """
from entities.resume import ParseOutcome
def parse(content, name, date): return ParseOutcome(status="ok", error=content.decode())
def refuse(): raise OSError("no word list")
""",
}


@pytest.fixture(scope="module", autouse=True)
def modules(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("broken")
    for name, text in BROKEN.items():
        (folder / f"{name}.py").write_text(text, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(folder))
        yield folder


def pool_of(module: str, *, preload: tuple[str, ...] = (), workers: int = 2) -> ParsePool:
    return ParsePool(workers, parse=f"{module}:parse", preload=preload, bounds=BOUNDS)


@pytest.mark.parametrize(
    ("module", "reason"),
    [
        ("sandbox_no_module", "No module named 'pdfminer'"),
        ("sandbox_no_name", "AttributeError"),
        ("sandbox_bad_syntax", "SyntaxError"),
        ("sandbox_dies", "does not start"),
        ("sandbox_exits", "does not start"),
        ("sandbox_not_there", "sandbox_not_there"),
    ],
)
def test_a_parser_that_does_not_load_is_one_typed_error(
    module: str, reason: str, capfd: pytest.CaptureFixture[str]
) -> None:
    with pool_of(module) as pool, pytest.raises(TalentjoinError, match="does not start") as refused:
        pool.parse(b"Jane Doe", "a.txt")
    assert reason in refused.value.message
    assert refused.value.hint
    assert "Traceback" not in capfd.readouterr().err


def test_what_is_loaded_ahead_may_fail_too() -> None:
    pool = pool_of("sandbox_fine", preload=("sandbox_fine:refuse",))
    with pool, pytest.raises(TalentjoinError, match="no word list"):
        pool.parse(b"Jane Doe", "a.txt")


def test_a_whole_batch_is_told_once_and_starts_one_process(modules: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (modules / "starts").unlink(missing_ok=True)
    with pool_of("sandbox_counts", workers=4) as pool:
        for _ in range(3):
            with pytest.raises(TalentjoinError, match="a part of the parser is missing"):
                list(pool.map([(b"Jane Doe", "a.txt", None)] * 50))
    assert (modules / "starts").read_text(encoding="ascii") == "x"
    assert capfd.readouterr().err == ""


def test_after_a_while_it_is_tried_again(modules: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    name = "sandbox_mended"
    file = modules / f"{name}.py"
    file.write_text("raise ImportError('not yet')", encoding="utf-8")
    with pool_of(name) as pool:
        with pytest.raises(TalentjoinError, match="not yet"):
            pool.parse(b"Jane Doe")
        file.write_text(BROKEN["sandbox_fine"] + "# mended", encoding="utf-8")
        with pytest.raises(TalentjoinError, match="not yet"):
            pool.parse(b"Jane Doe")
        later = time.monotonic() + sandbox_server.BROKEN_SECONDS
        monkeypatch.setattr(sandbox_server.time, "monotonic", lambda: later)
        assert pool.parse(b"Jane Doe")[0] == ParseOutcome(status="ok", error="Jane Doe")


def test_an_interpreter_that_is_not_there_is_the_same_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    with pool_of("sandbox_fine") as pool, pytest.raises(TalentjoinError, match="does not start"):
        pool.parse(b"Jane Doe")


def test_the_old_server_is_gone_when_its_start_failed() -> None:
    server = ForkServer("sandbox_dies:parse", (), {}, LIMITS)
    with pytest.raises(TalentjoinError):
        server.fork()
    assert server._process is None
    assert server._control is None
    server.stop()


@pytest.mark.parametrize("which", ["before a file", "between files"])
def test_a_server_that_was_killed_is_started_anew(which: str) -> None:
    with pool_of("sandbox_fine", workers=1) as pool:
        if which == "between files":
            assert pool.parse(b"one")[0].error == "one"
            process = pool._server._process
            assert process is not None
            process.kill()
            process.wait()
            pool.parse(b"two")  # its child went with the server
        assert pool.parse(b"three", tenant="other")[0].error == "three"


def test_a_command_says_it_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "cvs").mkdir()
    for number in range(20):
        (tmp_path / "cvs" / f"{number}.txt").write_text("Jane Doe", encoding="utf-8")
    breaking = (
        "import sys\n"
        "import service.sandbox as sandbox\n"
        "sandbox.ParsePool.__init__.__kwdefaults__['parse'] = 'sandbox_counts:parse'\n"
        "from service.cli import app\n"
        "app()\n"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "TALENTJOIN_PARSE_WORKERS": "3"}
    for more in ([], ["--out", str(tmp_path / "results.jsonl")]):
        done = subprocess.run(
            [sys.executable, "-c", breaking, "parse", str(tmp_path / "cvs"), "--json", *more],
            env=environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )
        said = done.stdout + done.stderr
        assert done.returncode not in (0, 3)
        assert said.count("a part of the parser is missing") == 1
        assert "Traceback" not in said


def test_reasons_are_short(modules: Path) -> None:
    (modules / "sandbox_long.py").write_text(f"raise ImportError({'x' * 9000!r})", encoding="utf-8")
    with pool_of("sandbox_long") as pool, pytest.raises(TalentjoinError) as refused:
        pool.parse(b"")
    assert len(refused.value.message) < 700
