"""Turn the environment into the engine that tests of matching on Spark run on."""

from collections.abc import Iterator
from contextlib import ExitStack
from importlib.util import find_spec

import pytest

from service.spark.session import SAIL, opened_session

NO_ENGINE = "no engine in this environment: make test-spark and make test-sail have one each"


@pytest.fixture(scope="session")
def remote() -> Iterator[str | None]:
    """Give what `--spark-remote` is here; skips where no engine is installed."""
    if find_spec("pyspark") is None:
        pytest.skip(NO_ENGINE)
    if find_spec("pysail") is not None:
        yield SAIL
        return
    with ExitStack() as stack:
        stack.enter_context(opened_session(None))  # one JVM for all tests
        yield None
