"""Turn the name of an engine into a session: Spark's own JVM, Sail in this process, or one that runs elsewhere."""

import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from typing import Any

from entities.errors import EngineDown, InputError

SAIL = "sail"  # the name that starts Sail in this process instead of reaching a URL
HERE = "127.0.0.1"
CONNECT = "sc://"
NO_SPARK = "pip install 'talentjoin[spark]' (needs Java 17 or newer), or 'talentjoin[sail]' with --spark-remote sail"
NO_SAIL = "pip install 'talentjoin[sail]', in an environment without the extra spark"
# Small jobs shouldn't wait for a web page, and batches are large enough for columns to pay.
SETTINGS = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.sql.shuffle.partitions": "16",
    "spark.sql.execution.arrow.maxRecordsPerBatch": "50000",
}


@contextmanager
def opened_session(remote: str | None) -> Iterator[Any]:
    """Open a session: on this machine's JVM (None), on Sail in this process ("sail"), or at a Spark Connect URL.

    Raises InputError when what it needs isn't installed or the URL is none, EngineDown when nobody answers.
    """
    if find_spec("pyspark") is None:
        raise InputError("the engine spark needs the package pyspark", hint=NO_SPARK)
    if remote is None:
        yield from _on_jvm()
    elif remote == SAIL:
        yield from _on_sail()
    elif remote.startswith(CONNECT):
        yield from _reached(remote)
    else:
        raise InputError(f"no Spark Connect URL: it begins with {CONNECT}, or is {SAIL}")


def _on_jvm() -> Iterator[Any]:
    if find_spec("py4j") is None:
        raise InputError("pyspark-client alone has no engine on this machine", hint=NO_SPARK)
    from pyspark.errors import PySparkRuntimeError
    from pyspark.sql import SparkSession

    active = SparkSession.getActiveSession()
    if active is not None:  # a program that has a session keeps it
        yield active
        return
    builder = SparkSession.builder.master("local[*]").appName("talentjoin")
    for name, value in SETTINGS.items():
        builder = builder.config(name, value)
    try:
        session = builder.getOrCreate()
    except PySparkRuntimeError:
        raise EngineDown("Spark did not start: is Java 17 or newer installed?") from None
    # Tasks run under this very Python: the one on PATH may lack talentjoin.
    session.sparkContext.pythonExec = sys.executable
    session.sparkContext.setLogLevel("ERROR")
    try:
        yield session
    finally:
        session.stop()


def _on_sail() -> Iterator[Any]:
    if find_spec("pysail") is None:
        raise InputError("Sail needs the package pysail", hint=NO_SAIL)
    from pysail.spark import SparkConnectServer

    server = SparkConnectServer(ip=HERE, port=0)
    server.start(background=True)
    try:
        _, port = server.listening_address
        yield from _reached(f"{CONNECT}{HERE}:{port}")
    finally:
        server.stop()


def _reached(url: str) -> Iterator[Any]:
    from pyspark.errors import PySparkException
    from pyspark.sql import SparkSession

    logging.getLogger("pyspark").setLevel(logging.ERROR)
    try:
        session = SparkSession.builder.remote(url).create()
        session.range(1).count()
    except PySparkException:
        raise EngineDown("nobody answers at the Spark Connect URL") from None
    try:
        yield session
    finally:
        session.stop()
