"""Turn faults into the proof that each happens at its call and as described."""

import pytest

from entities.errors import EngineDown
from entities.query import Question
from indexing import Delete, Engine, Upsert
from indexing.faulty import Fault, FaultyEngine
from indexing.oracle import OracleEngine
from tests.indexing.conformance import ADA, BOB, CAT, INDEX

ACTIONS = [Upsert(ADA), Upsert(BOB), Upsert(CAT), Delete("none")]


def held(engine: Engine) -> set[str]:
    return {key for key, _ in engine.versions(INDEX)}


@pytest.mark.parametrize(
    ("fault", "left"),
    [
        (Fault(1), set()),
        (Fault(1, "after"), {"ada", "bob", "cat"}),
        (Fault(1, "partial"), {"ada", "bob"}),
    ],
)
def test_apply_fails_as_described_then_works(fault: Fault, left: set[str]) -> None:
    inner = OracleEngine()
    engine = FaultyEngine(inner, [fault])
    with pytest.raises(EngineDown):
        engine.apply(INDEX, ACTIONS)
    assert held(inner) == left
    engine.apply(INDEX, ACTIONS)
    assert held(engine) == {"ada", "bob", "cat"}


def test_delay_waits_then_works() -> None:
    waited: list[float] = []
    engine = FaultyEngine(OracleEngine(), [Fault(2, "delay", seconds=1.5)], wait=waited.append)
    engine.apply(INDEX, ACTIONS)
    assert waited == []
    assert held(engine) == {"ada", "bob", "cat"}
    assert waited == [1.5]


@pytest.mark.parametrize("kind", ["before", "after", "partial"])
def test_other_calls_fail_too(kind: str) -> None:
    inner = OracleEngine()
    inner.apply(INDEX, ACTIONS)
    for call in ("snapshot", "rebuild", "drop"):
        fault = Fault(1, "before" if kind == "before" else "after" if kind == "after" else "partial")
        engine = FaultyEngine(inner, [fault], calls=["snapshot", "rebuild", "drop"])
        engine.apply(INDEX, [])
        with pytest.raises(EngineDown):
            getattr(engine, call)(INDEX)
        assert held(inner) == (set() if (call, kind) == ("drop", "after") else {"ada", "bob", "cat"})
    with inner.rebuild(INDEX):
        pass


def test_the_nth_call_is_counted_over_the_chosen_calls() -> None:
    engine = FaultyEngine(OracleEngine(), [Fault(3)], calls=["apply"])
    for _ in range(2):
        engine.apply(INDEX, ACTIONS)
        engine.search(INDEX, Question())
    with pytest.raises(EngineDown):
        engine.apply(INDEX, ACTIONS)
    assert engine.count == 3
    engine.drop(INDEX)
    assert engine.health()["engine"] == "oracle"
    engine.close()
    with pytest.raises(EngineDown):
        engine.health()
