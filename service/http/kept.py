"""Turn kinds of records into the models of what is sent and answered, and stored records into such answers."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, GetCoreSchemaHandler, ValidatorFunctionWrapHandler, create_model
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from entities.ats import MODELS
from entities.ids import KINDS, Origin, RecordKind
from store import records
from sync import as_record

PLURALS: Mapping[RecordKind, str] = MappingProxyType(
    {
        "job": "jobs",
        "candidate": "candidates",
        "application": "applications",
        "stage_entry": "stage-entries",
        "note": "notes",
        "feedback": "feedback",
        "attachment": "attachments",
        "access_entry": "access-entries",
    }
)
NOT_SENT = ("kind", "id")  # the path names them
FILE_FIELDS: Mapping[str, Any] = {
    "bytes": (int | None, Field(default=None, description="Size of the file; null without one.")),
    "refused": (str, Field(default="", description="Why the file was not kept, like `too_large`.")),
}


class Written(BaseModel):
    """What became of one record, and the token by which a read waits until the change can be found."""

    model_config = ConfigDict(frozen=True)

    id: str = Field(description="The record's id here; it never changes.")
    kind: RecordKind
    source_id: str
    version: int
    result: Literal["created", "changed", "unchanged", "deleted"]
    changed: bool
    change_token: str = Field(description="For the parameter `after` of a search: it then includes this write.")


class Kept(BaseModel):
    """One record as it is kept."""

    model_config = ConfigDict(frozen=True)

    id: str = Field(description="The record's id here; it never changes.")
    kind: RecordKind
    source_id: str = Field(description="The record's id in the ATS.")
    version: int
    received_at: datetime
    origins: dict[str, Origin] = Field(description="Whose word each field is: pushed, pulled, or a person's.")
    record: Any


class _DescribedBy:
    """Lets any JSON object in, and tells the contract that it is a model's: `sync` judges it, line and body alike."""

    def __init__(self, model: type[BaseModel]) -> None:
        self._model = model

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_wrap_validator_function(_an_object, handler.generate_schema(self._model))


def _an_object(value: Any, _: ValidatorFunctionWrapHandler) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise PydanticCustomError("not_an_object", "must be a JSON object")
    return value


def noun(kind: RecordKind) -> str:
    """Name a kind in words."""
    return kind.replace("_", " ")


def title(kind: RecordKind) -> str:
    """Name a kind as a model."""
    return "".join(part.capitalize() for part in kind.split("_"))


def _fields(kind: RecordKind, *without: str) -> dict[str, Any]:
    fields = MODELS[kind].model_fields
    return {name: (field.annotation, field) for name, field in fields.items() if name not in without}


def _sent(kind: RecordKind) -> _DescribedBy:
    rules = ConfigDict(extra="forbid")
    doc = MODELS[kind].__doc__
    model = create_model(f"{title(kind)}Input", __config__=rules, __doc__=doc, **_fields(kind, *NOT_SENT))
    return _DescribedBy(model)


def _shown(kind: RecordKind) -> type[BaseModel]:
    if kind != "attachment":
        return MODELS[kind]
    fields = {**_fields(kind, "content"), **FILE_FIELDS}
    return create_model(
        "AttachmentShown", __doc__="A file of a candidate or an application, its content apart.", **fields
    )


def _kept(kind: RecordKind) -> type[Kept]:
    return create_model(
        f"Kept{title(kind)}", __base__=Kept, __doc__=f"One {noun(kind)} as it is kept.", record=(SHOWN[kind], ...)
    )


def _list(kind: RecordKind) -> type[BaseModel]:
    following = Field(default=None, description="The cursor of what comes next; null at the end.")
    doc = f"Some of the records of the kind {noun(kind)}, in the order of their changes."
    fields: dict[str, Any] = {"items": (tuple[KEPT[kind], ...], ...), "next": (str | None, following)}  # type: ignore[valid-type]  # made above
    return create_model(f"{title(kind)}List", __doc__=doc, **fields)


SENT: Mapping[RecordKind, _DescribedBy] = {kind: _sent(kind) for kind in KINDS}
SHOWN: Mapping[RecordKind, type[BaseModel]] = {kind: _shown(kind) for kind in KINDS}
KEPT: Mapping[RecordKind, type[Kept]] = {kind: _kept(kind) for kind in KINDS}
LISTS: Mapping[RecordKind, type[BaseModel]] = {kind: _list(kind) for kind in KINDS}


def kept(stored: records.Stored) -> Kept:
    """Give a stored record as its kind's answer."""
    record: BaseModel = as_record(stored.payload)
    if stored.kind == "attachment":
        extra = {field: stored.payload[field] for field in FILE_FIELDS if field in stored.payload}
        record = SHOWN["attachment"].model_validate({**record.model_dump(exclude={"content"}), **extra})
    return KEPT[stored.kind](
        id=stored.id,
        kind=stored.kind,
        source_id=stored.source,
        version=stored.version,
        received_at=stored.received_at,
        origins={field: origin for field, origin in stored.origins.items() if field in SHOWN[stored.kind].model_fields},
        record=record,
    )
