"""Turn a request that comes too slowly, is too large or takes too long into a typed problem."""

import asyncio
from typing import TYPE_CHECKING, Any

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from entities.errors import Retry
from service.http.bodies import BODY_BYTES, LARGE_BYTES
from service.http.problems import problem
from service.http.strict import BODY

if TYPE_CHECKING:
    from service.settings import Settings

LARGE_TIMES = 6  # as long as others may routes take that take large bodies
DISCONNECT: Message = {"type": "http.disconnect"}


class Patience:
    """Bounds how long a body may take to arrive, how long the answer may take after it, and how much may come at all.

    A route's own bound on its body is the route's to keep; here is the last one, for whatever reads it otherwise.
    """

    def __init__(self, app: ASGIApp, settings: "Settings") -> None:
        self._app = app
        self._settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass one request on, as long as the patience lasts."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        turn = _Turn(scope, receive, send, self._settings)
        try:
            await self._app(scope, turn.receive, turn.send)
        finally:
            turn.end()


class _Turn:
    """One request: its clock, what has come of it, and whether it was answered in its place."""

    def __init__(self, scope: Scope, receive: Receive, send: Send, settings: "Settings") -> None:
        self._scope, self._receive, self._send = scope, receive, send
        self._settings = settings
        self._loop = asyncio.get_running_loop()
        self._begun = self._loop.time()
        self._size = 0
        self._reading = False  # somebody waits for more of the body
        self._whole = False  # nothing more of the body comes
        self._started = False
        self._over = False  # answered here: what the app still says is not heard
        self._refusal: asyncio.Task[None] | None = None
        self._timer = self._loop.call_later(settings.answer_seconds, self._late)

    async def receive(self) -> Message:
        if self._over:
            return DISCONNECT
        if self._whole or self._started:
            return await self._receive()
        until = self._begun + self._settings.arrive_seconds * self._times
        self._reading = True
        try:
            async with asyncio.timeout_at(until):
                message = await self._receive()
        except TimeoutError:
            await self._refuse("request_timeout", retry="now")
            return DISCONNECT
        self._reading = False
        self._size += len(message.get("body", b""))
        if self._size > self._most:
            await self._refuse("too_large")
            return DISCONNECT
        if not message.get("more_body", False):
            self._whole = True
            self._begun = self._loop.time()
        return message

    async def send(self, message: Message) -> None:
        if self._over:
            return
        if not self._started:
            self._started = True
            self._timer.cancel()
        await self._send(message)

    def end(self) -> None:
        self._timer.cancel()

    @property
    def _extra(self) -> dict[str, Any]:
        return getattr(self._scope.get("route"), "openapi_extra", None) or {}

    @property
    def _times(self) -> int:
        return LARGE_TIMES if self._extra.get(BODY, 0) > BODY_BYTES else 1

    @property
    def _most(self) -> int:
        """Give the bytes that a body may have: what the route says is kept by it, so here is a little more."""
        return LARGE_BYTES + BODY_BYTES if BODY in self._extra else BODY_BYTES

    def _late(self) -> None:
        """Answer for an app that takes too long; its thread can't be stopped, so it goes on unheard."""
        allowed = self._settings.answer_seconds * self._times
        left = self._begun + allowed - self._loop.time()
        if self._reading or left > 0:
            self._timer = self._loop.call_later(allowed if self._reading else left, self._late)
            return
        self._refusal = self._loop.create_task(self._refuse("deadline", retry="later"))

    async def _refuse(self, code: str, *, retry: Retry = "never") -> None:
        if self._started or self._over:
            return
        self._over = True
        request_id = self._scope["state"]["request_id"]
        await problem(code, retry=retry, request_id=request_id)(self._scope, self._receive, self._send)
