"""Turn names from outside into the ids that everything hangs on."""

import base64
import hashlib
from typing import Literal, NewType

TenantKey = NewType("TenantKey", str)  # internal, never changes: "t" + 16 letters or digits
InstanceId = NewType("InstanceId", str)  # one ATS connection of a tenant: "ats1"
SourceId = NewType("SourceId", str)  # what the ATS calls the record
RecordId = NewType("RecordId", str)  # derived from (tenant, instance, kind, source id)
MemberId = NewType("MemberId", str)  # shared; never leaves the store
MemberNumber = NewType("MemberNumber", int)  # persistent, 32 bit, never reused
PublicMemberId = NewType("PublicMemberId", str)  # pairwise per tenant: the only member id in any answer
PersonId = NewType("PersonId", str)  # what a tenant sees of one person: a record id or a pairwise member id
ContractId = NewType("ContractId", str)
SeatId = NewType("SeatId", str)
Sequence = NewType("Sequence", int)  # change sequence of a tenant

RecordKind = Literal["job", "candidate", "application", "stage_entry", "note", "feedback", "attachment", "access_entry"]
Origin = Literal["push", "pull", "person"]

KINDS: tuple[RecordKind, ...] = (
    "job",
    "candidate",
    "application",
    "stage_entry",
    "note",
    "feedback",
    "attachment",
    "access_entry",
)
ID_LETTERS = 26  # base32 letters kept: 130 bits


def stable_id(prefix: str, *parts: str) -> str:
    """Derive an id from its parts; equal parts give equal ids, and no part can run into the next."""
    digest = hashlib.blake2b(digest_size=20)
    for part in parts:
        raw = part.encode("utf-8", "surrogatepass")
        digest.update(len(raw).to_bytes(4, "big"))
        digest.update(raw)
    return prefix + base64.b32encode(digest.digest()).decode("ascii").lower()[:ID_LETTERS]


def record_id(tenant: TenantKey, instance: InstanceId, kind: RecordKind, source: SourceId) -> RecordId:
    """Derive a record's id: two tenants, instances or kinds with equal source ids never collide."""
    return RecordId(stable_id("r", tenant, instance, kind, source))
