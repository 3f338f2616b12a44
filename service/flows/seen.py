"""Turn an id that a caller names into what it stands for, where the viewer may see it."""

from collections.abc import Sequence

from entities.document import Access, PersonDocument, may_find
from entities.errors import NotFound
from entities.ids import InstanceId, RecordId, RecordKind, SourceId, TenantKey
from service.flows.access import visible
from service.flows.project import stored_member_document
from service.wiring import Parts
from store import TenantTx, documents, members, pairwise, records


def seen_record(
    tx: TenantTx, instance: InstanceId, kind: RecordKind, source: SourceId, access: Access
) -> records.Stored:
    """Read a record; raises NotFound alike for one that is not there and one that the viewer may not see."""
    stored = records.by_source(tx, instance, kind, source)
    if stored is None or not visible(tx, [stored], access):
        raise NotFound(f"there is no such {kind}")
    return stored


def seen_member(parts: Parts, tx: TenantTx, public: str) -> members.StoredMember:
    """Read a member by the tenant's own id, open or closed; raises NotFound."""
    number = pairwise.member_number(tx, public)
    if number is None:
        raise NotFound("there is no such member")
    with parts.store.members_reading() as shared:
        found = members.get_many(shared, [number]).get(number)
    if found is None:
        raise NotFound("there is no such member")
    return found


def seen_people(parts: Parts, tenant: TenantKey, people: Sequence[str], access: Access) -> list[PersonDocument]:
    """Read what a viewer may see of people, in their order; raises NotFound for one that the viewer may not see.

    A person goes by its id, or by the record id of one of its candidates: so an id holds when links change.
    """
    found = seen_now(parts, tenant, people, access)
    if any(one not in found for one in people):
        raise NotFound("there is no such person")
    return [found[one] for one in people]


def seen_now(parts: Parts, tenant: TenantKey, people: Sequence[str], access: Access) -> dict[str, PersonDocument]:
    """Read what a viewer may see of people, by the ids that they are asked for; who can't be seen is left out."""
    with parts.store.reading(tenant) as tx:
        known = _persons(tx, people, access)
        keys = [key for held in documents.variants_of(tx, known.values()).values() for key in held]
        stored = documents.get_many(tx, [(key, False) for key in (*known.values(), *keys)])
        numbers = {one: pairwise.member_number(tx, one) for one in known.values()}
    found = {one.person: one for one in stored.values() if may_find(one, access)}
    with parts.store.members_reading() as shared:
        profiles = members.get_many(shared, [number for number in numbers.values() if number is not None])
    for one, number in numbers.items():
        document = stored_member_document(profiles[number]) if number is not None and number in profiles else None
        if document is not None:
            found.setdefault(one, document.model_copy(update={"key": one}))
    return {one: found[known[one]] for one in people if known[one] in found}


def _persons(tx: TenantTx, people: Sequence[str], access: Access) -> dict[str, str]:
    """Name the person that each id means; that of a candidate which the viewer may not see means itself."""
    of_candidates = documents.persons_of(tx, [RecordId(one) for one in people])
    stored = records.get_many(tx, of_candidates)
    seen = {one.id for one in visible(tx, list(stored.values()), access)}
    return {one: of_candidates[RecordId(one)] if one in seen else one for one in people}
