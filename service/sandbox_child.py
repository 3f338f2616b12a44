"""Turn requests on a socket into parses in confined children.

Run as `python -m service.sandbox_child` with a socket as standard input: a server that loads the parser once, then
forks a child for every `fork` order. A child gets its own socket and answers frames of (name and date, content) with
one frame of JSON. It may open no file, no socket and no process.
"""

import gc
import importlib
import json
import os
import resource
import signal
import socket
import struct
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

from service.seccomp import confine, die_with_parent

MEGABYTE = 1_000_000
MEMORY = 512 * MEGABYTE  # address space beyond what the preloaded parser shares, and resident memory in all
RESULT = 4 * MEGABYTE
LENGTH = struct.Struct(">I")
LONGEST_REASON = 500  # characters of why the parser doesn't load
ORDER = 4096  # bytes: an order to the server is shorter
PAGE = resource.getpagesize()
OUT_OF_MEMORY = b'{"status":"out_of_memory","error":"The file needs more memory than the limit."}'
TOO_LARGE = b'{"status":"too_large","error":"The result is larger than the limit."}'
CORRUPT = b'{"status":"corrupt","error":"The parser failed on the file."}'
OUT_OF_MEMORY_EXIT = 77

Parse = Callable[[bytes, str | None, str | None], Any]


def send_frame(channel: socket.socket, payload: bytes) -> None:
    """Send a length of four bytes and the payload."""
    channel.sendall(LENGTH.pack(len(payload)))
    channel.sendall(payload)


def receive_frame(channel: socket.socket, most: int) -> bytes:
    """Receive one frame; raises EOFError when the other side is gone and ValueError beyond `most` bytes."""
    (length,) = LENGTH.unpack(_exactly(channel, LENGTH.size))
    if length > most:
        raise ValueError("The frame is longer than the limit.")
    return _exactly(channel, length)


def _exactly(channel: socket.socket, length: int) -> bytes:
    received = bytearray()
    while len(received) < length:
        piece = channel.recv(min(length - len(received), MEGABYTE))
        if not piece:
            raise EOFError("The other side is gone.")
        received += piece
    return bytes(received)


def load(path: str) -> Any:
    """Import `module:name`."""
    module, _, name = path.partition(":")
    return getattr(importlib.import_module(module), name)


def _memory() -> tuple[int, int]:
    """Return this process's address space and resident memory in bytes."""
    try:
        pages = Path("/proc/self/statm").read_text(encoding="ascii").split()
        return int(pages[0]) * PAGE, int(pages[1]) * PAGE
    except OSError:  # no /proc: macOS, which doesn't enforce the limit anyway
        return MEMORY, 0


def _limit(memory: int) -> bool:
    """Take every right away from this process; returns whether the system call filter holds."""
    space, resident = _memory()
    most = space + max(memory - resident, memory // 2)
    with suppress(ValueError, OSError):  # macOS
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
    for name in ("RLIMIT_FSIZE", "RLIMIT_CORE", "RLIMIT_NPROC"):
        with suppress(ValueError, OSError, AttributeError):
            resource.setrlimit(getattr(resource, name), (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))
    return confine()


def _grant_cpu(seconds: int) -> None:
    usage = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CPU, (int(usage.ru_utime + usage.ru_stime) + seconds + 1, hard))


def _answer(parse: Parse, header: bytes, content: bytes, longest: int) -> bytes:
    about = json.loads(header)
    try:
        result = parse(content, about["name"], about["date"]).model_dump_json().encode()
    except MemoryError:
        return OUT_OF_MEMORY
    except Exception:  # noqa: BLE001 - whatever the parser raises on a hostile file is a property of the file
        return CORRUPT
    return result if len(result) <= longest else TOO_LARGE


def _child(channel: socket.socket, parse: Parse, order: dict[str, int]) -> None:
    """Serve one socket until it closes, within the order's limits on memory, CPU, a file and its answer."""
    die_with_parent()
    signal.signal(signal.SIGXCPU, signal.SIG_DFL)
    confined = _limit(order["memory"])
    send_frame(channel, json.dumps({"confined": confined}).encode())
    with suppress(EOFError):
        while True:
            header = receive_frame(channel, ORDER * 16)
            content = receive_frame(channel, order["most"])
            _grant_cpu(order["cpu"])
            answer = _answer(parse, header, content, order["answer"])
            send_frame(channel, answer)
            if answer is OUT_OF_MEMORY:
                os._exit(OUT_OF_MEMORY_EXIT)


def _fork(control: socket.socket, channel: socket.socket, parse: Parse, order: dict[str, int]) -> int:
    pid = os.fork()
    if pid:
        return pid
    status = 1
    try:
        control.close()
        kept = channel.fileno()
        silent = os.open(os.devnull, os.O_RDWR)
        for standard in (0, 1, 2):
            os.dup2(silent, standard)
        os.closerange(3, kept)
        os.closerange(kept + 1, 1024)
        _child(channel, parse, order)
        status = 0
    finally:
        os._exit(status)


def _end(pid: int) -> int:
    """Kill a child of ours if it still runs; returns its exit code, negative for a signal."""
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
    _, status = os.waitpid(pid, 0)
    return os.waitstatus_to_exitcode(status)


def serve(control: socket.socket, parse: Parse) -> None:
    """Fork and end children as ordered, until the control socket closes; then end them all."""
    children: set[int] = set()
    gc.collect()
    gc.freeze()
    try:
        while True:
            message, descriptors, _, _ = socket.recv_fds(control, ORDER, 1)
            if not message:
                break
            order = json.loads(message)
            if order["verb"] == "fork":
                with socket.socket(fileno=descriptors[0]) as channel:
                    pid = _fork(control, channel, parse, order)
                children.add(pid)
                answer = {"pid": pid}
            else:
                pid = order["pid"] if order["pid"] in children else 0
                children.discard(pid)
                answer = {"code": _end(pid) if pid else 0}
            send_frame(control, json.dumps(answer).encode())
    finally:
        for pid in children:
            _end(pid)


def main(arguments: list[str]) -> None:
    """Preload what `arguments` names (`module:function`, its options as JSON, then what to call first) and serve.

    The end of the control socket ends the server, so that it goes with its parent. The kernel's death signal won't do
    here: it comes when the *thread* that started us ends, and pools end their threads with every batch.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides; closing the socket ends us
    control = socket.socket(fileno=os.dup(0))
    try:
        parse = partial(load(arguments[0]), **json.loads(arguments[1]))
        for path in arguments[2:]:
            load(path)()
    except Exception as error:  # noqa: BLE001 - whatever keeps the parser from loading is told to who asked
        with suppress(OSError):
            send_frame(control, json.dumps({"error": f"{type(error).__name__}: {error}"[:LONGEST_REASON]}).encode())
        return
    with suppress(ConnectionError):  # nobody waits any more
        send_frame(control, b"{}")
        serve(control, parse)


if __name__ == "__main__":
    main(sys.argv[1:])
