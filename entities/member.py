"""Turn one line of a member import into one frozen member profile."""

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from entities.text import LongText, MediumText, NeededText, ShortText


def _or_empty(value: object) -> object:
    return "" if value is None else value


def _or_none_at_all(value: object) -> object:
    return () if value is None else value


class _OrNull:
    """Says in JSON Schema that null is taken, for unknown."""

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {"anyOf": [handler(core), {"type": "null"}]}


Short = Annotated[ShortText, BeforeValidator(_or_empty), _OrNull()]
Medium = Annotated[MediumText, BeforeValidator(_or_empty), _OrNull()]
Long = Annotated[LongText, BeforeValidator(_or_empty), _OrNull()]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class Position(_Part):
    """One position; dates are YYYY or YYYY-MM, an open end is empty."""

    company: Short = ""
    title: Short = ""
    start: Short = ""
    end: Short = ""


class Education(_Part):
    """One education entry."""

    school: Short = ""
    degree: Short = ""
    area: Short = ""
    end: Short = ""


Positions = Annotated[tuple[Position, ...], Field(max_length=200), BeforeValidator(_or_none_at_all), _OrNull()]
Educations = Annotated[tuple[Education, ...], Field(max_length=100), BeforeValidator(_or_none_at_all), _OrNull()]
Shorts = Annotated[tuple[ShortText, ...], Field(max_length=500), BeforeValidator(_or_none_at_all), _OrNull()]


class Member(_Part):
    """A public member profile, in the match schema plus what only members have.

    `emails` and `phones` serve matching only: they are never shown, nor readable from an explanation.
    """

    id: NeededText
    name: Short = ""
    first_name: Short = ""
    middle_name: Short = ""
    last_name: Short = ""
    emails: Shorts = ()
    phones: Shorts = ()
    handles: Shorts = ()
    headline: Medium = ""
    summary: Long = ""
    location: Short = ""
    positions: Positions = ()
    education: Educations = ()
    skills: Shorts = ()
    birth_date: Short = ""
    profile_url: Medium = ""
    open_to_work: bool = False
    export_allowed: bool = True
    closed: bool = False


LISTS = ("emails", "phones", "handles", "skills")


def stored_member(payload: Mapping[str, Any]) -> Member:
    """Read a member as it was stored, without validating it again: a list reads a thousand at once."""
    known: dict[str, Any] = {**payload, **{name: tuple(payload.get(name) or ()) for name in LISTS}}
    known["positions"] = tuple(Position.model_construct(**one) for one in payload.get("positions") or ())
    known["education"] = tuple(Education.model_construct(**one) for one in payload.get("education") or ())
    return Member.model_construct(**known)
