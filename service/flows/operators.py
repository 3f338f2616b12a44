"""Turn the operator's people into accounts, and back."""

import re
from collections.abc import Iterable

from entities.errors import InputError
from service.credentials import new_secret
from service.flows.clients import known_scopes
from service.scopes import OPERATOR_SCOPES
from service.wiring import Parts
from store import operators

NAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,62}")


def add_operator(parts: Parts, name: str, scopes: Iterable[str]) -> tuple[operators.Operator, str]:
    """Make an account; the secret beside it is shown this once.

    Raises InputError where name or scopes can't be taken, or the name was ever used.
    """
    if not NAME.fullmatch(name):
        raise InputError("an operator's name has 2 to 63 of a-z, 0-9, dot, dash and underscore", pointer="/name")
    known = known_scopes(scopes, OPERATOR_SCOPES)
    secret = new_secret("admin")
    with parts.store.control_writing() as books:
        return operators.add(books, name, secret, known), secret


def close_operator(parts: Parts, name: str) -> None:
    """Close an account for good; raises NotFound, or Refused for the last one that may make accounts."""
    with parts.store.control_writing() as books:
        operators.close(books, name)


def list_operators(parts: Parts) -> list[operators.Operator]:
    """List the accounts, the oldest first."""
    with parts.store.control_reading() as books:
        return operators.everybody(books)
