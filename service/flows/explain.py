"""Turn a candidate's link into its waterfall, in words and numbers, without a value of the member's profile."""

from pydantic import BaseModel, ConfigDict

from entities.errors import NotFound
from entities.ids import InstanceId, MemberNumber, SourceId, TenantKey
from entities.link import Decision, Evidence
from service.wiring import Parts
from store import documents, links, pairwise, records


class LinkExplanation(BaseModel):
    """What the matcher decided about one candidate and why; the evidence sums to `log_odds`.

    `member` and `runner_up` are the tenant's own ids.
    """

    model_config = ConfigDict(frozen=True)

    candidate: str
    record: str
    person: str
    member: str | None
    decision: Decision
    probability: float
    none_probability: float
    runner_up: str | None
    runner_up_probability: float | None
    log_odds: float
    evidence: tuple[Evidence, ...]
    reason: str
    weights: str
    correction: str | None


def explain_link(parts: Parts, tenant: TenantKey, candidate: SourceId, *, instance: InstanceId) -> LinkExplanation:
    """Explain the link of a candidate named by its source id.

    Raises:
        NotFound: no such candidate, or it is not linked yet.

    """
    with parts.store.reading(tenant) as tx:
        stored = records.by_source(tx, instance, "candidate", candidate)
        link = links.get_many(tx, [stored.id]).get(stored.id) if stored else None
        if stored is None or link is None:
            hint = None if stored is None else "run `talentjoin worker --once`"
            raise NotFound("no such candidate" if stored is None else "the candidate is not linked yet", hint=hint)
        numbers = [MemberNumber(int(one)) for one in (link.profile, link.runner_up) if one is not None]
        public = pairwise.public_members(tx, numbers)
        person = documents.persons_of(tx, [stored.id]).get(stored.id, stored.id)
        standing = links.corrections_of(tx, [stored.id]).get(stored.id)
    return LinkExplanation(
        candidate=candidate,
        record=stored.id,
        person=person,
        member=public[MemberNumber(int(link.profile))] if link.profile is not None else None,
        decision=link.decision,
        probability=link.probability,
        none_probability=link.none_probability,
        runner_up=public[MemberNumber(int(link.runner_up))] if link.runner_up is not None else None,
        runner_up_probability=link.runner_up_probability,
        log_odds=link.log_odds,
        evidence=link.evidence,
        reason=link.reason,
        weights=link.weights,
        correction=None if standing is None else "linked" if standing.forced is not None else "not_linked",
    )
