"""Turn written documents into an index that holds exactly them."""

from collections.abc import Sequence
from functools import partial
from typing import Literal

from entities.errors import LeaseLost
from entities.ids import MemberNumber, TenantKey
from indexing import Action, Delete, Upsert
from service.flows.lease import leased
from service.flows.project import stored_member_document
from service.wiring import Parts
from store import MembersTx, TenantTx, documents, members, outbox

TOPIC: Literal["index"] = "index"
DOCUMENTS_AT_ONCE = 2_000


def index_tenant(parts: Parts, tenant: TenantKey) -> int:
    """Apply one batch of a tenant's changed documents; gives how many.

    The index is changed between two transactions: killed anywhere, the rows come due again and the current state is
    applied once more, which changes nothing.
    """
    writing = partial(parts.store.writing, tenant, actor="worker")
    with leased(writing, TOPIC, limit=DOCUMENTS_AT_ONCE, seconds=parts.settings.lease_seconds) as claimed:
        if not claimed:
            return 0
        keys = [documents.DocumentKey.of(row.entity) for row in claimed]
        with parts.store.reading(tenant) as tx:
            live = documents.get_many(tx, keys)
            gone = documents.numbers_of(tx, [key for key in keys if key not in live])
        actions: list[Action] = [
            Upsert(live[key]) if key in live else Delete(key.key, shadow=key.shadow, number=gone.get(key, 0))
            for key in keys
        ]
        _apply(parts, parts.tenant_index(tenant), actions)
        with writing() as tx:
            if _overtaken(tx, claimed):
                return 0
            outbox.ack(tx, TOPIC, claimed)
            documents.purge_gone(tx, [key for key in keys if key not in live])
        return len(claimed)


def index_members(parts: Parts) -> int:
    """Apply one batch of changed members to the members' index; gives how many."""
    writing = parts.store.members_writing
    with leased(writing, TOPIC, limit=DOCUMENTS_AT_ONCE, seconds=parts.settings.lease_seconds) as claimed:
        if not claimed:
            return 0
        numbers = [MemberNumber(int(row.entity)) for row in claimed]
        with parts.store.members_reading() as tx:
            found = members.get_many(tx, numbers)
        actions: list[Action] = []
        for number in numbers:
            document = stored_member_document(found[number]) if number in found else None
            actions.append(Delete(str(number), number=number) if document is None else Upsert(document))
        _apply(parts, parts.members_index, actions)
        with writing() as tx:
            if _overtaken(tx, claimed):
                return 0
            outbox.ack(tx, TOPIC, claimed)
        return len(claimed)


def _apply(parts: Parts, index: str, actions: Sequence[Action]) -> None:
    """Change columns, lexicon and index; whoever an index finds has a row, or none any more."""
    parts.columns.write(index, actions)
    parts.lexicon.write(index, actions)
    parts.engine.apply(index, actions)


def _overtaken(tx: TenantTx | MembersTx, claimed: Sequence[outbox.Claimed]) -> bool:
    """Tell whether another worker took the batch over; the index may now hold what was older: it is due once more."""
    try:
        outbox.check(tx, TOPIC, claimed)
    except LeaseLost:
        outbox.add(tx, TOPIC, [row.entity for row in claimed])
        return True
    return False
