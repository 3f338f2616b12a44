"""Turn a gathered candidate into what each class of viewers may see of it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from entities.access import NOBODY, Audience, seat_token
from entities.ats import AccessEntry, Application, AtsRecord, Attachment, Feedback, Note, StageEntry
from entities.document import ALL_SEATS, EVERYONE
from entities.ids import RecordId, TenantKey, record_id
from entities.moments import moment
from entities.resume import Resume
from indexing import CandidateView, Sight
from service.flows.gather import Gathered, candidate_of
from store import records
from sync import as_record

R = TypeVar("R")
Sees = Callable[[Audience], bool]


@dataclass(frozen=True)
class Known:
    """One candidate with all that its tenant knows of it, whoever may see what."""

    tenant: TenantKey
    gathered: Gathered
    resumes: Mapping[RecordId, Resume]

    @property
    def audience(self) -> Audience:
        """Who may see the candidate at all."""
        return self.gathered.audiences.get(self.gathered.candidate.id)

    @cached_property
    def read(self) -> tuple[tuple[records.Stored, AtsRecord, Audience], ...]:
        """The records that lead to the candidate, with who may see each; access entries are nobody's content."""
        found = []
        for stored in self.gathered.others:
            record, audience = as_record(stored.payload), self.gathered.audiences.get(stored.id)
            unnamed = audience == NOBODY and getattr(record, "visibility", "everyone") != "everyone"
            if not isinstance(record, AccessEntry) and not unnamed:  # what is private and opened to no seat stays out
                found.append((stored, record, audience))
        return tuple(found)


def view(known: Known, sees: Sees) -> CandidateView | None:
    """Read what may be seen of a candidate into the nouns that a document is made of; None where it is hidden."""
    if not sees(known.audience):
        return None
    stored, tenant = known.gathered.candidate, known.tenant
    seen = [(one, record) for one, record, audience in known.read if sees(audience)]
    applications = [(one, record) for one, record in seen if isinstance(record, Application)]
    return CandidateView(
        record=stored.id,
        candidate=candidate_of(stored),
        applications=tuple(record for _, record in applications),
        stages=_of(StageEntry, seen),
        notes=_of(Note, seen),
        feedback=_of(Feedback, seen),
        resumes=tuple(
            known.resumes[one.id]
            for one, record in seen
            if isinstance(record, Attachment) and record.purpose == "resume" and one.id in known.resumes
        ),
        jobs=tuple(record_id(tenant, one.instance, "job", record.job) for one, record in applications),  # type: ignore[arg-type]  # a job's source id is plain text in its payload
        updated=max(int(moment(one.payload["modified"]).timestamp()) for one in (stored, *(one for one, _ in seen))),
    )


def linking_view(known: Known) -> CandidateView:
    """Read what all who may see a candidate may see of it: its link is one for all of them, decided by nothing more."""
    shared = view(known, lambda audience: audience is None or audience == known.audience)
    assert shared is not None
    return shared


def sights(held: Sequence[Known]) -> list[Sight]:
    """Part the viewers of one person's candidates into those who see the same, the ones who see most first."""
    audiences = {audience for known in held for audience in (known.audience, *(one for _, _, one in known.read))}
    closed = sorted((audience for audience in audiences if audience is not None), key=sorted)
    if not closed:
        return [Sight((EVERYONE, ALL_SEATS), _views(held, lambda _: True))]
    classes: dict[tuple[bool, ...], list[str]] = {}
    for seat in sorted(frozenset().union(*closed)):
        classes.setdefault(tuple(seat in audience for audience in closed), []).append(seat)
    everybody_else = (False,) * len(closed)
    order = sorted(classes.keys() - {everybody_else}, key=lambda opened: (-sum(opened), classes[opened]))
    return [
        Sight((ALL_SEATS,), _views(held, lambda _: True)),
        *(Sight(tuple(map(seat_token, classes[one])), _views(held, _opens(classes[one][0]))) for one in order),
        Sight((EVERYONE,), _views(held, lambda audience: audience is None)),
    ]


def _views(held: Sequence[Known], sees: Sees) -> tuple[CandidateView, ...]:
    return tuple(seen for known in held if (seen := view(known, sees)) is not None)


def _opens(seat: str) -> Sees:
    return lambda audience: audience is None or seat in audience


def _of(kind: type[R], seen: Sequence[tuple[records.Stored, AtsRecord]]) -> tuple[R, ...]:
    return tuple(record for _, record in seen if isinstance(record, kind))
