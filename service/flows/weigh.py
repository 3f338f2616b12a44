"""Turn a tenant's candidates, the members and people's corrections into matching weights of the tenant's own."""

from collections.abc import Mapping
from typing import Any, NamedTuple

import pyarrow as pa

from entities.errors import InputError
from entities.ids import MemberNumber, RecordId, TenantKey
from entities.person import Person
from matcher import Profiles, Weights, default_weights, estimate_weights, persons_table
from service.flows.people import stored_people
from service.matching import MemberProfiles
from service.wiring import Parts
from store import TenantTx, links, records

SAMPLE = 20_000  # candidates that weights are estimated from
ENOUGH = 200  # fewer say too little: the shipped weights stay
SCAN_ROWS = 2_000


class Labels(NamedTuple):
    """What people said of candidates who are still there, about members who are: whom each is, whom each isn't."""

    right: dict[RecordId, MemberNumber]
    wrong: dict[RecordId, frozenset[MemberNumber]]


def weigh(parts: Parts, tenant: TenantKey, matching: MemberProfiles) -> bool:
    """Estimate and keep the tenant's weights; tells whether there were people enough on both sides, and believed."""
    if len(matching.profiles) < ENOUGH:
        return False
    people = candidates_as_people(parts, tenant, SAMPLE)
    if len(people) < ENOUGH:
        return False
    labels, labelled = labels_of(parts, tenant, matching.profiles)
    known = {one.id for one in people}
    people += [one for one in labelled if one.id not in known]
    wrong = {str(key): frozenset(map(str, numbers)) for key, numbers in labels.wrong.items()}
    trained = estimate_weights(
        persons_table(people), matching.profiles, labels=labels_table(labels), forbidden=wrong or None
    )
    if not trained.believed:
        return False  # the tenant keeps what it has: its last own weights, or the shipped ones
    with parts.store.writing(tenant, actor="worker") as tx:
        links.save_weights(tx, trained.weights.to_json())
    return True


def weights_of(tx: TenantTx) -> Weights:
    """Read the tenant's own weights, or the shipped ones where it has none that this version can read."""
    return _readable(links.latest_weights(tx)) or default_weights()


def has_weights(parts: Parts, tenant: TenantKey) -> bool:
    """Tell whether the tenant has weights of its own that this version can read."""
    with parts.store.reading(tenant) as tx:
        return _readable(links.latest_weights(tx)) is not None


def has_old_weights(tx: TenantTx) -> bool:
    """Tell whether the tenant has weights of its own that only another version can read."""
    kept = links.latest_weights(tx)
    return kept is not None and _readable(kept) is None


def labels_of(parts: Parts, tenant: TenantKey, profiles: Profiles) -> tuple[Labels, list[Person]]:
    """Read people's corrections as labels, with the candidates they are about; nobody who is gone is among them."""
    with parts.store.reading(tenant) as tx:
        said = links.all_corrections(tx)
        people = stored_people(tx, tenant, list(records.get_many(tx, list(said)).values()))
    named = {str(number) for one in said.values() for number in (*one.forbidden, one.forced) if number is not None}
    there = profiles.living(named)
    labels = Labels({}, {})
    for key in sorted(RecordId(one.id) for one in people):
        standing = said[key]
        if standing.forced is not None and str(standing.forced) in there:
            labels.right[key] = standing.forced
        if wrong := frozenset(number for number in standing.forbidden if str(number) in there):
            labels.wrong[key] = wrong
    return labels, people


def labels_table(labels: Labels) -> pa.Table | None:
    """Lay out whom people said candidates are, as the matcher reads labels; None where nothing was said."""
    if not labels.right:
        return None
    rows: Mapping[str, Any] = {
        "candidate_id": list(labels.right),
        "profile_id": [str(number) for number in labels.right.values()],
    }
    return pa.table(rows, schema=pa.schema([("candidate_id", pa.string()), ("profile_id", pa.string())]))


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


def _readable(kept: str | None) -> Weights | None:
    try:
        return None if kept is None else Weights.from_json(kept)
    except InputError:
        return None
