"""Turn a request into how far the instance's sync is."""

from datetime import datetime

from pydantic import BaseModel, ConfigDict, Field

from entities.ids import RecordKind
from service.flows import sync_status as flow
from service.http.api import Api, Here

api = Api(tag="status")


class KindStatus(BaseModel):
    """The records of one kind."""

    model_config = ConfigDict(frozen=True)

    kind: RecordKind
    records: int
    last_received: datetime


class SyncStatus(BaseModel):
    """How far the sync of an instance is."""

    model_config = ConfigDict(frozen=True)

    kinds: tuple[KindStatus, ...] = Field(description="Those kinds that there are records of.")
    outbox_depth: int = Field(description="Pieces of work until everything that was received can be found.")
    outbox_oldest_seconds: float | None = Field(description="How long the oldest of them has waited.")
    buried: dict[str, int] = Field(description="Work that failed too often, by stage and code.")
    members_behind: int = Field(description="Changes of member profiles that links don't reflect yet.")
    last_reconciled: datetime | None = Field(description="When the index was last compared with the store.")
    index_differences: int = Field(description="Documents that differed then.")
    index_repaired: int = Field(description="How many of them were written to the index anew.")


EXAMPLE = {
    "kinds": [{"kind": "candidate", "records": 2000, "last_received": "2026-01-05T09:00:00Z"}],
    "outbox_depth": 12,
    "outbox_oldest_seconds": 0.4,
    "buried": {},
    "members_behind": 0,
    "last_reconciled": "2026-01-05T02:00:07Z",
    "index_differences": 0,
    "index_repaired": 0,
}


@api.route("GET", "/sync-status", scope="status:read", example=EXAMPLE)
def read_sync_status(call: Here) -> SyncStatus:
    """Tell how many records there are, when the last came, and what is still due."""
    found = flow.sync_status(call.parts, call.tenant, instance=call.instance)
    return SyncStatus(
        kinds=tuple(
            KindStatus(kind=kind, records=many, last_received=last)
            for kind, (many, last) in sorted(found.kinds.items())
        ),
        outbox_depth=found.due,
        outbox_oldest_seconds=None if found.waiting_since is None else round(found.waiting_since.total_seconds(), 3),
        buried=found.buried,
        members_behind=found.members_behind,
        last_reconciled=None if found.reconciled is None else found.reconciled.at,
        index_differences=0 if found.reconciled is None else found.reconciled.differences,
        index_repaired=0 if found.reconciled is None else found.reconciled.repaired,
    )
