"""Turn a person's id into all that a seat may see of them: facts with their source, and why links are what they are."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from entities.document import PersonDocument
from entities.errors import NotFound
from entities.ids import RecordId
from entities.link import Decision
from service.flows.access import visible
from service.flows.applications import Applied
from service.flows.explain import LinkExplanation, explain_link
from service.flows.profile import candidate_profile, member_profile
from service.flows.seen import seen_people
from service.http.call import Call
from service.http.pages.facts import Facts, facts_of_candidate, facts_of_member
from service.http.pages.waterfall import Waterfall, waterfall
from store import TenantTx, documents, records

DECISIONS: Mapping[Decision, str] = MappingProxyType(
    {"match": "The same person", "review": "Possibly the same person", "none": "Not linked"}
)
CORRECTIONS = MappingProxyType(
    {
        "linked": "A person said that both are the same",
        "not_linked": "A person has ruled out a member for this candidate",
    }
)
CERTAIN = 0.999
NOBODY = "a member whose profile is closed"


@dataclass(frozen=True, slots=True)
class LinkView:
    """Why a candidate is, may be or isn't some member: the names on both sides, the chances, the chart."""

    candidate: RecordId
    candidate_name: str
    source: str
    member: str
    member_name: str
    decision: Decision
    decided: str
    probability: str
    none_probability: str
    reason: str
    corrected: str
    chart: Waterfall

    @property
    def can_join(self) -> bool:
        """Tell whether somebody may still say that both are the same."""
        return bool(self.member) and self.decision != "match"

    @property
    def can_part(self) -> bool:
        """Tell whether somebody may still say that both are not the same."""
        return bool(self.member) and self.decision != "none"


@dataclass(frozen=True, slots=True)
class CandidateView:
    """One candidate of a person: the facts, the applications, and the link unless it is still to be made."""

    source: str
    status: str
    do_not_contact: bool
    facts: Facts
    applications: tuple[Applied, ...]
    link: LinkView | None


@dataclass(frozen=True, slots=True)
class PersonView:
    """One person; `profile` is there for one who is a member only."""

    id: str
    document: PersonDocument
    candidates: tuple[CandidateView, ...]
    profile: Facts | None

    @property
    def is_member(self) -> bool:
        """Tell whether a member is part of the person."""
        return self.document.member is not None

    @property
    def in_doubt(self) -> bool:
        """Tell whether a candidate's link waits for somebody's look."""
        return any(one.link is not None and one.link.decision == "review" for one in self.candidates)


def person_view(call: Call, named: str) -> PersonView:
    """Show a person, named by a person's or a candidate's id; raises NotFound."""
    with call.parts.store.reading(call.tenant) as tx:
        access = call.viewer(tx).access
        id_ = documents.persons_of(tx, [RecordId(named)]).get(RecordId(named), named)
    document = seen_people(call.parts, call.tenant, [id_], access)[0]
    with call.parts.store.reading(call.tenant) as tx:
        candidates = _candidates(call, tx, id_)
        shown = tuple(_candidate(call, tx, one) for one in candidates)
        profile = None if shown else facts_of_member(member_profile(call.parts, tx, id_))
    call.saw("person", [id_])
    if candidates:
        call.saw("candidate", [one.id for one in candidates])
    return PersonView(id_, document, shown, profile)


def link_of(call: Call, named: str, candidate: str) -> LinkView:
    """Show the link of one candidate of a person; raises NotFound."""
    for one in person_view(call, named).candidates:
        if one.link is not None and one.link.candidate == candidate:
            return one.link
    raise NotFound("there is no such link")


def _candidates(call: Call, tx: TenantTx, person: str) -> list[records.Stored]:
    together = documents.candidates_of(tx, [person]).get(person, [])
    stored = records.get_many(tx, together)
    return visible(tx, [stored[one] for one in together if one in stored], call.viewer(tx).access)


def _candidate(call: Call, tx: TenantTx, stored: records.Stored) -> CandidateView:
    profile = candidate_profile(call.parts, tx, stored, call.viewer(tx).access)
    facts = facts_of_candidate(profile)
    names = profile.fields.get("name", ())
    return CandidateView(
        source=profile.source_id,
        status=profile.status,
        do_not_contact=profile.do_not_contact,
        facts=facts,
        applications=profile.applications,
        link=_link(call, tx, stored, names[0].value if names else stored.source),
    )


def _link(call: Call, tx: TenantTx, stored: records.Stored, name: str) -> LinkView | None:
    try:
        link = explain_link(call.parts, call.tenant, stored.source, instance=stored.instance)
    except NotFound:  # just received, and not compared yet
        return None
    return _link_view(link, name, _member_name(call, tx, link.member))


def _link_view(link: LinkExplanation, name: str, member_name: str) -> LinkView:
    return LinkView(
        candidate=RecordId(link.record),
        candidate_name=name,
        source=link.candidate,
        member=link.member or "",
        member_name=member_name,
        decision=link.decision,
        decided=DECISIONS[link.decision],
        probability=percent(link.probability),
        none_probability=percent(link.none_probability),
        reason=link.reason,
        corrected=CORRECTIONS.get(link.correction or "", ""),
        chart=waterfall(link.evidence, link.log_odds),
    )


def _member_name(call: Call, tx: TenantTx, member: str | None) -> str:
    if member is None:
        return ""
    try:
        return member_profile(call.parts, tx, member).name
    except NotFound:
        return NOBODY


def percent(share: float) -> str:
    """Write a chance in percent, never rounded up to surely or down to never."""
    if CERTAIN < share < 1:
        return "over 99.9 %"
    if 0 < share < 1 - CERTAIN:
        return "under 0.1 %"
    return f"{100 * share:.1f} %".replace(".0 %", " %")
