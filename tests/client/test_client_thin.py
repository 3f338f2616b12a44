"""The thin layer keeps its token, tries again where that helps, and says what went wrong."""

import base64
import json
import threading
from collections.abc import Callable, Iterator
from typing import Any

import httpx2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from talentjoin_client import Conflict, InvalidRequest, NotFound, Problem, RateLimited, Talentjoin, Unavailable
from talentjoin_client.client import BULK_BYTES, BULK_LINES, LONGEST_PAUSE, TRIES, batches
from talentjoin_client.problems import FAMILIES, problem_of

from service.http.codes import PROBLEMS
from service.http.problems import problem

Answer = Callable[[httpx2.Request], httpx2.Response]
WRITTEN = {
    "id": "r1",
    "kind": "candidate",
    "source_id": "c1",
    "version": 1,
    "result": "created",
    "changed": True,
    "change_token": "t-1",
}
PEOPLE = {"query": "", "total": 0, "hits": [], "facets": {}, "next": None, "took_ms": 1, "partial": False, "model": "m"}


class Service:
    """Answers from a script, and remembers what it was asked."""

    def __init__(self, *answers: httpx2.Response | Exception, life: int = 900) -> None:
        self.answers = list(answers)
        self.asked: list[httpx2.Request] = []
        self.tokens = 0
        self.life = life
        self.slept: list[float] = []

    def __call__(self, request: httpx2.Request) -> httpx2.Response:
        if request.url.path == "/oauth/token":
            self.tokens += 1
            self.proof = request.headers["Authorization"]
            return httpx2.Response(200, json={"access_token": f"token-{self.tokens}", "expires_in": self.life})
        self.asked.append(request)
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    def client(self, **options: Any) -> Talentjoin:
        http = httpx2.Client(transport=httpx2.MockTransport(self), base_url="http://here")
        return Talentjoin("http://here", "cl_1", "s3cret", http=http, sleep=self.slept.append, **options)


def failing(code: str, *, retry: str = "never", **headers: str) -> httpx2.Response:
    made = problem(code, retry=retry)  # type: ignore[arg-type]  # any word, as a newer service may say
    return httpx2.Response(
        made.status_code, headers={"Content-Type": "application/problem+json", **headers}, content=made.body
    )


def good(body: Any) -> httpx2.Response:
    return httpx2.Response(200, json=body)


def test_a_token_is_asked_for_once_and_kept() -> None:
    service = Service(good(PEOPLE), good(PEOPLE))
    client = service.client(viewer="seat-7")
    client.search_people(body={"text": "x"})
    client.as_seat("seat-8").search_people(body={"text": "x"})
    assert service.tokens == 1
    assert base64.b64decode(service.proof.removeprefix("Basic ")).decode() == "cl_1:s3cret"
    assert [one.headers["Authorization"] for one in service.asked] == ["Bearer token-1"] * 2
    assert [one.headers["Viewer"] for one in service.asked] == ["seat-7", "seat-8"]


def test_a_token_is_renewed_before_it_ends() -> None:
    service = Service(good(PEOPLE), good(PEOPLE), life=30)
    client = service.client()
    client.search_people(body={})
    client.search_people(body={})
    assert service.tokens == 2


def test_a_refused_token_is_renewed_once() -> None:
    service = Service(failing("unauthenticated"), good(PEOPLE))
    service.client().search_people(body={})
    assert (service.tokens, service.slept) == (2, [0.0])
    stubborn = Service(failing("unauthenticated"), failing("unauthenticated"))
    with pytest.raises(Problem, match="unauthenticated"):
        stubborn.client().search_people(body={})
    assert len(stubborn.asked) == 2


def test_many_threads_ask_for_one_token() -> None:
    service = Service(*(good(PEOPLE) for _ in range(8)))
    client = service.client()
    threads = [threading.Thread(target=client.search_people, kwargs={"body": {}}) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert service.tokens == 1


def test_it_waits_as_long_as_the_service_says() -> None:
    service = Service(failing("rate_limited", **{"Retry-After": "3"}), good(PEOPLE))
    service.client().search_people(body={})
    assert 3.0 <= service.slept[0] <= 3.6


@pytest.mark.parametrize("code", ["store_busy", "still_running", "index_behind", "rate_limited"])
def test_what_was_not_begun_is_tried_again_whatever_it_is(code: str) -> None:
    service = Service(failing(code, retry="now"), good({"key": {}, "secret": None}))
    with pytest.raises((KeyError, TypeError)):  # the answer is none that add_key gives: it came to that
        service.client().add_key(body={"name": "x", "scopes": []})
    assert len(service.asked) == 2


def test_what_may_have_been_done_is_not_done_again() -> None:
    service = Service(failing("deadline", retry="later"))
    with pytest.raises(Unavailable):
        service.client().add_key(body={"name": "x", "scopes": []})
    broken = Service(httpx2.ReadError("gone"))
    with pytest.raises(httpx2.ReadError):
        broken.client().add_key(body={"name": "x", "scopes": []})


def test_a_broken_connection_is_tried_again_where_twice_is_once() -> None:
    service = Service(httpx2.ConnectError("gone"), httpx2.ReadError("gone"), good(WRITTEN))
    service.client().put_candidate("c1", body={})
    assert len(service.slept) == 2


def test_the_same_key_goes_with_every_try() -> None:
    service = Service(failing("deadline", retry="later"), good({"number": 1}))
    with pytest.raises(KeyError):
        service.client().keep_search(body={"name": "x"})
    keys = {one.headers["Idempotency-Key"] for one in service.asked}
    assert (len(service.asked), len(keys)) == (2, 1)


def test_it_gives_up_in_the_end() -> None:
    service = Service(*(failing("store_failed", retry="later") for _ in range(TRIES)))
    with pytest.raises(Unavailable) as given_up:
        service.client().search_people(body={})
    assert (len(service.asked), len(service.slept)) == (TRIES, TRIES - 1)
    assert max(service.slept) <= LONGEST_PAUSE * 1.5
    assert given_up.value.retry == "later"


def test_reads_wait_for_what_was_written() -> None:
    service = Service(good(WRITTEN), good(PEOPLE), good(PEOPLE))
    client = service.client()
    client.put_candidate("c1", body={})
    client.as_seat("s").search_people(body={})
    client.search_people(body={}, after="mine")
    assert [one.url.params.get("after") for one in service.asked] == [None, "t-1", "mine"]


def test_a_list_is_walked_over_its_pages() -> None:
    pages = [{"items": [], "next": cursor} for cursor in ("a", "b", None)]
    service = Service(*map(good, pages), good({**PEOPLE, "next": "c"}), good(PEOPLE))
    client = service.client()
    assert list(client.each(client.list_contracts, limit=5)) == []
    assert [one.url.params.get("cursor") for one in service.asked] == [None, "a", "b"]
    assert list(client.each(client.search_people, body={"text": "x"})) == []
    assert [json.loads(one.content) for one in service.asked[3:]] == [{"text": "x"}, {"text": "x", "cursor": "c"}]


@pytest.mark.parametrize("code", sorted(PROBLEMS))
def test_every_code_of_the_service_is_a_problem_of_its_family(code: str) -> None:
    raised = problem_of(failing(code))
    assert raised.code == code
    assert raised.hint == PROBLEMS[code].fix
    assert type(raised) is FAMILIES.get(raised.status, InvalidRequest if raised.status < 500 else Problem)


def test_a_problem_names_the_place() -> None:
    body = {
        "code": "invalid_item",
        "detail": "no",
        "errors": [{"code": "x", "pointer": "/emails/0"}],
        "request_id": "r",
    }
    raised = problem_of(httpx2.Response(422, json=body))
    assert (raised.pointer, raised.request_id) == ("/emails/0", "r")
    assert "/emails/0" in str(raised)


@pytest.mark.parametrize("content", [b"<html>", b"", b"[1]", b'"x"'])
def test_an_answer_that_is_no_problem_is_one_all_the_same(content: bytes) -> None:
    raised = problem_of(httpx2.Response(502, content=content))
    assert isinstance(raised, Unavailable)
    assert raised.retry == "later"


def test_families_are_what_people_catch() -> None:
    assert isinstance(problem_of(failing("not_found")), NotFound)
    assert isinstance(problem_of(failing("version_mismatch")), Conflict)
    assert isinstance(problem_of(failing("rate_limited")), RateLimited)


@given(st.lists(st.integers(1, 3_000_000), max_size=40))
def test_batches_hold_every_line_in_order(sizes: list[int]) -> None:
    lines = [bytes(size) for size in sizes]
    found = list(batches(iter(lines)))
    assert [line for held in found for line in held] == lines
    assert all(sum(map(len, held)) <= BULK_BYTES or len(held) == 1 for held in found)
    assert all(0 < len(held) <= BULK_LINES for held in found)


def test_batches_are_no_longer_than_the_service_takes() -> None:
    def lines() -> Iterator[bytes]:
        yield from (b"{}\n" for _ in range(BULK_LINES + 1))

    assert [len(held) for held in batches(lines())] == [BULK_LINES, 1]
