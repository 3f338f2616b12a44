"""Turn an operator's orders on member profiles into stored members, and back."""

from collections import Counter
from datetime import UTC, datetime
from typing import Annotated, Any

from fastapi import Depends, Path, Request
from pydantic import BaseModel, ConfigDict

from entities.errors import InputError, NotFound, TooLarge
from entities.ids import MemberId
from entities.member import Member
from service.flows.members import import_member_lines, import_member_rows
from service.http.admin.guard import AdminGuard, Here
from service.http.api import Api
from service.http.bodies import FILE_BYTES, raw_body
from service.http.routes.bulk import TYPES
from service.telemetry import get_log
from store import members
from sync import ItemOutcome

LINES_MOST = 5_000
RAW = raw_body(*TYPES)

api = Api(tag="members", prefix="/admin/v1", guard=AdminGuard)
MemberName = Annotated[str, Path(min_length=1, max_length=200, description="The member's shared id.")]
DESCRIBED = {
    "requestBody": {
        "required": True,
        "description": f"One member a line, at most {LINES_MOST:,}.",
        "content": {TYPES[0]: {"schema": {"type": "string"}}},
    }
}


async def read_lines(request: Request) -> list[bytes]:
    """Read the lines of a body, those without text left out; raises TooLarge, UnsupportedMediaType."""
    lines = [line for line in (await RAW(request)).split(b"\n") if line.strip()]
    if len(lines) > LINES_MOST:
        raise TooLarge(f"there are over {LINES_MOST:,} lines")
    return lines


Lines = Annotated[list[bytes], Depends(read_lines)]


class ImportAnswer(BaseModel):
    """What became of each line, in order, and how often."""

    model_config = ConfigDict(frozen=True)

    counts: dict[str, int]
    outcomes: tuple[ItemOutcome, ...]


class KeptMember(BaseModel):
    """One member profile as it is kept."""

    model_config = ConfigDict(frozen=True)

    id: str
    version: int
    updated_at: datetime
    member: dict[str, Any]


@api.route("POST", "/members", scope="members:write", limit="bulk", body=FILE_BYTES, extra=DESCRIBED)
def import_members(call: Here, lines: Lines) -> ImportAnswer:
    """Store many member profiles, one a line; each line has its own outcome."""
    outcomes = tuple(import_member_lines(call.parts, lines))
    call.service.wake()
    return ImportAnswer(counts=dict(Counter(one.result for one in outcomes)), outcomes=outcomes)


@api.route("GET", "/members/{member}", scope="members:read", problems=("not_found",))
def read_operator_member(call: Here, member: MemberName) -> KeptMember:
    """Read one member profile, open or closed."""
    with call.parts.store.members_reading() as tx:
        found = _kept(members.by_ids(tx, [MemberId(member)]), member)
    get_log().info("member.read", operator=call.caller.client, id=member, request=call.request_id)
    return found


@api.route("PUT", "/members/{member}", scope="members:write")
def put_member(call: Here, member: MemberName, body: Member) -> KeptMember:
    """Store one member profile, new or changed."""
    if body.id != member:
        raise InputError("the id is not that of the address", pointer="/id")
    list(import_member_rows(call.parts, [(1, body.model_dump(mode="json"))]))
    call.service.wake()
    return read_operator_member(call, member)


@api.route("POST", "/members/{member}/close", scope="members:write", problems=("not_found",))
def close_member(call: Here, member: MemberName) -> KeptMember:
    """Close a member: the profile is kept, and found by nobody."""
    with call.parts.store.members_writing() as tx:
        members.close(tx, MemberId(member))
    call.service.wake()
    return read_operator_member(call, member)


@api.route("DELETE", "/members/{member}", scope="members:write", status=204, problems=("not_found",))
def delete_member(call: Here, member: MemberName) -> None:
    """Delete a member's profile."""
    with call.parts.store.members_writing() as tx:
        if not members.delete_many(tx, [MemberId(member)]):
            raise NotFound("there is no such member")
    call.service.wake()


def _kept(found: dict[MemberId, members.StoredMember], member: str) -> KeptMember:
    held = found.get(MemberId(member))
    if held is None:
        raise NotFound("there is no such member")
    updated = datetime.fromtimestamp(held.updated, UTC)
    return KeptMember(id=held.id, version=held.version, updated_at=updated, member=held.payload)
