"""A worker with nothing to do compares its indices: each once a night, a few every hour, none in the way of work."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entities.document import PersonDocument
from entities.errors import EngineDown
from entities.ids import TenantKey
from indexing import Delete
from indexing.oracle import OracleEngine
from service.flows.index import index_tenant
from service.flows.tenants import add_tenant
from service.reconciling import HOUR, Reconciling, due_indices
from service.settings import Settings
from service.wiring import Parts, open_parts
from store import documents, progress

NOW = datetime(2026, 1, 10, 12, 30, tzinfo=UTC)
AGES = st.one_of(st.none(), st.integers(0, 60 * 50))


class Clock:
    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def parts(tmp_path: Path, clock: Clock) -> Iterator[Parts]:
    with open_parts(Settings(data=tmp_path / "data"), clock=clock, engine=OracleEngine()) as opened:
        yield opened


def compared(parts: Parts) -> dict[TenantKey, progress.Reconciliation]:
    with parts.store.control_reading() as tx:
        return progress.reconciliations(tx)


def steps(reconciling: Reconciling) -> int:
    """Step until there is nothing to do; gives how many steps were taken."""
    count = 0
    while reconciling.step():
        count += 1
    return count


@given(st.lists(AGES, max_size=60))
def test_the_longest_unseen_come_first_each_once_a_night_and_some_every_hour(minutes: list[int | None]) -> None:
    last = {
        TenantKey(f"t{number}"): None if age is None else NOW - timedelta(minutes=age)
        for number, age in enumerate(minutes)
    }
    due = due_indices(NOW, last)
    night = NOW.replace(hour=2, minute=0)
    must = {key for key, at in last.items() if at is None or at < night}
    assert must <= set(due)
    left = [at for key, at in last.items() if key not in due and at is not None]
    ages = [last[key] for key in due]
    assert all(at is None or at <= other for at in ages for other in left)
    seen = sum(at is not None and at >= NOW.replace(minute=0) for at in last.values())
    assert len(due) == max(len(must), -(-len(last) // 24) - seen, 0)


@pytest.mark.parametrize(("hour", "nights_ago"), [(1, 1), (2, 0), (23, 0)])
def test_a_night_begins_at_two(hour: int, nights_ago: int) -> None:
    now = NOW.replace(hour=hour)
    night = NOW.replace(hour=2, minute=0) - timedelta(days=nights_ago)
    many = {TenantKey(f"t{number}"): now.replace(minute=0) for number in range(23)}  # the hour's sample is done
    assert due_indices(now, {**many, TenantKey("t"): night}) == []
    assert due_indices(now, {**many, TenantKey("t"): night - timedelta(seconds=1)}) == ["t"]


def test_everything_is_compared_and_mended_then_rested_from(parts: Parts, clock: Clock) -> None:
    tenant = add_tenant(parts, "acme")
    with parts.store.writing(tenant, actor="test") as tx:
        documents.put_many(tx, [PersonDocument(key=f"p{n}", version=0) for n in range(9)])
    index_tenant(parts, tenant)
    parts.engine.apply(parts.tenant_index(tenant), [Delete(key="p3", number=4, version=9)])
    reconciling = Reconciling(parts)
    assert steps(reconciling) > 2
    found = compared(parts)
    assert set(found) == {tenant, progress.MEMBERS}
    assert (found[tenant].differences, found[tenant].repaired) == (1, 1)
    assert steps(reconciling) == 0
    index_tenant(parts, tenant)
    clock.now += timedelta(days=1)
    assert steps(reconciling) > 0
    assert compared(parts)[tenant] == progress.Reconciliation(clock.now, 9, 0, 0)


def test_what_cannot_be_compared_is_left_alone_for_an_hour(
    parts: Parts, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    tenant = add_tenant(parts, "acme")
    broken, real = parts.tenant_index(tenant), parts.engine.snapshot

    def snapshot(*indices: str) -> object:
        if broken in indices:
            raise EngineDown
        return real(*indices)

    with monkeypatch.context() as patch:
        patch.setattr(parts.engine, "snapshot", snapshot)
        reconciling = Reconciling(parts)
        failures = 0
        for _ in range(20):
            try:
                reconciling.step()
            except EngineDown:
                failures += 1
            clock.now += timedelta(minutes=1)
        assert failures == 1
    assert set(compared(parts)) == {progress.MEMBERS}
    clock.now += HOUR
    steps(reconciling)
    assert set(compared(parts)) == {progress.MEMBERS, tenant}
