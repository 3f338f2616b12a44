"""Turns: never more at once than allowed, none is lost, and who used least of late goes first."""

import asyncio
import threading
from collections import Counter
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entities.ids import TenantKey
from service.http.turns import KEPT_TENANTS, LONG_AGO, MARGIN_SECONDS, MEMORY_SECONDS, Turn, Turns
from service.pausing import may_pause, pausing
from tests.http.conftest import Town

FLOOD, CALM, OTHER = TenantKey("flood"), TenantKey("calm"), TenantKey("other")


class Hands:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


def one_by_one(arrived: Sequence[TenantKey], cost: float = 0.1) -> list[TenantKey]:
    """Let requests that all wait behind a first one have their turns; gives whose turn it was, in order."""
    clock = Hands()
    turns, order = Turns(clock=clock), []

    async def ask(tenant: TenantKey) -> None:
        async with turns.turn(tenant):
            order.append(tenant)
            clock.now += cost

    async def run() -> None:
        async with asyncio.TaskGroup() as group, turns.turn(FLOOD):
            for tenant in arrived:
                group.create_task(ask(tenant))
            await asyncio.sleep(0)
            clock.now += cost

    asyncio.run(run())
    assert turns == Turns(clock=clock, _lock=turns._lock, _used=turns._used)
    return order


def test_a_flood_that_came_first_doesnt_keep_others_waiting() -> None:
    order = one_by_one([FLOOD] * 10 + [CALM, OTHER, CALM])
    assert order == [CALM, OTHER, FLOOD, CALM] + [FLOOD] * 9


def test_one_tenants_requests_keep_their_order_and_all_tenants_get_the_same() -> None:
    order = one_by_one([FLOOD] * 20 + [CALM] * 20)
    for count in range(2, 40):
        had = Counter(order[:count])
        assert abs(had[FLOOD] + 1 - had[CALM]) <= 1 or had[CALM] == 20


def test_what_was_used_is_forgotten_in_time() -> None:
    clock = Hands()
    turns = Turns(clock=clock)
    turn = Turn(FLOOD, lambda: None)
    turns._ask(turn)
    clock.now += 1
    turns._end(turn)
    assert turns._use(FLOOD, clock.now) == 1.0
    assert turns._use(FLOOD, clock.now + MEMORY_SECONDS) == pytest.approx(0.3679, abs=1e-4)
    assert turns._use(CALM, clock.now) == 0.0
    for number in range(KEPT_TENANTS + 1):
        turns._charge(Turn(TenantKey(f"t{number}"), lambda: None, since=clock.now), clock.now + LONG_AGO)
    assert FLOOD not in turns._used


@given(st.integers(1, 3), st.lists(st.tuples(st.sampled_from([FLOOD, CALM, OTHER]), st.sampled_from("-cs"))))
def test_never_more_at_once_and_none_is_lost(at_once: int, requests: list[tuple[TenantKey, str]]) -> None:
    turns, running, most, done = Turns(at_once), 0, 0, Counter[str]()

    async def ask(tenant: TenantKey) -> None:
        nonlocal running, most
        async with turns.turn(tenant):
            running += 1
            most = max(most, running)
            try:
                await asyncio.sleep(0)
            finally:
                running -= 1
            done[tenant] += 1

    async def run() -> None:
        tasks = []
        for tenant, act in requests:
            tasks.append(asyncio.create_task(ask(tenant)))
            if act == "c":
                tasks[len(tasks) // 2].cancel()
            elif act == "s":
                await asyncio.sleep(0)
        results = await asyncio.gather(*tasks, return_exceptions=True)
        running_out = [one for one in results if one is not None]
        assert all(isinstance(one, asyncio.CancelledError) for one in running_out)
        assert len(results) <= done.total() + len(running_out)

    asyncio.run(run())
    assert most <= at_once
    assert turns._running == 0
    assert not turns._waiting


def test_a_turn_given_to_who_gave_up_or_whose_loop_is_gone_goes_to_the_next() -> None:
    turns = Turns()
    first, gone, next_ = Turn(FLOOD, lambda: None), Turn(CALM, closed), Turn(OTHER, lambda: None)
    for one in (first, gone, next_):
        turns._ask(one)
    turns._end(first)
    assert (gone.granted, next_.granted, turns._running) == (False, True, 1)
    turns._end(gone)
    turns._end(next_)
    assert turns._running == 0


def closed() -> None:
    raise RuntimeError("Event loop is closed")


def test_work_under_way_steps_aside_for_who_used_less_and_goes_on_afterwards() -> None:
    clock, turns, said = Hands(), Turns(), list[str]()
    turns.clock = clock
    turn, calm = Turn(FLOOD, lambda: None), Turn(CALM, lambda: said.append("calm has it"))
    turns._ask(turn)
    may_pause()  # nobody listens here
    with pausing(lambda: turns.step_aside(turn)):
        may_pause()  # nobody waits
        turns._ask(calm)
        clock.now += MARGIN_SECONDS / 2
        may_pause()  # too little to tell
        assert said == []
        clock.now += MARGIN_SECONDS

        def work() -> None:
            turns.step_aside(turn)
            said.append("the flood goes on")

        thread = threading.Thread(target=work)
        thread.start()
        while not said:
            thread.join(0.01)
        assert (turn.granted, calm.granted) == (False, True)
        turns._end(calm)
        thread.join()
    assert said == ["calm has it", "the flood goes on"]
    assert turn.granted
    turns._end(turn)
    assert (turns._running, turns._waiting) == (0, {})


def test_every_search_takes_a_turn_and_reads_take_none(shared_town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    house = shared_town.house("turns")
    token = shared_town.token(house)
    had: list[TenantKey] = []
    real = Turns._ask

    def ask(turns: Turns, turn: Turn) -> None:
        had.append(turn.tenant)
        real(turns, turn)

    monkeypatch.setattr(Turns, "_ask", ask)
    assert shared_town.call("POST", "/v1/search", token, json={"text": "engineer"}).status_code == 200
    assert shared_town.call("GET", "/v1/typeahead?field=title&prefix=e", token).status_code == 200
    assert had == [house.tenant] * 2
    assert shared_town.call("GET", "/v1/candidates", token).status_code == 200
    assert len(had) == 2
    assert shared_town.service.turns._running == 0
