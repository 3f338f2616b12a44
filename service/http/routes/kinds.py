"""Turn requests on records of each kind into stored records, and back."""

from datetime import datetime
from typing import Annotated, Any

from fastapi import Path
from pydantic import BaseModel, ConfigDict

from entities.errors import NotFound
from entities.ids import Origin, RecordKind, SourceId
from service.http.api import Api, Here
from store import records

api = Api(tag="records")
SourceName = Annotated[str, Path(min_length=1, max_length=200, description="The record's id in the ATS.")]


class Kept(BaseModel):
    """One record as it is kept."""

    model_config = ConfigDict(frozen=True)

    id: str
    kind: RecordKind
    source_id: str
    version: int
    received_at: datetime
    origins: dict[str, Origin]
    record: dict[str, Any]


@api.route("GET", "/candidates/{source_id}", scope="records:read", as_seat=True)
def read_candidate(call: Here, source_id: SourceName) -> Kept:
    """Read one candidate."""
    with call.parts.store.reading(call.tenant) as tx:
        call.viewer(tx)
        stored = records.by_source(tx, call.instance, "candidate", SourceId(source_id))
    if stored is None:
        raise NotFound("no such candidate")
    call.saw("candidate", [stored.id])
    return Kept(
        id=stored.id,
        kind=stored.kind,
        source_id=stored.source,
        version=stored.version,
        received_at=stored.received_at,
        origins=stored.origins,
        record=stored.payload,
    )
