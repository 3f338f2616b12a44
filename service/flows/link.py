"""Turn gathered candidates into links to members, with people's corrections as hard constraints."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from entities.ids import RecordId, TenantKey
from entities.link import Link
from entities.person import Person
from indexing import CandidateView
from matcher import Profiles, Weights, key_form, persons_table
from service.flows.people import person_of
from service.flows.weigh import weights_of
from service.wiring import Parts
from store import links


class Linked(NamedTuple):
    """The link of each candidate, and the packed keys, of a form, under which each meets members."""

    links: list[Link]
    keys: dict[RecordId, bytes]
    form: int


def link_candidates(
    parts: Parts, tenant: TenantKey, views: Mapping[RecordId, CandidateView], profiles: Profiles
) -> Linked:
    """Match each candidate against the members; profiles are named by member number as text.

    Weights are the tenant's own latest, or the shipped ones where it has none.
    """
    with parts.store.reading(tenant) as tx:
        weights = weights_of(tx)
    return link_people(parts, tenant, [person_of(key, one) for key, one in views.items()], profiles, weights)


def link_people(
    parts: Parts, tenant: TenantKey, people: Sequence[Person], profiles: Profiles, weights: Weights
) -> Linked:
    """Match persons who are candidates of a tenant, under its people's corrections."""
    with parts.store.reading(tenant) as tx:
        corrections = links.corrections_of(tx, [RecordId(one.id) for one in people])
    forced = {str(key): str(one.forced) for key, one in corrections.items() if one.forced is not None}
    forbidden = {
        str(key): frozenset(str(number) for number in one.forbidden)
        for key, one in corrections.items()
        if one.forbidden
    }
    found, keys = profiles.meet(
        persons_table(people), weights, forced=forced, forbidden=forbidden, precision=parts.settings.match_precision
    )
    return Linked(found, {RecordId(key): packed for key, packed in keys.items()}, key_form(profiles.secret))
