"""Kept orders are bounded, end after five minutes, and belong to one tenant."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entities.errors import CursorExpired
from entities.ids import TenantKey
from service.flows.ranked import Order, Place
from service.http.ranked_lists import KEPT, RankedLists

NOW = datetime(2026, 1, 10, tzinfo=UTC)
ACME, OTHER = TenantKey("tacme"), TenantKey("tother")


def order(number: int = 0) -> Order:
    return Order((Place("tenant", f"r{number}", 1.0),), 1, NOW)


def kept(lists: RankedLists, tenant: TenantKey, name: str, now: datetime = NOW) -> bool:
    try:
        lists.find(tenant, name, now)
    except CursorExpired:
        return False
    return True


def test_a_list_is_kept_for_five_minutes() -> None:
    lists = RankedLists()
    name = lists.keep(ACME, order(), NOW)
    assert lists.find(ACME, name, NOW + KEPT - timedelta(seconds=1)) == order()
    with pytest.raises(CursorExpired):
        lists.find(ACME, name, NOW + KEPT)


def test_a_list_is_its_tenants_only() -> None:
    lists = RankedLists()
    name = lists.keep(ACME, order(), NOW)
    assert not kept(lists, OTHER, name)
    assert not kept(lists, ACME, "guessed")
    assert kept(lists, ACME, name)


def test_the_oldest_makes_room_unless_it_was_just_asked_for() -> None:
    lists = RankedLists(most_of_tenant=3)
    names = [lists.keep(ACME, order(number), NOW) for number in range(3)]
    lists.find(ACME, names[0], NOW)
    lists.keep(ACME, order(3), NOW)
    assert [kept(lists, ACME, name) for name in names] == [True, False, True]


def test_a_tenant_that_floods_pushes_nobody_elses_lists_out() -> None:
    lists = RankedLists(most=10, most_of_tenant=4)
    name = lists.keep(OTHER, order(), NOW)
    for number in range(100):
        lists.keep(ACME, order(number), NOW)
    assert kept(lists, OTHER, name)


def test_lists_that_are_over_make_room_first() -> None:
    lists = RankedLists(most=2, most_of_tenant=2)
    lists.keep(ACME, order(), NOW)
    later = NOW + KEPT
    names = [lists.keep(OTHER, order(number), later) for number in range(2)]
    assert all(kept(lists, OTHER, name, later) for name in names)


@given(
    st.lists(st.tuples(st.sampled_from([ACME, OTHER, TenantKey("tthird")]), st.integers(0, 400)), max_size=40),
    st.integers(1, 6),
    st.integers(1, 4),
)
def test_memory_is_bounded_and_what_is_found_is_what_was_kept(
    asked: list[tuple[TenantKey, int]], most: int, most_of_tenant: int
) -> None:
    lists = RankedLists(most=most, most_of_tenant=most_of_tenant)
    names: dict[str, tuple[TenantKey, Order]] = {}
    now = NOW
    for number, (tenant, seconds) in enumerate(asked):
        now += timedelta(seconds=seconds)
        name = lists.keep(tenant, order(number), now)
        names[name] = (tenant, order(number))
        alive = [one for one, (owner, _) in names.items() if kept(lists, owner, one, now)]
        assert name in alive
        assert len(alive) <= most
        for owner in {owner for owner, _ in names.values()}:
            assert sum(names[one][0] == owner for one in alive) <= most_of_tenant
        assert all(lists.find(names[one][0], one, now) == names[one][1] for one in alive)
