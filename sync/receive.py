"""Turn one line that an ATS sent into a validated item, or into an outcome that says what is wrong with it."""

import base64
import binascii
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pydantic import ValidationError

from entities.ats import MODELS, AtsRecord, Deletion
from entities.moments import is_in_future
from entities.nesting import DEPTH, deeper_than
from sync.outcome import ItemOutcome, refused

LINE_BYTES = 20_000_000  # longest line read
EMPTY: tuple[object, ...] = (None, "", [])
MOMENTS = ("modified", "created", "entered_at", "applied_at", "written_at", "given_at")


@dataclass(frozen=True, slots=True)
class Item:
    """One valid item: its record as plain JSON values without empty ones, or an order to delete it.

    `content` holds the bytes of an attachment, which the record itself doesn't.
    """

    line: int
    record: dict[str, Any]
    content: bytes | None = None
    delete: bool = False


def read_line(number: int, raw: bytes, now: datetime) -> Item | ItemOutcome:
    """Read one JSON line; never raises.

    `now` is the receiver's clock: a time further ahead than clocks differ is refused.
    """
    if len(raw) > LINE_BYTES:
        return _invalid(number, "too_large", "", f"the line is longer than {LINE_BYTES:,} bytes")
    try:
        value = json.loads(raw.decode("utf-8"))
    except UnicodeDecodeError:
        return _invalid(number, "invalid_encoding", "", "the line is not UTF-8")
    except (ValueError, RecursionError):
        return _invalid(number, "invalid_json", "", "the line is not one JSON value")
    return read_item(number, value, now)


def read_item(number: int, value: object, now: datetime) -> Item | ItemOutcome:
    """Read one JSON value as an item of a known kind, or as a deletion (`"deleted": true`); never raises."""
    if not isinstance(value, dict):
        return _invalid(number, "not_an_object", "", "an item must be a JSON object")
    kind, source = value.get("kind"), value.get("id")
    named = {"kind": kind if isinstance(kind, str) else "", "source": source if isinstance(source, str) else ""}
    if not isinstance(kind, str) or kind not in MODELS:
        return _invalid(number, "unknown_kind", "/kind", f"kind must be one of {', '.join(MODELS)}", **named)
    if deeper_than(value, DEPTH):
        return _invalid(number, "too_deep", "", f"nested deeper than {DEPTH} levels", **named)
    model = Deletion if value.get("deleted") is True else MODELS[kind]
    try:
        record = model.model_validate(value)
    except ValidationError as error:
        return refused(error, _invalid(number, "", "", "", **named))
    for field in MOMENTS:
        moment = getattr(record, field, None)
        if moment is not None and is_in_future(moment, now):
            return _invalid(number, "time_in_future", f"/{field}", "lies in the future", **named)
    return _item(number, record)


def _item(number: int, record: AtsRecord | Deletion) -> Item | ItemOutcome:
    if isinstance(record, Deletion):
        return Item(number, record.model_dump(mode="json", exclude={"deleted"}), delete=True)
    sent = record.model_dump(mode="json", exclude_unset=True)
    # What was sent empty is as if it weren't sent: an update replaces the whole layer anyway.
    plain = {"kind": record.kind, **{field: value for field, value in sent.items() if value not in EMPTY}}
    encoded = plain.pop("content", None)
    if encoded is None:
        return Item(number, plain)
    try:
        content = base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError):
        return _invalid(number, "invalid_base64", "/content", "not base64", kind=record.kind, source=record.id)
    return Item(number, plain, content)


def _invalid(line: int, code: str, pointer: str, message: str, **named: str) -> ItemOutcome:
    return ItemOutcome(
        line=line,
        kind=named.get("kind", "")[:40],
        id=named.get("source", "")[:200],
        result="invalid",
        code=code,
        pointer=pointer,
        message=message,
    )


def as_record(plain: Mapping[str, Any]) -> AtsRecord:
    """Read a stored record's plain values back into its noun.

    Raises:
        pydantic.ValidationError: the values were not stored by this version or one that it can read.

    """
    # What a blob holds is named beside the record's own fields once it is stored.
    fields = {key: value for key, value in plain.items() if key not in ("blob", "bytes", "refused")}
    return MODELS[plain["kind"]].model_validate(fields)
