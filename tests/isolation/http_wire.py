"""Turn requests into answers of an application in this process, with nothing between that costs time."""

import asyncio
import json
import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from fastapi import FastAPI

VOLATILE_HEADERS = re.compile(rb"x-request-id|date|ratelimit.*|retry-after|server-timing", re.IGNORECASE)
VOLATILE_FIELDS = re.compile(rb'"(request_id|took_ms)":("[0-9a-f]*"|\d+)')


@dataclass(frozen=True, slots=True)
class Request:
    """One request; the path is not percent-encoded, since ids that need it are others' tests."""

    method: str
    path: str
    query: tuple[tuple[str, str], ...] = ()
    body: Any = None
    media: str = "application/json"
    viewer: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer."""

    status: int
    headers: tuple[tuple[bytes, bytes], ...]
    body: bytes

    def json(self) -> Any:
        """Read the body."""
        return json.loads(self.body)

    def essence(self) -> tuple[int, tuple[tuple[bytes, bytes], ...], bytes]:
        """Give what two answers to the same question have in common: all but ids of requests, times and rates."""
        kept = tuple(pair for pair in self.headers if not VOLATILE_HEADERS.fullmatch(pair[0]))
        return self.status, kept, VOLATILE_FIELDS.sub(b"", self.body)

    def text(self) -> str:
        """Give everything that the caller sees."""
        return b"\n".join([*(name + b": " + value for name, value in self.headers), self.body]).decode()


class Wire:
    """Calls one application, request by request, from one task: its threads live as long as that."""

    def __init__(self, app: FastAPI) -> None:
        self._app = app
        self._loop = asyncio.new_event_loop()
        self._waiting: asyncio.Queue[tuple[Request, str, asyncio.Future[Answer]]] = asyncio.Queue()
        self._task = self._loop.create_task(self._serve())

    def close(self) -> None:
        """End the task, the loop and its threads."""
        self._task.cancel()
        self._loop.run_until_complete(asyncio.gather(self._task, return_exceptions=True))
        self._loop.run_until_complete(self._loop.shutdown_default_executor())
        self._loop.close()

    def send(self, request: Request, token: str) -> Answer:
        """Send one request with a token."""
        answer: asyncio.Future[Answer] = self._loop.create_future()
        self._waiting.put_nowait((request, token, answer))
        return self._loop.run_until_complete(answer)

    async def _serve(self) -> None:
        while True:
            request, token, answer = await self._waiting.get()
            try:
                answer.set_result(await self._send(request, token))
            except Exception as error:  # noqa: BLE001 - whatever it is, the test that asked shall see it
                answer.set_exception(error)

    async def _send(self, request: Request, token: str) -> Answer:
        body, headers = _packed(request, token)
        scope = {
            "type": "http",
            "asgi": {"version": "3.0", "spec_version": "2.4"},
            "http_version": "1.1",
            "method": request.method,
            "scheme": "http",
            "path": request.path,
            "raw_path": request.path.encode(),
            "query_string": urlencode(request.query).encode(),
            "root_path": "",
            "headers": headers,
            "server": ("localhost", 80),
            "client": ("127.0.0.1", 1),
            "state": {},
        }
        sent = False
        heard: list[Any] = []

        async def receive() -> Any:
            nonlocal sent
            if sent:
                await asyncio.sleep(3600)  # the caller stays
            sent = True
            return {"type": "http.request", "body": body, "more_body": False}

        async def hear(message: Any) -> None:
            heard.append(message)

        await self._app(scope, receive, hear)
        start = next(one for one in heard if one["type"] == "http.response.start")
        content = b"".join(one.get("body", b"") for one in heard if one["type"] == "http.response.body")
        return Answer(start["status"], tuple(map(tuple, start["headers"])), content)


def _packed(request: Request, token: str) -> tuple[bytes, list[tuple[bytes, bytes]]]:
    body = b""
    if request.body is not None:
        body = request.body if isinstance(request.body, bytes) else json.dumps(request.body).encode()
    headers = [(b"host", b"localhost"), (b"authorization", b"Bearer " + token.encode())]
    if request.body is not None:
        headers += [(b"content-type", request.media.encode()), (b"content-length", str(len(body)).encode())]
    if request.viewer is not None:
        headers.append((b"viewer", request.viewer.encode()))
    return body, headers
