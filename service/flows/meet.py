"""Turn links with the keys of their candidates into what is kept of them, so that changed members find both."""

from collections.abc import Mapping, Sequence

from entities.ids import RecordId, TenantKey
from entities.ids import Sequence as ChangeSequence
from entities.link import Link
from matcher import KeyRuns, candidate_keys, free_keys, key_form, persons_table
from service.flows.people import stored_people
from service.wiring import Parts
from store import TenantTx, links, meetings, records

CANDIDATES_AT_ONCE = 2_000
KEY_BYTES = "<u8"


def keep_meetings(tx: TenantTx, found: Sequence[Link], keys: Mapping[RecordId, bytes], form: int) -> None:
    """Keep under which keys, of a form, candidates meet members; whom a link names is met whatever becomes of it."""
    named = {RecordId(link.candidate): int(link.profile) for link in found if link.profile and link.decision != "none"}
    meetings.put_many(tx, {key: kept + named_key(named.get(key)) for key, kept in keys.items()}, form)


def named_key(member: int | None) -> bytes:
    """Make the packed key of a member, none for nobody."""
    return b"" if member is None else free_keys([member]).astype(KEY_BYTES).tobytes()


def make_missing(parts: Parts, tenant: TenantKey) -> int:
    """Make the keys of linked candidates that have none in today's form; gives how many."""
    secret = parts.store.matching_secret()
    form = key_form(secret)
    with parts.store.reading(tenant) as tx:
        wanted = meetings.lacking(tx, form)
    for start in range(0, len(wanted), CANDIDATES_AT_ONCE):
        part = wanted[start : start + CANDIDATES_AT_ONCE]
        with parts.store.writing(tenant, actor="worker") as tx:
            stored = list(records.get_many(tx, part).values())
            keys = candidate_keys(persons_table(stored_people(tx, tenant, stored)), secret)
            found = list(links.get_many(tx, part).values())
            keep_meetings(tx, found, {RecordId(key): packed for key, packed in keys.items()}, form)
    return len(wanted)


def load_meetings(tx: TenantTx, runs: KeyRuns, after: ChangeSequence, form: int) -> ChangeSequence:
    """Take in the keys of a form that were kept after a sequence; gives the sequence of the latest."""
    runs.change({one.candidate: one.keys for one in meetings.since(tx, after, form)})
    return meetings.head(tx)
