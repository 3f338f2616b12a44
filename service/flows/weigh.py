"""Turn a tenant's candidates and the members into matching weights of its own, estimated without labels."""

from entities.ids import RecordId, TenantKey
from entities.person import Person
from matcher import estimate_weights, persons_table
from service.flows.people import stored_people
from service.matching import MemberProfiles
from service.wiring import Parts
from store import links, records

SAMPLE = 20_000  # candidates that weights are estimated from
ENOUGH = 200  # fewer say too little: the shipped weights stay
SCAN_ROWS = 2_000


def weigh(parts: Parts, tenant: TenantKey, matching: MemberProfiles) -> bool:
    """Estimate and keep the tenant's weights; tells whether there were people enough on both sides."""
    if len(matching.profiles) < ENOUGH:
        return False
    people = candidates_as_people(parts, tenant, SAMPLE)
    if len(people) < ENOUGH:
        return False
    weights = estimate_weights(persons_table(people), matching.profiles)
    with parts.store.writing(tenant, actor="worker") as tx:
        links.save_weights(tx, weights.to_json())
    return True


def has_weights(parts: Parts, tenant: TenantKey) -> bool:
    """Tell whether the tenant has weights of its own."""
    with parts.store.reading(tenant) as tx:
        return links.latest_weights(tx) is not None


def candidates_as_people(parts: Parts, tenant: TenantKey, limit: int) -> list[Person]:
    """Reduce up to `limit` candidates, with what their resumes say, to persons; ids are spread by their hash."""
    people: list[Person] = []
    after: RecordId | None = None
    while len(people) < limit:
        with parts.store.reading(tenant) as tx:
            batch = records.by_kind(tx, "candidate", after=after, limit=min(SCAN_ROWS, limit - len(people)))
            if not batch:
                break
            people += stored_people(tx, tenant, batch)
        after = batch[-1].id
    return people
