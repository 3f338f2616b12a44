"""Turn a kind of record into what the store must know of it: whom it points at, whose key seals it, its histories."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from entities.errors import InvalidItem
from entities.ids import InstanceId, RecordId, RecordKind, SourceId, TenantKey, record_id

Payload = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Reference:
    """What one record says about another of its instance, which may arrive later or never."""

    role: str
    kind: RecordKind
    source: SourceId


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind's rules.

    `points` maps fields to the kinds they name. `owner` is the role whose record's key seals this one, so that whoever
    is shredded takes it along; without one the record has a key of its own. `histories` maps roles to fields.
    """

    points: Mapping[str, RecordKind]
    owner: tuple[str, ...] = ()
    histories: Mapping[str, str] = field(default_factory=dict)
    about: bool = False  # names its target by (about_kind, about)


ABOUT_ONE: Mapping[str, RecordKind] = {"candidate": "candidate", "application": "application"}
KINDS: Mapping[RecordKind, Kind] = {
    "job": Kind({}, histories={"state": "state_history"}),
    "candidate": Kind({}, histories={"status": "status_history"}),
    "application": Kind(
        {"candidate": "candidate", "job": "job"}, owner=("candidate",), histories={"status": "status_history"}
    ),
    "stage_entry": Kind({"application": "application"}, owner=("application",)),
    "note": Kind(ABOUT_ONE, owner=("candidate", "application")),
    "feedback": Kind(ABOUT_ONE, owner=("candidate", "application")),
    "attachment": Kind(ABOUT_ONE, owner=("candidate", "application")),
    "access_entry": Kind({}, about=True),
}
TO_CANDIDATE = ("candidate", "about_candidate")  # roles that name a candidate
ABOUT_JOB = "about_job"  # an access entry's: leads to the candidates of the job's applications
ON_THE_WAY = ("application", "about_application", "about_note", "about_feedback", "about_attachment")


def kind_of(record: Payload) -> RecordKind:
    """Read the kind of a record; raises InvalidItem for one that the registry doesn't know."""
    kind = record.get("kind")
    if kind not in KINDS:
        raise InvalidItem("an unknown kind of record", pointer="/kind")
    return cast("RecordKind", kind)


def references(kind: RecordKind, payload: Payload) -> list[Reference]:
    """List what a record points at."""
    rules = KINDS[kind]
    found = [Reference(field, to, SourceId(payload[field])) for field, to in rules.points.items() if payload.get(field)]
    if rules.about and payload.get("about"):
        to = cast("RecordKind", payload["about_kind"])
        found.append(Reference(f"about_{to}", to, SourceId(payload["about"])))
    return found


def targets(tenant: TenantKey, instance: InstanceId, kind: RecordKind, payload: Payload) -> list[tuple[str, RecordId]]:
    """List the roles and ids of what a record points at, whether it has arrived or not."""
    if kind in ("candidate", "job"):
        return []
    return [(one.role, record_id(tenant, instance, one.kind, one.source)) for one in references(kind, payload)]


def subject_of(kind: RecordKind, own: RecordId, pointed: list[tuple[str, RecordId]]) -> RecordId:
    """Name the record whose key seals this one: derivable from the record alone, in whatever order they arrive."""
    owner = KINDS[kind].owner
    return next((target for role, target in pointed if role in owner), own)


def histories(kind: RecordKind, payload: Payload) -> list[tuple[str, int, Mapping[str, Any]]]:
    """List the entries of a record's histories: role, place in it, and the entry with its state, time and source id."""
    if kind == "stage_entry":
        return [("stage", 0, {"state": payload["stage"], "at": payload["entered_at"], "id": payload["id"]})]
    return [
        (role, place, entry)
        for role, field in KINDS[kind].histories.items()
        for place, entry in enumerate(payload.get(field) or ())
    ]
