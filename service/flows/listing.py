"""Turn a place in a kind's records into the next page of those that a viewer may see."""

from datetime import datetime
from typing import NamedTuple

from entities.document import Access
from entities.ids import InstanceId, RecordKind
from entities.ids import Sequence as ChangeSequence
from service.flows.access import visible
from store import TenantTx, records

LOOKED_AT_MOST = 5_000  # records in one call: a seat that may see almost none gets a short page, and goes on


class Page(NamedTuple):
    """Records in the order of their changes, and the place behind which the next page begins, None at the end."""

    found: list[records.Stored]
    place: ChangeSequence | None


def list_records(
    tx: TenantTx,
    instance: InstanceId,
    kind: RecordKind,
    access: Access,
    *,
    after: ChangeSequence,
    limit: int,
    updated_after: datetime | None = None,
) -> Page:
    """Fill a page with what a viewer may see; None as access looks as all seats."""
    found: list[records.Stored] = []
    looked = 0
    place = after
    while looked < LOOKED_AT_MOST:
        wanted = limit + 1
        batch = records.page(tx, instance, kind, after=place, limit=wanted, updated_after=updated_after)
        found += visible(tx, batch, access)
        if len(found) > limit:
            return Page(found[:limit], found[limit - 1].sequence)
        if len(batch) < wanted:
            return Page(found, None)
        looked += len(batch)
        place = batch[-1].sequence
    return Page(found, place)
