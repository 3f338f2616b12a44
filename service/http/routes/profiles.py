"""Turn a candidate's id into one view of the person, value by value with who says it."""

from typing import Annotated

from fastapi import Path

from entities.ids import SourceId
from service.flows.profile import CandidateProfile, candidate_profile
from service.flows.seen import seen_record
from service.http import people_examples
from service.http.api import Api, Here

api = Api(tag="members")
CandidateName = Annotated[str, Path(min_length=1, max_length=200, description="The candidate's id in the ATS.")]


@api.route(
    "GET",
    "/candidates/{candidate}/profile",
    scope="people:read",
    as_seat=True,
    waits=True,
    example=people_examples.CANDIDATE_PROFILE,
)
def read_candidate_profile(call: Here, candidate: CandidateName) -> CandidateProfile:
    """Read what the ATS, its resumes and the linked member say of one candidate."""
    with call.parts.store.reading(call.tenant) as tx:
        viewer = call.viewer(tx)
        stored = seen_record(tx, call.instance, "candidate", SourceId(candidate), viewer.access)
        shown = candidate_profile(call.parts, tx, stored, viewer.access)
    call.saw("candidate", [stored.id])
    if shown.member or shown.possibly:
        call.saw("member", [one for one in (shown.member, shown.possibly) if one])
    return shown
