"""Two files are matched, trained on and explained from the command line; what is bad is named in one line."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import Result
from typer.testing import CliRunner

from service.cli import app
from service.cli.watched import ProgressLines
from tests.service.two_sides import TRUTH, person, two_sides

RUN = CliRunner()
SECONDS = 30.0  # patience on a busy machine
Write = Callable[..., Path]


@pytest.fixture(scope="module")
def sides(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("sides")
    files = {}
    for name, table in two_sides().items():
        files[name] = folder / f"{name}.parquet"
        pq.write_table(table, files[name])
    return files


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def write(name: str, rows: list[dict[str, Any]] | pa.Table) -> Path:
        pq.write_table(rows if isinstance(rows, pa.Table) else pa.Table.from_pylist(rows), tmp_path / name)
        return tmp_path / name

    return write


def call(*arguments: object) -> Result:
    return RUN.invoke(app, [str(one) for one in arguments])


def match(sides: dict[str, Path], out: Path, *more: object, **other: Path) -> Result:
    files = {**sides, **other}
    return call("match", "--candidates", files["candidates"], "--profiles", files["profiles"], "--out", out, *more)


@pytest.fixture(scope="module")
def matched(sides: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    folder = tmp_path_factory.mktemp("matched")
    outputs = ("--html", folder / "report.html", "--save-weights", folder / "w.json")
    done = match(sides, folder / "links.parquet", *outputs, "--json")
    assert done.exit_code == 0, done.stderr
    return folder, json.loads(done.stdout)


def test_links_weights_and_report_are_written_together(matched: tuple[Path, dict[str, Any]]) -> None:
    folder, told = matched
    assert {path.name for path in folder.iterdir()} == {"links.parquet", "report.html", "w.json"}
    links = {row["candidate_id"]: row for row in pq.read_table(folder / "links.parquet").to_pylist()}
    assert list(links) == list(TRUTH)
    found = [name for name, row in links.items() if row["decision"] == "match"]
    assert len(found) > len(TRUTH) // 2
    assert sum(links[name]["profile_id"] == TRUTH[name] for name in found) > 0.98 * len(found)
    assert json.loads((folder / "w.json").read_text(encoding="utf-8"))
    assert told["candidates"] == len(TRUTH)
    assert sum(told["decisions"].values()) == len(TRUTH)
    assert told["report"]["blocking"]
    page = (folder / "report.html").read_text(encoding="utf-8")
    assert told["weights"] in page
    assert page.count('class="sample') == 10
    assert "example.com" not in page


def test_equal_weights_give_equal_links(
    sides: dict[str, Path], matched: tuple[Path, dict[str, Any]], tmp_path: Path
) -> None:
    folder, told = matched
    done = match(sides, tmp_path / "again.parquet", "--weights", folder / "w.json", "--json")
    assert done.exit_code == 0, done.stderr
    assert json.loads(done.stdout)["weights"] == told["weights"]
    assert pq.read_table(tmp_path / "again.parquet").equals(pq.read_table(folder / "links.parquet"))


def test_a_folder_and_a_pattern_of_files_are_one_side(
    sides: dict[str, Path], matched: tuple[Path, dict[str, Any]], tmp_path: Path
) -> None:
    whole = pq.read_table(sides["profiles"])
    for at in range(3):
        pq.write_table(whole.slice(at * 60, 60 if at < 2 else None), tmp_path / f"part-{at}.parquet")
    for place in (tmp_path, tmp_path / "part-*.parquet"):
        done = match(sides, tmp_path / "links", "--weights", matched[0] / "w.json", profiles=place)
        assert done.exit_code == 0, done.stderr
        assert pq.read_table(tmp_path / "links").equals(pq.read_table(matched[0] / "links.parquet"))


@pytest.mark.full
def test_processes_and_parts_change_nothing(
    sides: dict[str, Path], matched: tuple[Path, dict[str, Any]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("service.flows.match.FEW", 0)
    monkeypatch.setattr("service.flows.people_files.PART_ROWS", 50)
    done = match(sides, tmp_path / "links", "--workers", "2", "--save-weights", tmp_path / "w.json")
    assert done.exit_code == 0, done.stderr
    assert (tmp_path / "w.json").read_bytes() == (matched[0] / "w.json").read_bytes()
    assert pq.read_table(tmp_path / "links").equals(pq.read_table(matched[0] / "links.parquet"))


def test_progress_comes_as_lines_with_json(
    sides: dict[str, Path], matched: tuple[Path, dict[str, Any]], tmp_path: Path
) -> None:
    done = match(sides, tmp_path / "o", "--json", "--weights", matched[0] / "w.json")
    lines = [json.loads(line) for line in done.stderr.splitlines()]
    assert lines
    assert all(set(line) == {"stage", "done", "total", "rate", "eta_seconds"} for line in lines)
    assert lines[-1]["done"] == lines[-1]["total"]


def test_lines_say_rate_and_rest_and_not_too_often(capsys: pytest.CaptureFixture[str]) -> None:
    times = iter([0.0, 0.0, 0.1, 2.0, 2.5, 10.0, 14.0])
    report = ProgressLines(lambda: next(times))
    for done in (0, 5, 20, 25, 100):
        report("read", done, 100)
    report("write", 8, 8)
    lines = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert [(line["done"], line["rate"], line["eta_seconds"]) for line in lines] == [
        (0, None, None),
        (20, 10.0, 8.0),
        (100, 10.0, 0.0),
        (8, 2.0, 0.0),
    ]


def test_corrections_are_obeyed(
    sides: dict[str, Path], matched: tuple[Path, dict[str, Any]], write: Write, tmp_path: Path
) -> None:
    first, second, third = list(TRUTH)[1:4]
    rows = [
        {"candidate_id": first, "profile_id": TRUTH[first], "linked": False},
        {"candidate_id": second, "profile_id": TRUTH[third], "linked": True},
        {"candidate_id": "nobody", "profile_id": "nobody", "linked": True},
    ]
    files = ("--corrections", write("fixed.parquet", rows), "--weights", matched[0] / "w.json")
    done = match(sides, tmp_path / "o", *files, "--json")
    assert done.exit_code == 0, done.stderr
    links = {row["candidate_id"]: row for row in pq.read_table(tmp_path / "o").to_pylist()}
    assert links[first]["profile_id"] != TRUTH[first]
    assert (links[second]["profile_id"], links[second]["decision"]) == (TRUTH[third], "match")
    assert json.loads(done.stdout)["report"]["corrections"]["unknown_candidates"] == 1


def test_what_cannot_be_believed_is_written_and_said_with_code_3(
    sides: dict[str, Path], write: Write, tmp_path: Path
) -> None:
    few = write("few.parquet", pq.read_table(sides["candidates"]).slice(0, 8))
    done = match(sides, tmp_path / "links", "--html", tmp_path / "r.html", candidates=few)
    assert done.exit_code == 3
    assert "warning: " in done.stderr
    assert "match" not in pq.read_table(tmp_path / "links")["decision"].to_pylist()
    assert "not to be relied on" in (tmp_path / "r.html").read_text(encoding="utf-8")
    trained = call("train", "--candidates", few, "--profiles", sides["profiles"], "--out", tmp_path / "w.json")
    assert trained.exit_code == 3
    assert json.loads((tmp_path / "w.json").read_text(encoding="utf-8"))["source"] != "estimated"


def test_training_writes_what_matching_would_use(
    sides: dict[str, Path], matched: tuple[Path, dict[str, Any]], tmp_path: Path
) -> None:
    files = ("--candidates", sides["candidates"], "--profiles", sides["profiles"])
    done = call("train", *files, "--out", tmp_path / "w.json")
    assert done.exit_code == 0, done.stderr
    assert "Anchors" in done.stdout
    assert matched[1]["weights"] in done.stdout
    assert (tmp_path / "w.json").read_bytes() == (matched[0] / "w.json").read_bytes()


def test_a_candidate_is_explained_to_the_last_digit(
    sides: dict[str, Path], matched: tuple[Path, dict[str, Any]]
) -> None:
    links = {row["candidate_id"]: row for row in pq.read_table(matched[0] / "links.parquet").to_pylist()}
    name = next(name for name, row in links.items() if row["decision"] == "match" and row["runner_up_id"])
    link = links[name]
    asked = ("explain", name, "--candidates", sides["candidates"], "--profiles", sides["profiles"])
    asked = (*asked, "--weights", matched[0] / "w.json")
    told = json.loads(call(*asked, "--json").stdout)
    shown = told["shown"]
    assert sum(row["log_odds"] for row in shown["evidence"]) == pytest.approx(shown["log_odds"], abs=1e-9)
    assert (shown["profile"], shown["place"]) == (link["profile_id"], 1)
    assert shown["log_odds"] == pytest.approx(link["log_odds"], abs=1e-9)
    assert (told["decision"], told["reason"]) == (link["decision"], link["reason"])
    assert told["runner_up"]["profile"] == link["runner_up_id"]
    assert told["margin"] == pytest.approx(shown["log_odds"] - told["runner_up"]["log_odds"])
    plain = call(*asked).stdout
    assert "sum" in plain
    assert "runner-up" in plain
    assert "example.com" not in plain
    assert "example.com" in call(*asked, "--values").stdout
    second = json.loads(call(*asked, "--json", "--profile", link["runner_up_id"]).stdout)["shown"]
    assert (second["profile"], second["place"]) == (link["runner_up_id"], 2)
    assert call(*asked, "--profile", "nobody").exit_code == 4
    assert call("explain", "nobody", *asked[2:]).exit_code == 4
    assert call("explain", name, "--candidates", sides["candidates"]).exit_code == 2


PERSON = {"id": "a", "name": "Ann Zuk", "emails": ["ann@example.com"]}
LONG = "x" * 10_000_000


def with_bad_text() -> pa.Table:
    texts = pa.Array.from_buffers(pa.string(), 2, pa.array([b"Ann", b"\xff\xfe"], pa.binary()).buffers())
    return pa.table({"id": ["a", "b"], "name": texts})


BAD: dict[str, tuple[Any, str]] = {
    "no id": ([{"name": "Ann"}], "column id"),
    "null id": ([PERSON, {**PERSON, "id": None}], "column id is null in row 1"),
    "same id": ([PERSON, {"id": "b"}, PERSON], "column id in row 2"),
    "id of numbers": ([{"id": 7}], "column id is int64"),
    "emails as text": ([{**PERSON, "emails": "ann@example.com"}], "column emails is string"),
    "positions as texts": ([{**PERSON, "positions": ["Acme"]}], "column positions"),
    "name as number": ([{**PERSON, "name": 1.5}], "column name is double"),
    "no text": (with_bad_text(), "column name in row 1"),
}


@pytest.mark.parametrize("side", ["candidates", "profiles"])
@pytest.mark.parametrize("bad", BAD)
def test_a_bad_table_is_one_line_that_names_column_and_row(
    sides: dict[str, Path], write: Write, tmp_path: Path, bad: str, side: str
) -> None:
    rows, said = BAD[bad]
    file = write("bad.parquet", rows)
    done = match(sides, tmp_path / "out.parquet", **{side: file})
    assert done.exit_code == 1
    (line,) = done.stderr.splitlines()
    assert line.startswith("error [invalid_table]: ")
    assert side in line
    assert said in line
    assert "Zuk" not in line
    assert "@" not in line
    assert {path.name for path in tmp_path.iterdir()} == {"bad.parquet"}


ODD: list[dict[str, Any]] = [
    *({"id": f"no-name-{at}", "name": None, "emails": None} for at in range(5)),
    {**PERSON, "id": "a\0b", "name": "Ann\0Zuk", "headline": "\0", "emails": ["\0@\0"]},
    {"id": "long", "name": LONG, "emails": [LONG], "headline": LONG, "location": LONG, "phones": [LONG]},
    {"id": "far", "positions": [{"company": LONG, "title": LONG, "start": LONG, "end": LONG}]},
    {**PERSON, "id": "february", "birth_date": "2023-02-31"},
    {"id": "soon\n", "birth_date": "soon"},
    {**PERSON, "id": "odd", "positions": [{"company": None, "title": "", "start": "9999-99", "end": "-1"}]},
    {"id": "", "name": "", "emails": ["", None], "location": " "},
]


@pytest.mark.parametrize("side", ["candidates", "profiles"])
def test_odd_people_are_matched_like_others(
    sides: dict[str, Path], matched: tuple[Path, dict[str, Any]], write: Write, tmp_path: Path, side: str
) -> None:
    table = pa.concat_tables([pa.Table.from_pylist(ODD), pq.read_table(sides[side])], promote_options="default")
    done = match(sides, tmp_path / "o", "--weights", matched[0] / "w.json", **{side: write("odd.parquet", table)})
    assert done.exit_code == 0, done.stderr
    links = pq.read_table(tmp_path / "o").to_pylist()
    if side == "candidates":
        assert [row["candidate_id"] for row in links[: len(ODD)]] == [row["id"] for row in ODD]
        nameless = {(row["decision"], row["reason"]) for row in links[:5]}
        assert nameless == {("none", "the candidate has no usable field")}
    known = pq.read_table(matched[0] / "links.parquet").to_pylist()
    found = {row["candidate_id"]: row["profile_id"] for row in links}
    right = [row for row in known if row["decision"] == "match"]
    assert all(found[row["candidate_id"]] == row["profile_id"] for row in right)


@pytest.mark.parametrize("side", ["candidates", "profiles"])
def test_an_empty_side_is_an_answer(
    sides: dict[str, Path], matched: tuple[Path, dict[str, Any]], write: Write, tmp_path: Path, side: str
) -> None:
    nobody = write("nobody.parquet", pq.read_table(sides[side]).slice(0, 0))
    done = match(sides, tmp_path / "o", "--weights", matched[0] / "w.json", "--html", tmp_path / "r", **{side: nobody})
    assert done.exit_code == 0, done.stderr
    links = pq.read_table(tmp_path / "o")
    assert links.num_rows == (0 if side == "candidates" else len(TRUTH))
    assert set(links["decision"].to_pylist()) <= {"none"}


def test_labels_show_how_right_probabilities_are(
    sides: dict[str, Path], matched: tuple[Path, dict[str, Any]], write: Write, tmp_path: Path
) -> None:
    rows = [{"candidate_id": name, "profile_id": profile} for name, profile in TRUTH.items()]
    files = ("--labels", write("labels.parquet", rows), "--weights", matched[0] / "w.json")
    done = match(sides, tmp_path / "o", *files, "--html", tmp_path / "r.html", "--json")
    assert done.exit_code == 0, done.stderr
    bins = json.loads(done.stdout)["report"]["by_labels"]
    assert sum(row["count"] for row in bins) == json.loads(done.stdout)["linked"]
    assert bins[-1]["observed"] > 0.9
    page = (tmp_path / "r.html").read_text(encoding="utf-8")
    assert "eight in ten should be right" in page
    assert "have seen these labels" not in page


LABELS: dict[str, tuple[list[dict[str, Any]], str]] = {
    "nobody known": (
        [{"candidate_id": f"x{at}", "profile_id": "p1"} for at in range(3)],
        "labels: column candidate_id",
    ),
    "null": ([{"candidate_id": None, "profile_id": "p1"}], "labels: column candidate_id is null in row 0"),
    "no column": ([{"candidate_id": "c1"}], "labels: column profile_id is missing"),
    "twice": (
        [{"candidate_id": "c1", "profile_id": "p1"}, {"candidate_id": "c1", "profile_id": "p2"}],
        "labels: column profile_id in row 1",
    ),
}


@pytest.mark.parametrize("bad", LABELS)
def test_bad_labels_are_named(sides: dict[str, Path], write: Write, tmp_path: Path, bad: str) -> None:
    rows, said = LABELS[bad]
    done = match(sides, tmp_path / "o", "--labels", write("labels.parquet", rows))
    assert done.exit_code == 1
    assert said in done.stderr
    assert not (tmp_path / "o").exists()


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (("--precision", "0.99", "--cost-review", "1"), 2),
        (("--precision", "1.5"), 2),
        (("--cost-review", "0"), 2),
        (("--engine", "spark", "--one-to-one"), 2),
        (("--engine", "abacus"), 2),
        (("--workers", "-1"), 2),
        (("--weights", "gone.json"), 4),
        (("--labels", "gone.parquet"), 4),
        (("--html", "no/such/folder/r.html"), 1),
    ],
)
def test_wrong_usage_ends_before_the_work(
    sides: dict[str, Path], tmp_path: Path, options: tuple[str, ...], code: int
) -> None:
    done = match(sides, tmp_path / "o", *options)
    assert done.exit_code == code, done.stderr
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("out", ["folder", "no/folder/o", "candidates"])
def test_an_output_that_cannot_be_written_is_known_before_the_work(
    sides: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, out: str
) -> None:
    (tmp_path / "folder").mkdir()
    monkeypatch.setattr("service.flows.match.match_sides", lambda *_, **__: pytest.fail("work was begun"))
    done = match(sides, sides["candidates"] if out == "candidates" else tmp_path / out)
    assert done.exit_code == 1
    assert "can't write" in done.stderr
    assert pq.read_table(sides["candidates"]).num_rows == len(TRUTH)


def test_a_full_disk_leaves_the_old_answer(
    sides: dict[str, Path], matched: tuple[Path, dict[str, Any]], tmp_path: Path
) -> None:
    (tmp_path / "links").write_text("old", encoding="ascii")
    full = "resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))"
    done = run_apart(sides, tmp_path / "links", "--weights", str(matched[0] / "w.json"), limit=full)
    _, stderr = done.communicate(timeout=SECONDS * 2)
    assert done.returncode == 1
    assert stderr.splitlines()[-1].startswith("error [invalid_input]: can't write links")
    assert (tmp_path / "links").read_text(encoding="ascii") == "old"
    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.parametrize(
    "number",
    [signal.SIGINT, *(pytest.param(one, marks=pytest.mark.full) for one in (signal.SIGTERM, signal.SIGKILL))],
)
def test_ended_in_the_middle_it_leaves_nothing(sides: dict[str, Path], tmp_path: Path, number: signal.Signals) -> None:
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    done = run_apart(sides, tmp_path / "links", "--json", TMPDIR=str(temporary))
    assert done.stderr is not None
    assert "stage" in json.loads(done.stderr.readline())
    done.send_signal(number)
    done.communicate(timeout=SECONDS)
    assert done.returncode == (-signal.SIGKILL if number == signal.SIGKILL else 1)
    end = time.monotonic() + SECONDS
    while list(temporary.iterdir()):
        assert time.monotonic() < end
        time.sleep(0.02)
    assert {path.name for path in tmp_path.iterdir()} == {"tmp"}


@pytest.mark.full
def test_memory_does_not_grow_with_the_profiles(
    matched: tuple[Path, dict[str, Any]], sides: dict[str, Path], tmp_path: Path
) -> None:
    peaks = []
    for parts in (2, 14):
        place = tmp_path / f"{parts}"
        place.mkdir()
        for part in range(parts):
            pq.write_table(crowd(part), place / f"{part:02}.parquet")
        files = ("--weights", str(matched[0] / "w.json"), "--workers", "1", "--json")
        done = run_apart({**sides, "profiles": place}, tmp_path / "links", *files, limit=PEAK)
        stdout, stderr = done.communicate(timeout=280)
        assert done.returncode == 0, stderr
        peaks.append(int(stdout.splitlines()[-1]) // 1_000)
    print(f"peaks {peaks} MB, decoded {14 * CROWD * LETTERS // 1_000_000} MB")
    assert peaks[1] < peaks[0] + 14 * CROWD * LETTERS / 1_000_000 / 5


PEAK = "import atexit; atexit.register(lambda: print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss))"
CROWD, LETTERS = 15_000, 4_000  # people of a part, letters of each one's headline


def crowd(part: int) -> pa.Table:
    """Make namesakes: much to read, and few names among them."""
    rows = pa.Table.from_pylist([{**person(at), "emails": None} for at in range(CROWD)])
    headlines = [f"{word:<{LETTERS}}" for word in ("welder", "baker", "smith")]
    return rows.append_column("id", [[f"s{part}-{at}" for at in range(CROWD)]]).append_column(
        "headline", [[headlines[at % 3] for at in range(CROWD)]]
    )


def run_apart(
    sides: dict[str, Path], out: Path, *more: str, limit: str = "", **environment: str
) -> "subprocess.Popen[str]":
    program = f"import resource; {limit or 'pass'}\nfrom service.cli import main\nif __name__ == '__main__': main()"
    files = ("--candidates", str(sides["candidates"]), "--profiles", str(sides["profiles"]), "--out", str(out))
    return subprocess.Popen(
        [sys.executable, "-c", program, "match", *files, *more],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, **environment},
    )
