"""Turn a request on one record into what became of it, or into what a seat sees of it."""

from datetime import datetime
from typing import Any

from pydantic import ValidationError

from entities.ats import MODELS
from entities.errors import Erased, InputError, NotFound, Stale, TalentjoinError, TooLarge
from entities.ids import RecordKind, SourceId, record_id
from entities.moments import is_in_future
from service.flows.access import visible
from service.flows.receive import MEGABYTE, keep_files, take
from service.http.bodies import InvalidRecord
from service.http.call import Call
from service.http.change_tokens import change_token
from service.http.conditions import Conditions
from service.http.kept import NOT_SENT, Written
from store import TenantTx, records
from sync import Flaw, Item, ItemOutcome, flaws_of, read_item

REFUSALS: dict[str, type[TalentjoinError]] = {"stale": Stale, "erased": Erased}


def put_one(call: Call, kind: RecordKind, source_id: str, body: dict[str, Any], said: Conditions) -> Written:
    """Take one pushed record.

    Raises:
        InvalidRecord: it breaks its kind's schema; every flaw is named.
        TooLarge: its file is over the limit.
        VersionMismatch, Stale, Erased: it may not take the place of what is kept.

    """
    item = _read(call, kind, source_id, body)
    limit = call.parts.settings.file_mb
    if item.content is not None and len(item.content) > limit * MEGABYTE:
        raise TooLarge(f"a file may have at most {limit} MB", pointer="/content")
    ready = keep_files(call.parts, call.tenant, [item])
    with call.parts.store.writing(call.tenant, actor=call.caller.client) as tx:
        if said.any:
            said.check(version_of(tx, call, kind, source_id))
        (outcome,) = take(tx, ready, instance=call.instance, origin="push")
        answer = written(call, tx, kind, source_id, outcome)
    return answered(call, answer, outcome)


def delete_one(call: Call, kind: RecordKind, source_id: str, modified: datetime | None, said: Conditions) -> Written:
    """Delete one record; `modified` is when it was deleted at its source.

    Raises:
        NotFound: there is none, for this tenant and instance, or no more.
        InputError: `modified` lies in the future.
        VersionMismatch, Stale: it may not be deleted.

    """
    if modified is not None and is_in_future(modified, call.parts.clock()):
        raise InputError("lies in the future", pointer="modified")
    with call.parts.store.writing(call.tenant, actor=call.caller.client) as tx:
        version = version_of(tx, call, kind, source_id)
        if version is None:
            raise NotFound
        said.check(version)
        put = records.delete(
            tx,
            instance=call.instance,
            origin="push",
            kind=kind,
            source=SourceId(source_id),
            deleted_at=modified or tx.now,
        )
        outcome = ItemOutcome(line=1, kind=kind, id=source_id, result=put.outcome, version=put.version)
        answer = written(call, tx, kind, source_id, outcome)
    return answered(call, answer.model_copy(update={"result": "deleted"}), outcome)


def seen_one(call: Call, kind: RecordKind, source_id: str) -> records.Stored:
    """Read one record as the viewer, and note that it was seen; raises NotFound, alike for unknown and unseen."""
    with call.parts.store.reading(call.tenant) as tx:
        access = call.viewer(tx).access
        stored = records.by_source(tx, call.instance, kind, SourceId(source_id))
        if stored is None or not visible(tx, [stored], access):
            raise NotFound
    call.saw(kind, [stored.id])
    return stored


def version_of(tx: TenantTx, call: Call, kind: RecordKind, source_id: str) -> int | None:
    """Read a record's version, None where there is no such record."""
    stored = records.by_source(tx, call.instance, kind, SourceId(source_id))
    return None if stored is None else stored.version


def written(call: Call, tx: TenantTx, kind: RecordKind, source_id: str, outcome: ItemOutcome) -> Written:
    """Say what became of a record in this transaction."""
    return Written.model_construct(
        id=record_id(call.tenant, call.instance, kind, SourceId(source_id)),
        kind=kind,
        source_id=source_id,
        version=outcome.version or 0,
        result=outcome.result,
        changed=outcome.result in ("created", "changed"),
        change_token=change_token(call, tx.head()),
    )


def answered(call: Call, answer: Written, outcome: ItemOutcome) -> Written:
    """Give the answer once it is committed, or raise why the record was kept as it was: that is in the trail too."""
    if outcome.result in REFUSALS:
        raise REFUSALS[outcome.result]
    call.service.wake()
    return answer


def _read(call: Call, kind: RecordKind, source_id: str, body: dict[str, Any]) -> Item:
    own = {"kind": kind, "id": source_id}
    flaws = [
        Flaw("not_the_path", f"/{name}", "differs from the path")
        for name in NOT_SENT
        if body.get(name, own[name]) != own[name]
    ]
    if "deleted" in body:
        flaws.append(Flaw("unknown_field", "/deleted", "to delete a record, use DELETE"))
    if flaws:
        raise InvalidRecord(*flaws)
    item = read_item(1, {**body, **own}, call.parts.clock())
    if isinstance(item, ItemOutcome):
        raise InvalidRecord(*_all_flaws(kind, {**body, **own}, item))
    if item.record["id"] != source_id:
        raise InputError("the id has characters that can't be kept", pointer="source_id")
    return item


def _all_flaws(kind: RecordKind, value: dict[str, Any], first: ItemOutcome) -> list[Flaw]:
    """Name all that the model finds wrong, or the one thing that was found before or after it."""
    try:
        MODELS[kind].model_validate(value)
    except ValidationError as error:
        if first.code != "too_deep":
            return flaws_of(error)
    return [Flaw(first.code or "", first.pointer or "", first.message or "")]
