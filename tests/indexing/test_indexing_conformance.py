"""Turn every check of the conformance kit into a test of every engine."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from entities.errors import EngineDown
from entities.query import Question
from indexing import Engine
from indexing.faulty import FaultyEngine
from indexing.opensearch import Cluster, OpenSearchEngine
from indexing.oracle import OracleEngine
from indexing.tantivy import TantivyEngine
from tests.indexing.conformance import ADA, CHECKS, INDEX, OTHER, Check, put
from tests.indexing.numbered import Numbered


def opensearch(request: pytest.FixtureRequest) -> Engine:
    """Open the shared node's engine, with nothing of an earlier check in it."""
    engine = OpenSearchEngine(Cluster(hosts=(request.getfixturevalue("opensearch"),)), now=time.time)
    for index in (INDEX, OTHER):
        engine.drop(index)
    return engine


@pytest.fixture(params=["oracle", "tantivy", "faultless", "opensearch"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    engines: dict[str, Callable[[], Engine]] = {
        "oracle": OracleEngine,
        "tantivy": lambda: TantivyEngine(tmp_path, heap_mb=15),
        "faultless": lambda: FaultyEngine(OracleEngine(), []),
        "opensearch": lambda: opensearch(request),
    }
    chosen = Numbered(engines[request.param]())
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
