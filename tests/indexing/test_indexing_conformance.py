"""Turn every check of the conformance kit into a test of every engine."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from entities.errors import EngineDown
from entities.query import Question
from indexing import Engine
from indexing.faulty import FaultyEngine
from indexing.oracle import OracleEngine
from indexing.tantivy import TantivyEngine
from tests.indexing.conformance import ADA, CHECKS, INDEX, Check, put
from tests.indexing.numbered import Numbered


@pytest.fixture(params=["oracle", "tantivy", "faultless"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    engines: dict[str, Engine] = {
        "oracle": OracleEngine(),
        "tantivy": TantivyEngine(tmp_path, heap_mb=15),
        "faultless": FaultyEngine(OracleEngine(), []),
    }
    chosen = Numbered(engines[request.param])
    yield chosen
    chosen.close()


@pytest.mark.parametrize("check", CHECKS.values(), ids=[name.removeprefix("check_") for name in CHECKS])
def test_engine_keeps_the_promise(engine: Engine, check: Check) -> None:
    check(engine)


def test_closed_engine_says_so(engine: Engine) -> None:
    put(engine, ADA)
    engine.close()
    with pytest.raises(EngineDown):
        engine.search(INDEX, Question())
    with pytest.raises(EngineDown):
        put(engine, ADA)
    with pytest.raises(EngineDown):
        engine.rebuild(INDEX)
    with pytest.raises(EngineDown):
        engine.health()
