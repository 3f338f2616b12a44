"""Turn an application into one that answers on a port of this machine, in a thread of the test."""

import asyncio
import socket
import ssl
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Self

from starlette.types import ASGIApp

from service.http.listen import bind, port_of
from service.http.serving import Place, _config, _Listener
from service.settings import Settings

SECONDS = 30.0


@contextmanager
def answering(
    app: ASGIApp, settings: Settings, context: ssl.SSLContext | None = None, place: Place | None = None
) -> Iterator[int]:
    """Answer as the service does; yields the port."""
    with bind("127.0.0.1", 0) as listener:
        port = port_of(listener)
        started = threading.Event()
        held: list[_Listener] = []

        async def run() -> None:
            server = _Listener(_config(app, place or Place(), settings, context), listener)
            held.append(server)
            task = asyncio.create_task(server.serve([listener]))
            await server.answers.wait()
            started.set()
            await task

        thread = threading.Thread(target=lambda: asyncio.run(run()), daemon=True)
        thread.start()
        assert started.wait(SECONDS)
        try:
            yield port
        finally:
            held[0].should_exit = True
            thread.join(SECONDS)


class Line:
    """A connection that says bytes as they are, and hears answers."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=SECONDS)
        self._heard = b""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.socket.close()

    def say(self, *parts: bytes) -> "Line":
        """Send bytes; who doesn't listen any more has said why."""
        for part in parts:
            try:
                self.socket.sendall(part)
            except OSError:
                break
        return self

    def hear(self) -> tuple[int, dict[str, str], bytes]:
        """Receive one answer: status, headers and body."""
        while b"\r\n\r\n" not in self._heard:
            self._more()
        head, _, self._heard = self._heard.partition(b"\r\n\r\n")
        first, *lines = head.decode("latin-1").split("\r\n")
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
        length = int(headers.get("content-length", "0"))
        while len(self._heard) < length:
            self._more()
        body, self._heard = self._heard[:length], self._heard[length:]
        return int(first.split(" ")[1]), headers, body

    def ended(self) -> bool:
        """Wait until the other side has closed."""
        try:
            while self.socket.recv(65_536):
                pass
        except ConnectionResetError:
            return True
        return True

    def _more(self) -> None:
        more = self.socket.recv(65_536)
        if not more:
            raise EOFError(f"closed after {len(self._heard)} bytes")
        self._heard += more


def request(method: str, target: str, *headers: str, body: bytes = b"", length: int | None = None) -> bytes:
    """Compose a request; `length` lies about the body's."""
    many = [f"Content-Length: {len(body) if length is None else length}"] if body or length is not None else []
    head: Sequence[str] = [f"{method} {target} HTTP/1.1", "Host: localhost", *headers, *many, "", ""]
    return "\r\n".join(head).encode("latin-1") + body
