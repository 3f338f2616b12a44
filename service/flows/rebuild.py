"""Turn the stored documents of a tenant, or the members, into a new generation of their index, then swap it in."""

from collections.abc import Iterator
from contextlib import AbstractContextManager

from entities.document import PersonDocument
from entities.ids import MemberNumber, TenantKey
from service.flows.project import stored_member_document
from service.report import Report
from service.sharing import Generation, new_generation
from service.wiring import Parts
from store import documents, members

ROWS_AT_ONCE = 2_000


def rebuild_tenant(parts: Parts, tenant: TenantKey, report: Report) -> int:
    """Build a tenant's index, and what lies beside it, anew; searches use the old ones until the swap."""
    while _numbered(parts, tenant):
        pass
    index = parts.tenant_index(tenant)
    with parts.store.reading(tenant) as tx:
        size = documents.count(tx)
    generation = new_generation(parts.engine, index, size, parts.settings.opensearch_pool_below)
    return _fill(parts, index, generation, _documents(parts, tenant), report)


def rebuild_members(parts: Parts, report: Report) -> int:
    """Build the members' index anew."""
    index = parts.members_index
    return _fill(parts, index, parts.engine.rebuild(index), all_member_documents(parts), report)


def _fill(
    parts: Parts,
    index: str,
    new: AbstractContextManager[Generation],
    batches: Iterator[list[PersonDocument]],
    report: Report,
) -> int:
    count = 0
    with new as generation, parts.columns.rebuild(index) as columns, parts.lexicon.rebuild(index) as lexicon:
        for batch in batches:
            columns.add(batch)
            lexicon.add(batch)
            generation.add(batch)
            count += len(batch)
            report("rebuild", count, None)
        lexicon.commit()
        columns.commit()
        generation.commit()
    return count


def _numbered(parts: Parts, tenant: TenantKey) -> int:
    """Give numbers to a batch of documents from before there were any."""
    with parts.store.writing(tenant, actor="worker") as tx:
        return documents.number_all(tx, ROWS_AT_ONCE)


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
