"""Whatever is written, rebuilt, dropped and read in whatever order: tantivy holds what the oracle holds."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from entities.document import EVERYONE, PersonDocument
from entities.errors import EngineDown
from entities.query import Question
from indexing import Action, Delete, Engine, Upsert, parse_query
from indexing.engine import Rebuild, Snapshot
from indexing.faulty import Fault, FaultKind, FaultyEngine
from indexing.oracle import OracleEngine
from indexing.reads import search_one
from indexing.tantivy import TantivyEngine
from tests.indexing.numbered import numbered
from tests.indexing.people import GROUPS, some_person

INDEX = "tj-history"
KEYS = tuple("abcdef")
QUESTIONS = tuple(
    Question(where=parse_query(text), sort="recency", limit=5, facets=("skill", "location"), access=access)
    for text in ("", "engineer OR nurse", "NOT python", "senior*")
    for access in ((EVERYONE,), (EVERYONE, GROUPS[0]))
)


def some_document(random_: random.Random) -> PersonDocument:
    person = some_person(random_, random_.choice(KEYS), version=random_.randrange(1_000))
    member = random_.choice((None, random_.randrange(5)))
    access = random_.choice(((EVERYONE,), (GROUPS[0],)))
    return numbered(person.model_copy(update={"member": member, "shadow": random_.random() < 0.3, "access": access}))


def some_actions(random_: random.Random) -> list[Action]:
    return [
        Delete(random_.choice(KEYS), shadow=random_.random() < 0.3)
        if random_.random() < 0.3
        else Upsert(some_document(random_))
        for _ in range(random_.randint(0, 5))
    ]


def told(snapshot: Snapshot) -> list[object]:
    """Ask a snapshot everything; all of it must be the same on every engine."""
    answers: list[object] = [dict(snapshot.versions(INDEX))]
    for question in QUESTIONS:
        answers += [search_one(snapshot, INDEX, question, shadows=shadows) for shadows in (False, True)]
        answers.append(set(snapshot.shadowed(INDEX, range(9), question.access)))
    return answers


@dataclass
class History:
    """Both engines, with what is held open on each of them."""

    engines: tuple[Engine, Engine]
    seed: int
    rebuilds: list[Rebuild] = field(default_factory=list)
    snapshots: list[tuple[Snapshot, Snapshot]] = field(default_factory=list)

    def each(self, step: Callable[[Engine, random.Random], None]) -> None:
        self.seed += 1
        for engine in self.engines:
            step(engine, random.Random(self.seed))

    def apply(self) -> None:
        self.each(lambda engine, random_: engine.apply(INDEX, some_actions(random_)))

    def drop(self) -> None:
        self.rebuilds.clear()
        self.each(lambda engine, _: engine.drop(INDEX))

    def pin(self) -> None:
        one, other = self.engines
        self.snapshots.append((one.snapshot(INDEX), other.snapshot(INDEX)))

    def begin(self) -> None:
        if not self.rebuilds:
            self.rebuilds += [engine.rebuild(INDEX) for engine in self.engines]

    def add(self) -> None:
        self.seed += 1
        for rebuild in self.rebuilds:
            random_ = random.Random(self.seed)
            rebuild.add([some_document(random_) for _ in range(random_.randint(0, 4))])

    def commit(self) -> None:
        for rebuild in self.rebuilds:
            rebuild.commit()
        self.rebuilds.clear()

    def leave(self) -> None:
        for rebuild in self.rebuilds:
            rebuild.__exit__(None, None, None)
        self.rebuilds.clear()

    def compare(self) -> None:
        one, other = self.engines
        assert told(one.snapshot(INDEX)) == told(other.snapshot(INDEX))
        for pinned, other_pinned in self.snapshots:
            assert told(pinned) == told(other_pinned)


STEPS = ("apply", "apply", "apply", "begin", "add", "commit", "leave", "pin", "drop")


@settings(max_examples=12)
@given(st.lists(st.sampled_from(STEPS), min_size=4, max_size=12), st.integers(0, 2**30))
def test_any_history_leaves_both_engines_with_the_same_answers(
    tmp_path_factory: pytest.TempPathFactory, steps: list[str], seed: int
) -> None:
    tantivy = TantivyEngine(tmp_path_factory.mktemp("history"), heap_mb=15)
    history = History((OracleEngine(), tantivy), seed)
    for step in steps:
        getattr(history, step)()
    history.compare()
    history.snapshots.clear()
    tantivy.close()


def test_a_long_history_with_everything_in_it(tmp_path: Path) -> None:
    tantivy = TantivyEngine(tmp_path, heap_mb=15)
    history = History((OracleEngine(), tantivy), 7)
    for step in (
        "apply begin add apply pin add commit apply drop apply begin apply leave pin apply begin add commit"
    ).split():
        getattr(history, step)()
        history.compare()
    history.snapshots.clear()
    tantivy.close()


ACTIONS: list[Action] = [Upsert(some_person(random.Random(at), key, version=at)) for at, key in enumerate(KEYS)]
BATCHES = (ACTIONS[:3], [*ACTIONS[3:], Delete("a")], [Upsert(some_person(random.Random(99), "b", version=99))])


def write_all(engine: Engine, attempts: int = 5) -> int:
    """Write every batch, each again until it is acknowledged, as a worker does; count the refusals."""
    refusals = 0
    for batch in BATCHES:
        for _ in range(attempts):
            try:
                engine.apply(INDEX, batch)
                break
            except EngineDown:
                refusals += 1
        else:
            raise AssertionError("never acknowledged")
    return refusals


@pytest.mark.parametrize("kind", ["before", "after", "partial", "delay"])
@pytest.mark.parametrize("nth", [1, 2, 3])
def test_writing_again_after_any_fault_ends_as_without_one(kind: FaultKind, nth: int) -> None:
    plain, inner = OracleEngine(), OracleEngine()
    write_all(plain)
    waited: list[float] = []
    faulty = FaultyEngine(inner, [Fault(nth, kind, seconds=3.0)], wait=waited.append)
    assert write_all(faulty) == (kind != "delay")
    assert waited == ([3.0] if kind == "delay" else [])
    assert faulty.count == len(BATCHES) + (kind != "delay")
    assert told(inner.snapshot(INDEX)) == told(plain.snapshot(INDEX))


def test_several_faults_in_a_row_are_all_met(tmp_path: Path) -> None:
    plain, inner = OracleEngine(), TantivyEngine(tmp_path, heap_mb=15)
    write_all(plain)
    faulty = FaultyEngine(inner, [Fault(1, "partial"), Fault(2, "after"), Fault(3), Fault(5, "after")])
    assert write_all(faulty) == 4
    assert told(inner.snapshot(INDEX)) == told(plain.snapshot(INDEX))
    faulty.close()
    with pytest.raises(EngineDown):
        inner.snapshot(INDEX)


def test_a_fault_of_a_read_changes_nothing() -> None:
    inner = OracleEngine()
    write_all(inner)
    before = told(inner.snapshot(INDEX))
    for kind in ("before", "after", "partial"):
        faulty = FaultyEngine(inner, [Fault(1, kind), Fault(3, kind)], calls=["snapshot"])
        for read in (lambda e: e.search(INDEX, Question()), lambda e: e.versions(INDEX)):
            with pytest.raises(EngineDown):
                read(faulty)
            read(faulty)
    assert told(inner.snapshot(INDEX)) == before
