"""Turn every request into an answer with a number, safe headers, a line in the log and a place in the metrics."""

import secrets
import time
from typing import TYPE_CHECKING, Any

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.http.limits import Leave
from service.http.problems import problem
from service.http.wire import HEADER_BYTES
from service.telemetry import get_log

if TYPE_CHECKING:
    from service.http.service import Service

SAFE = {  # sent unless the route says otherwise
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}
OVER_TLS = {"Strict-Transport-Security": "max-age=31536000"}
LINE_BYTES = 4  # ": " and CRLF of each header
NO_ROUTE = "none"


class Answering:
    """Outermost: whatever happens inside, the request is answered once, typed, counted and logged."""

    def __init__(self, app: ASGIApp, service: "Service") -> None:
        self._app = app
        self._service = service

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        turn = _Turn(scope, send, draining=self._service.phase.draining)
        under_way = self._service.metrics.under_way
        under_way.inc()
        try:
            if _head_bytes(scope) > HEADER_BYTES:
                await turn.refuse("headers_too_large", receive)
            else:
                await self._app(scope, receive, turn.send)
        except Exception as error:
            get_log().error("request.failed", error=type(error).__name__, request=turn.request_id)
            if turn.status:
                raise  # the connection is cut: a half answer must not look like a whole one
            await turn.refuse("failed", receive)
        finally:
            under_way.dec()
            leave = scope["state"].get("leave")
            if isinstance(leave, Leave):
                leave.give_back()
            self._tell(turn)

    def _tell(self, turn: "_Turn") -> None:
        seconds = time.perf_counter() - turn.begun
        route = turn.scope.get("route")
        template = str(getattr(route, "path_format", None) or getattr(route, "path", NO_ROUTE))
        limit = str((getattr(route, "openapi_extra", None) or {}).get("x-limit", NO_ROUTE))
        call = turn.scope["state"].get("call")
        caller: Any = getattr(call, "caller", None)
        self._service.metrics.answered(template, limit, turn.status, seconds)
        get_log().info(
            "request.done",
            route=template,
            method=turn.method,
            status=turn.status,
            ms=round(seconds * 1000, 1),
            request=turn.request_id,
            client=getattr(caller, "client", None),
            tenant=getattr(caller, "tenant", None),
        )


METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


class _Turn:
    """One request's number, clock and answer."""

    __slots__ = ("_draining", "_send", "begun", "method", "request_id", "scope", "status")

    def __init__(self, scope: Scope, send: Send, *, draining: bool) -> None:
        self.begun = time.perf_counter()
        self.scope = scope
        self.status = 0
        self.request_id = scope.setdefault("state", {})["request_id"] = secrets.token_hex(8)
        self.method = scope["method"] if scope["method"] in METHODS else "other"  # anybody can send any word
        self._send = send
        self._draining = draining

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            headers = MutableHeaders(raw=message.setdefault("headers", []))
            headers["X-Request-Id"] = self.request_id
            for name, value in SAFE.items():
                headers.setdefault(name, value)
            if self.scope.get("scheme") == "https":
                headers.update(OVER_TLS)
            headers.update(self.scope["state"].get("fields", {}))
            if self._draining:
                headers["Connection"] = "close"
        await self._send(message)

    async def refuse(self, code: str, receive: Receive) -> None:
        response = problem(code, request_id=self.request_id)
        await response(self.scope, receive, self.send)


def _head_bytes(scope: Scope) -> int:
    """Count the request line and the headers, as they came."""
    line = len(scope.get("raw_path") or b"") + len(scope.get("query_string", b""))
    return line + sum(len(name) + len(value) + LINE_BYTES for name, value in scope["headers"])
