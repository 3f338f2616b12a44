"""Turn settings into a service that answers on two ports until it is told to stop."""

import asyncio
import os
import signal
import ssl
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial

import uvicorn
from starlette.types import ASGIApp

from service.http.app import make_app, make_service
from service.http.internal import make_internal_app
from service.http.lane import BulkLane
from service.http.listen import Socket, Tls, bind, check_reach, is_loopback, port_of, waiting_at
from service.http.pages import Pages
from service.http.phase import WorkerLook
from service.http.service import Service
from service.http.wire import WIRE_BYTES, TypedProtocol
from service.settings import Settings
from service.telemetry import get_log
from service.wiring import Parts, open_parts
from service.worker_child import WELL, WorkerChild

LINGER_SECONDS = 0.5  # we still answer, but ask each caller to close: none is cut off between two requests
ANSWERS_SHARE = 0.75  # of the time to drain; the rest is the worker's
INTERNAL_SECONDS = 2  # for the internal port to end, once the tenants' one has
KEEP_ALIVE_SECONDS = 15
STOPS = (signal.SIGTERM, signal.SIGINT)
SAME_SIGNAL_SECONDS = 1.0
SWITCH_SECONDS = 0.001  # a fifth of Python's own: requests are read and answered beside searches
AT_ONCE = 1  # exit code after a second signal


@dataclass(frozen=True, slots=True)
class Place:
    """Where to listen; `admin_port` None is the port after the tenants' one."""

    host: str = "127.0.0.1"
    port: int = 8080
    admin_host: str = "127.0.0.1"
    admin_port: int | None = None
    tls: Tls | None = None
    behind_proxy: bool = False

    def check(self) -> None:
        """Make sure that nobody sends tokens in the clear; raises SettingsError."""
        for host in (self.host, self.admin_host):
            check_reach(host, guarded=self.tls is not None or self.behind_proxy)

    def context(self, *, internal: bool) -> ssl.SSLContext | None:
        """Make what TLS is spoken with; the internal port of this machine alone speaks none."""
        if self.tls is None or (internal and is_loopback(self.admin_host)):
            return None
        return self.tls.context()


@dataclass(frozen=True, slots=True)
class Address:
    """Where the service was found to listen."""

    url: str
    admin_url: str


def serve(settings: Settings, place: Place, ready: Callable[[Address], None], *, pages: Pages | None = None) -> None:
    """Answer until SIGTERM or SIGINT, then drain; a second signal ends the process at once.

    `ready` is called once requests are answered. With `pages` an operator may sign in at the tenants' address.

    Raises:
        SettingsError: we may not or can't listen there.
        StoreError, KeyMissing: the data folder can't be opened.

    """
    place.check()
    sys.setswitchinterval(SWITCH_SECONDS)
    with ExitStack() as stack:
        public = stack.enter_context(bind(place.host, place.port))
        next_port = place.port + 1 if place.port else 0
        internal = stack.enter_context(
            bind(place.admin_host, next_port if place.admin_port is None else place.admin_port)
        )
        contexts = place.context(internal=False), place.context(internal=True)
        address = Address(_url(place.host, public, contexts[0]), _url(place.admin_host, internal, contexts[1]))
        parts = stack.enter_context(open_parts(settings, clock=lambda: datetime.now(UTC)))
        until = [float("inf")]  # when the drain must be over
        service = stack.enter_context(_kept(parts, settings.public_url or address.url, until))
        servers = (
            _Listener(_config(make_app(service, pages=pages), place, settings, contexts[0]), public),
            _Listener(_config(make_internal_app(service), place, settings, contexts[1]), internal),
        )
        asyncio.run(_answer(service, servers, until, lambda: ready(address)))


@contextmanager
def _kept(parts: Parts, issuer: str, until: list[float]) -> Iterator[Service]:
    """Keep what works in the background: the worker, and the writer of what was read."""
    child = WorkerChild(parts.settings.data)
    lane = BulkLane(parts.settings)
    service = make_service(parts, issuer=issuer, waker=child.wake, lane=lane)
    service.phase.worker = lambda: WorkerLook(child.state in WELL, child.state, child.restarts, child.pid)
    service.metrics.watch(parts, service.phase, service.disk)
    service.reads.start()
    child.start()
    lane.start()
    try:
        yield service
    finally:
        lane.close()
        service.waits.close()
        service.reads.close()
        left = min(until[0] - time.monotonic(), parts.settings.drain_seconds)
        child.stop(max(left, 1.0))


class _Listener(uvicorn.Server):
    """One server that leaves signals to us, and tells when it answers."""

    def __init__(self, config: uvicorn.Config, listener: Socket) -> None:
        super().__init__(config)
        self.listener = listener
        self.answers = asyncio.Event()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield

    async def startup(self, sockets: list[Socket] | None = None) -> None:
        await super().startup(sockets)
        self.answers.set()

    async def shutdown(self, sockets: list[Socket] | None = None) -> None:  # noqa: ARG002 - there is one, ours
        """Let in who has knocked already, then close the door: the kernel would turn them away."""
        knocked = waiting_at(self.listener)
        for server in self.servers:
            server.close()
        loop = asyncio.get_running_loop()
        protocol = partial(TypedProtocol, self.config, self.server_state, self.lifespan.state, loop)
        for one in knocked:
            with suppress(OSError):
                await loop.connect_accepted_socket(protocol, one, ssl=self.config.ssl)
        await super().shutdown([])


async def _answer(
    service: Service, servers: tuple[_Listener, _Listener], until: list[float], ready: Callable[[], None]
) -> None:
    """Run both servers until a signal; the internal one answers until the tenants' one has ended."""
    public, internal = servers
    told = _Told()
    for number in STOPS:
        asyncio.get_running_loop().add_signal_handler(number, told)
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(server.serve([server.listener])) for server in servers]
        for server in servers:
            await server.answers.wait()
        ready()
        await told.drain.wait()
        settings = service.parts.settings
        until[0] = time.monotonic() + settings.drain_seconds
        service.phase.draining = True
        get_log().info("service.draining")
        await asyncio.sleep(min(LINGER_SECONDS, settings.drain_seconds / 4))
        public.should_exit = True
        await tasks[0]
        internal.config.timeout_graceful_shutdown = INTERNAL_SECONDS
        internal.should_exit = True
    get_log().info("service.ended")


class _Told:
    """Hears signals: the first drains, one some time later ends the process at once."""

    def __init__(self) -> None:
        self.drain = asyncio.Event()
        self._at = 0.0

    def __call__(self) -> None:
        """Hear one; launchers like `timeout` send the same twice."""
        if not self.drain.is_set():
            self._at = time.monotonic()
            self.drain.set()
        elif time.monotonic() - self._at >= SAME_SIGNAL_SECONDS:
            os._exit(AT_ONCE)  # the worker hears of our end by itself


def _config(app: ASGIApp, place: Place, settings: Settings, context: ssl.SSLContext | None) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        http=TypedProtocol,
        ws="none",
        loop="asyncio",
        interface="asgi3",
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=place.behind_proxy,
        forwarded_allow_ips=settings.trusted_proxies.split(","),
        timeout_keep_alive=KEEP_ALIVE_SECONDS,
        timeout_graceful_shutdown=max(1, int(settings.drain_seconds * ANSWERS_SHARE)),
        h11_max_incomplete_event_size=WIRE_BYTES,
        ssl_context_factory=None if context is None else lambda *_: context,
    )


def _url(host: str, listener: Socket, context: ssl.SSLContext | None) -> str:
    scheme = "http" if context is None else "https"
    return f"{scheme}://{f'[{host}]' if ':' in host else host}:{port_of(listener)}"
