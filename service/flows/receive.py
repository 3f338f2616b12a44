"""Turn lines of an ATS into stored records, with an outcome for every line."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, islice
from typing import Any

from entities.ids import InstanceId, Origin, SourceId, TenantKey, record_id
from entities.moments import moment
from service.wiring import Parts
from store import TenantTx, blobs, records
from sync import Item, ItemOutcome, merge, read_line

BATCH_LINES = 5_000  # a commit writes each touched index page once: small batches cost more as a store grows
BATCH_BYTES = 32_000_000  # of lines held at once
MEGABYTE = 1_000_000
OF_A_FILE = ("blob", "bytes", "refused", "media_type")  # what an attachment's record says of its bytes


@dataclass(frozen=True, slots=True)
class Ready:
    """An item whose file is kept, and its record, which names that file."""

    item: Item
    record: dict[str, Any]


def receive(
    parts: Parts, tenant: TenantKey, lines: Iterable[bytes], *, instance: InstanceId, origin: Origin, actor: str
) -> Iterator[ItemOutcome]:
    """Store JSON lines batch by batch, each batch in one transaction; blank lines are skipped.

    An outcome is yielded only once its batch is durable. One bad line never stops the rest.

    Raises:
        StoreError: the store refused a batch; what was yielded before is kept, the batch left no trace.

    """
    numbered = ((number, line) for number, line in enumerate(lines, 1) if line.strip())
    for batch in in_batches(numbered):
        read = [read_line(number, line, parts.clock()) for number, line in batch]
        yield from receive_items(parts, tenant, read, instance=instance, origin=origin, actor=actor)


def receive_items(
    parts: Parts,
    tenant: TenantKey,
    read: Sequence[Item | ItemOutcome],
    *,
    instance: InstanceId,
    origin: Origin,
    actor: str,
) -> list[ItemOutcome]:
    """Store one batch of read items in one transaction; the outcomes keep the order of the items."""
    ready = keep_files(parts, tenant, read)
    with parts.store.writing(tenant, actor=actor) as tx:
        return take(tx, ready, instance=instance, origin=origin)


def keep_files(parts: Parts, tenant: TenantKey, read: Sequence[Item | ItemOutcome]) -> list[Ready | ItemOutcome]:
    """Make files' bytes durable before the transaction that names them; not to be called inside one of the tenant."""
    items = [item for item in read if isinstance(item, Item)]
    stored = iter(_with_blobs(parts, tenant, items))
    return [Ready(entry, next(stored)) if isinstance(entry, Item) else entry for entry in read]


def take(
    tx: TenantTx, ready: Sequence[Ready | ItemOutcome], *, instance: InstanceId, origin: Origin
) -> list[ItemOutcome]:
    """Store one batch in the caller's transaction; the outcomes keep the order of the items."""
    results: dict[int, ItemOutcome] = {}
    items = _with_kept_files(tx, [one for one in ready if isinstance(one, Ready)], instance, origin)
    for deleting, run in _runs(items):
        if deleting:
            put = [
                records.delete(
                    tx,
                    instance=instance,
                    origin=origin,
                    kind=one.record["kind"],
                    source=one.record["id"],
                    deleted_at=moment(one.record["modified"]),
                )
                for one in run
            ]
        else:
            put = records.put_many(tx, instance=instance, origin=origin, records=[r.record for r in run], merge=merge)
        for one, result in zip(run, put, strict=True):
            kind, source = one.record["kind"], one.record["id"]
            results[one.item.line] = ItemOutcome(
                line=one.item.line, kind=kind, id=source, result=result.outcome, version=result.version
            )
    return [results[entry.item.line] if isinstance(entry, Ready) else entry for entry in ready]


def in_batches(lines: Iterable[tuple[int, bytes]]) -> Iterator[list[tuple[int, bytes]]]:
    """Cut numbered lines into batches bounded by count and by bytes, none empty."""
    source = iter(lines)
    while batch := list(islice(source, 1)):
        size = len(batch[0][1])
        while len(batch) < BATCH_LINES and size < BATCH_BYTES and (more := next(source, None)) is not None:
            batch.append(more)
            size += len(more[1])
        yield batch


def _with_blobs(parts: Parts, tenant: TenantKey, items: Sequence[Item]) -> list[dict[str, Any]]:
    """Name stored bytes in their records; a file over the limit is named as refused, and not stored."""
    limit = parts.settings.file_mb * MEGABYTE
    contents = [item.content for item in items if item.content is not None and len(item.content) <= limit]
    names = iter(blobs.put_many(parts.store, tenant, contents))
    return [_named(item, limit, names) for item in items]


def _named(item: Item, limit: int, names: Iterator[str]) -> dict[str, Any]:
    if item.content is None:
        return item.record
    size = {"bytes": len(item.content)}
    if len(item.content) > limit:
        return {**item.record, **size, "refused": "too_large"}
    return {**item.record, **size, "blob": next(names)}


def _with_kept_files(tx: TenantTx, ready: list[Ready], instance: InstanceId, origin: Origin) -> list[Ready]:
    """Let an attachment that is sent without its content keep the file that the same origin sent before."""
    named = {
        one.record["id"]: record_id(tx.tenant, instance, "attachment", SourceId(one.record["id"]))
        for one in ready
        if one.record["kind"] == "attachment"
    }
    if not named:
        return ready
    said = records.said_by(tx, origin, named.values())
    held = {source: _of_a_file(said.get(id_, {})) for source, id_ in named.items()}
    kept = []
    for one in ready:
        source, record = one.record["id"], one.record
        if record["kind"] == "attachment" and (one.item.delete or "bytes" in record):
            held[source] = _of_a_file(record)
        elif record["kind"] == "attachment":
            record = {**held[source], **record}
        kept.append(Ready(one.item, record))
    return kept


def _of_a_file(record: Mapping[str, Any]) -> dict[str, Any]:
    return {field: record[field] for field in OF_A_FILE if field in record} if "bytes" in record else {}


def _runs(items: Sequence[Ready]) -> Iterator[tuple[bool, list[Ready]]]:
    """Cut the batch where puts and deletions alternate, so that their order is kept."""
    for deleting, run in groupby(items, key=lambda one: one.item.delete):
        yield deleting, list(run)
