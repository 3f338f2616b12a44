"""Turn the stored documents of a tenant, or the members, into a new generation of their index, then swap it in."""

from collections.abc import Iterator

from entities.document import PersonDocument
from entities.ids import MemberNumber, TenantKey
from service.flows.project import stored_member_document
from service.report import Report
from service.wiring import Parts
from store import documents, members

ROWS_AT_ONCE = 2_000


def rebuild_tenant(parts: Parts, tenant: TenantKey, report: Report) -> int:
    """Build a tenant's index anew from its document rows; searches use the old one until the swap."""
    return _rebuild(parts, parts.tenant_index(tenant), _documents(parts, tenant), report)


def rebuild_members(parts: Parts, report: Report) -> int:
    """Build the members' index anew."""
    return _rebuild(parts, parts.members_index, all_member_documents(parts), report)


def _rebuild(parts: Parts, index: str, batches: Iterator[list[PersonDocument]], report: Report) -> int:
    count = 0
    with parts.engine.rebuild(index) as generation:
        for batch in batches:
            generation.add(batch)
            count += len(batch)
            report("rebuild", count, None)
        generation.commit()
    return count


def _documents(parts: Parts, tenant: TenantKey) -> Iterator[list[PersonDocument]]:
    after = ""
    while True:
        with parts.store.reading(tenant) as tx:
            batch = documents.scan(tx, after, ROWS_AT_ONCE)
        if not batch:
            return
        yield batch
        after = batch[-1].key


def all_member_documents(parts: Parts) -> Iterator[list[PersonDocument]]:
    """Project all open members, batch by batch, in the order of their numbers."""
    after = MemberNumber(-1)
    while True:
        with parts.store.members_reading() as tx:
            batch = members.scan(tx, after, ROWS_AT_ONCE)
        if not batch:
            return
        yield [document for stored in batch if (document := stored_member_document(stored)) is not None]
        after = batch[-1].number
