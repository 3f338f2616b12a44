"""Turn linked candidates into the person documents that their tenant may search."""

from collections.abc import Mapping, Sequence

from entities.document import PersonDocument
from entities.ids import MemberNumber, RecordId
from entities.link import Link
from entities.member import stored_member
from indexing import member_document, person_documents
from service.flows.sight import Known, sights
from service.wiring import Parts
from store import TenantTx, documents, members, pairwise


def stored_member_document(stored: members.StoredMember) -> PersonDocument | None:
    """Project a stored member; a closed one has no document."""
    member = stored_member(stored.payload)
    if member.closed:
        return None
    return member_document(stored.number, member, version=stored.version, updated=stored.updated)


def open_members(parts: Parts, numbers: Sequence[MemberNumber]) -> dict[MemberNumber, PersonDocument]:
    """Project the members among the numbers that are there and not closed."""
    with parts.store.members_reading() as tx:
        found = members.get_many(tx, numbers)
    projected = {number: stored_member_document(stored) for number, stored in found.items()}
    return {number: document for number, document in projected.items() if document is not None}


def joined_member(link: Link | None, found: Mapping[MemberNumber, PersonDocument]) -> MemberNumber | None:
    """Give the member that a link joins its candidate to: only a match does, and only to an open member."""
    if link is None or link.decision != "match" or link.profile is None:
        return None
    number = MemberNumber(int(link.profile))
    return number if number in found else None


def write_documents(
    tx: TenantTx,
    persons: Mapping[RecordId, MemberNumber | None],
    gone: Sequence[RecordId],
    known: Mapping[RecordId, Known],
    found: Mapping[MemberNumber, PersonDocument],
) -> None:
    """Write the documents of every person that the candidates were until now, and are from now on.

    `persons` gives the member that each candidate is joined with; a candidate without one is a person by itself. What
    a person was written as before and isn't any more (a variant for some seats, a shadow) is removed.
    """
    public = pairwise.public_members(tx, {number for number in persons.values() if number is not None})
    now = {one: str(one) if number is None else public[number] for one, number in persons.items()}
    keys = set(now.values()) | set(documents.persons_of(tx, [*persons, *gone]).values())
    documents.set_persons(tx, {**now, **dict.fromkeys(gone)})
    together = documents.candidates_of(tx, sorted(keys))
    member_of = {now[one]: found[number] for one, number in persons.items() if number is not None}
    fresh: list[PersonDocument] = []
    for key in sorted(keys):
        held = [known[one] for one in together.get(key, ()) if one in known]
        fresh += person_documents(key, sights(held), member_of.get(key)) if held else []
    before = {(key, shadow) for key in keys for shadow in (False, True)}
    before |= {(variant, False) for held in documents.variants_of(tx, keys).values() for variant in held}
    documents.put_many(tx, fresh)
    documents.remove_many(tx, sorted(before - {(one.key, one.shadow) for one in fresh}))
