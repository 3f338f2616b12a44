"""Turn the limits that hold for every test into checks of them."""

import socket

import pytest


def test_another_machine_is_out_of_reach() -> None:
    with socket.socket() as connection, pytest.raises(OSError, match="this machine only"):
        connection.connect(("192.0.2.1", 80))  # an address of the documentation range


def test_this_machine_is_within_reach() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.socket() as connection:
        connection.connect(server.getsockname())
        assert connection.getpeername() == server.getsockname()


@pytest.mark.full
def test_long_tests_run_when_asked_for(pytestconfig: pytest.Config) -> None:
    assert pytestconfig.getoption("--full")
