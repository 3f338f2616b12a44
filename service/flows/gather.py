"""Turn candidate ids into all that a tenant knows about each, ready to be parsed and projected."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from entities.ats import AccessEntry, Application, AtsRecord, Attachment, Candidate, Feedback, Note, StageEntry
from entities.document import EVERYONE
from entities.ids import RecordId, TenantKey, record_id
from entities.moments import moment
from entities.resume import Resume
from indexing import CandidateView
from store import TenantTx, records
from sync import as_record

HOPS = 4  # candidate <- application <- note <- access entry, and one to spare
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Gathered:
    """One live candidate with the live records that lead to it, by id."""

    candidate: records.Stored
    others: tuple[records.Stored, ...] = ()

    @property
    def attachments(self) -> tuple[records.Stored, ...]:
        """The files among the records."""
        return tuple(stored for stored in self.others if stored.kind == "attachment")

    @property
    def updated(self) -> int:
        """When any of its records changed last at its source, in epoch seconds."""
        return max(int(moment(one.payload["modified"]).timestamp()) for one in (self.candidate, *self.others))


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
    return {
        key: Gathered(stored, tuple(other for _, other in sorted(others[key].items())))
        for key, stored in candidates.items()
    }


def view(tenant: TenantKey, gathered: Gathered, resumes: Mapping[RecordId, Resume]) -> CandidateView:
    """Read a gathered candidate's payloads into the nouns that a document is made of.

    What only some seats may see, or belongs to such an application, is left out: whoever may find the person may find
    it by every word of its document.
    """
    candidate = candidate_of(gathered.candidate)
    everything = [(stored, as_record(stored.payload)) for stored in gathered.others]
    entries = _of(AccessEntry, (record for _, record in everything))
    shut = {(entry.about_kind, entry.about) for entry in entries if entry.state == "restricted"}
    read = [(stored, record) for stored, record in everything if _is_open(record, shut)]
    applications = [(stored, record) for stored, record in read if isinstance(record, Application)]
    return CandidateView(
        record=gathered.candidate.id,
        candidate=candidate,
        applications=tuple(record for _, record in applications),
        stages=_of(StageEntry, (record for _, record in read)),
        notes=_of(Note, (record for _, record in read)),
        feedback=_of(Feedback, (record for _, record in read)),
        resumes=tuple(
            resumes[stored.id]
            for stored, record in read
            if isinstance(record, Attachment) and record.purpose == "resume" and stored.id in resumes
        ),
        jobs=tuple(record_id(tenant, stored.instance, "job", one.job) for stored, one in applications),  # type: ignore[arg-type]  # a job's source id is plain text in its payload
        access=_access(entries, candidate.id),
        updated=gathered.updated,
    )


def candidate_of(stored: records.Stored) -> Candidate:
    """Read a stored candidate's payload into its noun."""
    candidate = as_record(stored.payload)
    assert isinstance(candidate, Candidate)
    return candidate


def _is_open(record: AtsRecord, shut: Collection[tuple[str, str]]) -> bool:
    application = getattr(record, "application", "")
    return (record.kind, record.id) not in shut and ("application", application) not in shut


def _access(entries: Iterable[AccessEntry], candidate: str) -> tuple[str, ...]:
    """Give the seats that may see the candidate; without a restricting entry that is everyone."""
    own = [entry for entry in entries if (entry.about_kind, entry.about) == ("candidate", candidate)]
    if any(entry.state == "restricted" for entry in own):
        return tuple(sorted({f"seat:{seat}" for entry in own for seat in entry.seats}))
    return (EVERYONE,)


def _of(kind: type[R], read: Iterable[AtsRecord]) -> tuple[R, ...]:
    return tuple(record for record in read if isinstance(record, kind))
