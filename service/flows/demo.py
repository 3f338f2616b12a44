"""Turn the shipped sample into a tenant that went the whole way, timed stage by stage."""

import json
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

from pydantic import BaseModel, ConfigDict

from entities.ids import SourceId, TenantKey
from service.demo.sample import Sample, make_sample
from service.flows.explain import LinkExplanation, explain_link
from service.flows.members import import_member_rows
from service.flows.receive import receive, receive_items
from service.flows.recommend import Recommendations, recommend_for
from service.flows.search import SearchAnswer, SearchRequest, search
from service.flows.tenants import FIRST_INSTANCE, add_tenant
from service.report import Report
from service.wiring import Parts
from store import links, parses
from sync import Item, resume_line

QUERY = "title:engineer (python OR java OR sql) NOT intern"
HITS = 8
MOST_LINKS = 10_000


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True)


class Stage(_Frozen):
    """One stage of the way: how many things it took, and how long."""

    name: str
    count: int
    seconds: float


class Trial(_Frozen):
    """All that the demo shows."""

    tenant: str
    seed: int
    stages: tuple[Stage, ...]
    seconds: float
    links: dict[str, int]
    parsed: dict[str, int]
    search: SearchAnswer
    recommended: Recommendations
    link: LinkExplanation


def run_demo(parts: Parts, seed: int, drain: Callable[[], object], report: Report) -> Trial:
    """Make the sample, send it through receive, parse, link, project, index, then search, recommend and explain.

    `drain` does the due work: the worker stands above the flows.
    """
    stages: list[Stage] = []

    @contextmanager
    def stage(name: str) -> Iterator[Counter[str]]:
        started, counted = time.perf_counter(), Counter[str]()
        yield counted
        stages.append(Stage(name=name, count=counted.total(), seconds=round(time.perf_counter() - started, 3)))

    with stage("invent people") as count:
        sample = make_sample(seed)
        count["people"] += len(sample.members)
    tenant = add_tenant(parts, "demo")
    with stage("import members") as count:
        count.update(outcome.result for outcome in import_member_rows(parts, enumerate(sample.members, 1)))
    with stage("receive records") as count:
        lines = (json.dumps(line).encode() for line in sample.lines)
        for outcome in receive(parts, tenant, lines, instance=FIRST_INSTANCE, origin="push", actor="demo"):
            count[outcome.result] += 1
            report("receive records", count.total(), len(sample.lines))
    with stage("receive resumes") as count:
        count.update(_send_resumes(parts, tenant, sample))
    with stage("parse, link, project, index") as count:
        drain()
        count["people"] += len(sample.members)
    with stage("search") as count:
        found = search(parts, tenant, SearchRequest(text=QUERY, facets=("location", "skill", "in_ats"), limit=HITS))
        count["people"] += found.total
    with stage("recommend") as count:
        job = next(line["id"] for line in sample.lines if line["kind"] == "job")
        matches = recommend_for(parts, tenant, SourceId(job), instance=FIRST_INSTANCE, limit=HITS)
        count["people"] += matches.considered
    with stage("explain") as count:
        link = explain_link(parts, tenant, SourceId(_explained(sample)), instance=FIRST_INSTANCE)
        count["rows"] += len(link.evidence)
    return Trial(
        tenant=tenant,
        seed=seed,
        stages=tuple(stages),
        seconds=round(sum(one.seconds for one in stages), 3),
        links=_link_counts(parts, tenant),
        parsed=_parse_counts(parts, tenant),
        search=found,
        recommended=matches,
        link=link,
    )


def _send_resumes(parts: Parts, tenant: TenantKey, sample: Sample) -> Counter[str]:
    from pathlib import PurePath

    sent: datetime = parts.clock()
    items = [
        Item(number, resume_line(PurePath(name), candidate, sent), content)
        for number, (name, content, candidate) in enumerate(sample.resumes, 1)
    ]
    outcomes = receive_items(parts, tenant, items, instance=FIRST_INSTANCE, origin="push", actor="demo")
    return Counter(outcome.result for outcome in outcomes)


def _explained(sample: Sample) -> str:
    """Pick a candidate with a resume and a profile: the richest link there is."""
    with_resume = [candidate for _, _, candidate in sample.resumes]
    return next((candidate for candidate in with_resume if sample.truth.get(candidate)), with_resume[0])


def _link_counts(parts: Parts, tenant: TenantKey) -> dict[str, int]:
    with parts.store.reading(tenant) as tx:
        counts = Counter(link.decision for link in links.all(tx, None, MOST_LINKS))
    return {f"link: {decision}": count for decision, count in sorted(counts.items())}


def _parse_counts(parts: Parts, tenant: TenantKey) -> dict[str, int]:
    with parts.store.reading(tenant) as tx:
        return {f"resume: {status}": count for status, count in parses.count_by_status(tx).items()}
