"""Requests that are broken, huge, deep or slow get a typed problem, cheaply, and leave the connection sane."""

import json
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from starlette.responses import JSONResponse
from starlette.types import Receive, Scope, Send

from service.http.app import make_app
from service.http.bodies import BODY_BYTES, DEPTH
from service.http.codes import PROBLEMS
from service.http.problems import MEDIA
from service.http.serving import Place
from service.http.wire import HEADER_BYTES, TypedProtocol
from service.settings import Settings
from tests.http.conftest import Town
from tests.http.on_a_port import Line, answering, request

CPU_SECONDS = 0.1  # what one refusal may cost at most
CANARY = "canary-7f3a"


@pytest.fixture(scope="module")
def port(shared_town: Town) -> Iterator[int]:
    """Serve a town on a port, with little patience."""
    settings = shared_town.parts.settings.model_copy(update={"arrive_seconds": 0.6, "answer_seconds": 5.0})
    app = make_app(shared_town.service)
    for one in app.user_middleware:
        if "settings" in one.kwargs:
            one.kwargs["settings"] = settings
    with pytest.MonkeyPatch.context() as patched, answering(app, settings) as where:
        patched.setattr(TypedProtocol, "head_seconds", 0.6)
        patched.setattr(TypedProtocol, "farewell_seconds", 0.3)
        with Line(where) as line:
            judged(line.say(request("GET", "/x")), "route_not_found")  # the first request of all pays for the routes
        yield where


@pytest.fixture(scope="module")
def token(shared_town: Town) -> str:
    """Give a token for every scope."""
    return shared_town.token(shared_town.house("acme"))


def judged(line: Line, code: str) -> dict[str, Any]:
    status, headers, body = line.hear()
    problem: dict[str, Any] = json.loads(body)
    assert (status, problem["code"]) == (PROBLEMS[code].status, code), problem
    assert headers["content-type"] == MEDIA
    assert headers["x-request-id"] == problem["request_id"]
    assert headers["cache-control"] == "no-store"
    assert "server" not in headers
    assert CANARY not in body.decode()
    return problem


def cost(once: Callable[[], None]) -> float:
    """Give the seconds of CPU that something takes, the least of three times: others work in this process too."""
    found = []
    for _ in range(3):
        begun = time.process_time()
        once()
        found.append(time.process_time() - begun)
    return min(found)


def filler(size: int, *, of: int = 4_000) -> list[str]:
    """Make headers that take so many bytes in all, as the service counts them."""
    lines = []
    while size > 0:
        take = min(size, of)
        lines.append("x: " + CANARY.ljust(take - 5, "y")[: take - 5])
        size -= take
    return lines


HEADS: dict[str, Callable[[], tuple[bytes, str]]] = {
    "huge header": lambda: (request("GET", "/v1/contracts", "x-big: " + "y" * 200_000), "headers_too_large"),
    "endless header": lambda: (b"GET / HTTP/1.1\r\nx: " + b"y" * 200_000, "headers_too_large"),
    "1,000 headers": lambda: (
        request("GET", "/v1/contracts", *[f"x-{n}: {CANARY}" for n in range(1000)]),
        "headers_too_large",
    ),
    "1 MB of query": lambda: (request("GET", "/v1/contracts?q=" + "y" * 1_000_000), "headers_too_large"),
    "20 kB of query": lambda: (request("GET", "/v1/contracts?q=" + "y" * 20_000), "headers_too_large"),
    "no HTTP": lambda: (CANARY.encode() * 3 + b"\r\n\r\n", "malformed_request"),
    "TLS on a plain port": lambda: (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", "malformed_request"),
    "no host": lambda: (b"GET / HTTP/1.1\r\n\r\n", "malformed_request"),
    "two lengths": lambda: (request("PUT", "/", "Content-Length: 1", "Content-Length: 2"), "malformed_request"),
    "length that is none": lambda: (request("PUT", "/", "Content-Length: -5"), "malformed_request"),
    "NUL in a header": lambda: (request("GET", "/", "x: a\0b"), "malformed_request"),
    "bytes beyond ASCII in the path": lambda: (b"GET /\xff\xfe HTTP/1.1\r\nHost: x\r\n\r\n", "malformed_request"),
    "an upgrade": lambda: (request("GET", "/x", "Connection: Upgrade", "Upgrade: websocket"), "route_not_found"),
    "broken UTF-8 in the path": lambda: (request("GET", "/v1/%ff%fe"), "route_not_found"),
    "a path that climbs": lambda: (request("GET", "/v1/../../etc/passwd"), "route_not_found"),
    "unknown method": lambda: (request("BREW", "/v1/contracts"), "method_not_allowed"),
    "OPTIONS": lambda: (request("OPTIONS", "/v1/contracts"), "method_not_allowed"),
    "TRACE": lambda: (request("TRACE", "/v1/contracts"), "method_not_allowed"),
}


@pytest.mark.parametrize("name", HEADS)
def test_a_broken_head_is_a_typed_problem(port: int, name: str) -> None:
    said, code = HEADS[name]()

    def once() -> None:
        with Line(port) as line:
            judged(line.say(said), code)

    assert cost(once) < CPU_SECONDS


@pytest.mark.parametrize(("more", "code"), [(-1, "unauthenticated"), (0, "unauthenticated"), (1, "headers_too_large")])
def test_the_border_of_headers_is_exact(port: int, more: int, code: str) -> None:
    target = "/v1/contracts"
    held = len(target) + len("host") + len("localhost") + 4
    with Line(port) as line:
        judged(line.say(request("GET", target, *filler(HEADER_BYTES + more - held))), code)


def test_after_a_refusal_of_headers_the_connection_goes_on(port: int) -> None:
    with Line(port) as line:
        judged(line.say(request("GET", "/x", *filler(HEADER_BYTES + 1))), "headers_too_large")
        judged(line.say(request("GET", "/x")), "route_not_found")


def bodies() -> dict[str, tuple[bytes, str]]:
    deep = b"[" * 10_000 + b"]" * 10_000
    return {
        "10,000 levels": (b'{"a":' + deep + b"}", "too_deep"),
        "a million brackets": (b"[" * 900_000, "too_deep"),
        "one level too deep": (b'{"a":' * DEPTH + b"{}" + b"}" * DEPTH, "too_deep"),
        "broken UTF-8": (b'{"name": "\xff\xfe' + CANARY.encode() + b'"}', "invalid_encoding"),
        "no JSON": (b"{" + CANARY.encode(), "invalid_json"),
        "a key twice": (b'{"a": 1, "a": 2}', "invalid_json"),
        "NaN": (b'{"a": NaN}', "invalid_json"),
    }


BODIES = bodies()


@pytest.mark.parametrize("name", BODIES)
def test_a_broken_body_is_a_typed_problem(port: int, token: str, name: str) -> None:
    body, code = BODIES[name]
    headers = (f"Authorization: Bearer {token}", "Content-Type: application/json")

    def once() -> None:
        with Line(port) as line:
            judged(line.say(request("PUT", "/v1/contracts/c1", *headers, body=body)), code)
            judged(line.say(request("GET", "/x")), "route_not_found")

    assert cost(once) < CPU_SECONDS


def test_a_body_of_another_type_is_refused(port: int, token: str) -> None:
    with Line(port) as line:
        line.say(request("PUT", "/v1/contracts/c1", f"Authorization: Bearer {token}", "Content-Type: a/b", body=b"{}"))
        judged(line, "unsupported_media_type")


@pytest.mark.parametrize(("more", "code"), [(0, "invalid_json"), (1, "too_large")])
def test_the_border_of_a_body_is_exact(port: int, token: str, more: int, code: str) -> None:
    headers = (f"Authorization: Bearer {token}", "Content-Type: application/json")
    with Line(port) as line:
        judged(line.say(request("PUT", "/v1/contracts/c1", *headers, body=b"x" * (BODY_BYTES + more))), code)


def test_a_body_that_only_claims_to_be_large_is_refused_at_once(port: int, token: str) -> None:
    headers = (f"Authorization: Bearer {token}", "Content-Type: application/json", "Expect: 100-continue")
    with Line(port) as line:
        line.say(request("PUT", "/v1/contracts/c1", *headers, length=10**12))
        judged(line, "too_large")
        assert line.ended()


def test_chunks_are_counted(port: int, token: str) -> None:
    headers = (f"Authorization: Bearer {token}", "Content-Type: application/json", "Transfer-Encoding: chunked")
    chunk = b"%x\r\n" % 100_000 + b" " * 100_000 + b"\r\n"
    with Line(port) as line:
        line.say(request("PUT", "/v1/contracts/c1", *headers), *[chunk] * 11)
        judged(line, "too_large")


def test_broken_chunks_are_refused_and_the_connection_ends(port: int, token: str) -> None:
    headers = (f"Authorization: Bearer {token}", "Content-Type: application/json", "Transfer-Encoding: chunked")
    with Line(port) as line:
        line.say(request("PUT", "/v1/contracts/c1", *headers), b"zz\r\n\r\n")
        judged(line, "malformed_request")
        assert line.ended()


def test_a_slow_body_is_refused(port: int, token: str) -> None:
    headers = (f"Authorization: Bearer {token}", "Content-Type: application/json")
    with Line(port) as line:
        line.say(request("PUT", "/v1/contracts/c1", *headers, body=b'{"a', length=100))
        problem = judged(line, "request_timeout")
        assert problem["retry"] == "now"
        assert line.ended()


def test_a_slow_head_is_refused(port: int) -> None:
    with Line(port) as line:
        judged(line.say(b"GET /v1/contracts HTTP/1.1\r\nHo"), "request_timeout")
        assert line.ended()


def test_a_slow_second_head_is_refused_too(port: int) -> None:
    with Line(port) as line:
        judged(line.say(request("GET", "/x")), "route_not_found")
        judged(line.say(b"GET /v1"), "request_timeout")


def test_who_says_nothing_is_shown_out(port: int) -> None:
    with Line(port) as line:
        assert line.ended()


def test_pipelined_requests_are_all_answered(port: int) -> None:
    with Line(port) as line:
        line.say(request("GET", "/x") * 3)
        for _ in range(3):
            judged(line, "route_not_found")


def test_a_caller_who_leaves_early_leaves_no_trace(port: int, token: str) -> None:
    with Line(port) as line:
        line.say(request("PUT", "/v1/contracts/c1", f"Authorization: Bearer {token}", body=b"{", length=50))
    with Line(port) as line:
        judged(line.say(request("GET", "/x")), "route_not_found")


def test_more_connections_than_there_may_be_are_refused(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    with Line(port) as first:
        judged(first.say(request("GET", "/x")), "route_not_found")
        monkeypatch.setattr(TypedProtocol, "most_connections", 1)
        with Line(port) as second:
            status, headers, _ = second.hear()
            assert (status, headers["retry-after"]) == (429, "1")
        judged(first.say(request("GET", "/x")), "route_not_found")


async def who(scope: Scope, receive: Receive, send: Send) -> None:
    said = {"client": scope["client"][0], "scheme": scope["scheme"]}
    await JSONResponse(said)(scope, receive, send)


@pytest.mark.parametrize(
    ("behind", "trusted", "client", "scheme"),
    [
        (False, "127.0.0.1", "127.0.0.1", "http"),
        (True, "127.0.0.1,::1", "203.0.113.9", "https"),
        (True, "10.0.0.1", "127.0.0.1", "http"),
    ],
)
def test_only_listed_proxies_are_believed(behind: bool, trusted: str, client: str, scheme: str) -> None:  # noqa: FBT001 - a case
    said = request("GET", "/", "X-Forwarded-For: 203.0.113.9", "X-Forwarded-Proto: https")
    place = Place(behind_proxy=behind)
    with answering(who, Settings(trusted_proxies=trusted), place=place) as where, Line(where) as line:
        assert json.loads(line.say(said).hear()[2]) == {"client": client, "scheme": scheme}
