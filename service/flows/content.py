"""Turn the bytes of a file into the content of the attachment that is there for it."""

from typing import Any, NamedTuple

from entities.errors import NotFound, TooLarge
from entities.ids import InstanceId, SourceId, TenantKey, record_id
from service.flows.receive import MEGABYTE, Ready, take
from service.wiring import Parts
from store import TenantTx, blobs, records
from sync import Item, ItemOutcome


class Content(NamedTuple):
    """A file whose bytes are durable; no record names it yet."""

    blob: blobs.BlobHash
    size: int
    media_type: str


def keep_content(parts: Parts, tenant: TenantKey, content: bytes, media_type: str) -> Content:
    """Keep a file's bytes; not to be called inside a transaction of the tenant. Raises TooLarge."""
    if len(content) > parts.settings.file_mb * MEGABYTE:
        raise TooLarge(f"a file may have at most {parts.settings.file_mb} MB")
    return Content(blobs.put(parts.store, tenant, content), len(content), media_type)


def set_content(tx: TenantTx, source: SourceId, content: Content, *, instance: InstanceId) -> ItemOutcome:
    """Make a kept file the content of an attachment, as its ATS pushed it; raises NotFound where there is none."""
    pushed = pushed_attachment(tx, source, instance=instance)
    record = {field: value for field, value in pushed.items() if field != "refused"}
    record |= {"blob": content.blob, "bytes": content.size}
    if content.media_type:
        record["media_type"] = content.media_type
    (outcome,) = take(tx, [Ready(Item(1, record), record)], instance=instance, origin="push")
    return outcome


def pushed_attachment(tx: TenantTx, source: SourceId, *, instance: InstanceId) -> dict[str, Any]:
    """Read what was pushed of an attachment, else all that is known of it; raises NotFound."""
    id_ = record_id(tx.tenant, instance, "attachment", source)
    stored = records.get(tx, id_)
    if stored is None:
        raise NotFound
    return records.said_by(tx, "push", [id_]).get(id_, stored.payload)
