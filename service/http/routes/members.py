"""Turn a member's id into its public profile, and into what the seat may know of it in the ATS."""

from typing import Annotated

from fastapi import Path

from service.flows.indicator import Indicator, Looking, indicator
from service.flows.profile import MemberProfile, member_profile
from service.http import people_examples
from service.http.api import Api, Here

api = Api(tag="members")
MemberName = Annotated[str, Path(min_length=1, max_length=200, description="The tenant's own id of the member.")]


@api.route(
    "GET",
    "/members/{member}/indicator",
    scope="people:read",
    as_seat=True,
    waits=True,
    example=people_examples.INDICATOR,
)
def read_indicator(call: Here, member: MemberName) -> Indicator:
    """Say whether a member is in the ATS, or why nothing is shown."""
    with call.parts.store.reading(call.tenant) as tx:
        viewer = call.viewer(tx)
        looking = Looking(call.instance, viewer.contract, viewer.seat, viewer.access)
        shown, seen = indicator(call.parts, tx, looking, member)
    call.saw("member", [member])
    if seen:
        call.saw("candidate", seen)
    return shown


@api.route("GET", "/members/{member}/profile", scope="people:read", as_seat=True, example=people_examples.PROFILE)
def read_member_profile(call: Here, member: MemberName) -> MemberProfile:
    """Read a member's public profile."""
    with call.parts.store.reading(call.tenant) as tx:
        call.viewer(tx)
        shown = member_profile(call.parts, tx, member)
    call.saw("member", [member])
    return shown
