"""Turn stored candidates, with what their resumes say, into persons as the matcher compares them."""

from collections.abc import Sequence

from entities.ids import RecordId, TenantKey
from entities.person import Person
from indexing import CandidateView
from matcher import person_of_candidate
from service.flows.gather import gather
from service.flows.sight import Known, linking_view
from store import TenantTx, parses, records


def person_of(key: RecordId, one: CandidateView) -> Person:
    """Reduce a candidate and its first resume to a person named by its record."""
    return person_of_candidate(one.candidate, key, one.resumes[0] if one.resumes else None)


def stored_people(tx: TenantTx, tenant: TenantKey, batch: Sequence[records.Stored]) -> list[Person]:
    """Reduce stored candidates to persons; of their files what is parsed by now counts."""
    gathered = gather(tx, [stored.id for stored in batch])
    files = [file.id for one in gathered.values() for file in one.attachments]
    resumes = {key: kept.outcome.resume for key, kept in parses.get_many(tx, files).items() if kept.outcome.resume}
    return [person_of(key, linking_view(Known(tenant, one, resumes))) for key, one in gathered.items()]
