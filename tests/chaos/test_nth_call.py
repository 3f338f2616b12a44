"""Whichever call to the store or the engine fails, trying again ends in the state that no failure would have given."""

import base64
import json
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from entities.errors import EngineDown, StoreBusy, TalentjoinError
from entities.ids import SourceId, TenantKey
from indexing.oracle import OracleEngine
from service.flows.correct import correct
from service.flows.members import import_member_rows
from service.flows.origins import switch_pull
from service.flows.rebuild import rebuild_members, rebuild_tenant
from service.flows.receive import receive
from service.flows.rematch import order_rematch
from service.flows.tenants import FIRST_INSTANCE, add_tenant
from service.report import silent
from service.settings import Settings
from service.wiring import Parts, open_parts
from service.worker import Worker
from store import dump
from tests.service.conftest import HereParser

NOW = datetime(2026, 1, 10, tzinfo=UTC)
SINCE = "2025-01-01T00:00:00Z"
CANDIDATE = {"kind": "candidate", "id": "c1", "modified": SINCE, "first_name": "Ann", "last_name": "Smith"}
MEMBER = {"id": "m1", "first_name": "Ann", "last_name": "Smith", "emails": ["ann@example.com"]}
RESUME = base64.b64encode(b"Ann Smith\nann@example.com\n\nSKILLS\nFalconry\n").decode()
ITEMS: list[dict[str, Any]] = [
    {**CANDIDATE, "emails": ["ann@example.com"]},
    {**CANDIDATE, "id": "c2", "last_name": "Stone"},
    {"kind": "job", "id": "j1", "modified": SINCE, "title": "Falconer"},
    {"kind": "application", "id": "a1", "modified": SINCE, "candidate": "c1", "job": "j1"},
    {"kind": "attachment", "id": "f1", "modified": SINCE, "candidate": "c1", "file_name": "cv.txt", "content": RESUME},
]
GONE = {"kind": "candidate", "id": "c1", "modified": "2025-03-01", "deleted": True}
Step = Callable[[Parts, TenantKey], object]


def push(*items: dict[str, Any], origin: Any = "push") -> Step:
    lines = [json.dumps(item).encode() for item in items]

    def step(parts: Parts, tenant: TenantKey) -> object:
        return list(receive(parts, tenant, lines, instance=FIRST_INSTANCE, origin=origin, actor="test"))

    return step


def members(*rows: dict[str, Any]) -> Step:
    def step(parts: Parts, _tenant: TenantKey) -> object:
        return list(import_member_rows(parts, list(enumerate(rows, 1))))

    return step


def drain(parts: Parts, tenant: TenantKey) -> object:
    return Worker(parts, HereParser()).drain()


def refuse_link(parts: Parts, tenant: TenantKey) -> object:
    return correct(parts, tenant, SourceId("c1"), "not_linked", instance=FIRST_INSTANCE, member=None, actor="test")


BEFORE: tuple[Step, ...] = (members(MEMBER), push(*ITEMS), drain)
FLOWS: dict[str, tuple[tuple[Step, ...], tuple[Step, ...]]] = {  # what was before, what is tried
    "receive": ((), (push(*ITEMS),)),
    "import members": ((), (members(MEMBER, {**MEMBER, "id": "m2", "last_name": "Stone"}),)),
    "parse, link, project, index": (BEFORE[:2], (drain,)),
    "delete": (BEFORE, (push(GONE), drain)),
    "follow a member": (BEFORE, (members({**MEMBER, "skills": ["Chess"]}), drain)),
    "correct": (BEFORE, (refuse_link, drain)),
    "rematch": (BEFORE, (lambda parts, tenant: order_rematch(parts, tenant, actor="test"), drain)),
    "pull on and off": (
        (*BEFORE, push({**CANDIDATE, "status": "x", "modified": "2025-02-01"}, origin="pull")),
        (lambda parts, tenant: switch_pull(parts, tenant, FIRST_INSTANCE, on=True, actor="test"), drain),
    ),
    "rebuild": (BEFORE, (lambda parts, tenant: rebuild_tenant(parts, tenant, silent),)),
}


class Failing:
    """Counts the calls to store and engine, and lets the n-th one fail."""

    def __init__(self, nth: int | None) -> None:
        self.nth = nth
        self.calls = 0

    def call(self, name: str) -> None:
        self.calls += 1
        if self.calls == self.nth:
            raise EngineDown if name == "engine" else StoreBusy


class FailingEngine(OracleEngine):
    """The reference engine, one of whose writes fails before, and one after its effect."""

    failing: Failing

    def apply(self, index: str, actions: Any) -> None:
        self.failing.call("engine")
        super().apply(index, actions)
        self.failing.call("engine")


@contextmanager
def opened(folder: Path, failing: Failing, tenant: TenantKey | None = None) -> Iterator[Parts]:
    """Open a folder; the engine forgets with its process, so what was written before is put back into it first."""
    engine = FailingEngine()
    engine.failing = Failing(None)
    with open_parts(Settings(data=folder), clock=lambda: NOW, engine=engine) as parts:
        if tenant is not None:
            rebuild_members(parts, silent)
            rebuild_tenant(parts, tenant, silent)
        engine.failing = failing
        parts.store.on_call = failing.call
        yield parts


def but_for_progress(lines: Iterable[bytes]) -> list[bytes]:
    """Leave out at which number a tenant stands, and keys were taken: one that tried twice stands at a later one."""
    kept = []
    for line in lines:
        row = json.loads(line)
        if row["table"] == "meeting":
            kept.append(json.dumps({**row, "sequence": None}).encode())
        elif row["table"] != "member_cursor":
            kept.append(line)
    return kept


def state(parts: Parts, tenant: TenantKey) -> tuple[list[bytes], list[bytes], dict[Any, int]]:
    with parts.store.reading(tenant) as tx, parts.store.members_reading() as members_tx:
        kept = but_for_progress(dump.tenant_lines(tx)), list(dump.members_lines(members_tx))
    return *kept, dict(parts.engine.versions(parts.tenant_index(tenant)))


def until_done(parts: Parts, tenant: TenantKey, steps: tuple[Step, ...]) -> None:
    for step in steps:
        for _ in range(2):
            try:
                step(parts, tenant)
                break
            except TalentjoinError:
                continue


@pytest.mark.parametrize("flow", FLOWS)
def test_after_any_single_failure_trying_again_ends_the_same(flow: str, tmp_path: Path) -> None:
    before, steps = FLOWS[flow]
    mould = tmp_path / "mould"
    with opened(mould, Failing(None)) as parts:
        tenant = add_tenant(parts, "acme")
        for step in before:
            step(parts, tenant)
    counting = Failing(None)
    shutil.copytree(mould, tmp_path / "well")
    with opened(tmp_path / "well", counting, tenant) as parts:
        until_done(parts, tenant, steps)
        calls = counting.calls
        well = state(parts, tenant)
    assert calls > 5
    for nth in range(1, calls + 1):
        folder = tmp_path / str(nth)
        shutil.copytree(mould, folder)
        failing = Failing(nth)
        with opened(folder, failing, tenant) as parts:
            until_done(parts, tenant, steps)
            assert failing.calls >= nth
            failing.nth = None
            assert state(parts, tenant) == well, f"call {nth} of {calls}"
        shutil.rmtree(folder)
