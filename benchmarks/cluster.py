"""Turn a node of OpenSearch into figures of the engine that keeps its indices there."""

import random
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from itertools import chain, islice
from pathlib import Path
from typing import Any
from unittest.mock import patch

from opensearchpy import OpenSearch, Transport

from benchmarks.answers import NAMES, access_rows, answered, questions, upsert_rows
from benchmarks.asked import Family
from benchmarks.people import Crowd
from benchmarks.report import Row
from benchmarks.timing import at_least, at_most, percentile_ms, seconds_of, told
from benchmarks.world import APART, SIDES, World, now, taken_up
from entities.document import PersonDocument
from entities.ids import TenantKey
from indexing import index_name
from indexing.opensearch import Cluster, OpenSearchEngine
from indexing.opensearch.bodies import body, id_of
from indexing.opensearch.operations import NEW, put
from indexing.opensearch.wire import Wire
from indexing.opensearch.writing import Writer, chunks
from service.report import Report
from service.settings import Settings
from service.wiring import Parts, open_parts
from tools.opensearch.lacking import Lacking
from tools.opensearch.node import NotStarted, running
from tools.opensearch.place import find_place

HEAP_MB = 1_024
SECONDS = 30  # a call may take; the machine does everything at once
BESIDE_GOAL_MS = 5  # client, features and ranker over `took`
UPSERT_GOAL_MS = 1_200
FINISHED_GOAL, WHOLE_GOAL = 80, 45  # % of raw bulk
BULK_ROUNDS, BULK_DOCUMENTS = 3, 4_000
BULK_SHARE = 20  # of fewer people, one in so many is written at a time
BULK_KEY = b"indices that are never committed"
TOOK = "took,responses.took"
WARM_SHARE = 5


def opensearch_rows(folder: Path, url: str | None, people: int, queries: int, seed: int, report: Report) -> list[Row]:
    """Measure on the node at an address, or on one of our own; without what that needs, one row says so."""
    try:
        with _node(url) as address:
            rows = bulk_rows(address, seed, min(BULK_DOCUMENTS, people // BULK_SHARE), report)
            settings = Settings(
                data=folder,
                engine="opensearch",
                opensearch_url=address,
                opensearch_timeout_seconds=SECONDS,
                opensearch_pool_below=0,  # the tenant has an index of its own, whatever its size
            )
            world = taken_up(settings, people, seed, report)
            with open_parts(settings, clock=now) as parts:
                rows += _build_rows(parts, world)
                rows += answer_rows(parts, world, queries, report)
                rows += [_renamed(row) for row in access_rows(parts, world, queries, report)]
                rows += [_renamed(row) for row in upsert_rows(parts, world, 10, UPSERT_GOAL_MS)]
    except (Lacking, NotStarted) as lacking:
        return [Row("OpenSearch", "", f"not measured: {str(lacking).splitlines()[0]}", "", holds=None)]
    return rows


def answer_rows(parts: Parts, world: World, count: int, report: Report) -> list[Row]:
    """Ask every family's questions, and tell what we add to the time that the node says it took."""
    rows = []
    for done, family in enumerate(NAMES, 1):
        with tooks() as took:
            for question in questions(world, family, max(1, count // WARM_SHARE), turn=1):
                answered(parts, world.tenant, question)
            ours, node = [], []
            for question in questions(world, family, count):
                took.clear()
                ours.append(seconds_of(partial(answered, parts, world.tenant, question)))
                node.append(sum(took) / 1_000)
        over = [whole - taken for whole, taken in zip(ours, node, strict=True)]
        rows += _family_rows(family, ours, node, over)
        report("OpenSearch questions", done, len(NAMES))
    return rows


def bulk_rows(url: str, seed: int, count: int, report: Report) -> list[Row]:
    """Write the same kind of documents in turns, `count` at a time: raw requests, finished bodies, whole documents."""
    engine = OpenSearchEngine(Cluster((url,), search_seconds=SECONDS), now=time.time)
    documents = chain.from_iterable(Crowd(10**9, seed).member_documents())
    writer = Writer(Wire(Cluster((url,)), time.monotonic), time.sleep, random.Random(seed))
    bare = OpenSearch(url, timeout=60)
    took = {"raw": 0.0, "finished": 0.0, "whole": 0.0}
    names = (index_name(BULK_KEY, TenantKey(name)) for name in took)
    with engine.rebuild(next(names)) as raw, engine.rebuild(next(names)) as own, engine.rebuild(next(names)) as whole:
        for done in range(BULK_ROUNDS + 1):
            batches = [list(islice(documents, count)) for _ in took]
            requests = ["".join(one.line for one in chunk) for chunk in chunks(_operations(_bodies(batches[0])))]
            finished = _bodies(batches[1])
            times = (
                seconds_of(partial(_raw, bare, raw.place.write, requests)),
                seconds_of(lambda: writer.write(own.place.write, _operations(finished), refresh=False)),  # noqa: B023 - called at once
                seconds_of(partial(whole.add, batches[2])),
            )
            if done:  # the first round warms up all sides
                took = {name: taken + more for (name, taken), more in zip(took.items(), times, strict=True)}
            report("OpenSearch bulk", done, BULK_ROUNDS)
    engine.close()
    rate = BULK_ROUNDS * count / took["raw"]
    return [
        told("OpenSearch: raw bulk, one client", rate, "documents/s"),
        at_least(
            "OpenSearch: bulk of finished bodies over raw", 100 * took["raw"] / took["finished"], FINISHED_GOAL, "%"
        ),
        at_least("OpenSearch: whole way over raw bulk", 100 * took["raw"] / took["whole"], WHOLE_GOAL, "%"),
    ]


@contextmanager
def tooks() -> Iterator[list[int]]:
    """Collect the milliseconds that the cluster says each search took, while the block runs."""
    seen: list[int] = []
    perform = Transport.perform_request

    def watched(self: Transport, method: str, url: str, params: Any = None, **more: Any) -> Any:
        if params and "filter_path" in params and "_msearch" in url:
            params = {**params, "filter_path": f"{params['filter_path']},{TOOK}"}
        answer = perform(self, method, url, params=params, **more)
        if isinstance(answer, dict) and "took" in answer:
            seen.append(answer["took"])
        return answer

    with patch.object(Transport, "perform_request", watched):
        yield seen


def _family_rows(family: Family, ours: list[float], node: list[float], over: list[float]) -> list[Row]:
    name = f"OpenSearch, {NAMES[family]}"
    return [
        told(f"{name}: p50", percentile_ms(ours, 50), "ms"),
        told(f"{name}: p99", percentile_ms(ours, 99), "ms"),
        told(f"{name}: took, p50", percentile_ms(node, 50), "ms"),
        at_most(f"{name}: client, features and ranker over took, p50", percentile_ms(over, 50), BESIDE_GOAL_MS, "ms"),
    ]


def _build_rows(parts: Parts, world: World) -> list[Row]:
    took = [world.built[side].seconds for side in SIDES]
    seconds = max(took) if world.crowd.size >= APART else sum(took)
    ours = [f"{name}-*" for name in (parts.tenant_index(world.tenant), parts.members_index)]
    stored = OpenSearch(parts.settings.opensearch_hosts[0]).indices.stats(index=",".join(ours), metric="store")
    count = stored["_all"]["primaries"]["store"]["size_in_bytes"]
    return [
        told("OpenSearch: both indices built, the whole way", world.documents / seconds, "documents/s"),
        told("OpenSearch: bytes a document on disk", count / world.documents, "bytes"),
    ]


def _bodies(documents: list[PersonDocument]) -> list[tuple[str, int, dict[str, Any]]]:
    return [(id_of((one.key, one.shadow)), one.version, body(one)) for one in documents]


def _operations(bodies: list[tuple[str, int, dict[str, Any]]]) -> Iterator[Any]:
    return (put(name, version, made, NEW) for name, version, made in bodies)


def _raw(client: OpenSearch, alias: str, requests: list[str]) -> None:
    for request in requests:
        client.bulk(body=request, index=alias)


def _renamed(row: Row) -> Row:
    return Row(f"OpenSearch, {row.name}", row.goal, row.measured, row.unit, row.holds)


@contextmanager
def _node(url: str | None) -> Iterator[str]:
    if url:
        yield url
        return
    with running(find_place(), 1, heap_mb=HEAP_MB) as started:
        yield started.url
