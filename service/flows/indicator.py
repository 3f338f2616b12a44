"""Turn a member into what a seat may know of it in the ATS, or into the reason why nothing is shown."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from entities.document import Access
from entities.ids import ContractId, InstanceId, RecordId, SeatId
from entities.link import Decision
from service.flows.access import visible
from service.flows.applications import Applied, applications_of
from service.flows.gather import Gathered, candidate_of, gather
from service.flows.seen import seen_member
from service.wiring import Parts
from store import TenantTx, grants, links, seats

FEATURE: grants.Feature = "indicator"
Why = Literal["member_closed", "not_enabled", "no_licence", "no_match"]


@dataclass(frozen=True, slots=True)
class Looking:
    """Who looks, from which instance; an empty seat is all seats."""

    instance: InstanceId
    contract: ContractId
    seat: SeatId
    access: Access


class KnownAs(BaseModel):
    """One candidate of the ATS that is the member, or in review possibly the same person."""

    model_config = ConfigDict(frozen=True)

    source_id: str
    decision: Decision
    ats_url: str
    status: str
    applications: tuple[Applied, ...]


class Indicator(BaseModel):
    """Whether a member is in the ATS, as far as the seat may know."""

    model_config = ConfigDict(frozen=True)

    member: str
    in_ats: bool
    reason: Why | None = Field(description="Why nothing is shown; null where something is.")
    candidates: tuple[KnownAs, ...] = Field(description="The joined ones first, then those that are possibly the same.")


def indicator(parts: Parts, tx: TenantTx, looking: Looking, public: str) -> tuple[Indicator, list[RecordId]]:
    """Say whether a member is in the ATS, and which candidates were looked at; raises NotFound for no such member."""
    member = seen_member(parts, tx, public)
    if member.payload.get("closed"):
        return _nothing(public, "member_closed")
    if not _enabled(tx, looking):
        return _nothing(public, "not_enabled")
    if not _licensed(tx, looking):
        return _nothing(public, "no_licence")
    gathered = gather(tx, links.naming(tx, [member.number]))
    own = [one.candidate for one in gathered.values() if one.candidate.instance == looking.instance]
    seen = [one.id for one in visible(tx, own, looking.access)]
    decisions = {key: link.decision for key, link in links.get_many(tx, seen).items()}
    shown = [_known_as(tx, gathered[key], decisions, looking.access) for key in seen]
    ordered = sorted(shown, key=lambda one: (one.decision != "match", one.source_id))
    in_ats = any(one.decision == "match" for one in ordered)
    reason: Why | None = None if ordered else "no_match"
    return Indicator(member=public, in_ats=in_ats, reason=reason, candidates=tuple(ordered)), seen


def _nothing(public: str, reason: Why) -> tuple[Indicator, list[RecordId]]:
    return Indicator(member=public, in_ats=False, reason=reason, candidates=()), []


def _enabled(tx: TenantTx, looking: Looking) -> bool:
    """Tell whether the indicator is on: it is until the contract, the instance or the whole company switches it off."""
    scopes = [f"{grants.INSTANCE}:{looking.instance}", grants.WHOLE_COMPANY]
    if looking.contract:
        scopes.insert(0, f"{grants.CONTRACT}:{looking.contract}")
    standing = grants.current(tx)
    switched = [standing[FEATURE, scope].state for scope in scopes if (FEATURE, scope) in standing]
    return not switched or switched[0] == "on"


def _licensed(tx: TenantTx, looking: Looking) -> bool:
    seat = seats.find_seat(tx, looking.seat) if looking.seat else None
    return seat is None or bool(seat.licence)


def _known_as(tx: TenantTx, gathered: Gathered, decisions: Mapping[RecordId, Decision], access: Access) -> KnownAs:
    candidate = candidate_of(gathered.candidate)
    return KnownAs(
        source_id=candidate.id,
        decision=decisions.get(gathered.candidate.id, "none"),
        ats_url=candidate.ats_url,
        status=candidate.status,
        applications=applications_of(tx, visible(tx, gathered.others, access), access),
    )
