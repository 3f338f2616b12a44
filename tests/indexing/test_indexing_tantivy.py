"""Turn closings, crashes, other processes and damaged files into the proof that the tantivy engine survives them."""

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from entities.document import PersonDocument
from entities.errors import EngineDown, EngineError, Locked
from entities.query import Question
from indexing import Delete, Engine, Upsert, parse_query
from indexing import facets as facets_module
from indexing import reads as reads_module
from indexing.engine import Ask
from indexing.tantivy import TantivyEngine
from indexing.tantivy import tallies as tallies_module
from indexing.tantivy.generations import CURRENT
from indexing.tantivy.schema import format_tag
from tests.indexing.conformance import ADA, ALL, BOB, CAT, INDEX, OTHER, keys, put
from tests.indexing.numbered import Numbered, number_of


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    opened = Numbered(TantivyEngine(tmp_path, heap_mb=15))
    yield opened
    opened.close()


def generations(root: Path, index: str = INDEX) -> list[str]:
    return sorted(entry.name for entry in (root / index).iterdir() if entry.is_dir())


def test_what_was_applied_is_there_after_reopening(engine: Engine, tmp_path: Path) -> None:
    put(engine, *ALL)
    engine.close()
    again = TantivyEngine(tmp_path, heap_mb=15)
    assert keys(again, parse_query("")) == {"ada", "bob", "cat"}
    again.apply(INDEX, [Delete("ada")])
    assert keys(again, parse_query("")) == {"bob", "cat"}
    again.close()


def test_an_older_engine_without_a_writer_sees_what_another_one_wrote(engine: Engine, tmp_path: Path) -> None:
    reader = TantivyEngine(tmp_path)
    assert reader.search(INDEX, Question()).total == 0
    put(engine, ADA)
    assert reader.search(INDEX, Question()).total == 1
    put(engine, BOB)
    assert reader.search(INDEX, Question()).total == 2
    with engine.rebuild(INDEX) as rebuild:
        rebuild.add([ADA, BOB, CAT])
        rebuild.commit()
    assert keys(reader, parse_query("")) == {"ada", "bob", "cat"}
    engine.drop(INDEX)
    assert reader.search(INDEX, Question()).total == 0
    put(engine, CAT, BOB)
    assert keys(reader, parse_query("")) == {"bob", "cat"}
    reader.close()


def test_a_second_writer_is_refused_and_takes_over_once_the_first_is_closed(tmp_path: Path) -> None:
    first, second = TantivyEngine(tmp_path, heap_mb=15), TantivyEngine(tmp_path, heap_mb=15)
    put(first, ADA)
    with pytest.raises(Locked):
        put(second, BOB)
    first.close()
    put(second, BOB)
    assert keys(second, parse_query("")) == {"ada", "bob"}
    second.close()


def test_few_indices_are_open_and_few_threads_run(tmp_path: Path) -> None:
    engine = TantivyEngine(tmp_path, open_limit=3, heap_mb=15)
    for n in range(12):
        engine.apply(f"tj-{n}", [Upsert(ADA)])
    for _ in range(2):
        for n in range(12):
            assert engine.search(f"tj-{n}", Question()).total == 1
    assert len(engine._open) <= 3
    assert len(engine._writers) <= 4
    assert engine.health()["indices"] == "12"
    engine.close()
    assert not engine._writers


def test_old_generation_goes_when_its_last_snapshot_does(engine: Engine, tmp_path: Path) -> None:
    put(engine, *ALL)
    snapshot = engine.snapshot(INDEX)
    with engine.rebuild(INDEX) as rebuild:
        rebuild.add([ADA])
        rebuild.commit()
    assert len(generations(tmp_path)) == 2
    assert snapshot.ask(Ask(INDEX, Question()))[0].total == 2
    del snapshot
    assert generations(tmp_path) == [(tmp_path / INDEX / CURRENT).read_text()]


def test_dropped_rebuild_leaves_no_files(engine: Engine, tmp_path: Path) -> None:
    put(engine, ADA)
    with engine.rebuild(INDEX) as rebuild:
        rebuild.add([BOB])
    assert len(generations(tmp_path)) == 1


def test_leftovers_of_a_crashed_rebuild_are_removed_by_the_next_writer(tmp_path: Path) -> None:
    before = TantivyEngine(tmp_path, heap_mb=15)
    put(before, ADA)
    before.close()
    shutil.copytree(tmp_path / INDEX / generations(tmp_path)[0], tmp_path / INDEX / f"g000002-{format_tag()}")
    (tmp_path / INDEX / "g000003-01234567").mkdir()
    engine = TantivyEngine(tmp_path, heap_mb=15)
    assert keys(engine, parse_query("")) == {"ada"}
    put(engine, CAT)
    assert len(generations(tmp_path)) == 1
    engine.close()


@pytest.mark.parametrize("content", ["", "..", "g000001-00000000", "nonsense\n"])
def test_damaged_or_foreign_pointer_is_named_and_rebuilt(engine: Engine, tmp_path: Path, content: str) -> None:
    put(engine, ADA)
    (tmp_path / INDEX / CURRENT).write_text(content)
    for call in (lambda: engine.search(INDEX, Question()), lambda: put(engine, ADA)):
        with pytest.raises(EngineDown) as caught:
            call()
        assert "talentjoin rebuild" in str(caught.value.hint)
    with engine.rebuild(INDEX) as rebuild:
        rebuild.add([BOB])
        rebuild.commit()
    assert keys(engine, parse_query("")) == {"bob"}
    put(engine, ADA)
    assert keys(engine, parse_query("")) == {"ada", "bob"}


def test_missing_generation_is_down_not_empty(engine: Engine, tmp_path: Path) -> None:
    put(engine, ADA)
    (tmp_path / INDEX / CURRENT).write_text(f"g000009-{format_tag()}")
    with pytest.raises(EngineDown):
        engine.search(INDEX, Question())


def test_full_disk_is_typed_and_nothing_is_lost(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    put(engine, ADA)

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("indexing.tantivy.writing.tantivy_document", full)
        with pytest.raises(EngineDown, match="no space left"):
            put(engine, BOB)
    assert keys(engine, parse_query("")) == {"ada"}
    put(engine, BOB)
    assert keys(engine, parse_query("")) == {"ada", "bob"}


def test_a_failed_apply_leaves_no_half(engine: Engine) -> None:
    put(engine, ADA)
    broken = CAT.model_copy(update={"version": 2**70})
    with pytest.raises(EngineDown):
        engine.apply(INDEX, [Upsert(BOB), Delete("ada"), Upsert(broken)])
    assert keys(engine, parse_query("")) == {"ada"}
    put(engine, CAT)
    assert keys(engine, parse_query("")) == {"ada", "cat"}


@pytest.mark.parametrize("name", ["", "..", "a/b", "A", "-a", "x" * 201, "a*", "é"])
def test_hostile_index_names_are_refused(engine: Engine, name: str) -> None:
    for call in (lambda: engine.snapshot(name), lambda: engine.apply(name, [Upsert(ADA)])):
        with pytest.raises(EngineError):
            call()


def test_more_values_than_tantivy_counts_are_counted_all_the_same(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(engine, *(BOB.model_copy(update={"key": str(n), "location": f"Town {n % 90}"}) for n in range(100)))
    question = Question(facets=("location", "skill"), facet_size=1_000)
    expected = engine.search(INDEX, question)
    assert len(expected.facets["location"]) == 90
    monkeypatch.setattr(tallies_module, "SEGMENT_TIMES", 1)
    monkeypatch.setattr(reads_module, "MOST_FIRST", 1)
    monkeypatch.setattr(facets_module, "TIMES_MORE", 2)
    assert engine.search(INDEX, question) == expected


def test_searching_never_fails_while_generations_change(engine: Engine) -> None:
    put(engine, *ALL)
    stop, totals, errors = threading.Event(), set(), []

    def search() -> None:
        while not stop.is_set():
            try:
                totals.add(engine.search(INDEX, Question(facets=("skill",))).total)
            except Exception as error:  # noqa: BLE001  # any error at all is the finding
                errors.append(error)

    threads = [threading.Thread(target=search) for _ in range(2)]
    for thread in threads:
        thread.start()
    for n in range(8):
        with engine.rebuild(INDEX) as rebuild:
            rebuild.add(ALL)
            put(engine, BOB.model_copy(update={"version": 10 + n}))
            rebuild.commit()
    stop.set()
    for thread in threads:
        thread.join()
    assert errors == []
    assert totals == {2}
    assert engine.versions(INDEX)["bob", False] == 17


WRITER = """
import sys
from pathlib import Path
from entities.document import PersonDocument
from indexing import Upsert
from indexing.tantivy import TantivyEngine
engine = TantivyEngine(Path(sys.argv[1]), heap_mb=15)
start = int(sys.argv[2])
for n in range(start, start + 10_000):
    engine.apply("tj-crash", [Upsert(PersonDocument(key=f"p{n}-{part}", version=n)) for part in range(3)])
    print(n, flush=True)
    if n % 5 == 4:
        with engine.rebuild("tj-crash") as rebuild:
            rebuild.add(PersonDocument(key=key, version=v) for (key, _), v in engine.versions("tj-crash").items())
            rebuild.commit()
"""


def test_killed_writer_loses_nothing_it_had_acknowledged(tmp_path: Path) -> None:
    acknowledged = -1
    for round_ in range(6):
        command = [sys.executable, "-c", WRITER, str(tmp_path), str(acknowledged + 1)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
            assert writer.stdout is not None
            for _ in range(2 + round_):
                acknowledged = int(writer.stdout.readline())
            time.sleep(0.003 * round_)
            os.kill(writer.pid, signal.SIGKILL)
            rest = writer.stdout.read().splitlines()
            acknowledged = int(rest[-1]) if rest else acknowledged
        engine = TantivyEngine(tmp_path, heap_mb=15)
        versions = engine.versions("tj-crash")
        engine.close()
        expected = {(f"p{n}-{part}", False) for n in range(acknowledged + 1) for part in range(3)}
        assert expected <= set(versions)
        assert len(versions) % 3 == 0  # of what was under way, all or nothing
        acknowledged = max(versions.values())


def test_a_document_of_odd_values_is_kept(engine: Engine) -> None:
    odd = PersonDocument(
        key="\x1f:é 'x'",
        version=0,
        name="\ud800",
        skills=("a\x1fb", "\ud800", "x" * 100_000, "\x00"),
        location="\u2028",
        updated=-5,
        summary="y" * 100_000,
    )
    put(engine, odd)
    answer = engine.search(INDEX, Question(facets=("skill", "location"), sort="recency"))
    assert (answer.hits[0].number, answer.hits[0].updated) == (number_of(odd.key), -5)
    assert {value.value for value in answer.facets["skill"]} == {"a b", "?", "x" * 200, "\x00"}
    assert answer.facets["location"] == ()


def test_a_repeated_search_finds_the_same_order(engine: Engine) -> None:
    put(engine, *(BOB.model_copy(update={"key": f"p{n}"}) for n in range(50)))
    question = Question(where=parse_query("nurse"))
    assert len({json.dumps([hit.number for hit in engine.search(INDEX, question).hits]) for _ in range(3)}) == 1
    assert engine.search(OTHER, question).total == 0
