"""Turn gathered candidates into links to members, with people's corrections as hard constraints."""

from collections.abc import Mapping
from typing import NamedTuple

from entities.ids import RecordId, TenantKey
from entities.link import Link
from indexing import CandidateView
from matcher import Profiles, Weights, candidate_keys, default_weights, persons_table
from service.flows.people import person_of
from service.wiring import Parts
from store import links


class Linked(NamedTuple):
    """The link of each candidate, and the packed keys under which each meets members."""

    links: list[Link]
    keys: dict[RecordId, bytes]


def link_candidates(
    parts: Parts, tenant: TenantKey, views: Mapping[RecordId, CandidateView], profiles: Profiles
) -> Linked:
    """Match each candidate against the members; profiles are named by member number as text.

    Weights are the tenant's own latest, or the shipped ones where it has none.
    """
    with parts.store.reading(tenant) as tx:
        kept = links.latest_weights(tx)
        corrections = links.corrections_of(tx, list(views))
    weights = Weights.from_json(kept) if kept else default_weights()
    people = persons_table([person_of(key, one) for key, one in views.items()])
    forced = {str(key): str(one.forced) for key, one in corrections.items() if one.forced is not None}
    forbidden = {
        str(key): frozenset(str(number) for number in one.forbidden)
        for key, one in corrections.items()
        if one.forbidden
    }
    found = profiles.match(
        people, weights, forced=forced, forbidden=forbidden, precision=parts.settings.match_precision
    )
    return Linked(found, {RecordId(key): keys for key, keys in candidate_keys(people).items()})
