"""Turn the ends of tenants' trails into signed heads that can be kept elsewhere, and check trails against them.

Who holds the database can cut a trail's end off, counter and all; who kept a signed head can show it. The signature
(Ed25519, RFC 8032) is made with a key derived from the master key, so no head can be made up without that.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Annotated

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from entities.errors import InputError, TalentjoinError
from entities.ids import TenantKey
from service.keys import derived_key, master_key
from service.report import Report
from service.wiring import Parts
from store import audit

PURPOSE = "audit heads"
STAGE = "entries"
Hex32 = Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
Hex64 = Annotated[str, Field(pattern="^[0-9a-f]{128}$")]


class SignedHead(BaseModel):
    """The end of one tenant's trail: how many entries, the hash of the last, and our signature over all three."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    tenant: str
    number: Annotated[int, Field(ge=0)]
    hash: Hex32
    signature: Hex64


class Verdict(BaseModel):
    """What following one tenant's trail came to; `wrong` names the first wrong place, and is empty where all is well.

    `head` is the signed end, None where something is wrong.
    """

    model_config = ConfigDict(frozen=True)

    tenant: str
    name: str
    wrong: str
    head: SignedHead | None


def verify_trail(
    parts: Parts, tenant: TenantKey, name: str, known: Mapping[str, SignedHead], report: Report
) -> Verdict:
    """Follow a tenant's trail from its first entry to its end, past the head that is known of it.

    A head that isn't signed by this installation is wrong itself.
    """
    key = _signing_key(parts)
    try:
        head = known.get(tenant)
        if head is not None:
            check_signature(key, head)
        heads = [] if head is None else [audit.Head(head.number, bytes.fromhex(head.hash))]
        with parts.store.reading(tenant) as tx:
            reached = audit.follow(tx, heads, lambda done: report(f"{name}: {STAGE}", done, None))
    except TalentjoinError as error:
        return Verdict(tenant=tenant, name=name, wrong=error.message, head=None)
    return Verdict(tenant=tenant, name=name, wrong="", head=_signed(key, tenant, reached))


def check_signature(key: Ed25519PrivateKey, head: SignedHead) -> None:
    """Make sure that a head is one of ours; raises InputError."""
    try:
        key.public_key().verify(bytes.fromhex(head.signature), _body(head.tenant, head.number, head.hash))
    except InvalidSignature:
        raise InputError("the signed head is not of this installation") from None


def read_heads(lines: Iterable[str]) -> dict[str, SignedHead]:
    """Read signed heads, one JSON object a line, by tenant; the farthest counts. Raises InputError naming the line."""
    heads: dict[str, SignedHead] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            head = SignedHead.model_validate_json(line)
        except ValidationError:
            raise InputError(f"line {number} is no signed head", pointer=f"/{number}") from None
        if head.tenant not in heads or heads[head.tenant].number <= head.number:
            heads[head.tenant] = head
    return heads


def _signing_key(parts: Parts) -> Ed25519PrivateKey:
    master = master_key(parts.settings.master_key_file, make=False)
    return Ed25519PrivateKey.from_private_bytes(derived_key(master, PURPOSE))


def _signed(key: Ed25519PrivateKey, tenant: str, head: audit.Head) -> SignedHead:
    digest = head.hash.hex()
    signature = key.sign(_body(tenant, head.number, digest)).hex()
    return SignedHead(tenant=tenant, number=head.number, hash=digest, signature=signature)


def _body(tenant: str, number: int, digest: str) -> bytes:
    return json.dumps(["talentjoin audit head", tenant, number, digest], separators=(",", ":")).encode()
