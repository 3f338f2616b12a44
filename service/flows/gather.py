"""Turn candidate ids into all that a tenant knows about each, with who may see what of it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from entities.access import Audience
from entities.ats import Candidate
from entities.ids import RecordId
from service.flows.access import audiences
from store import TenantTx, records
from sync import as_record

HOPS = 4  # candidate <- application <- note <- access entry, and one to spare


@dataclass(frozen=True, slots=True)
class Gathered:
    """One live candidate with the live records that lead to it, by id, with the audiences of what not all may see."""

    candidate: records.Stored
    others: tuple[records.Stored, ...] = ()
    audiences: Mapping[RecordId, Audience] = field(default_factory=dict)

    @property
    def attachments(self) -> tuple[records.Stored, ...]:
        """The files among the records."""
        return tuple(stored for stored in self.others if stored.kind == "attachment")


def gather(tx: TenantTx, ids: Collection[RecordId]) -> dict[RecordId, Gathered]:
    """Read the live candidates among the ids with everything that points at them, however many steps away."""
    found = records.get_many(tx, ids)
    candidates = {key: stored for key, stored in found.items() if stored.kind == "candidate"}
    others: dict[RecordId, dict[RecordId, records.Stored]] = {key: {} for key in candidates}
    frontier: dict[RecordId, set[RecordId]] = {key: {key} for key in candidates}  # record -> its candidates
    for _ in range(HOPS):
        reached: dict[RecordId, set[RecordId]] = {}
        for target, pointing in records.pointing_at(tx, list(frontier)).items():
            for stored in pointing:
                for root in frontier[target]:
                    if stored.id not in others[root]:
                        others[root][stored.id] = stored
                        reached.setdefault(stored.id, set()).add(root)
        frontier = reached
        if not frontier:
            break
    led = {id_: stored for held in others.values() for id_, stored in held.items()}
    closed = audiences(tx, [*candidates.values(), *led.values()])
    return {key: _gathered(stored, others[key], closed) for key, stored in candidates.items()}


def candidate_of(stored: records.Stored) -> Candidate:
    """Read a stored candidate's payload into its noun."""
    candidate = as_record(stored.payload)
    assert isinstance(candidate, Candidate)
    return candidate


def _gathered(
    candidate: records.Stored, others: Mapping[RecordId, records.Stored], closed: Mapping[RecordId, Audience]
) -> Gathered:
    held = {id_: closed[id_] for id_ in (candidate.id, *others) if id_ in closed} if closed else {}
    return Gathered(candidate, tuple(other for _, other in sorted(others.items())), held)
