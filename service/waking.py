"""Turn a pipe into the worker's ears: a byte says that work has come, the end that nobody is left to work for."""

import os
import select
import threading
from collections.abc import Callable
from contextlib import suppress

BYTES_AT_ONCE = 65_536


def listening(pipe: int, stop: threading.Event) -> Callable[[float], None]:
    """Make a wait of at most so many seconds that a byte in the pipe ends; its other end's closing sets `stop`."""

    def rest(seconds: float) -> None:
        ready, _, _ = select.select([pipe], [], [], seconds)
        if ready and not os.read(pipe, BYTES_AT_ONCE):
            stop.set()

    return rest


def call(pipe: int) -> None:
    """Put a byte into a pipe that never blocks; one that is full, or that nobody reads, needs none."""
    with suppress(BlockingIOError, BrokenPipeError):
        os.write(pipe, b"!")
