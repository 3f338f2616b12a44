"""A wrong order of match, train, explain, dedupe or rematch ends before the work: one line, its code, no file."""

import json
import os
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner, Result

from entities.errors import InputError, InvalidTable, StoreFull
from matcher import default_weights
from service.cli import app
from service.cli.matching import ending_softly

RUN = CliRunner()
ANN = {"id": "a", "name": "Ann Zuk", "emails": ["ann@example.com"]}
PEOPLE = [{"id": f"{at}", "name": f"Name{at} Surname{at}", "emails": [f"n{at}@example.com"]} for at in range(4)]
SECRETS = ("Zuk", "ann@example.com", "Surname")


@pytest.fixture
def files(tmp_path: Path) -> Iterator[Path]:
    """Give a folder that holds c, p, r (people), w.json, hurt and text files, and an empty folder."""
    folder = tmp_path / "files"
    (folder / "empty").mkdir(parents=True)
    for name in ("c", "p", "r"):
        pq.write_table(pa.Table.from_pylist([ANN, *PEOPLE]), folder / f"{name}.parquet")
    (folder / "w.json").write_text(default_weights().to_json(), encoding="utf-8")
    (folder / "text.parquet").write_text("id,name", encoding="ascii")
    (folder / "no.json").write_text("{", encoding="ascii")
    (folder / "old.json").write_text('{"format": 1}', encoding="ascii")
    (folder / "bytes.json").write_bytes(b"\xff\xfe")
    pq.write_table(pa.table({"candidate_id": ["a"], "profile_id": ["a"], "linked": ["yes"]}), folder / "words.parquet")
    pq.write_table(pa.table({"candidate_id": ["a"], "profile_id": ["a"]}), folder / "short.parquet")
    pq.write_table(pa.table({"id": [["a"], ["b"]]}), folder / "lists.parquet")
    pq.write_table(pa.table({"id": [1, 2]}), folder / "numbers.parquet")
    rows = [{"candidate_id": "a", "profile_id": "a", "linked": None}]
    unsaid = pa.Table.from_pylist(rows).cast(
        pa.schema([("candidate_id", pa.string()), ("profile_id", pa.string()), ("linked", pa.bool_())])
    )
    pq.write_table(unsaid, folder / "unsaid.parquet")
    yield folder
    assert sorted(path.name for path in folder.iterdir() if path.name.startswith(".")) == []


def call(folder: Path, order: str) -> Result:
    """Run an order whose words that begin with `@` are files of the folder, and `!` the folder beside them."""
    words = [
        str(folder / word[1:]) if word.startswith("@") else str(folder.parent / word[1:]) if word[0] == "!" else word
        for word in order.split()
    ]
    return RUN.invoke(app, words)


MATCH = "match --candidates @c.parquet --profiles @p.parquet --out !o"
TRAIN = "train --candidates @c.parquet --profiles @p.parquet --out !o"
DEDUPE = "dedupe --records @r.parquet --out !o"
EXPLAIN = "explain a --candidates @c.parquet --profiles @p.parquet"
ORDERS: list[tuple[str, int, str]] = [
    # order, exit code, what the one line says
    (f"{MATCH} --weights @gone.json", 4, "no such file: gone.json"),
    (f"{MATCH} --weights @no.json", 1, "weights"),
    (f"{MATCH} --weights @old.json", 1, "weights"),
    (f"{MATCH} --weights @bytes.json", 1, "not readable: bytes.json"),
    (f"{MATCH} --weights @empty", 1, "not readable: empty"),
    (f"{MATCH} --labels @gone.parquet", 4, "no such file: gone.parquet"),
    (f"{MATCH} --labels @text.parquet", 1, "labels: not readable Parquet: text.parquet"),
    (f"{MATCH} --labels @empty", 1, "labels: no *.parquet in the folder empty"),
    (f"{MATCH} --corrections @gone.parquet", 4, "no such file: gone.parquet"),
    (f"{MATCH} --corrections @short.parquet", 1, "corrections: column linked is missing"),
    (f"{MATCH} --corrections @words.parquet", 1, "corrections: column linked"),
    (f"{MATCH} --corrections @unsaid.parquet", 1, "corrections: column linked is null in row 0"),
    (f"{MATCH} --precision 0.4", 2, "--precision is a share"),
    (f"{MATCH} --precision nan", 2, "--precision is a share"),
    (f"{MATCH} --precision 0.99 --cost-false-link 3", 2, "not by both"),
    (f"{MATCH} --cost-missed-link -1", 2, "a cost is a number above 0"),
    (f"{MATCH} --cost-review inf", 2, "a cost is a number above 0"),
    (f"{MATCH} --engine spark --html !h", 2, "--engine spark takes --weights and --labels only"),
    (f"{MATCH} --engine spark --save-weights !s", 2, "--engine spark takes --weights and --labels only"),
    (f"{MATCH} --engine spark --corrections @c.parquet", 2, "--engine spark takes --weights and --labels only"),
    (f"{MATCH} --engine spark --precision 0.9", 2, "--engine spark takes --weights and --labels only"),
    (f"{MATCH} --engine spark --weights @no.json", 1, "weights"),
    (f"{MATCH} --html !o", 1, "can't write o: another file of this run has that name"),
    (f"{MATCH} --save-weights !o", 1, "can't write o: another file of this run has that name"),
    (f"{MATCH} --weights @w.json --save-weights @w.json", 1, "can't write w.json"),
    (f"{MATCH} --labels @short.parquet --html @short.parquet", 1, "can't write short.parquet"),
    (f"{MATCH} --html !no/such/h", 1, "can't write h: No such file or directory"),
    (f"{MATCH} --html @empty", 1, "can't write empty: not a regular file"),
    ("match --candidates @gone*.parquet --profiles @p.parquet --out !o", 4, "no file fits gone*.parquet"),
    ("match --candidates @c.parquet --profiles @empty --out !o", 1, "profiles: no *.parquet in the folder empty"),
    ("match --candidates @c.parquet --profiles @text.parquet --out !o", 1, "profiles: not readable Parquet"),
    ("match --candidates @c.parquet --profiles @p.parquet --out @p.parquet", 1, "can't write p.parquet"),
    (f"{TRAIN} --labels @gone.parquet", 4, "no such file: gone.parquet"),
    ("train --candidates @c.parquet --profiles @gone --out !o", 4, "no such file: gone"),
    ("train --candidates @c.parquet --profiles @p.parquet --out @c.parquet", 1, "can't write c.parquet"),
    ("train --candidates @c.parquet --profiles @p.parquet --out !no/o", 1, "can't write o"),
    (f"{DEDUPE} --threshold 0", 2, "--threshold is over 0 and at most 1"),
    (f"{DEDUPE} --threshold 1.01", 2, "--threshold is over 0 and at most 1"),
    (f"{DEDUPE} --threshold nan", 2, "--threshold is over 0 and at most 1"),
    (f"{DEDUPE} --labels @gone.parquet", 4, "no such file: gone.parquet"),
    (f"{DEDUPE} --labels @short.parquet", 1, "labels: column"),
    (f"{DEDUPE} --previous @short.parquet", 1, "previous: column"),
    ("dedupe --records @r.parquet --out @r.parquet", 1, "can't write r.parquet"),
    ("dedupe --records @text.parquet --out !o", 1, "records: not readable Parquet: text.parquet"),
    ("explain a --candidates @c.parquet", 2, "name both --candidates and --profiles"),
    ("explain a --profiles @p.parquet", 2, "name both --candidates and --profiles"),
    ("explain a --values", 2, "name both --candidates and --profiles"),
    (f"{EXPLAIN} --query python", 2, "and no --query"),
    (f"{EXPLAIN} --weights @gone.json", 4, "no such file: gone.json"),
    ("explain nobody --candidates @c.parquet --profiles @p.parquet --weights @w.json", 4, "no such candidate"),
    (f"{EXPLAIN} --weights @w.json --profile nobody", 4, "not compared with that profile"),
    ("explain a --candidates @short.parquet --profiles @p.parquet", 1, "candidates: column id is missing"),
    ("explain a --candidates @lists.parquet --profiles @p.parquet", 1, "candidates: column id is list<"),
    ("explain 1 --candidates @numbers.parquet --profiles @p.parquet", 1, "candidates: column id is int64, not string"),
    ("rematch nobody --data !d", 4, "tenant"),
    ("rematch nobody --cancel --data !d", 4, "tenant"),
]


@pytest.mark.parametrize(("order", "code", "said"), ORDERS, ids=[order.replace("@", "") for order, _, _ in ORDERS])
def test_a_wrong_order_is_one_line_with_its_code(files: Path, order: str, code: int, said: str) -> None:
    before = {path: path.read_bytes() for path in files.iterdir() if path.is_file()}
    done = call(files, order)
    assert done.exit_code == code, (done.stderr, done.exception)
    (line,) = done.stderr.splitlines()
    assert line.startswith("error [")
    assert said in line
    assert str(files) not in line
    assert not any(word in line for word in SECRETS)
    assert done.stdout == ""
    assert {path: path.read_bytes() for path in files.iterdir() if path.is_file()} == before
    assert {path.name for path in files.parent.iterdir()} <= {"files", "d"}


JSON_ORDERS = [0, 9, 12, 23, 37, 47]


@pytest.mark.parametrize("at", JSON_ORDERS)
def test_with_json_the_line_is_an_object(files: Path, at: int) -> None:
    order, code, said = ORDERS[at]
    done = call(files, f"{order} --json")
    assert done.exit_code == code
    told = json.loads(done.stderr.splitlines()[-1])
    assert set(told) == {"error", "message", "pointer", "hint", "retry"}
    assert said in told["message"]
    assert done.stdout == ""


def test_options_that_typer_refuses_are_usage(files: Path) -> None:
    for order in (f"{MATCH} --workers -1", f"{MATCH} --precision much", "match --out !o", f"{MATCH} --engine abacus"):
        done = call(files, order)
        assert (done.exit_code, done.stdout) == (2, "")
    assert {path.name for path in files.parent.iterdir()} == {"files"}


# ---- what goes wrong in the middle
FAULTS: list[tuple[BaseException, int, str]] = [
    (InvalidTable("profiles: column id in row 7 repeats an id of a row before it"), 1, "in row 7"),
    (InputError("can't write o: No space left on device"), 1, "No space left on device"),
    (StoreFull(), 1, "error ["),
    (KeyboardInterrupt(), 1, "stopped; nothing was written"),
]


@pytest.mark.parametrize(("fault", "code", "said"), FAULTS)
@pytest.mark.parametrize("command", ["match", "train"])
def test_a_fault_of_the_work_leaves_the_old_output_and_nothing_beside_it(
    files: Path, monkeypatch: pytest.MonkeyPatch, command: str, fault: BaseException, code: int, said: str
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise fault

    (files.parent / "o").write_text("the old answer", encoding="ascii")
    monkeypatch.setattr(f"service.flows.{command}.match_sides", broken)
    done = call(files, MATCH if command == "match" else TRAIN)
    assert done.exit_code == code
    (line,) = done.stderr.splitlines()
    assert said in line
    assert (files.parent / "o").read_text(encoding="ascii") == "the old answer"
    assert {path.name for path in files.parent.iterdir()} == {"files", "o"}


@pytest.mark.parametrize("fault", [KeyboardInterrupt(), InputError("can't write o: No space left on device")])
def test_a_fault_of_dedupe_leaves_the_old_clusters(
    files: Path, monkeypatch: pytest.MonkeyPatch, fault: BaseException
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise fault

    (files.parent / "o").write_text("the old answer", encoding="ascii")
    monkeypatch.setattr("service.flows.dedupe.dedupe_tables", broken)
    done = call(files, DEDUPE)
    assert done.exit_code == 1
    assert len(done.stderr.splitlines()) == 1
    assert (files.parent / "o").read_text(encoding="ascii") == "the old answer"
    assert {path.name for path in files.parent.iterdir()} == {"files", "o"}


@pytest.mark.parametrize("output", ["--html !h", "--save-weights !s"])
def test_outputs_of_a_run_appear_together_or_not_at_all(
    files: Path, monkeypatch: pytest.MonkeyPatch, output: str
) -> None:
    real, count = os.link, 0

    def once(*given: Any, **more: Any) -> None:
        nonlocal count
        count += 1
        if count > 1:
            raise OSError(28, "No space left on device")
        real(*given, **more)

    monkeypatch.setattr(os, "link", once)
    done = call(files, f"{MATCH} --weights @w.json {output}")
    left = {path.name for path in files.parent.iterdir()} - {"files"}
    assert done.exit_code == 1
    assert "No space left on device" in done.stderr
    assert not any(name.startswith(".") for name in left)
    assert left == set()


def test_who_asks_to_end_is_heard_only_while_the_work_lasts() -> None:
    before = signal.getsignal(signal.SIGTERM)
    with pytest.raises(KeyboardInterrupt), ending_softly():
        os.kill(os.getpid(), signal.SIGTERM)
    assert signal.getsignal(signal.SIGTERM) is before
    with ending_softly():
        assert signal.getsignal(signal.SIGTERM) is not before
    assert signal.getsignal(signal.SIGTERM) is before


# ---- a run that is right
def test_believed_or_not_a_run_with_weights_given_ends_well(files: Path) -> None:
    done = call(files, f"{MATCH} --weights @w.json --json")
    assert done.exit_code == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["weights"] == default_weights().hash
    assert told["candidates"] == 5
    assert sum(told["decisions"].values()) == 5
    assert {path.name for path in files.parent.iterdir()} == {"files", "o"}


def test_one_to_one_gives_no_profile_to_two_candidates(files: Path) -> None:
    twins = [ANN, {**ANN, "id": "b"}, {**ANN, "id": "c"}, *PEOPLE]
    pq.write_table(pa.Table.from_pylist(twins), files / "c.parquet")
    for option, most in (("", 3), ("--one-to-one", 1)):
        assert call(files, f"{MATCH} --weights @w.json {option}".strip()).exit_code == 0
        links = pq.read_table(files.parent / "o").to_pylist()
        matched = [row["profile_id"] for row in links if row["decision"] == "match"]
        assert matched.count("a") <= most
        assert len(links) == len(twins)


def test_a_report_without_values_names_nobody(files: Path) -> None:
    for option, shows in (("", False), ("--values", True)):
        done = call(files, f"{MATCH} --weights @w.json --html !h {option}".strip())
        assert done.exit_code == 0, done.stderr
        page = (files.parent / "h").read_text(encoding="utf-8")
        assert ("ann@example.com" in page) == shows
        assert "c.parquet" in page
