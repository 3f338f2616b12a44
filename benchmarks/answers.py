"""Turn a world into figures of how fast its questions are answered, beside bare calls of its engine."""

import secrets
import time
from collections.abc import Sequence
from functools import partial
from statistics import median

from benchmarks.asked import HITS, RERANKED, Asking, Family
from benchmarks.people import viewers
from benchmarks.raw import RawTantivy
from benchmarks.report import Row
from benchmarks.timing import (
    Beside,
    Call,
    at_least,
    at_most,
    in_turns,
    latency_rows,
    percentile_ms,
    seconds_of,
    told,
)
from benchmarks.world import World, working
from entities.ats import Job
from entities.document import Access, PersonDocument
from entities.ids import RecordId, TenantKey
from entities.query import Question
from indexing import analyse
from ranking import job_question
from service.flows.asked import widened
from service.flows.facet_names import filters_of
from service.flows.index import index_tenant
from service.flows.job_list import JobAsked, rank_job, show_job
from service.flows.search import search
from service.flows.search_list import SearchRequest
from service.report import Report, silent
from service.wiring import Parts
from store import documents

Asked = SearchRequest | Job

# times the raw engine, then the goal in milliseconds at a million people by percentile
GOALS: dict[Family, tuple[float, dict[int, float]]] = {
    "two terms": (1.5, {50: 3, 99: 12}),
    "selective": (2.5, {50: 5, 99: 20}),
    "broad": (2.5, {50: 60, 99: 130}),
    "six terms": (1.5, {50: 4, 99: 15}),
    "job": (1.5, {50: 12, 99: 30}),
}
NAMES: dict[Family, str] = {
    "two terms": "two terms, ten hits",
    "selective": "boolean, filters, 6 facets, selective",
    "broad": "boolean, filters, 6 facets, broad",
    "six terms": "six terms, 25 explained",
    "job": "job of 30 terms, 500 ranked, 25 explained",
}
ACCESS_TIMES: dict[Family, float] = {"two terms": 4.0, "six terms": 4.0, "selective": 2.0, "broad": 2.0}
WHOLE = 1_000_000  # people for which the goals in milliseconds are set
TURN, WARM_TURN, BATCH_TURN = 0, 1, 2  # questions that are timed; asked before, so that nothing is cold; in batch
WARM_SHARE = 5  # one question is asked before for so many timed
BATCH_GOAL = 100  # jobs a second a core
UPSERTED = 100  # people changed together
UPSERT_GOAL_MS = 60
VISIBLE_SECONDS, AGAIN_SECONDS = 30, 0.002  # how long a search is tried again, and the pause between
MARK = "zzupserted"  # a word that nobody else holds


def latencies(
    parts: Parts, world: World, count: int, report: Report = silent
) -> tuple[list[Row], dict[Family, Beside]]:
    """Ask every family's questions, ours and raw in turns; gives the rows, and what was timed."""
    raw = RawTantivy.opened(parts.settings.data / "index", parts.tenant_index(world.tenant), parts.members_index)
    rows: list[Row] = []
    timed: dict[Family, Beside] = {}
    for done, family in enumerate(GOALS, 1):
        for question in questions(world, family, max(1, count // WARM_SHARE), turn=WARM_TURN):
            answered(parts, world.tenant, question)
            raw.prebuilt(plain(parts, world.tenant, question), RERANKED[family])()
        asked = questions(world, family, count)
        bare = [raw.prebuilt(plain(parts, world.tenant, question), RERANKED[family]) for question in asked]
        timed[family] = in_turns(zip((_call(parts, world, question) for question in asked), bare, strict=True))
        times, most = GOALS[family]
        rows.append(told(f"{NAMES[family]}: found, median", median(call() for call in bare), "documents"))
        most = most if world.crowd.size >= WHOLE else {}
        rows += latency_rows(NAMES[family], timed[family], times=times, most_ms=most)
        report("questions", done, len(GOALS))
    return rows, timed


def questions(world: World, family: Family, count: int, *, turn: int = TURN, access: Access = None) -> list[Asked]:
    """Make a family's questions; those of a job are asked by all seats at once."""
    asking = Asking(world.crowd.seed, turn)
    return [*asking.jobs(count)] if family == "job" else [*asking.searches(family, count, access=access)]


def answered(parts: Parts, tenant: TenantKey, question: Asked) -> object:
    """Answer a question the whole way, from its text to a page of explained hits."""
    if isinstance(question, SearchRequest):
        return search(parts, tenant, question)
    read = _read(parts, tenant, question)
    order = rank_job(parts, tenant, read, access=None)
    return show_job(parts, tenant, read, order, slice(0, HITS["job"]), access=None)


def access_rows(parts: Parts, world: World, count: int, report: Report = silent) -> list[Row]:
    """Compare a viewer who may see half of the tenant's people with one who sees all, by `count` questions a family."""
    whole, half = viewers().values()
    rows = []
    for family, times in ACCESS_TIMES.items():
        asked = (questions(world, family, count, access=access) for access in (half, whole))
        calls = [[_call(parts, world, question) for question in viewed] for viewed in asked]
        beside = in_turns(zip(*calls, strict=True))
        ratio = percentile_ms(beside.ours, 50) / percentile_ms(beside.raw, 50)
        name = f"half of the tenant visible, over all: {NAMES[family]}"
        rows.append(Row(name, f"<= {times:g}", round(ratio, 2), "x of p50", ratio <= times))
        report("access", len(rows), len(ACCESS_TIMES))
    return rows


def batch_row(parts: Parts, world: World, count: int) -> Row:
    """Recommend for many jobs, one after the other, nothing explained."""
    jobs = Asking(world.crowd.seed, BATCH_TURN).jobs(count)
    with working() as took:
        for job in jobs:
            rank_job(parts, world.tenant, _read(parts, world.tenant, job), access=None)
    return at_least("recommendations in batch", count / took[1], BATCH_GOAL, "jobs/s a core")


def upsert_rows(parts: Parts, world: World, times: int, most_ms: float = UPSERT_GOAL_MS) -> list[Row]:
    """Change a hundred people, and time until a search finds all of them as they are now."""
    with parts.store.reading(world.tenant) as tx:
        kept = [one for one in documents.scan(tx, "", 2 * UPSERTED) if not one.shadow][:UPSERTED]
    written, visible = [], []
    run = secrets.token_hex(4)  # a kept world holds the words of earlier runs
    for number in range(times):
        word = f"{MARK}{run}n{number}"
        changed = [_marked(one, word) for one in kept]
        written.append(seconds_of(partial(_write, parts, world.tenant, changed)))
        visible.append(seconds_of(partial(_index_until_found, parts, world.tenant, word, len(kept))))
    name = f"upsert of {len(kept)} people"
    return [
        at_most(f"{name} visible: p50", percentile_ms(visible, 50), most_ms, "ms"),
        told(f"{name} visible: slowest", percentile_ms(visible, 100), "ms"),
        told(f"{name}: store before, p50", percentile_ms(written, 50), "ms"),
    ]


def _marked(one: PersonDocument, word: str) -> PersonDocument:
    return one.model_copy(update={"headline": f"{one.headline.partition(f' {MARK}')[0]} {word}"})


def _write(parts: Parts, tenant: TenantKey, changed: Sequence[PersonDocument]) -> None:
    with parts.store.writing(tenant, actor="bench") as tx:
        documents.put_many(tx, changed)


def _index_until_found(parts: Parts, tenant: TenantKey, word: str, count: int) -> None:
    while index_tenant(parts, tenant):
        pass
    request = SearchRequest(text=word, access=None)
    until = time.monotonic() + VISIBLE_SECONDS
    while (found := search(parts, tenant, request).total) != count:
        if time.monotonic() > until:
            raise SystemExit(f"{found} of {count} changed people are found after {VISIBLE_SECONDS} s")
        time.sleep(AGAIN_SECONDS)


def _call(parts: Parts, world: World, question: Asked) -> Call:
    return partial(answered, parts, world.tenant, question)


def plain(parts: Parts, tenant: TenantKey, question: Asked) -> Question:
    """Reduce a question to what engines are asked, widened words and all."""
    if isinstance(question, Job):
        return Question(where=_read(parts, tenant, question).question.where, access=None)
    filters = filters_of(question.filters, question.without)
    where = widened(parts, tenant, question.text).where
    return Question(where=where, filters=filters, facets=question.facets, access=question.access)


def _read(parts: Parts, tenant: TenantKey, job: Job) -> JobAsked:
    """Read a job as a question, as the flow does with a stored one."""
    shares = parts.columns.shares((parts.tenant_index(tenant), parts.members_index))
    return JobAsked(RecordId(job.id), job, job_question(job, analyse=analyse, frequencies=shares))
