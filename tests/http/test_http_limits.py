"""Limits by client, tenant and class, and requests at once: exact at their borders, and said in headers."""

import re
import threading
import time
from collections import deque
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from limits.storage import MemoryStorage

from service.http.app import make_app
from service.http.disk import Disk
from service.http.limits import Bounds, LimitClass, Limited, Limits, bounds_of
from service.http.windows import KEYS, Windows
from service.settings import Settings
from tests.http.conftest import Town

CLASSES: tuple[LimitClass, ...] = ("read", "write", "bulk", "search", "token")
POLICY = re.compile(r'"client";q=(\d+);w=1, "tenant";q=(\d+);w=1')
REST = re.compile(r'"client";r=(\d+);t=(\d+), "tenant";r=(\d+);t=(\d+)')


class Hands:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def still() -> Hands:
    """Give a clock that stands still."""
    return Hands()


def limits(clock: Hands, rate: int = 3, times: int = 2, at_once: int = 1_000, bulk: int = 1_000) -> Limits:
    return Limits(Bounds(dict.fromkeys(CLASSES, rate), times, at_once, bulk), clock)


@pytest.mark.parametrize("limit", CLASSES)
def test_the_border_is_exact(still: Hands, limit: LimitClass) -> None:
    own = limits(still, 3)
    left = [REST.fullmatch(own.admit("a", "t", limit).fields["RateLimit"]) for _ in range(3)]
    assert [int(one[1]) for one in left if one] == [2, 1, 0]
    assert [int(one[3]) for one in left if one] == [5, 4, 3]
    with pytest.raises(Limited) as refused:
        own.admit("a", "t", limit)
    assert refused.value.retry_after == 1
    assert refused.value.code == "rate_limited"
    policy = POLICY.fullmatch(refused.value.fields["RateLimit-Policy"])
    assert policy is not None
    assert (policy[1], policy[2]) == ("3", "6")
    still.now += 1.001
    assert own.admit("a", "t", limit)


def test_a_tenant_is_limited_over_all_its_clients_and_no_other_tenant_is(still: Hands) -> None:
    own = limits(still, 3)
    for client in ("a", "b"):
        for _ in range(3):
            own.admit(client, "t", "read")
    with pytest.raises(Limited):
        own.admit("c", "t", "read")
    assert own.admit("d", "u", "read")


def test_classes_are_apart(still: Hands) -> None:
    own = limits(still, 1)
    for limit in CLASSES:
        assert own.admit("a", "t", limit)
    for limit in CLASSES:
        with pytest.raises(Limited):
            own.admit("a", "t", limit)


@given(st.lists(st.floats(0, 0.7), max_size=40), st.integers(1, 5))
def test_any_second_has_at_most_as_many(steps: list[float], rate: int) -> None:
    clock = Hands()
    own, slowly = limits(clock, rate, 100), deque[float]()
    for step in steps:
        clock.now += step
        expected = sum(at >= clock.now - 1 for at in slowly) < rate
        try:
            own.admit("a", "t", "read")
            within = True
            slowly.append(clock.now)
        except Limited:
            within = False
        assert within == expected


@given(st.lists(st.tuples(st.sampled_from("ab"), st.floats(0, 0.9), st.integers(1, 2)), max_size=40))
def test_windows_count_as_the_library_does(steps: list[tuple[str, float, int]]) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(MemoryStorage, "_MemoryStorage__schedule_expiry", lambda _: None)  # no thread to wait for
        clock = Hands()
        own, theirs = Windows(clock), MemoryStorage()
        theirs.timer.join()
        patched.setattr(time, "time", clock)
        for key, step, many in steps:
            clock.now += step
            assert own.acquire_entry(key, 3, 1, many) == theirs.acquire_entry(key, 3, 1, many)
            assert own.get_moving_window(key, 3, 1) == theirs.get_moving_window(key, 3, 1)


def test_windows_forget_whom_they_have_not_seen_for_long(still: Hands) -> None:
    own = Windows(still)
    for number in range(KEYS):
        own.acquire_entry(str(number), 3, 1)
    assert len(own._moments) == KEYS
    still.now += 2
    own.acquire_entry("new", 3, 1)
    assert set(own._moments) == {"new"}
    own.clear("new")
    assert own.reset() == 0
    assert own.check()


def test_places_at_once_are_given_back(still: Hands) -> None:
    own = limits(still, 1_000, at_once=3, bulk=1)
    bulk = own.admit("a", "t", "bulk")
    with pytest.raises(Limited) as refused:
        own.admit("a", "t", "bulk")
    assert refused.value.retry_after == 1
    held = [own.admit("a", "t", "read") for _ in range(2)]
    with pytest.raises(Limited):
        own.admit("b", "t", "search")
    assert own.admit("a", "u", "bulk")
    bulk.give_back()
    bulk.give_back()  # a second time does nothing
    again = own.admit("b", "t", "bulk")
    with pytest.raises(Limited):
        own.admit("b", "t", "read")
    for leave in (again, *held):
        leave.give_back()
    assert own._held == {("u", "all"): 1, ("u", "bulk"): 1}


def test_threads_never_get_more_than_there_are() -> None:
    own = limits(Hands(), 10_000, at_once=5)
    inside, most, lock = [0], [0], threading.Lock()

    def call() -> None:
        for _ in range(50):
            try:
                leave = own.admit("a", "t", "read")
            except Limited:
                continue
            with lock:
                inside[0] += 1
                most[0] = max(most[0], inside[0])
            with lock:
                inside[0] -= 1
            leave.give_back()

    threads = [threading.Thread(target=call) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert 1 <= most[0] <= 5
    assert not own._held


def test_the_documented_limits_are_the_settings() -> None:
    found = bounds_of(Settings())
    assert found.rates == {"read": 100, "write": 100, "bulk": 10, "search": 20, "token": 10}
    assert (found.tenant_times, found.at_once, found.bulk_at_once) == (2, 16, 4)


@pytest.fixture
def tight(shared_town: Town, still: Hands) -> Iterator[Town]:
    """Give a town with a limit of three requests a second, and the same for its tenants."""
    usual = shared_town.service.limits
    object.__setattr__(shared_town.service, "limits", limits(still, 3, 1))
    yield shared_town
    object.__setattr__(shared_town.service, "limits", usual)


def test_over_http_the_fourth_is_refused_and_others_are_not(tight: Town, still: Hands) -> None:
    acme, other = tight.house("acme"), tight.house("other")
    token, foreign = tight.token(acme), tight.token(other)
    for rest in (2, 1, 0):
        answer = tight.call("GET", "/v1/contracts", token)
        assert answer.status_code == 200
        assert answer.headers["RateLimit-Policy"] == '"client";q=3;w=1, "tenant";q=3;w=1'
        assert answer.headers["RateLimit"] == f'"client";r={rest};t=1, "tenant";r={rest};t=1'
    refused = tight.call("GET", "/v1/contracts", token)
    assert (refused.status_code, refused.json()["code"], refused.json()["retry"]) == (429, "rate_limited", "later")
    assert refused.headers["Retry-After"] == "1"
    assert refused.headers["RateLimit"].startswith('"client";r=0;t=1')
    assert tight.call("GET", "/v1/contracts", tight.token(acme)).status_code == 429  # the tenant's own limit
    assert tight.call("GET", "/v1/contracts", foreign).status_code == 200
    still.now += 1.1
    assert tight.call("GET", "/v1/contracts", token).status_code == 200


def test_who_lacks_the_scope_is_counted_and_who_has_no_token_is_not(tight: Town, still: Hands) -> None:
    token = tight.token(tight.house("acme"), "status:read")
    assert [tight.call("GET", "/v1/contracts", token).status_code for _ in range(4)] == [403, 403, 403, 429]
    nobody = tight.call("GET", "/v1/contracts")
    assert nobody.status_code == 401
    assert "RateLimit" not in nobody.headers


def test_places_are_given_back_after_each_request(tight: Town, still: Hands) -> None:
    token = tight.token(tight.house("acme"))
    for _ in range(3):
        tight.call("GET", "/v1/contracts/none", token)
    assert not tight.service.limits._held


def test_without_room_writes_are_refused_and_reads_go_on(town: Town, tmp_path: Path) -> None:
    acme = town.house("acme")
    token = town.token(acme)
    full = Disk(tmp_path, least=10**18)
    object.__setattr__(town.service, "disk", full)
    refused = town.call("PUT", "/v1/contracts/c1", token, json={"name": "Berlin"})
    assert (refused.status_code, refused.json()["code"]) == (507, "store_full")
    assert refused.headers["Retry-After"] == "5"
    assert town.call("GET", "/v1/contracts", token).status_code == 200
    assert town.call("GET", "/v1/contracts/c1", token).status_code == 404
    object.__setattr__(town.service, "disk", Disk(tmp_path, least=0))
    assert town.call("PUT", "/v1/contracts/c1", token, json={"name": "Berlin"}).status_code in (200, 201)


def test_every_writing_route_says_that_there_may_be_no_room(town: Town) -> None:
    paths = make_app(town.service).openapi()["paths"]
    lacking = [
        (method, path)
        for path, methods in paths.items()
        for method, one in methods.items()
        if one.get("x-limit") in ("write", "bulk") and "x-scope" in one and "507" not in one["responses"]
    ]
    assert lacking == []
