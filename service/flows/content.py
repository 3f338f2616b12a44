"""Turn the bytes of a file into the content of the attachment that is there for it."""

from collections.abc import Callable
from typing import TypeVar

from entities.errors import NotFound, TooLarge
from entities.ids import InstanceId, SourceId, TenantKey, record_id
from service.flows.receive import MEGABYTE, Ready, take
from service.wiring import Parts
from store import TenantTx, blobs, records
from sync import Item, ItemOutcome

T = TypeVar("T")


def set_content(
    parts: Parts,
    tenant: TenantKey,
    source: SourceId,
    content: bytes,
    media_type: str,
    *,
    instance: InstanceId,
    actor: str,
    then: Callable[[TenantTx, ItemOutcome], T],
) -> tuple[ItemOutcome, T]:
    """Keep a file as an attachment's content, as its ATS pushed it; `then` runs in the same transaction.

    Raises:
        NotFound: there is no such attachment.
        TooLarge: the file is over the limit.

    """
    if len(content) > parts.settings.file_mb * MEGABYTE:
        raise TooLarge(f"a file may have at most {parts.settings.file_mb} MB")
    with parts.store.reading(tenant) as tx:
        _pushed(tx, instance, source)  # before any byte is kept
    blob = blobs.put(parts.store, tenant, content)
    with parts.store.writing(tenant, actor=actor) as tx:
        record = {**_pushed(tx, instance, source), "blob": blob, "bytes": len(content)}
        record.pop("refused", None)
        if media_type:
            record["media_type"] = media_type
        (outcome,) = take(tx, [Ready(Item(1, record), record)], instance=instance, origin="push")
        return outcome, then(tx, outcome)


def _pushed(tx: TenantTx, instance: InstanceId, source: SourceId) -> dict[str, object]:
    """Read what was pushed of an attachment, else all that is known of it."""
    id_ = record_id(tx.tenant, instance, "attachment", source)
    stored = records.get(tx, id_)
    if stored is None:
        raise NotFound
    return records.said_by(tx, "push", [id_]).get(id_, stored.payload)
