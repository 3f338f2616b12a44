"""Turn bytes on a connection into requests, or into typed problems where they are none."""

import asyncio
import secrets
import sys
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, ClassVar

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from service.http.problems import problem
from service.telemetry import get_log

HEADER_BYTES = 16_384  # request line and headers together
WIRE_BYTES = 2 * HEADER_BYTES  # what may be held of a head that isn't whole yet
HEAD_SECONDS = 10.0  # for a head to arrive
FAREWELL_SECONDS = 2.0  # for a caller to read an answer that came before its body was sent
MOST_CONNECTIONS = 500  # open at once; more would use up what files the process may have open
NO_MORE: Mapping[str, str] = MappingProxyType({})
PROBLEM_BY_STATUS = {431: "headers_too_large"}


class TypedProtocol(H11Protocol):
    """HTTP/1.1 as uvicorn speaks it, whose refusals are problems, and whose patience with a slow head ends."""

    head_seconds: ClassVar[float] = HEAD_SECONDS
    farewell_seconds: ClassVar[float] = FAREWELL_SECONDS
    most_connections: ClassVar[int] = MOST_CONNECTIONS
    _head_timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn has it
        """Begin to wait for a head."""
        super().connection_made(transport)
        if len(self.connections) > self.most_connections:
            self._refuse("rate_limited", {"Retry-After": "1"})
            return
        self._head_timer = self.loop.call_later(self.head_seconds, self._head_is_late)

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the connection."""
        self._stop_head_timer()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Take bytes; a head that has begun must end in time."""
        super().data_received(data)
        if self.conn.their_state is not h11.IDLE:
            self._stop_head_timer()
        elif self._head_timer is None and not self.transport.is_closing():
            self._head_timer = self.loop.call_later(self.head_seconds, self._head_is_late)

    def on_response_complete(self) -> None:
        """Wait for the next head, or end a connection whose caller still sends what nobody wants."""
        unfinished = self.conn.their_state is h11.SEND_BODY
        super().on_response_complete()
        if unfinished and not self.transport.is_closing():
            self.loop.call_later(self.farewell_seconds, self._end_if_still_sending, self.cycle)

    def shutdown(self) -> None:
        """End the connection, once what is under way is answered; a new one gets a moment to say what it wants."""
        if self.cycle is None and not self.transport.is_closing():
            self._stop_head_timer()
            self.loop.call_later(self.farewell_seconds, self._end_unless_asked)
            return
        super().shutdown()

    def send_400_response(self, msg: str) -> None:  # noqa: ARG002 - uvicorn's own words
        """Refuse what is no request, by the reason that h11 gives."""
        error = sys.exception()
        status = error.error_status_hint if isinstance(error, h11.RemoteProtocolError) else 400
        self._refuse(PROBLEM_BY_STATUS.get(status, "malformed_request"))

    def _should_upgrade(self) -> bool:
        return False

    def _head_is_late(self) -> None:
        self._head_timer = None
        begun = bool(self.conn.trailing_data[0])
        if begun:
            self._refuse("request_timeout")
        else:
            self.transport.close()

    def _end_if_still_sending(self, cycle: object) -> None:
        if self.cycle is cycle and self.conn.their_state is h11.SEND_BODY:
            self.transport.close()

    def _end_unless_asked(self) -> None:
        if self.cycle is None and not self.transport.is_closing():
            self.transport.close()

    def _refuse(self, code: str, more: Mapping[str, str] = NO_MORE) -> None:
        if self.cycle is not None:  # its answer can't be sent any more
            self.cycle.disconnected = True
            self.cycle.message_event.set()
        if self.transport.is_closing():
            return
        request_id = secrets.token_hex(8)
        close = {"Connection": "close", "Cache-Control": "no-store", "X-Request-Id": request_id}
        answer = problem(code, request_id=request_id, headers={**close, **more})
        if self.conn.our_state in (h11.IDLE, h11.SEND_RESPONSE):
            self._write(h11.Response(status_code=answer.status_code, headers=answer.raw_headers))
            self._write(h11.Data(data=bytes(answer.body)))
            self._write(h11.EndOfMessage())
        get_log().info("request.refused", code=code, status=answer.status_code, request=request_id)
        self.transport.close()

    def _write(self, event: Any) -> None:
        self.transport.write(self.conn.send(event) or b"")

    def _stop_head_timer(self) -> None:
        if self._head_timer is not None:
            self._head_timer.cancel()
            self._head_timer = None
