"""Turn e-mail addresses and phone numbers into keyed hashes that find their candidates exactly."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import select

from entities.ids import RecordId
from store.session import TenantTx
from store.tables.records import contact
from store.vault import Vault

PHONE_DIGITS = 9  # the last digits count: what stands before them is written in many ways
LEAST_DIGITS = 6


def hashes(vault: Vault, payload: Mapping[str, Any]) -> set[bytes]:
    """Hash every address and number of a candidate."""
    found = {vault.blind("email", _folded(email)) for email in payload.get("emails") or ()}
    found.update(vault.blind("phone", digits) for digits in map(_digits, payload.get("phones") or ()) if digits)
    return found


def find_by_email(tx: TenantTx, email: str) -> list[RecordId]:
    """Find the candidates with that e-mail address, whatever its case."""
    return _find(tx, [tx.vault.blind("email", _folded(email))])


def find_by_phone(tx: TenantTx, phone: str) -> list[RecordId]:
    """Find the candidates with that number, by its last nine digits; a shorter number must be equal."""
    digits = _digits(phone)
    return _find(tx, [tx.vault.blind("phone", digits)]) if digits else []


def _find(tx: TenantTx, wanted: Iterable[bytes]) -> list[RecordId]:
    statement = select(contact.c.candidate).where(contact.c.hash.in_(list(wanted))).order_by(contact.c.candidate)
    return [RecordId(candidate) for candidate in tx.execute(statement).scalars()]


def _folded(email: str) -> str:
    return email.strip().casefold()


def _digits(phone: str) -> str:
    digits = "".join(letter for letter in phone if letter.isdecimal())
    return digits[-PHONE_DIGITS:] if len(digits) >= LEAST_DIGITS else ""
