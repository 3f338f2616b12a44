"""Turn bulk orders into work of a process of its own, so that no search waits for the interpreter that stores them."""

import os
import subprocess
import sys
import threading
from collections.abc import Callable
from multiprocessing.connection import Connection, Pipe

from entities.errors import StoreBusy, StoreError, TalentjoinError
from service.http.answered import Answer
from service.http.bulk import Order
from service.settings import Settings
from service.telemetry import get_log

WAIT_SECONDS = 6.0  # for the orders ahead; below the deadline of a request
NICE = 5  # who searches goes first where cores are short
Work = Callable[[Order], Answer]


class BulkLane:
    """Keeps one child that stores bulk orders one by one, in any tenant; a dead one is started anew."""

    def __init__(self, settings: Settings, *, wait: float = WAIT_SECONDS) -> None:
        self._settings = settings
        self._wait = wait
        self._turn = threading.Lock()
        self._child: subprocess.Popen[bytes] | None = None
        self._pipe: Connection | None = None

    @property
    def pid(self) -> int | None:
        """Name the child's process, None while there is none."""
        return None if self._child is None else self._child.pid

    def start(self) -> None:
        """Start the child, unless it lives; it is ready a second later, and orders wait for it."""
        with self._turn:
            self._ready()

    def __call__(self, order: Order) -> Answer:
        """Let the child do one order.

        Raises:
            StoreBusy: too much is ahead.
            StoreError: the child died; whether the order was done is open, and sending it again does no harm.
            TalentjoinError: what the order raised.

        """
        if not self._turn.acquire(timeout=self._wait):
            raise StoreBusy("other bulk requests are being stored")
        try:
            pipe = self._ready()
            pipe.send(order)
            answer = pipe.recv()
        except (EOFError, OSError):
            self._end()
            raise StoreError("the request was cut off", hint="send it again") from None
        finally:
            self._turn.release()
        if isinstance(answer, TalentjoinError):
            raise answer
        assert isinstance(answer, Answer)
        return answer

    def close(self) -> None:
        """Let the child finish its order, and end it."""
        with self._turn:
            self._end()

    def _ready(self) -> Connection:
        if self._pipe is not None and self._child is not None and self._child.poll() is None:
            return self._pipe
        self._end()
        ours, theirs = Pipe()
        # -P: a folder named `service` where we were started is no part of us. A session of its own: Ctrl+C is for us
        # alone, and the child hears of our end, however it comes, through the pipe.
        command = [sys.executable, "-P", "-m", "service.http.lane", str(theirs.fileno())]
        with theirs:
            self._child = subprocess.Popen(command, pass_fds=[theirs.fileno()], start_new_session=True)  # noqa: S603 - our own interpreter with our own module
        ours.send(self._settings)
        self._pipe = ours
        return ours

    def _end(self) -> None:
        if self._pipe is not None:
            self._pipe.close()
        if self._child is not None:
            self._child.wait()
        self._pipe = self._child = None


def store_orders(pipe: Connection) -> None:
    """Do orders in this process until nobody sends any more."""
    from datetime import UTC, datetime

    from service.http.bulk import do_bulk
    from service.http.seal import seal_of
    from service.wiring import open_parts

    os.nice(NICE)
    settings = pipe.recv()
    seal = seal_of(settings)
    with open_parts(settings, clock=lambda: datetime.now(UTC)) as parts:
        while True:
            order = pipe.recv()
            pipe.send(_done(lambda: do_bulk(parts, seal, order)))  # noqa: B023 - called at once


def _done(work: Callable[[], Answer]) -> Answer | TalentjoinError:
    try:
        return work()
    except TalentjoinError as error:
        return error
    except Exception as error:  # noqa: BLE001 - whoever waits must hear of any failure, and the next order is done
        get_log().error("bulk.failed", error=type(error).__name__)
        return TalentjoinError()


def main() -> None:
    """Do the orders that come through the pipe that the command line names."""
    from service.telemetry import start_logging

    start_logging()
    try:
        store_orders(Connection(int(sys.argv[1])))
    except TalentjoinError as error:
        get_log().error("lane.failed", code=error.code)
        sys.exit(1)
    except (EOFError, OSError):  # nobody sends any more
        sys.exit(0)


if __name__ == "__main__":
    main()
