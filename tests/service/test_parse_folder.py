"""A folder's results go on wherever a run was ended: no file twice, none left out, none that has changed since."""

import contextlib
import fcntl
import hashlib
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Self

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from entities.errors import Locked, NotFound, StoreError
from entities.resume import ParseOutcome
from matcher.resume import PARSER_VERSION, parse_resume
from service.cli import app
from service.flows import parse_files as files_flow
from service.flows import parse_folder as flow
from service.flows.parse_folder import Parsed, files_in, parse_folder
from service.settings import Settings

TEXT = "Ann Zuk\nann{}@example.com\n\nSKILLS\nMilling\n"
TAILS = (b"", b"\0\0\0", b"{", b"\n", b"null\n", b"[]\n", b'{"file": 1}\n', b"\xff\xfe\n")
READ: list[str | None] = []  # names of the files that were parsed


class Here:
    """Parses in this process and tells what it parsed: what the sandbox adds has tests of its own."""

    def __init__(self, _settings: Settings) -> None:
        READ.clear()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        return

    def map(
        self,
        files: Iterable[tuple[bytes, str | None, str | None]],
        *,
        tenant: str | None,  # noqa: ARG002 - the protocol's
    ) -> Iterator[tuple[ParseOutcome, float]]:
        for content, name, date in files:
            READ.append(name)
            yield parse_resume(content, name, date), 0.25


@pytest.fixture(autouse=True)
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files_flow, "LazyParser", Here)


def fill(folder: Path, count: int = 4) -> Path:
    folder.mkdir(exist_ok=True)
    for number in range(count):
        (folder / f"cv{number}.txt").write_text(TEXT.format(number), encoding="utf-8")
    return folder


@pytest.fixture
def cvs(tmp_path: Path) -> Path:
    return fill(tmp_path / "cvs")


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "results.jsonl"


def run(folder: Path, out: Path, **given: Any) -> tuple[Parsed, list[str | None]]:
    """Parse a folder; returns what it came to, and which files were read."""
    READ.clear()
    done = parse_folder(folder, out, Settings(data=folder, file_mb=1), None, **given)
    return done, list(READ)


def lines(out: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in out.read_bytes().splitlines()]


def names(rows: Sequence[dict[str, Any]]) -> list[str]:
    return [Path(row["file"]).name for row in rows]


def test_every_file_gets_a_line_in_order(cvs: Path, out: Path) -> None:
    seen: list[str] = []
    reports: list[tuple[Any, ...]] = []
    done, read = run(cvs, out, each=lambda line: seen.append(line["file"]), report=lambda *told: reports.append(told))
    assert done == Parsed(4, 0, {"ok": 4})
    assert done.failed == 0
    assert names(lines(out)) == read == [f"cv{number}.txt" for number in range(4)]
    assert seen == [row["file"] for row in lines(out)]
    assert reports == [("parse", number, 4) for number in (1, 2, 3, 4)]
    for number, row in enumerate(lines(out)):
        content = (cvs / f"cv{number}.txt").read_bytes()
        assert (row["sha256"], row["parser"]) == (hashlib.sha256(content).hexdigest(), PARSER_VERSION)
        assert [email["value"] for email in row["resume"]["emails"]] == [f"ann{number}@example.com"]


def test_a_second_run_reads_nothing_and_changes_nothing(cvs: Path, out: Path) -> None:
    run(cvs, out)
    before = out.read_bytes()
    seen: list[Any] = []
    done, read = run(cvs, out, each=seen.append)
    assert (done, read) == (Parsed(4, 4, {"ok": 4}), [])
    assert out.read_bytes() == before
    assert seen == lines(out)


@settings(max_examples=60)
@given(st.integers(0, 10_000), st.sampled_from(TAILS))
def test_a_run_ended_at_any_byte_goes_on(tmp_path_factory: pytest.TempPathFactory, share: int, tail: bytes) -> None:
    folder = tmp_path_factory.mktemp("ended")
    cvs, out = fill(folder / "cvs", 3), folder / "results.jsonl"
    run(cvs, out)
    whole = out.read_bytes()
    end = len(whole) * share // 10_000
    out.write_bytes(whole[:end] + tail)
    kept = whole[:end].count(b"\n")
    done, read = run(cvs, out)
    assert out.read_bytes() == whole
    assert done.files == 3
    # A line whose last byte alone was cut off is whole again where the tail is a line's end.
    assert done.kept in ({kept, kept + 1} if tail == b"\n" else {kept})
    assert len(read) == 3 - done.kept


@settings(max_examples=40)
@given(st.permutations(range(4)), st.lists(st.integers(0, 3), max_size=3), st.integers(0, 10**6))
def test_lines_in_any_order_twice_and_with_junk_between_are_sorted_out(
    tmp_path_factory: pytest.TempPathFactory, order: list[int], twice: list[int], seed: int
) -> None:
    folder = tmp_path_factory.mktemp("mixed")
    cvs, out = fill(folder / "cvs"), folder / "results.jsonl"
    run(cvs, out)
    rows = out.read_bytes().splitlines(keepends=True)
    junk = hashlib.sha256(str(seed).encode()).digest().replace(b"\n", b"") + b"\n"
    out.write_bytes(junk.join([rows[at] for at in [*order, *twice]]))
    done, read = run(cvs, out)
    assert (done.kept, read) == (4, [])
    assert sorted(out.read_bytes().splitlines(keepends=True)) == sorted(rows)


def test_a_changed_file_is_read_again_and_its_old_line_goes(cvs: Path, out: Path) -> None:
    run(cvs, out)
    (cvs / "cv1.txt").write_text(TEXT.format("new"), encoding="utf-8")
    done, read = run(cvs, out)
    assert (done.kept, read) == (3, ["cv1.txt"])
    emails = {Path(row["file"]).name: row["resume"]["emails"][0]["value"] for row in lines(out)}
    assert emails["cv1.txt"] == "annnew@example.com"
    assert len(lines(out)) == 4


def test_another_parser_reads_everything_again(cvs: Path, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run(cvs, out)
    monkeypatch.setattr(flow, "PARSER_VERSION", "another")
    monkeypatch.setattr(files_flow, "PARSER_VERSION", "another")
    done, read = run(cvs, out)
    assert (done.kept, len(read)) == (0, 4)
    assert {row["parser"] for row in lines(out)} == {"another"}
    assert len(lines(out)) == 4


def test_files_that_are_gone_lose_their_lines_and_new_ones_get_theirs(cvs: Path, out: Path) -> None:
    run(cvs, out)
    (cvs / "cv0.txt").unlink()
    (cvs / "cv9.txt").write_text(TEXT.format(9), encoding="utf-8")
    done, read = run(cvs, out)
    assert (done.files, done.kept, read) == (4, 3, ["cv9.txt"])
    assert sorted(names(lines(out))) == ["cv1.txt", "cv2.txt", "cv3.txt", "cv9.txt"]


def test_results_of_another_folder_are_not_mixed_in(cvs: Path, out: Path, tmp_path: Path) -> None:
    run(cvs, out)
    other = fill(tmp_path / "other", 2)
    done, _ = run(other, out)
    assert (done.files, done.kept) == (2, 0)
    assert {Path(row["file"]).parent for row in lines(out)} == {other}


def test_the_results_may_lie_in_the_folder_itself(cvs: Path) -> None:
    inside = cvs / "results.jsonl"
    for _ in range(2):
        done, _ = run(cvs, inside)
        assert done.files == 4
    assert "results.jsonl" not in names(lines(inside))


def test_what_cannot_be_read_has_a_line_and_is_tried_each_time(cvs: Path, out: Path) -> None:
    os.mkfifo(cvs / "pipe")
    with socket.socket(socket.AF_UNIX) as listening:
        with contextlib.chdir(cvs):  # a socket's path must be short
            listening.bind("socket")
        (cvs / "loop").symlink_to("loop")
        (cvs / "dangling").symlink_to("nowhere")
        (cvs / "above").symlink_to(cvs, target_is_directory=True)
        (cvs / "unreadable").symlink_to("/proc/self/mem")
        (cvs / "device").symlink_to("/dev/zero")
        (cvs / "big.txt").write_bytes(b"a" * 1_000_001)
        (cvs / "empty.txt").touch()
        (cvs / ".hidden.txt").write_text("Ann Zuk", encoding="utf-8")
        (cvs / "below").mkdir()
        (cvs / "below" / "cv.txt").write_text(TEXT.format("x"), encoding="utf-8")
        for round_ in range(2):
            done, read = run(cvs, out)
            rows = {str(Path(row["file"]).relative_to(cvs)): row for row in lines(out)}
            assert {name: row["status"] for name, row in rows.items() if name.startswith(("cv", "below"))} == {
                **{f"cv{number}.txt": "ok" for number in range(4)},
                "below/cv.txt": "ok",
            }
            refused = {name: row["status"] for name, row in rows.items() if row["status"] not in ("ok", "empty")}
            assert refused == {
                **dict.fromkeys(("pipe", "socket", "loop", "dangling", "above", "unreadable", "device"), "unsupported"),
                "big.txt": "too_large",
            }
            assert all(rows[name]["error"] and rows[name]["resume"] is None for name in refused)
            assert "leads back" in rows["above"]["error"]
            assert done.failed == len(refused) + 1
            assert done.kept == (6 if round_ else 0)  # those that have bytes: also the empty one
            assert len(read) == (0 if round_ else 6)


def test_a_folder_nobody_may_look_into_has_a_line(cvs: Path, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    closed = cvs / "closed"
    closed.mkdir()
    scan = os.scandir

    def refusing(path: Any) -> Any:
        if Path(path) == closed:
            raise PermissionError(13, "Permission denied")
        return scan(path)

    monkeypatch.setattr(os, "scandir", refusing)
    done, _ = run(cvs, out)
    assert done.statuses == {"ok": 4, "unsupported": 1}


def test_links_that_lead_back_are_followed_no_further(tmp_path: Path) -> None:
    folder = tmp_path / "a"
    (folder / "b").mkdir(parents=True)
    (folder / "b" / "cv.txt").touch()
    (folder / "b" / "up").symlink_to(folder, target_is_directory=True)
    (folder / "side").symlink_to(folder / "b", target_is_directory=True)
    found = [str(file.relative_to(folder)) for file in files_in(folder)]
    assert found == ["b/cv.txt", "b/up", "side/cv.txt", "side/up"]


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("latin-1", "José Núñez\njose@example.com\n"),
        ("utf-16", "José Núñez\njose@example.com\n"),
        ("utf-8-sig", "José"),
    ],
)
def test_text_in_old_and_wide_encodings_is_read(cvs: Path, out: Path, encoding: str, text: str) -> None:
    (cvs / "old.txt").write_bytes(text.encode(encoding))
    run(cvs, out)
    (row,) = [row for row in lines(out) if row["file"].endswith("old.txt")]
    assert row["status"] in ("ok", "empty")
    if "@" in text:
        assert row["resume"]["name"]["value"] == "José Núñez"


def test_names_that_are_no_text_have_lines_that_are(cvs: Path, out: Path) -> None:
    odd = cvs / os.fsdecode(b"caf\xe9.txt")
    odd.write_text(TEXT.format(7), encoding="utf-8")
    (cvs / "new\nline.txt").write_text(TEXT.format(8), encoding="utf-8")
    for _ in range(2):
        done, _ = run(cvs, out)
        assert done.statuses == {"ok": 6}
    out.read_bytes().decode("utf-8")
    assert {str(odd), str(cvs / "new\nline.txt")} < {row["file"] for row in lines(out)}
    assert done.kept == 6


def test_two_runs_at_once_are_refused(cvs: Path, out: Path) -> None:
    run(cvs, out)
    before = out.read_bytes()
    with out.open("r+b") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        with pytest.raises(Locked):
            run(cvs, out)
        assert CliRunner().invoke(app, ["parse", str(cvs), "--out", str(out)]).exit_code == 5
    assert out.read_bytes() == before
    assert run(cvs, out)[0].kept == 4


@pytest.mark.parametrize("where", ["a folder", "below a file", "a pipe without a reader"])
def test_results_that_cannot_be_written_are_a_typed_error(cvs: Path, tmp_path: Path, where: str) -> None:
    (tmp_path / "taken").mkdir()
    (tmp_path / "file").touch()
    out = {
        "a folder": tmp_path / "taken",
        "below a file": tmp_path / "file" / "results.jsonl",
        "a pipe without a reader": Path("/proc/self/no-such/results.jsonl"),
    }[where]
    with pytest.raises(StoreError, match="can't be written"):
        run(cvs, out)
    assert READ == []


def test_a_full_disk_is_a_typed_error_and_the_next_run_goes_on(
    cvs: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write, count = flow._written, iter(range(100))

    def full(results: Any, line: Any) -> Any:
        if next(count) == 2:
            raise StoreError("the results can't be written: No space left on device")
        return write(results, line)

    with monkeypatch.context() as patch:
        patch.setattr(flow, "_written", full)
        with pytest.raises(StoreError, match="No space"):
            run(cvs, out)
    assert len(lines(out)) == 2
    done, read = run(cvs, out)
    assert (done.kept, read) == (2, ["cv2.txt", "cv3.txt"])


def test_no_folder_is_not_found(tmp_path: Path, out: Path) -> None:
    with pytest.raises(NotFound):
        run(tmp_path / "nowhere", out)
    assert not out.exists()
    done, _ = run(fill(tmp_path / "none", 0), out)
    assert (done, out.read_bytes()) == (Parsed(0, 0, {}), b"")


def test_a_killed_run_leaves_whole_lines_and_the_next_one_finishes(tmp_path: Path, out: Path) -> None:
    cvs = fill(tmp_path / "many", 60)
    order = [sys.executable, "-m", "service.cli", "parse", str(cvs), "--out", str(out), "--json"]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "TALENTJOIN_PARSE_WORKERS": "1"}
    with subprocess.Popen(order, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        for _ in range(2000):
            if out.exists() and out.read_bytes().count(b"\n") >= 3:
                break
            time.sleep(0.01)
        process.kill()
    before = out.read_bytes()
    assert before.count(b"\n") >= 3
    done, read = run(cvs, out)
    assert done.kept == before.count(b"\n") == 60 - len(read)
    assert sorted(names(lines(out))) == sorted(path.name for path in cvs.iterdir())
