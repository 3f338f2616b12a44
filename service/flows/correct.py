"""Turn what a person says about a link into a correction that every re-match keeps."""

from entities.errors import InputError, NotFound
from entities.ids import InstanceId, MemberNumber, PublicMemberId, RecordId, Sequence, SourceId, TenantKey
from entities.link import CorrectionKind
from service.wiring import Parts
from store import TenantTx, audit, links, outbox, pairwise, records


def correct(
    parts: Parts,
    tenant: TenantKey,
    candidate: SourceId,
    kind: CorrectionKind,
    *,
    instance: InstanceId,
    member: PublicMemberId | None,
    actor: str,
) -> None:
    """Keep a correction and make the candidate due, in one transaction.

    `linked` and `other_member` need the member, unless one is linked or proposed now; `not_linked` without one refuses
    the member linked or proposed now.

    Raises:
        NotFound: no such candidate or member for this tenant.
        InputError: a member is needed.

    """
    with parts.store.writing(tenant, actor=actor) as tx:
        stored = records.by_source(tx, instance, "candidate", candidate)
        if stored is None:
            raise NotFound("no such candidate")
        number = pairwise.member_number(tx, member) if member is not None else None
        if member is not None and number is None:
            raise NotFound("no such member")
        correct_in(tx, stored.id, kind, number)


def correct_in(tx: TenantTx, candidate: RecordId, kind: CorrectionKind, number: MemberNumber | None) -> Sequence:
    """Keep a correction in the caller's transaction, in the name of its actor; returns the change's sequence.

    Raises:
        InputError: a member is needed.

    """
    if number is None and kind != "other_member":
        held = links.get_many(tx, [candidate]).get(candidate)
        number = MemberNumber(int(held.profile)) if held is not None and held.profile is not None else None
    if number is None:
        raise InputError(f"{kind} needs a member", pointer="/member", hint="name one, as search and explain show it")
    links.correct(tx, candidate, kind, number, tx.actor)
    audit.append(tx, action="link.correct", kind="candidate", ids=[candidate], details={"verdict": kind})
    due = outbox.add(tx, "refresh", [candidate])
    assert due is not None  # there is one entity
    return due
