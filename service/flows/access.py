"""Turn stored records into those that a viewer may see, by the one policy in entities/access.py."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from entities.access import NOBODY, Audience, Rule, may_see, meet, own_audience
from entities.document import Access
from entities.ids import RecordId, RecordKind
from store import TenantTx, records
from store import access as rules

ROOTS: tuple[RecordKind, ...] = ("job", "candidate")  # belong to nothing
ABOUT_REMARKS = ("about_note", "about_feedback")
HOPS = 3  # access entry -> note -> application -> candidate


def visible(tx: TenantTx, stored: Sequence[records.Stored], viewer_access: Access) -> list[records.Stored]:
    """Keep the records that a viewer may see, in their order; None looks as all seats at once."""
    if viewer_access is None:
        return list(stored)
    closed = audiences(tx, stored)
    return [one for one in stored if may_see(closed.get(one.id), viewer_access)]


def audiences(tx: TenantTx, stored: Sequence[records.Stored]) -> dict[RecordId, Audience]:
    """Find who may see records, for those that not every seat may see."""
    listed = rules.listed(tx, {one.instance for one in stored})
    if not listed and not rules.any_rules(tx):
        return {one.id: NOBODY for one in stored if not _for_everyone(one)}
    belonging = _belonging(tx, stored)
    seen = {one.id for one in stored} | {target for pointed in belonging.values() for _, target in pointed}
    # An access entry follows what it is about: whether that note is for everyone stands in the note.
    remarks = [target for pointed in belonging.values() for role, target in pointed if role in ABOUT_REMARKS]
    private = {one.id for one in (*stored, *records.get_many(tx, remarks).values()) if not _for_everyone(one)}
    known = _Known(belonging, rules.rules_about(tx, seen), private, {})
    found = {one.id: known.audience(one.id, one.kind, listed=one.instance in listed) for one in stored}
    return {id_: audience for id_, audience in found.items() if audience is not None}


@dataclass(frozen=True, slots=True)
class _Known:
    """What was read of some records: what each belongs to, rules about each, which are private, who sees each."""

    belonging: Mapping[RecordId, list[tuple[str, RecordId]]]
    rules: Mapping[RecordId, list[Rule]]
    private: frozenset[RecordId] | set[RecordId]
    found: dict[RecordId, Audience]

    def audience(self, id_: RecordId, kind: RecordKind, *, listed: bool) -> Audience:
        """Meet a record's own audience with those of all that it belongs to."""
        if id_ not in self.found:
            pointed = self.belonging.get(id_, ())
            own = own_audience(kind, self.rules.get(id_, ()), listed=listed, for_everyone=id_ not in self.private)
            followed = [self.audience(target, _kind_of(role), listed=listed) for role, target in pointed]
            alone = kind not in ROOTS and not pointed
            self.found[id_] = NOBODY if alone else meet([own, *followed])
        return self.found[id_]


def _belonging(tx: TenantTx, stored: Iterable[records.Stored]) -> dict[RecordId, list[tuple[str, RecordId]]]:
    """Read what records point at, and what that points at, up to jobs and candidates."""
    found: dict[RecordId, list[tuple[str, RecordId]]] = {}
    frontier = {one.id for one in stored if one.kind not in ROOTS}
    for _ in range(HOPS):
        if not frontier:
            break
        reached = rules.belongs_to(tx, frontier)
        found |= reached
        targets = {(role, target) for pointed in reached.values() for role, target in pointed}
        frontier = {target for role, target in targets if _kind_of(role) not in ROOTS} - found.keys()
    return found


def _kind_of(role: str) -> RecordKind:
    return cast("RecordKind", role.removeprefix("about_"))


def _for_everyone(one: records.Stored) -> bool:
    return one.payload.get("visibility", "everyone") == "everyone" if one.kind in ("note", "feedback") else True
