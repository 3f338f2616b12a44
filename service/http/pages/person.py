"""Turn a person's id into all that a seat may see of them: facts with their source, and why links are what they are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from entities.document import Access, PersonDocument, may_find
from entities.errors import NotFound
from entities.ids import MemberNumber, PublicMemberId, RecordId
from entities.link import Decision
from service.flows.access import visible
from service.flows.explain import LinkExplanation, explain_link
from service.flows.gather import candidate_of
from service.flows.project import open_members
from service.http.pages.waterfall import Waterfall, waterfall
from service.http.service import Call
from store import TenantTx, documents, pairwise, records

DECISIONS: Mapping[Decision, str] = MappingProxyType(
    {"match": "The same person", "review": "Possibly the same person", "none": "Not linked"}
)
CORRECTIONS = MappingProxyType(
    {"linked": "Somebody said: the same person", "not_linked": "Somebody said: not the same"}
)


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
class PersonView:
    """One person: what stands at the top, and the links of their candidates."""

    id: str
    document: PersonDocument
    links: tuple[LinkView, ...]
    unlinked: tuple[str, ...]  # candidates that are not matched yet, by name


@dataclass(frozen=True, slots=True)
class Seen:
    """The candidates of a person that a seat may see, and the member, if there is one."""

    id: str
    candidates: Sequence[records.Stored]
    member: PersonDocument | None


def person_view(call: Call, named: str) -> PersonView:
    """Show a person, named by a person's or a candidate's id; raises NotFound."""
    seen = _seen(call, named)
    call.saw("person", [seen.id, *(one.id for one in seen.candidates)])
    return PersonView(seen.id, _document(call, seen), *_links(call, seen.candidates))


def link_of(call: Call, named: str, candidate: str) -> LinkView:
    """Show the link of one candidate of a person; raises NotFound."""
    for link in _links(call, _seen(call, named).candidates)[0]:
        if link.candidate == candidate:
            return link
    raise NotFound("there is no such link")


def _seen(call: Call, named: str) -> Seen:
    with call.parts.store.reading(call.tenant) as tx:
        access = call.viewer(tx).access
        id_ = documents.persons_of(tx, [RecordId(named)]).get(RecordId(named), named)
        candidates = _candidates(tx, id_, access)
        number = pairwise.member_number(tx, id_)
    member = None if number is None else open_members(call.parts, [number]).get(number)
    if not candidates and member is None:
        raise NotFound("there is no such person")
    return Seen(id_, candidates, member)


def _document(call: Call, seen: Seen) -> PersonDocument:
    with call.parts.store.reading(call.tenant) as tx:
        access = call.viewer(tx).access
        found = documents.get_many(tx, [documents.DocumentKey(seen.id, shadow=False)])
    own = next((document for document in found.values() if may_find(document, access)), None)
    document = own or seen.member
    if document is None:
        raise NotFound("there is no such person")
    return document


def _candidates(tx: TenantTx, person: str, access: Access) -> list[records.Stored]:
    together = documents.candidates_of(tx, [person]).get(person, [])
    stored = records.get_many(tx, together)
    return visible(tx, [stored[one] for one in together if one in stored], access)


def _links(call: Call, candidates: Sequence[records.Stored]) -> tuple[tuple[LinkView, ...], tuple[str, ...]]:
    views, unlinked = [], []
    for stored in candidates:
        one = candidate_of(stored)
        name = one.name or " ".join(part for part in (one.first_name, one.middle_name, one.last_name) if part)
        try:
            link = explain_link(call.parts, call.tenant, stored.source, instance=stored.instance)
        except NotFound:
            unlinked.append(name)
            continue
        views.append(_link(link, name, _member_name(call, link.member)))
    return tuple(views), tuple(unlinked)


def _link(link: LinkExplanation, name: str, member_name: str) -> LinkView:
    return LinkView(
        candidate=RecordId(link.record),
        candidate_name=name,
        source=link.candidate,
        member=link.member or "",
        member_name=member_name,
        decision=link.decision,
        decided=DECISIONS[link.decision],
        probability=_percent(link.probability),
        none_probability=_percent(link.none_probability),
        reason=link.reason,
        corrected=CORRECTIONS.get(link.correction or "", ""),
        chart=waterfall(link.evidence, link.log_odds),
    )


def _member_name(call: Call, member: str | None) -> str:
    if member is None:
        return ""
    with call.parts.store.reading(call.tenant) as tx:
        number = pairwise.member_number(tx, PublicMemberId(member))
    found = {} if number is None else open_members(call.parts, [MemberNumber(number)])
    return next((document.name for document in found.values()), "")


def _percent(share: float) -> str:
    if 0.999 < share < 1 or 0 < share < 0.001:
        return "over 99.9 %" if share > 0.5 else "under 0.1 %"
    return f"{100 * share:.1f} %".replace(".0 %", " %")
