"""Files on disk: read in order whatever they are, written whole or not at all."""

import contextlib
import json
import os
import re
import socket
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

from entities.errors import InputError, InvalidTable, NotFound
from matcher.resume import parse_resume
from service.cli import app
from service.flows.match import MatchOrder, match_files
from service.flows.parse_files import parse_files
from service.report import silent
from service.settings import Settings

RUN = CliRunner()
TEXT = "Ann Zuk\nann@example.com\n\nSKILLS\nMilling\n"
PEOPLE = [{"id": str(n), "name": f"Person{n} Surname{n}", "emails": [f"p{n}@example.com"]} for n in range(20)]


@pytest.fixture
def tables(tmp_path: Path) -> dict[str, Path]:
    files = {"candidates": tmp_path / "c.parquet", "profiles": tmp_path / "p.parquet"}
    for file in files.values():
        pq.write_table(pa.Table.from_pylist(PEOPLE), file)
    return files


def match(tables: dict[str, Path], out: Path, **given: Path) -> dict[str, Any]:
    files = {**tables, **given}
    order = MatchOrder(weights=files.get("weights"), labels=files.get("labels"))
    return match_files(files["candidates"], files["profiles"], out, order=order, report=silent)


def test_every_kind_of_path_gets_its_answer_in_its_place(tmp_path: Path) -> None:
    good = tmp_path / "cv.txt"
    good.write_text(TEXT, encoding="utf-8")
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "loop").symlink_to("loop")
    (tmp_path / "dangling").symlink_to("nowhere")
    (tmp_path / "link.txt").symlink_to(good)
    (tmp_path / "unreadable").symlink_to("/proc/self/mem")  # a regular file whose first byte can't be read
    (tmp_path / "big.txt").write_bytes(b"a" * 1_000_001)
    (tmp_path / "empty.pdf").touch()
    expected = {
        "cv.txt": "ok",
        "missing.pdf": "unsupported",
        "folder": "unsupported",
        "pipe": "unsupported",
        "loop": "unsupported",
        "dangling": "unsupported",
        "unreadable": "unsupported",
        "big.txt": "too_large",
        "empty.pdf": "empty",
        "link.txt": "ok",
    }
    files = [tmp_path / name for name in expected] * 2
    answers = list(parse_files(files, Settings(data=tmp_path, parse_workers=1, file_mb=1), None))
    assert [answer["file"] for answer in answers] == [str(file) for file in files]
    assert [answer["status"] for answer in answers] == [*expected.values()] * 2
    assert all((answer["resume"] is None) == (answer["status"] != "ok") for answer in answers)
    assert all(answer["error"] for answer in answers if answer["status"] != "ok")
    assert "derived" in answers[0]


def test_sockets_devices_and_loops_of_folders_are_answered_too(tmp_path: Path) -> None:
    folder = tmp_path / "cvs"
    folder.mkdir()
    with socket.socket(socket.AF_UNIX) as listening, contextlib.chdir(folder):  # a socket's path must be short
        listening.bind("socket")
        (folder / "device").symlink_to("/dev/zero")
        (folder / "above").symlink_to(folder, target_is_directory=True)
        (folder / "long").symlink_to("x" * 255)
        (folder / "through").symlink_to(folder / "socket" / "below")
        files = sorted(folder.iterdir())
        done = RUN.invoke(app, ["parse", *map(str, files), "--json"])
    assert done.exit_code == 3
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [answer["file"] for answer in answers] == [str(file) for file in files]
    assert {answer["status"] for answer in answers} == {"unsupported"}
    assert all(answer["error"] and answer["resume"] is None and answer["sha256"] is None for answer in answers)


@pytest.mark.parametrize("out", [False, True])
def test_nothing_readable_is_answered_alike_on_the_screen_and_in_a_file(tmp_path: Path, *, out: bool) -> None:
    folder = tmp_path / "cvs"
    folder.mkdir()
    os.mkfifo(folder / "pipe")
    (folder / "loop").symlink_to("loop")
    (folder / "back").symlink_to(folder, target_is_directory=True)
    results = tmp_path / "results.jsonl"
    more = ["--out", str(results)] if out else []
    done = RUN.invoke(app, ["parse", str(folder), "--json", *more])
    assert done.exit_code == 3
    text = results.read_text("utf-8") if out else done.stdout
    answers = {Path(line["file"]).name: line["status"] for line in map(json.loads, text.splitlines())}
    assert answers == dict.fromkeys(("pipe", "loop", "back"), "unsupported")


ACCENTED = "José Núñez Ibáñez\njose@example.com\n\nSKILLS\nFundición, Soldadura\n"


@pytest.mark.parametrize(
    "content",
    [
        ACCENTED.encode(),
        ACCENTED.encode("latin-1"),
        ACCENTED.encode("utf-8-sig"),
        ACCENTED.encode("utf-16"),
        ACCENTED.encode("utf-16-le"),
        ACCENTED.encode("utf-16-be"),
        ACCENTED.encode("utf-16") + b"a",
    ],
    ids=["utf-8", "latin", "marked", "wide", "wide little", "wide big", "wide odd"],
)
def test_text_is_read_in_whichever_encoding(content: bytes) -> None:
    outcome = parse_resume(content, "cv.txt")
    assert outcome.status == "ok"
    assert outcome.resume is not None
    assert outcome.resume.name is not None
    assert outcome.resume.name.value == "José Núñez Ibáñez"
    assert {skill.value for skill in outcome.resume.skills} == {"Fundición", "Soldadura"}


def test_no_file_means_no_answer_and_no_process(tmp_path: Path) -> None:
    assert list(parse_files([], Settings(data=tmp_path), None)) == []


def test_a_name_that_is_no_text_is_answered_all_the_same(tmp_path: Path) -> None:
    odd = tmp_path / os.fsdecode(b"caf\xe9.txt")
    done = RUN.invoke(app, ["parse", os.fspath(odd), "--json"])
    assert done.exit_code == 3
    assert json.loads(done.stdout)["file"] == str(odd)
    assert RUN.invoke(app, ["parse", os.fspath(odd)]).exit_code == 3


def test_links_are_written_whole_and_nothing_is_left_beside_them(tables: dict[str, Path], tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    done = match(tables, folder / "links.parquet")
    assert [path.name for path in folder.iterdir()] == ["links.parquet"]
    table = pq.read_table(folder / "links.parquet")
    assert done["candidates"] == table.num_rows == len(PEOPLE)
    assert sum(done["decisions"].values()) == len(PEOPLE)
    assert done["linked"] == len(PEOPLE) - table["profile_id"].null_count


@pytest.mark.parametrize("bad", ["candidates", "profiles", "labels", "weights"])
@pytest.mark.parametrize("how", ["missing", "broken", "folder"])
def test_a_failure_leaves_the_old_answer_as_it_was(tables: dict[str, Path], tmp_path: Path, bad: str, how: str) -> None:
    out = tmp_path / "links.parquet"
    out.write_text("the old answer", encoding="ascii")
    wrong = tmp_path / f"{bad}.bad"
    if how == "broken":
        wrong.write_bytes(b"\xff broken")
    elif how == "folder":
        wrong.mkdir()
    before = {path.name for path in tmp_path.iterdir()}
    with pytest.raises(NotFound if how == "missing" else InputError) as refused:
        match(tables, out, **{bad: wrong})
    assert str(tmp_path) not in refused.value.message
    assert out.read_text(encoding="ascii") == "the old answer"
    assert {path.name for path in tmp_path.iterdir()} == before


@pytest.mark.parametrize("out", ["no/such/folder/links.parquet", "folder"])
def test_an_output_that_cannot_be_written_is_an_error_that_leaves_nothing(
    tables: dict[str, Path], tmp_path: Path, out: str
) -> None:
    (tmp_path / "folder").mkdir()
    before = {path.name for path in tmp_path.rglob("*")}
    with pytest.raises(InputError):
        match(tables, tmp_path / out)
    assert {path.name for path in tmp_path.rglob("*")} == before


def test_nobody_on_either_side_is_an_answer(tables: dict[str, Path], tmp_path: Path) -> None:
    empty = tmp_path / "empty.parquet"
    pq.write_table(pa.Table.from_pylist(PEOPLE).slice(0, 0), empty)
    assert match({**tables, "candidates": empty}, tmp_path / "a.parquet")["candidates"] == 0
    done = match({**tables, "profiles": empty}, tmp_path / "b.parquet")
    assert (done["linked"], done["decisions"]) == (0, {"none": len(PEOPLE)})


@pytest.mark.parametrize("column", ["id", "emails"])
def test_a_column_of_a_wrong_type_is_named(tables: dict[str, Path], tmp_path: Path, column: str) -> None:
    rows = [{**row, column: 7} for row in PEOPLE]
    pq.write_table(pa.Table.from_pylist(rows), tables["candidates"])
    with pytest.raises(InvalidTable) as refused:
        match(tables, tmp_path / "out.parquet")
    assert column in refused.value.message


@pytest.fixture
def data(tmp_path: Path) -> Path:
    assert RUN.invoke(app, ["tenant", "add", "acme", "--data", str(tmp_path / "data")]).exit_code == 0
    return tmp_path / "data"


def push(folder: Path, data: Path) -> tuple[int, list[dict[str, Any]]]:
    done = RUN.invoke(app, ["push", "--resumes", str(folder), "--json", "--data", str(data)])
    return done.exit_code, [json.loads(line) for line in done.stdout.splitlines()][:-1]


def test_one_file_of_a_folder_that_cannot_be_read_stops_none(data: Path, tmp_path: Path) -> None:
    cvs = tmp_path / "cvs"
    cvs.mkdir()
    for name in ("a.txt", "z.txt"):
        (cvs / name).write_text(TEXT, encoding="utf-8")
    (cvs / "m.txt").symlink_to("/proc/self/mem")
    (cvs / "loop.txt").symlink_to("loop.txt")
    code, outcomes = push(cvs, data)
    assert (code, [row["result"] for row in outcomes]) == (3, ["created", "failed", "created"])
    assert re.search("can't be read", outcomes[1]["message"])


@pytest.mark.parametrize("seconds", [0, -10_000_000_000, 33_000_000_000])
def test_files_of_any_age_are_taken_and_stay_the_same(data: Path, tmp_path: Path, seconds: int) -> None:
    cvs = tmp_path / "cvs"
    cvs.mkdir()
    people = tmp_path / "people.jsonl"
    person = {"kind": "candidate", "id": "c1", "modified": "2025-01-01", "name": "Ann Zuk"}
    people.write_text(json.dumps(person), encoding="utf-8")
    assert RUN.invoke(app, ["push", str(people), "--data", str(data)]).exit_code == 0
    (cvs / "c1.txt").write_text(TEXT, encoding="utf-8")
    os.utime(cvs / "c1.txt", (seconds, seconds))
    assert [row["result"] for row in push(cvs, data)[1]] == ["created"]
    found = json.loads(RUN.invoke(app, ["search", "milling", "--json", "--data", str(data)]).stdout)
    assert [hit["name"] for hit in found["hits"]] == ["Ann Zuk"]
    if seconds <= 0:  # a time to come is the time of sending, each time anew
        assert [row["result"] for row in push(cvs, data)[1]] == ["unchanged"]


def test_a_file_whose_name_is_no_text_or_no_id_has_an_outcome(data: Path, tmp_path: Path) -> None:
    cvs = tmp_path / "cvs"
    cvs.mkdir()
    for name in (b"caf\xe9.txt", b"x" * 210 + b".txt"):
        Path(os.fsdecode(bytes(cvs) + b"/" + name)).write_text(TEXT, encoding="utf-8")
    code, outcomes = push(cvs, data)
    assert code == 3
    assert sorted(row["result"] for row in outcomes) == ["created", "invalid"]
