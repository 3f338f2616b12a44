"""What every request passes through: its number, safe headers, one answer, one line in the log, nobody's data."""

import asyncio
import gzip
import json
import re
import threading
import time
from collections.abc import Iterator, Sequence
from typing import Any

import pytest
import structlog
from fastapi import FastAPI, Request
from fastapi.responses import PlainTextResponse, StreamingResponse
from starlette.testclient import TestClient
from starlette.types import Message

from entities.errors import StoreBusy
from service.http.app import ZIP_FROM, bare_app
from service.http.bodies import BODY_BYTES
from service.http.middleware_patience import Patience
from tests.http.conftest import ISSUER, Town

NUMBER = re.compile(r"[0-9a-f]{16}")
CANARY = "canary-91c2"
LOGGED = {"event", "log_level", "route", "method", "status", "ms", "request", "client", "tenant"}


@pytest.fixture(scope="module")
def http(shared_town: Town) -> Iterator[TestClient]:
    """Serve routes that behave badly, behind what every request passes through."""
    app = bare_app(shared_town.service, "bad")
    add_routes(app)
    add_slow_routes(app)
    for one in app.user_middleware:
        if "settings" in one.kwargs:
            one.kwargs["settings"] = one.kwargs["settings"].model_copy(update={"answer_seconds": 0.2})
    with TestClient(app, base_url=ISSUER, raise_server_exceptions=False) as client:
        yield client


RELEASE = threading.Event()


def add_routes(app: FastAPI) -> None:
    @app.get("/text/{size}")
    def text(size: int) -> PlainTextResponse:
        return PlainTextResponse("x" * size)

    @app.get("/own")
    def own() -> PlainTextResponse:
        return PlainTextResponse("x", headers={"Cache-Control": "max-age=60"})

    @app.get("/fails/{what}")
    def fails(what: str) -> None:
        raise RuntimeError(f"{CANARY} {what}")

    @app.get("/busy")
    def busy() -> None:
        raise StoreBusy

    @app.get("/breaks")
    def breaks() -> StreamingResponse:
        def chunks() -> Iterator[bytes]:
            yield b"half of"
            raise RuntimeError(CANARY)

        return StreamingResponse(chunks())


def add_slow_routes(app: FastAPI) -> None:
    @app.get("/slow")
    def slow() -> PlainTextResponse:
        RELEASE.wait(10)
        return PlainTextResponse("too late")

    @app.get("/stream")
    def stream() -> StreamingResponse:
        def chunks() -> Iterator[bytes]:
            yield b"first "
            time.sleep(0.4)
            yield b"second"

        return StreamingResponse(chunks())

    @app.put("/raw")
    async def raw(request: Request) -> dict[str, int]:
        return {"bytes": len(await request.body())}

    @app.post("/raw")
    async def both() -> None:
        return None


def test_each_request_has_a_number_of_ours(http: TestClient) -> None:
    given = {"X-Request-Id": CANARY}
    numbers = [http.get("/own", headers=given).headers["X-Request-Id"] for _ in range(5)]
    assert len(set(numbers)) == 5
    assert all(NUMBER.fullmatch(number) for number in numbers)


@pytest.mark.parametrize("path", ["/text/3", "/fails/x", "/nowhere", "/busy"])
def test_every_answer_has_safe_headers(http: TestClient, path: str) -> None:
    headers = http.get(path).headers
    assert headers["Cache-Control"] == "no-store"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert "Strict-Transport-Security" not in headers


def test_over_tls_browsers_are_told_to_stay_there(http: TestClient) -> None:
    secure = TestClient(http.app, base_url="https://localhost")
    assert secure.get("/own").headers["Strict-Transport-Security"].startswith("max-age=")


def test_a_route_may_say_how_long_it_is_kept(http: TestClient) -> None:
    assert http.get("/own").headers["Cache-Control"] == "max-age=60"


def test_a_fault_of_ours_is_a_problem_that_tells_nothing(http: TestClient) -> None:
    with structlog.testing.capture_logs() as lines:
        answer = http.get(f"/fails/{CANARY}?q={CANARY}", headers={"X-Name": CANARY})
    problem = answer.json()
    assert (answer.status_code, problem["code"]) == (500, "failed")
    assert problem["request_id"] == answer.headers["X-Request-Id"]
    assert CANARY not in answer.text
    assert CANARY not in repr(lines)
    failed = next(line for line in lines if line["event"] == "request.failed")
    assert (failed["error"], failed["request"]) == ("RuntimeError", problem["request_id"])


def test_half_an_answer_is_not_passed_off_as_whole(http: TestClient) -> None:
    loud = TestClient(http.app, base_url=ISSUER)
    with pytest.raises(RuntimeError):
        loud.get("/breaks")


def test_one_line_says_what_was_done(http: TestClient) -> None:
    with structlog.testing.capture_logs() as lines:
        answer = http.get(f"/text/5?q={CANARY}", headers={"X-Name": CANARY, "Authorization": CANARY})
    done = [line for line in lines if line["event"] == "request.done"]
    assert len(done) == 1
    assert set(done[0]) == LOGGED
    assert done[0]["route"] == "/text/{size}"
    assert (done[0]["method"], done[0]["status"]) == ("GET", 200)
    assert done[0]["request"] == answer.headers["X-Request-Id"]
    assert CANARY not in repr(lines)


def test_the_line_names_client_and_tenant_but_no_id_of_the_path(shared_town: Town) -> None:
    acme = shared_town.house("acme")
    client = shared_town.client(acme)
    with structlog.testing.capture_logs() as lines:
        shared_town.call("GET", f"/v1/contracts/{CANARY}?q={CANARY}", shared_town.token(acme, client=client))
        shared_town.call("GET", f"/{CANARY}")
        shared_town.call(CANARY.upper().replace("-", ""), "/v1/contracts")
    done = [line for line in lines if line["event"] == "request.done"]
    assert [line["route"] for line in done] == ["/v1/contracts/{contract}", "none", "/v1/contracts"]
    assert (done[0]["client"], done[0]["tenant"]) == (client, acme.tenant)
    assert done[2]["method"] == "other"
    assert CANARY not in repr(lines)
    assert CANARY.upper().replace("-", "") not in repr(lines)


def test_an_unknown_method_is_told_all_that_there_are(http: TestClient) -> None:
    answer = http.request("OPTIONS", "/raw")
    assert (answer.status_code, answer.json()["code"]) == (405, "method_not_allowed")
    assert answer.headers["Allow"] == "POST, PUT"


@pytest.mark.parametrize(("size", "zipped"), [(ZIP_FROM - 1, False), (ZIP_FROM, True)])
def test_large_answers_are_compressed_where_that_is_understood(http: TestClient, size: int, zipped: bool) -> None:  # noqa: FBT001 - a case's outcome
    answer = http.get(f"/text/{size}", headers={"Accept-Encoding": "gzip"})
    assert ("Content-Encoding" in answer.headers) == zipped
    assert answer.text == "x" * size
    plain = http.get(f"/text/{size}", headers={"Accept-Encoding": "identity"})
    assert "Content-Encoding" not in plain.headers
    assert "Accept-Encoding" in plain.headers.get("Vary", "Accept-Encoding")


@pytest.mark.parametrize(("size", "status"), [(BODY_BYTES, 200), (BODY_BYTES + 1, 413)])
def test_no_route_takes_more_than_the_bound(http: TestClient, size: int, status: int) -> None:
    answer = http.put("/raw", content=b"x" * size)
    assert answer.status_code == status
    assert answer.json().get("code") == ("too_large" if status == 413 else None)


def test_what_takes_too_long_is_answered_in_its_place(http: TestClient) -> None:
    RELEASE.clear()
    threading.Timer(0.6, RELEASE.set).start()
    answer = http.get("/slow")
    problem = answer.json()
    assert (answer.status_code, problem["code"], problem["retry"]) == (503, "deadline", "later")
    assert problem["request_id"] == answer.headers["X-Request-Id"]


def test_an_answer_that_has_begun_may_take_its_time(http: TestClient) -> None:
    assert http.get("/stream").text == "first second"


def test_a_body_that_arrives_slowly_is_refused_and_what_the_app_says_then_is_not_heard(shared_town: Town) -> None:
    settings = shared_town.parts.settings.model_copy(update={"arrive_seconds": 0.1, "answer_seconds": 0.05})
    heard: list[Message] = []

    async def app(_scope: Any, receive: Any, send: Any) -> None:
        heard.append(await receive())
        heard.append(await receive())
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"never heard"})

    status, body = asyncio.run(asked(Patience(app, settings), [{"type": "http.request", "more_body": True}]))
    assert [one["type"] for one in heard] == ["http.request", "http.disconnect"]
    assert (status, json.loads(body)["code"]) == (408, "request_timeout")


async def asked(app: Patience, messages: Sequence[Message]) -> tuple[int, bytes]:
    """Send messages, then nothing more; gives the answer's status and body."""
    waiting, said = list(messages), list[Message]()

    async def receive() -> Message:
        if waiting:
            return waiting.pop(0)
        await asyncio.sleep(10)
        raise AssertionError("nobody should wait as long")

    async def send(message: Message) -> None:
        said.append(message)

    await app(
        {"type": "http", "method": "PUT", "path": "/", "headers": [], "state": {"request_id": "1"}}, receive, send
    )
    return said[0]["status"], b"".join(one.get("body", b"") for one in said[1:])


def test_while_draining_every_caller_is_asked_to_close(shared_town: Town) -> None:
    shared_town.service.phase.draining = True
    try:
        assert shared_town.call("GET", "/v1/nothing").headers["Connection"] == "close"
    finally:
        shared_town.service.phase.draining = False
    assert "Connection" not in shared_town.call("GET", "/v1/nothing").headers


def test_gzip_is_what_it_says(http: TestClient) -> None:
    with http.stream("GET", "/text/5000", headers={"Accept-Encoding": "gzip"}) as answer:
        raw = b"".join(answer.iter_raw())
    assert gzip.decompress(raw) == b"x" * 5_000
    assert len(raw) < 200
