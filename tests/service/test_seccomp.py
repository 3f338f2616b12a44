"""Tests of the system call filter's program."""

import struct

import pytest

from service.seccomp import ALLOW, ALLOWED, ARCHITECTURES, EQUALS, LOAD, REFUSE, RETURN, program


def run(code: bytes, architecture: int, number: int) -> int:
    """Interpret a filter as the kernel does."""
    steps = [struct.unpack_from("=HBBI", code, at) for at in range(0, len(code), 8)]
    words = {0: number, 4: architecture}
    value = at = 0
    while True:
        operation, if_equal, otherwise, operand = steps[at]
        if operation == RETURN:
            return int(operand)
        if operation == LOAD:
            value = words[operand]
        else:
            assert operation == EQUALS
            at += if_equal if value == operand else otherwise
        at += 1


@pytest.mark.parametrize("machine", sorted(ARCHITECTURES))
def test_exactly_the_listed_calls_pass(machine: str) -> None:
    code = program(machine)
    assert code is not None
    column, architecture = ARCHITECTURES[machine]
    allowed = {pair[column] for pair in ALLOWED.values()}
    assert len(allowed) == len(ALLOWED)
    for number in range(600):
        assert run(code, architecture, number) == (ALLOW if number in allowed else REFUSE)


def test_calls_of_another_architecture_are_refused() -> None:
    code = program("x86_64")
    assert code is not None
    assert run(code, 0x40000003, ALLOWED["read"][0]) == REFUSE
    assert run(code, ARCHITECTURES["x86_64"][1], 0x40000000 | ALLOWED["read"][0]) == REFUSE


def test_an_unknown_machine_has_no_filter() -> None:
    assert program("vax") is None
