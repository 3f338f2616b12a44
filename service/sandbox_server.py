"""Turn orders into confined children: a clean process of our own loads the parser once and forks them for us."""

import json
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from contextlib import suppress

from entities.errors import TalentjoinError
from service.sandbox_child import RESULT, receive_frame

START_SECONDS = 60.0  # for the server to import the parser on a busy machine
ORDER_SECONDS = 10.0
BROKEN_SECONDS = 30.0  # for which a server that didn't load isn't started again: a whole batch asks at once
HINT = "install talentjoin again; `talentjoin doctor` says what is missing"


class ForkServer:
    """The process that forks children for us, started with the first order.

    `parse` names the function (`module:function`) that children call, with `options` (JSON) as keyword arguments;
    `preload` what to call first; `limits` holds the children's bounds on memory, seconds of CPU and size of a file.
    """

    def __init__(
        self, parse: str, preload: tuple[str, ...], options: Mapping[str, object], limits: Mapping[str, int]
    ) -> None:
        self._arguments = (parse, json.dumps(dict(options)), *preload)
        self._limits = dict(limits)
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None
        self._loaded = False
        self._broken: tuple[float, str] | None = None  # until when, and why

    def start(self) -> None:
        """Start the process now, so that it loads while the caller looks for files; waits for nothing."""
        with self._lock:
            if self._process is None:
                self._launch()

    def _launch(self) -> None:
        self._control, theirs = socket.socketpair()
        with theirs:
            # A bare environment: no secrets, and no CMAP_PATH from which pdfminer would read character maps.
            self._process = subprocess.Popen(  # noqa: S603 - our own interpreter with our own module
                [sys.executable, "-m", "service.sandbox_child", *self._arguments],
                stdin=theirs.fileno(),
                env={
                    "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
                    "PYTHONSAFEPATH": "1",
                    "OPENBLAS_NUM_THREADS": "1",  # a forked child can't start threads
                },
                start_new_session=True,
            )

    def _ready(self) -> socket.socket:
        """Return the control socket of a server that has loaded the parser, starting one where there is none.

        Raises TalentjoinError where it doesn't load, without another try for a while.
        """
        if self._broken is not None and time.monotonic() < self._broken[0]:
            raise TalentjoinError(self._broken[1], hint=HINT)
        try:
            if self._control is None:
                self._launch()
            assert self._control is not None
            if not self._loaded:
                self._control.settimeout(START_SECONDS)
                _await_greeting(self._control)
                self._control.settimeout(ORDER_SECONDS)
                self._loaded = True
        except (OSError, EOFError) as error:
            self._stop()
            sentence = f"the process that reads files does not start: {error}"
            self._broken = time.monotonic() + BROKEN_SECONDS, sentence
            raise TalentjoinError(sentence, hint=HINT) from None
        self._broken = None
        return self._control

    def _order(self, order: dict[str, str | int], channel: socket.socket | None = None) -> dict[str, int]:
        control = self._ready()
        message = json.dumps(order).encode()
        if channel is None:
            control.sendall(message)
        else:
            socket.send_fds(control, [message], [channel.fileno()])
        answer: dict[str, int] = json.loads(receive_frame(control, RESULT))
        return answer

    def fork(self) -> tuple[int, socket.socket]:
        """Return a new child's id and our end of its socket; a dead server is started anew once.

        Raises TalentjoinError where the server doesn't start.
        """
        with self._lock:
            for again in (True, False):
                ours, theirs = socket.socketpair()
                try:
                    with theirs:
                        return self._order({"verb": "fork", **self._limits}, theirs)["pid"], ours
                except (OSError, EOFError):
                    ours.close()
                    self._stop()
                    if not again:
                        raise TalentjoinError("the process that reads files ends at once", hint=HINT) from None
                except TalentjoinError:
                    ours.close()
                    raise
        raise AssertionError("unreachable")

    def end(self, pid: int) -> int:
        """Kill a child if it still runs; returns its exit code, negative for a signal."""
        with self._lock:
            if self._control is None or not self._loaded:
                return 0
            try:
                return self._order({"verb": "end", "pid": pid})["code"]
            except (OSError, EOFError):
                self._stop()
                return 0

    def _stop(self) -> None:
        if self._control is not None:
            self._control.close()
            self._control, self._loaded = None, False
        if self._process is not None:
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(ORDER_SECONDS)
            if self._process.poll() is None:
                self._process.kill()
                self._process.wait()
            self._process = None

    def stop(self) -> None:
        """End the server, and with it every child."""
        with self._lock:
            self._stop()


def _await_greeting(control: socket.socket) -> None:
    """Wait until the server has loaded the parser; raises EOFError with the reason where it can't."""
    reason = json.loads(receive_frame(control, RESULT)).get("error")
    if reason is not None:
        raise EOFError(reason)
