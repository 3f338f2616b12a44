"""Turn what a seat says of a match into a kept act, and what was shown to it into a record of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from entities.document import Access
from entities.hit import Hit
from entities.ids import ContractId, RecordId, SeatId
from service.flows.access import visible
from store import TenantTx, documents, product, records

FeedbackKind = Literal["good", "bad", "hidden"]
LOOKED_AT = 10_000  # acts of one seat on one job


@dataclass(frozen=True, slots=True)
class By:
    """The seat that acts, in its contract; both are empty where all seats look."""

    contract: ContractId
    seat: SeatId
    access: Access


def add_feedback(tx: TenantTx, by: By, job: RecordId, person: str, kind: FeedbackKind, note: str) -> int:
    """Keep what a seat says of a person for a job, and return its number.

    It hangs on a candidate's record where the person has one that the seat may see, so that it outlives links.
    """
    held = documents.candidates_of(tx, [person]).get(person, [])
    seen = visible(tx, list(records.get_many(tx, held).values()), by.access)
    about = min((one.id for one in seen), default=person)
    marks = {"job": str(job), "kind": kind}
    payload = {"note": note}
    return product.add(
        tx, "match_feedback", contract=by.contract, seat=by.seat, about=about, marks=marks, payload=payload
    )


def hidden_people(tx: TenantTx, by: By, job: RecordId) -> frozenset[str]:
    """Name the persons whom the seat hid from a job's matches; its last word on each counts."""
    said = product.subjects(
        tx, "match_feedback", contract=by.contract, seat=by.seat, marks={"job": str(job)}, limit=LOOKED_AT
    )
    last: dict[str, str] = {}
    for about, marks in said:
        last.setdefault(about, marks["kind"])
    hidden = [RecordId(about) for about, kind in last.items() if kind == "hidden"]
    persons = documents.persons_of(tx, hidden)
    return frozenset(persons.get(about, about) for about in hidden)


def add_shown(tx: TenantTx, by: By, job: RecordId, hits: Sequence[Hit], *, model: str, ranked_at: datetime) -> int:
    """Record which people were shown for a job and why, in words that quote nobody; returns its number."""
    people = [
        {"id": hit.document.person, "score": hit.score, "reasons": [reason.text for reason in hit.reasons]}
        for hit in hits
    ]
    payload = {"people": people, "ranked_at": ranked_at.isoformat()}
    marks = {"job": str(job), "model": model}
    return product.add(
        tx, "recommendation", contract=by.contract, seat=by.seat, about=str(job), marks=marks, payload=payload
    )
