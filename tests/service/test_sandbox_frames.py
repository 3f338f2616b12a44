"""Tests of what goes over the sockets between a pool, its server and its children, spoken by hand."""

import json
import os
import socket
import struct
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entities.resume import ParseOutcome
from service.sandbox_child import (
    CORRUPT,
    LENGTH,
    OUT_OF_MEMORY,
    RESULT,
    TOO_LARGE,
    _answer,
    load,
    receive_frame,
    send_frame,
)

MOST = 1000
ECHO = """
from entities.resume import ParseOutcome
def parse(content, name, date):
    return ParseOutcome(status="ok", error=content.decode())
"""
HEADER = json.dumps({"name": None, "date": None}).encode()


@contextmanager
def pair() -> Iterator[tuple[socket.socket, socket.socket]]:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        ours.settimeout(20)  # the other end may belong to a process, which wants it to block
        yield ours, theirs


@given(st.lists(st.binary(max_size=MOST), max_size=4))
def test_frames_come_out_as_they_went_in(payloads: list[bytes]) -> None:
    with pair() as (ours, theirs):
        for payload in payloads:
            send_frame(ours, payload)
        assert [receive_frame(theirs, MOST) for _ in payloads] == payloads


@given(st.binary(max_size=60), st.lists(st.integers(1, 7), min_size=1, max_size=5))
def test_a_frame_may_arrive_in_pieces(payload: bytes, cuts: list[int]) -> None:
    raw = LENGTH.pack(len(payload)) + payload

    def trickle(channel: socket.socket) -> None:
        at = 0
        while at < len(raw):
            step = cuts[at % len(cuts)]
            channel.sendall(raw[at : at + step])
            at += step

    with pair() as (ours, theirs):
        sender = threading.Thread(target=trickle, args=(ours,))
        sender.start()
        assert receive_frame(theirs, MOST) == payload
        sender.join()


@pytest.mark.parametrize(("length", "refused"), [(MOST, False), (MOST + 1, True), (2**32 - 1, True)])
def test_a_frame_beyond_the_limit_is_refused_before_it_is_read(length: int, *, refused: bool) -> None:
    with pair() as (ours, theirs):
        ours.sendall(LENGTH.pack(length) + b"x" * min(length, MOST + 1))
        if refused:
            with pytest.raises(ValueError, match="longer than the limit"):
                receive_frame(theirs, MOST)
            assert theirs.recv(1) == b"x"
        else:
            assert receive_frame(theirs, MOST) == b"x" * MOST


@pytest.mark.parametrize("sent", [b"", b"\0", b"\0\0\0\x05", b"\0\0\0\x05abcd"])
def test_a_frame_that_breaks_off_is_the_end(sent: bytes) -> None:
    with pair() as (ours, theirs):
        ours.sendall(sent)
        ours.close()
        with pytest.raises(EOFError):
            receive_frame(theirs, MOST)


def outcome_of(length: int) -> ParseOutcome:
    """Make an outcome whose JSON has so many bytes."""
    empty = len(ParseOutcome(status="ok", error="").model_dump_json())
    return ParseOutcome(status="ok", error="x" * (length - empty))


@pytest.mark.parametrize(("length", "cut"), [(RESULT, False), (RESULT + 1, True)])
def test_an_answer_beyond_the_limit_is_told_instead_of_sent(length: int, *, cut: bool) -> None:
    answer = _answer(lambda *_: outcome_of(length), HEADER, b"", RESULT)
    assert (answer == TOO_LARGE) == cut
    assert len(answer) <= RESULT


@pytest.mark.parametrize(
    ("error", "answer"),
    [
        (MemoryError(), OUT_OF_MEMORY),
        (RecursionError(), CORRUPT),
        (KeyError("jane@example.com"), CORRUPT),
        (UnicodeDecodeError("utf-8", b"\xff", 0, 1, "x"), CORRUPT),
    ],
)
def test_what_a_parser_raises_becomes_a_status_without_its_message(error: Exception, answer: bytes) -> None:
    def parse(_content: bytes, _name: str | None, _date: str | None) -> ParseOutcome:
        raise error

    assert _answer(parse, HEADER, b"", RESULT) == answer
    assert b"jane" not in answer
    assert ParseOutcome.model_validate_json(answer).error


@given(st.none() | st.text(st.characters(codec="utf-8"), max_size=30), st.none() | st.dates().map(str), st.binary())
def test_the_parser_is_given_exactly_what_was_sent(name: str | None, date: str | None, content: bytes) -> None:
    seen: list[tuple[bytes, str | None, str | None]] = []

    def parse(*given: object) -> ParseOutcome:
        seen.append(given)  # type: ignore[arg-type]  # the three of them
        return ParseOutcome(status="ok")

    _answer(parse, json.dumps({"name": name, "date": date}).encode(), content, RESULT)
    assert seen == [(content, name, date)]


def test_a_function_is_loaded_by_module_and_name() -> None:
    assert load("json:dumps") is json.dumps
    with pytest.raises(AttributeError):
        load("json:nothing")


class Spoken:
    """A server with which a test talks by hand."""

    def __init__(self, process: subprocess.Popen[bytes], control: socket.socket) -> None:
        self.process, self.control = process, control

    def order(self, order: dict[str, object], channel: socket.socket | None = None) -> dict[str, int]:
        message = json.dumps(order).encode()
        if channel is None:
            self.control.sendall(message)
        else:
            socket.send_fds(self.control, [message], [channel.fileno()])
        answer: dict[str, int] = json.loads(receive_frame(self.control, MOST))
        return answer

    @contextmanager
    def child(self, most: int = MOST) -> Iterator[tuple[int, socket.socket]]:
        with pair() as (ours, theirs):
            limits = {"memory": 512_000_000, "cpu": 5, "most": most, "answer": 4_000_000}
            pid = self.order({"verb": "fork", **limits}, theirs)["pid"]
            theirs.close()
            assert "confined" in json.loads(receive_frame(ours, MOST))
            yield pid, ours


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Spoken]:
    (tmp_path / "sandbox_echo.py").write_text(ECHO)
    with pair() as (ours, theirs):
        process = subprocess.Popen(
            [sys.executable, "-m", "service.sandbox_child", "sandbox_echo:parse", "{}"],
            stdin=theirs.fileno(),
            stderr=subprocess.DEVNULL,
            env={"PYTHONPATH": os.pathsep.join([str(tmp_path), *filter(None, sys.path)])},
        )
        theirs.close()
        assert receive_frame(ours, MOST) == b"{}"
        yield Spoken(process, ours)
        ours.close()
        process.wait(20)


def ask(channel: socket.socket, content: bytes, header: bytes = HEADER) -> str | None:
    send_frame(channel, header)
    send_frame(channel, content)
    return ParseOutcome.model_validate_json(receive_frame(channel, RESULT)).error


def test_children_answer_each_on_their_own_socket(server: Spoken) -> None:
    with server.child() as (first, one), server.child() as (second, other):
        assert first != second
        send_frame(one, HEADER)
        send_frame(one, b"late")
        assert ask(other, b"other") == "other"
        assert ParseOutcome.model_validate_json(receive_frame(one, RESULT)).error == "late"


def test_only_children_of_its_own_are_ended(server: Spoken) -> None:
    assert server.order({"verb": "end", "pid": os.getpid()}) == {"code": 0}
    assert server.order({"verb": "end", "pid": 1}) == {"code": 0}
    with server.child() as (pid, channel):
        assert server.order({"verb": "end", "pid": pid}) == {"code": -9}
        assert server.order({"verb": "end", "pid": pid}) == {"code": 0}
        with pytest.raises(EOFError):
            receive_frame(channel, MOST)


def test_a_child_whose_socket_closes_ends_well(server: Spoken) -> None:
    with server.child() as (pid, channel):
        assert ask(channel, b"x") == "x"
        channel.shutdown(socket.SHUT_RDWR)
        code = server.order({"verb": "end", "pid": pid})["code"]
    assert code in {0, -9}  # it had ended by itself, or was just about to


@pytest.mark.parametrize(
    "sent",
    [
        struct.pack(">I", 2**31) + b"x",
        LENGTH.pack(3) + b"no!" + LENGTH.pack(0),
        LENGTH.pack(len(HEADER)) + HEADER + LENGTH.pack(MOST + 1) + b"x" * 9,
    ],
    ids=["endless header", "no JSON", "content beyond the limit"],
)
def test_a_malformed_frame_ends_the_child_and_nothing_else(server: Spoken, sent: bytes) -> None:
    with server.child() as (pid, channel):
        channel.sendall(sent)
        with pytest.raises((EOFError, ConnectionResetError)):
            receive_frame(channel, MOST)
        assert server.order({"verb": "end", "pid": pid})["code"] in {1, -9}
    with server.child() as (_, channel):
        assert ask(channel, b"next") == "next"


def test_content_of_exactly_the_limit_is_parsed(server: Spoken) -> None:
    with server.child(most=9) as (_, channel):
        assert ask(channel, b"x" * 9) == "x" * 9


@pytest.mark.parametrize("message", [b"no order", b'{"verb": "fork"}', b'{"verb": "end"}', b"[]"])
def test_a_malformed_order_ends_the_server_with_its_children(server: Spoken, message: bytes) -> None:
    with server.child() as (_, channel):
        server.control.sendall(message)
        assert server.process.wait(20) != 0
        with pytest.raises((EOFError, ConnectionResetError)):
            receive_frame(channel, MOST)


def test_a_server_without_its_control_socket_ends_its_children(server: Spoken) -> None:
    with server.child() as (_, channel):
        server.control.shutdown(socket.SHUT_RDWR)
        assert server.process.wait(20) == 0
        with pytest.raises((EOFError, ConnectionResetError)):
            receive_frame(channel, MOST)
