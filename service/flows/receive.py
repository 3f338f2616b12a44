"""Turn lines of an ATS into stored records, with an outcome for every line."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from entities.ids import InstanceId, Origin, TenantKey
from entities.moments import moment
from service.wiring import Parts
from store import blobs, records
from sync import Item, ItemOutcome, merge, read_line

BATCH_LINES = 5_000  # a commit writes each touched index page once: small batches cost more as a store grows
BATCH_BYTES = 32_000_000  # of lines held at once
MEGABYTE = 1_000_000


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
    items = [item for item in read if isinstance(item, Item)]
    stored = _with_blobs(parts, tenant, items)  # the bytes are durable before the transaction that names them
    results: dict[int, ItemOutcome] = {}
    with parts.store.writing(tenant, actor=actor) as tx:
        for deleting, run in _runs(items, stored):
            if deleting:
                put = [
                    records.delete(
                        tx,
                        instance=instance,
                        origin=origin,
                        kind=record["kind"],
                        source=record["id"],
                        deleted_at=moment(record["modified"]),
                    )
                    for _, record in run
                ]
            else:
                put = records.put_many(tx, instance=instance, origin=origin, records=[r for _, r in run], merge=merge)
            for (item, record), result in zip(run, put, strict=True):
                results[item.line] = ItemOutcome(
                    line=item.line, kind=record["kind"], id=record["id"], result=result.outcome, version=result.version
                )
    return [results[entry.line] if isinstance(entry, Item) else entry for entry in read]


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


def _runs(
    items: Sequence[Item], stored: Sequence[dict[str, Any]]
) -> Iterator[tuple[bool, list[tuple[Item, dict[str, Any]]]]]:
    """Cut the batch where puts and deletions alternate, so that their order is kept."""
    run: list[tuple[Item, dict[str, Any]]] = []
    for item, record in zip(items, stored, strict=True):
        if run and run[-1][0].delete != item.delete:
            yield run[-1][0].delete, run
            run = []
        run.append((item, record))
    if run:
        yield run[-1][0].delete, run
