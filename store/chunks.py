"""Turn many keys into few statements of bounded size."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import Delete, Row, Select, Update

from store.session import CHUNK, Tx

T = TypeVar("T")


def in_chunks(items: Iterable[T], size: int = CHUNK) -> Iterator[list[T]]:
    """Cut items into lists of at most `size`, none empty."""
    source = iter(items)
    while chunk := list(islice(source, size)):
        yield chunk


def read_in_chunks(tx: Tx, statement: Select[Any], values: Iterable[Any]) -> Iterator[Row[Any]]:
    """Read the rows whose key is among the values; the statement holds `IN :values` as an expanding parameter.

    A value given twice is asked for once. Rows come chunk by chunk, so their order is the statement's only within one.
    """
    for chunk in in_chunks(dict.fromkeys(values)):
        yield from tx.execute(statement, {"values": chunk})


def write_in_chunks(tx: Tx, statement: Delete | Update, values: Iterable[Any]) -> int:
    """Delete or update the rows whose key is among the values; returns how many rows."""
    return sum(tx.execute(statement, {"values": chunk}).rowcount for chunk in in_chunks(dict.fromkeys(values)))
