"""Turn stored candidates, with what their resumes say, into persons as the matcher compares them."""

from collections.abc import Sequence
from typing import NamedTuple

from entities.ids import RecordId, TenantKey
from entities.person import Person
from indexing import CandidateView
from matcher import person_of_candidate
from service.flows.gather import gather
from service.flows.parse import is_fresh
from service.flows.sight import Known, linking_view
from store import TenantTx, parses, records


class Read(NamedTuple):
    """Candidates as persons, and those of whom a file is still to be read, or to be read anew."""

    people: list[Person]
    unread: list[RecordId]


def person_of(key: RecordId, one: CandidateView) -> Person:
    """Reduce a candidate and its first resume to a person named by its record."""
    return person_of_candidate(one.candidate, key, one.resumes[0] if one.resumes else None)


def stored_people(tx: TenantTx, tenant: TenantKey, batch: Sequence[records.Stored]) -> list[Person]:
    """Reduce stored candidates to persons; of their files what is parsed by now counts."""
    return read_people(tx, tenant, batch).people


def read_people(tx: TenantTx, tenant: TenantKey, batch: Sequence[records.Stored]) -> Read:
    """Reduce stored candidates to persons, and tell of whom not all that they sent is read by today's parser."""
    gathered = gather(tx, [stored.id for stored in batch])
    files = [file.id for one in gathered.values() for file in one.attachments]
    kept = parses.get_many(tx, files) if files else {}
    resumes = {key: parse.outcome.resume for key, parse in kept.items() if parse.outcome.resume}
    people = [person_of(key, linking_view(Known(tenant, one, resumes))) for key, one in gathered.items()]
    unread = [
        key for key, one in gathered.items() if not all(is_fresh(file, kept.get(file.id)) for file in one.attachments)
    ]
    return Read(people, unread)
