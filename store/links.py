"""Turn what the matcher decided about candidates into sealed rows, under corrections that outlive every match."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import Row, bindparam, delete, select

from entities.errors import InputError
from entities.ids import MemberNumber, RecordId
from entities.link import CorrectionKind, Decision, Link
from store.canonical import content_hash
from store.chunks import in_chunks, read_in_chunks, write_in_chunks
from store.session import TenantTx
from store.tables.people import correction, link, weights

LINK_KIND, WEIGHTS_KIND = "link", "weights"  # kinds of the sealed payloads
ROWS_AT_ONCE = 2_000

_HEADS = select(link.c.candidate, link.c.member, link.c.decision, link.c.content_hash, link.c.version).where(
    link.c.candidate.in_(bindparam("values", expanding=True))
)
_WHOLE = select(link.c.candidate, link.c.payload).where(link.c.candidate.in_(bindparam("values", expanding=True)))
_AFTER = (
    select(link.c.candidate, link.c.payload)
    .where(link.c.candidate > bindparam("after_candidate"))
    .order_by(link.c.candidate)
)
_MATCHED = select(link.c.member, link.c.candidate).where(
    link.c.member.in_(bindparam("values", expanding=True)), link.c.decision == "match"
)
_NAMING = select(link.c.candidate).where(
    link.c.member.in_(bindparam("values", expanding=True)), link.c.decision != "none"
)
_DROP = delete(link).where(link.c.candidate.in_(bindparam("values", expanding=True)))
_CORRECTIONS = (
    select(correction.c.candidate, correction.c.kind, correction.c.member)
    .where(correction.c.candidate.in_(bindparam("values", expanding=True)))
    .order_by(correction.c.number)
)
_EVERY_CORRECTION = select(correction.c.candidate, correction.c.kind, correction.c.member).order_by(correction.c.number)
_WEIGHTS = select(weights.c.number, weights.c.hash, weights.c.payload).order_by(weights.c.number.desc()).limit(1)


@dataclass(frozen=True, slots=True)
class LinkChange:
    """One link that a put really changed; `before` and `after` are the members it joined and joins, None for nobody."""

    candidate: RecordId
    outcome: Literal["created", "changed"]
    before: MemberNumber | None
    after: MemberNumber | None


@dataclass(frozen=True, slots=True)
class Head:
    """What a kept link comes to: the member it names, if any, and whether it joins the two, proposes it, or neither."""

    member: MemberNumber | None
    decision: Decision

    @property
    def joined(self) -> MemberNumber | None:
        """The member that the candidate is one person with."""
        return self.member if self.decision == "match" else None

    @property
    def named(self) -> MemberNumber | None:
        """The member whose changes concern the candidate whatever becomes of it."""
        return self.member if self.decision != "none" else None


@dataclass(frozen=True, slots=True)
class Standing:
    """What people's corrections of one candidate come to: the member it must be linked to, those it must not."""

    forced: MemberNumber | None = None
    forbidden: frozenset[MemberNumber] = frozenset()


def put_many(tx: TenantTx, links: Iterable[tuple[RecordId, Link]]) -> list[LinkChange]:
    """Keep the link of each candidate; its profile and runner-up are member numbers as text.

    Returns the links that really changed, in the order given. Of two for one candidate the later counts.
    """
    given = dict(links)
    tx.vault.load(given, make=True)
    kept = {row.candidate: row for row in read_in_chunks(tx, _HEADS, given)}
    rows: list[dict[str, Any]] = []
    changes: list[LinkChange] = []
    for candidate, one in given.items():
        text = one.model_dump_json().encode()
        before = kept.get(candidate)
        found = content_hash(text)
        if before is not None and before.content_hash == found:
            continue
        joined = before is not None and before.decision == "match"
        changes.append(
            LinkChange(
                candidate,
                "created" if before is None else "changed",
                before.member if before is not None and joined else None,
                _member(one) if one.decision == "match" else None,
            )
        )
        rows.append(
            {
                "candidate": candidate,
                "member": _member(one),
                "decision": one.decision,
                "probability": one.probability,
                "payload": tx.vault.seal(LINK_KIND, candidate, text, subject=candidate),
                "content_hash": found,
                "version": 1 if before is None else before.version + 1,
                "linked_at": tx.now,
            }
        )
    replaced = [column.name for column in link.c if not column.primary_key]
    for chunk in in_chunks(rows, ROWS_AT_ONCE):
        tx.execute(tx.upsert(link, change=replaced), chunk)
    return changes


def remove_many(tx: TenantTx, candidates: Iterable[RecordId]) -> int:
    """Remove the links of candidates that are gone; their corrections stay. Returns how many there were."""
    return write_in_chunks(tx, _DROP, candidates)


def get_many(tx: TenantTx, candidates: Iterable[RecordId]) -> dict[RecordId, Link]:
    """Read the links of candidates, with their evidence."""
    return {RecordId(one.candidate): one for one in _opened(tx, list(read_in_chunks(tx, _WHOLE, candidates)))}


def heads(tx: TenantTx, candidates: Iterable[RecordId]) -> dict[RecordId, Head]:
    """Read what the links of candidates come to, without opening them."""
    return {RecordId(row.candidate): Head(row.member, row.decision) for row in read_in_chunks(tx, _HEADS, candidates)}


def of_members(tx: TenantTx, numbers: Iterable[MemberNumber]) -> dict[MemberNumber, list[RecordId]]:
    """Find the candidates that are matched to each member, by id; a link in review doesn't count."""
    found: dict[MemberNumber, list[RecordId]] = {}
    for row in read_in_chunks(tx, _MATCHED, numbers):
        found.setdefault(MemberNumber(row.member), []).append(RecordId(row.candidate))
    return {number: sorted(candidates) for number, candidates in found.items()}


def naming(tx: TenantTx, numbers: Iterable[MemberNumber]) -> set[RecordId]:
    """Find the candidates whose link names one of the members, matched to it or in review."""
    return {RecordId(row.candidate) for row in read_in_chunks(tx, _NAMING, numbers)}


def all(tx: TenantTx, after: RecordId | None, limit: int) -> list[Link]:  # noqa: A001 - read as links.all
    """Read up to `limit` links in the order of their candidates' ids, those above `after`."""
    return _opened(tx, tx.execute(_AFTER.limit(limit), {"after_candidate": after or ""}).all())


def correct(
    tx: TenantTx, candidate: RecordId, kind: CorrectionKind, member: MemberNumber | None, actor: str
) -> Standing:
    """Append a person's correction and return what the candidate's corrections now come to.

    Without a member, `not_linked` means the one that the candidate's link names now. Raises InputError where a member
    is needed and none is given or linked.
    """
    if member is None and kind == "not_linked":
        head = next(read_in_chunks(tx, _HEADS, [candidate]), None)
        member = head.member if head is not None else None
    if member is None:
        raise InputError("the correction names no member")
    row = {
        "number": tx.allocate("correction"),
        "candidate": candidate,
        "kind": kind,
        "member": member,
        "actor": actor,
        "at": tx.now,
    }
    tx.execute(tx.insert(correction), row)
    return corrections_of(tx, [candidate])[candidate]


def corrections_of(tx: TenantTx, candidates: Iterable[RecordId]) -> dict[RecordId, Standing]:
    """Read what people's corrections come to, for those candidates that have any; the last word on a member counts."""
    standing: dict[RecordId, Standing] = {}
    for row in read_in_chunks(tx, _CORRECTIONS, candidates):
        before = standing.get(row.candidate, Standing())
        standing[RecordId(row.candidate)] = _after(before, row.kind, MemberNumber(row.member))
    return standing


def all_corrections(tx: TenantTx) -> dict[RecordId, Standing]:
    """Read what people's corrections come to, for every candidate that ever had one."""
    standing: dict[RecordId, Standing] = {}
    for row in tx.execute(_EVERY_CORRECTION):
        before = standing.get(row.candidate, Standing())
        standing[RecordId(row.candidate)] = _after(before, row.kind, MemberNumber(row.member))
    return standing


def save_weights(tx: TenantTx, text: str) -> int:
    """Keep new weights (JSON) beside the older ones; returns their number. Equal to the latest: nothing is added."""
    latest = tx.execute(_WEIGHTS).one_or_none()
    found = content_hash(text.encode()).hex()
    if latest is not None and latest.hash == found:
        return int(latest.number)
    number = tx.allocate("weights")
    sealed = tx.vault.seal(WEIGHTS_KIND, str(number), text.encode())
    tx.execute(tx.insert(weights), {"number": number, "hash": found, "payload": sealed, "made_at": tx.now})
    return number


def latest_weights(tx: TenantTx) -> str | None:
    """Read the tenant's latest weights (JSON), None where it has none of its own."""
    latest = tx.execute(_WEIGHTS).one_or_none()
    return None if latest is None else tx.vault.open(WEIGHTS_KIND, str(latest.number), latest.payload).decode()


def _after(before: Standing, kind: CorrectionKind, member: MemberNumber) -> Standing:
    """Let one more correction take effect: a link to a member lifts its ban, a ban lifts the link to it."""
    if kind == "not_linked":
        return Standing(None if before.forced == member else before.forced, before.forbidden | {member})
    forbidden = before.forbidden | ({before.forced} if before.forced is not None else set())
    return Standing(member, forbidden - {member})


def _member(one: Link) -> MemberNumber | None:
    return None if one.profile is None else MemberNumber(int(one.profile))


def _opened(tx: TenantTx, rows: Sequence[Row[Any]]) -> list[Link]:
    tx.vault.load(row.candidate for row in rows)
    return [
        Link.model_validate_json(tx.vault.open(LINK_KIND, row.candidate, row.payload, subject=row.candidate))
        for row in rows
    ]
