"""Tests of the pool of confined children: limits at their border, order, tenants, recycling, and what dies."""

import json
import os
import random
import signal
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.sandbox import Bounds, File, ParsePool
from service.sandbox_child import RESULT

# What the children call: the content is JSON that says what to do and with what.
ACTOR = """
import json, os, time
from entities.resume import ParseOutcome

served = 0

def spend(seconds):
    end = time.process_time() + seconds
    while time.process_time() < end:
        pass

def sockets(sent):
    for number in range(3, 1024):
        try:
            os.write(number, bytes.fromhex(sent))
        except OSError:
            pass

def deep(left):
    return deep(left - 1) + 1 if left else 0

ACTS = {
    "sleep": time.sleep,
    "spend": spend,
    "hold": lambda count: len(b"x" * count),
    "send": sockets,
    "deep": deep,
    "exit": os._exit,
    "leave": lambda code: exec("raise SystemExit(code)"),
}

def parse(content, name, date):
    global served
    served += 1
    started = time.monotonic()
    asked = json.loads(content)
    for act, given in asked.items():
        if act in ACTS:
            ACTS[act](given)
    told = {"pid": os.getpid(), "served": served, "name": name, "date": date, "span": [started, time.monotonic()]}
    text = json.dumps(told | {"said": asked.get("say")})
    if "length" in asked:
        empty = len(ParseOutcome(status="ok", error="").model_dump_json())
        text = "x" * (asked["length"] - empty)
    return ParseOutcome(status="ok", error=text)
"""
BOUNDS = Bounds(wall_seconds=10.0)


@pytest.fixture(scope="module", autouse=True)
def actor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("actor")
    (folder / "sandbox_actor.py").write_text(ACTOR)
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(folder))
        yield folder


def pool_of(workers: int = 1, bounds: Bounds = BOUNDS) -> ParsePool:
    return ParsePool(workers, parse="sandbox_actor:parse", preload=(), bounds=bounds)


@pytest.fixture(scope="module")
def pool(actor: Path) -> Iterator[ParsePool]:
    with pool_of(2) as opened:
        yield opened


def status(pool: ParsePool, tenant: str | None = None, **acts: object) -> str:
    return pool.parse(json.dumps(acts).encode(), tenant=tenant)[0].status


def told(pool: ParsePool, tenant: str | None = None, **acts: object) -> dict[str, object]:
    outcome, _ = pool.parse(json.dumps(acts).encode(), tenant=tenant)
    assert outcome.status == "ok"
    answer: dict[str, object] = json.loads(outcome.error or "")
    return answer


def is_alive(pid: object) -> bool:
    """Say whether a process runs; one that has ended but wasn't waited for does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return False


def gone(pid: object) -> bool:
    """Wait until a process has ended."""
    for _ in range(500):
        if not is_alive(pid):
            return True
        time.sleep(0.02)
    return False


def test_a_file_beyond_the_limit_starts_no_process() -> None:
    content = json.dumps({"say": "x"}).encode()
    with pool_of(bounds=replace(BOUNDS, file=len(content))) as small:
        assert small.parse(content + b" ")[0].status == "too_large"
        assert small._server._process is None
        assert small.parse(content)[0].status == "ok"


def test_a_result_of_exactly_the_limit_comes_through_and_a_longer_one_costs_no_child(pool: ParsePool) -> None:
    before = told(pool, "long")["pid"]
    outcome, _ = pool.parse(json.dumps({"length": RESULT}).encode(), tenant="long")
    assert outcome.status == "ok"
    assert len(outcome.model_dump_json().encode()) == RESULT
    assert status(pool, "long", length=RESULT + 1) == "too_large"
    assert told(pool, "long")["pid"] == before


@settings(max_examples=40)
@given(
    st.none() | st.text(st.characters(codec="utf-8"), max_size=300),
    st.none() | st.dates().map(str),
    st.text(max_size=50),
)
def test_name_date_and_content_arrive_as_they_are(
    pool: ParsePool, name: str | None, date: str | None, said: str
) -> None:
    outcome, _ = pool.parse(json.dumps({"say": said}).encode(), name, date)
    answer = json.loads(outcome.error or "")
    assert (answer["date"], answer["said"]) == (date, said)
    assert answer["name"] == (name[-255:] if name else name)


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        ("ffffffff", "too_large"),  # a frame of 4 GB
        ("000000027b5d", "corrupt"),  # a frame that is no JSON
        ("00000002" + b"{}".hex(), "corrupt"),  # JSON that is no outcome
        ("00000000", "corrupt"),  # nothing
    ],
)
def test_a_child_that_writes_garbage_ends_in_a_status_and_is_not_used_again(
    pool: ParsePool, sent: str, expected: str
) -> None:
    before = told(pool, "garbage")["pid"]
    assert status(pool, "garbage", send=sent, sleep=5) == expected
    assert gone(before)
    assert told(pool, "garbage")["pid"] != before


def test_half_an_answer_is_a_timeout_or_an_end_but_never_an_answer() -> None:
    with pool_of(bounds=replace(BOUNDS, wall_seconds=0.5)) as hasty:
        assert status(hasty, send="00000010", sleep=20) == "timeout"
        assert status(hasty, send="00000010", exit=0) == "corrupt"
        assert status(hasty) == "ok"


@pytest.mark.parametrize("acts", [{"exit": 0}, {"exit": 1}, {"leave": 0}, {"leave": 77}])
def test_a_child_that_ends_in_any_way_is_replaced(pool: ParsePool, acts: dict[str, int]) -> None:
    before = told(pool, "ends")["pid"]
    assert status(pool, "ends", **acts) in {"corrupt", "out_of_memory"}
    after = told(pool, "ends")
    assert after["pid"] != before
    assert after["served"] == 1


def test_a_parser_that_recurses_too_deep_fails_on_the_file_alone(pool: ParsePool) -> None:
    before = told(pool, "deep")["pid"]
    assert status(pool, "deep", deep=5000) == "corrupt"
    assert told(pool, "deep")["pid"] == before


def test_wall_time_is_counted_for_each_file_anew() -> None:
    with pool_of(bounds=replace(BOUNDS, wall_seconds=0.8)) as hasty:
        first = told(hasty, sleep=0.5)["pid"]
        assert told(hasty, sleep=0.5)["pid"] == first
        started = time.monotonic()
        assert status(hasty, sleep=30) == "timeout"
        assert time.monotonic() - started < 10
        assert gone(first)


def test_processor_time_is_granted_for_each_file_anew_and_ends_a_file_that_takes_more() -> None:
    with pool_of(bounds=replace(BOUNDS, wall_seconds=60.0, cpu_seconds=1)) as strict:
        assert [told(strict, spend=0.75)["served"] for _ in range(3)] == [1, 2, 3]
        outcome, seconds = strict.parse(json.dumps({"spend": 50}).encode())
        assert outcome.status == "timeout"
        assert seconds < 45


def test_memory_is_granted_up_to_the_bound() -> None:
    with pool_of(bounds=replace(BOUNDS, memory=200_000_000)) as small:
        first = told(small, hold=90_000_000)["pid"]
        assert told(small, hold=90_000_000)["pid"] == first  # what a file took is given back
        assert status(small, hold=210_000_000) == "out_of_memory"
        assert gone(first)
        assert status(small, hold=90_000_000) == "ok"


@pytest.mark.parametrize("most", [1, 3])
def test_a_child_serves_as_many_files_as_it_may_and_no_more(most: int) -> None:
    with pool_of(bounds=replace(BOUNDS, files_per_child=most)) as short:
        answers = [told(short) for _ in range(3 * most)]
        assert [answer["served"] for answer in answers] == [*range(1, most + 1)] * 3
        assert len({answer["pid"] for answer in answers}) == 3
        assert all(gone(answer["pid"]) for answer in answers)


def test_a_child_is_recycled_after_two_hundred_files_unless_told_otherwise(pool: ParsePool) -> None:
    counts = [told(pool, "many")["served"] for _ in range(201)]
    assert counts == [*range(1, 201), 1]


def files(acts: Sequence[dict[str, object]]) -> Iterator[File]:
    return ((json.dumps(act).encode(), f"{at}.txt", None) for at, act in enumerate(acts))


@pytest.mark.parametrize("workers", [1, 3])
def test_outcomes_come_in_the_order_of_files_and_no_more_run_at_once_than_may(workers: int) -> None:
    dice = random.Random(7)
    acts: list[dict[str, object]] = [{"sleep": dice.choice((0, 0, 0.01, 0.05))} for _ in range(30)]
    with pool_of(workers) as several:
        answers = [json.loads(outcome.error or "") for outcome, _ in several.map(files(acts))]
    assert [answer["name"] for answer in answers] == [f"{at}.txt" for at in range(30)]
    spans = [answer["span"] for answer in answers]
    assert max(sum(begin <= start < end for begin, end in spans) for start, _ in spans) <= workers
    assert len({answer["pid"] for answer in answers}) <= workers


def test_only_a_few_files_are_read_ahead(pool: ParsePool) -> None:
    read: list[int] = []

    def given() -> Iterator[File]:
        for at, file in enumerate(files([{}] * 40)):
            read.append(at)
            yield file

    outcomes = pool.map(given())
    assert read == []
    for done in range(1, 41):
        next(outcomes)
        assert len(read) <= done + 2 * 2 + 1
    assert list(outcomes) == []


def test_a_file_that_fails_takes_no_other_file_with_it(pool: ParsePool) -> None:
    acts: list[dict[str, object]] = [
        [{}, {"exit": 1}, {"length": RESULT + 1}, {"send": "ffffffff"}][at % 4] for at in range(16)
    ]
    statuses = [outcome.status for outcome, _ in pool.map(files(acts), tenant="mixed")]
    assert statuses == ["ok", "corrupt", "too_large", "too_large"] * 4


def test_threads_get_each_its_own_answers(pool: ParsePool) -> None:
    def ask(number: int) -> bool:
        return all(told(pool, say=f"{number}/{at}")["said"] == f"{number}/{at}" for at in range(10))

    with ThreadPoolExecutor(6) as threads:
        assert all(threads.map(ask, range(6)))


def test_no_child_serves_two_tenants_whatever_runs_at_once() -> None:
    with pool_of(3) as several, ThreadPoolExecutor(5) as threads:
        tenants = [f"t{at % 4}" if at % 4 else None for at in range(60)]
        pids = list(threads.map(lambda tenant: told(several, tenant)["pid"], tenants))
        served: dict[object, set[str | None]] = {}
        for pid, tenant in zip(pids, tenants, strict=True):
            served.setdefault(pid, set()).add(tenant)
        assert all(len(names) == 1 for names in served.values())
        assert sum(is_alive(pid) for pid in served) <= 3


def test_a_pool_keeps_no_more_children_than_workers_and_none_when_it_closes() -> None:
    with pool_of(2) as few:
        pids = [told(few, tenant)["pid"] for tenant in ("a", "b", "c", "d")]
        assert sum(is_alive(pid) for pid in pids) == 2
        assert [told(few, tenant)["pid"] for tenant in ("c", "d")] == pids[2:]
        server = few._server._process
        assert server is not None
    assert server.poll() is not None
    assert all(gone(pid) for pid in pids)


def test_a_closed_pool_starts_anew_when_it_is_asked_again() -> None:
    again = pool_of()
    with again:
        first = told(again)["pid"]
    with again:
        assert told(again)["pid"] != first
    again.close()
    again.close()


def test_children_die_with_a_killed_server_and_no_file_pays_for_it() -> None:
    with pool_of(2) as robust:
        for _ in range(2):
            pids = [told(robust, tenant)["pid"] for tenant in ("a", "b")]
            server = robust._server._process
            assert server is not None
            server.kill()
            server.wait()
            assert all(gone(pid) for pid in pids)
        assert [told(robust, tenant)["served"] for tenant in ("b", "a", "c")] == [1, 1, 1]


def test_a_child_killed_between_two_files_costs_neither_of_them(pool: ParsePool) -> None:
    before = int(str(told(pool, "killed")["pid"]))
    os.kill(before, signal.SIGKILL)
    assert gone(before)
    assert told(pool, "killed")["served"] == 1


def test_what_a_child_says_unasked_is_never_taken_for_the_next_answer(pool: ParsePool) -> None:
    forged = b'{"status":"ok","error":"forged"}'
    frame = (len(forged).to_bytes(4, "big") + forged).hex()
    outcome, _ = pool.parse(json.dumps({"send": frame}).encode(), tenant="forger")
    assert outcome.error == "forged"  # its own file it may judge as it likes
    time.sleep(0.3)  # until its real answer stands there unasked
    answer = told(pool, "forger")
    assert answer["served"] == 1


def test_seconds_are_those_of_the_file(pool: ParsePool) -> None:
    told(pool, "timed")
    outcome, seconds = pool.parse(json.dumps({"sleep": 0.3}).encode(), tenant="timed")
    assert outcome.status == "ok"
    assert 0.3 <= seconds < 10


def test_children_run_in_a_process_group_of_their_own(pool: ParsePool) -> None:
    pid = int(str(told(pool, "group")["pid"]))
    assert os.getpgid(pid) != os.getpgid(0)
    assert os.getsid(pid) != os.getsid(0)


@pytest.mark.parametrize("workers", [0, -3])
def test_a_pool_has_at_least_one_worker(workers: int) -> None:
    with pool_of(workers) as least:
        assert [outcome.status for outcome, _ in least.map(files([{}] * 3))] == ["ok"] * 3
