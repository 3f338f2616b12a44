"""Turn changed records into the candidates whose documents must be made anew."""

from collections.abc import Iterable, Mapping

from sqlalchemy import bindparam, select

from entities.ids import InstanceId, RecordId, RecordKind
from store.chunks import read_in_chunks
from store.kinds import ABOUT_JOB, ON_THE_WAY, TO_CANDIDATE
from store.outbox import Numbers
from store.scope import SCOPE
from store.session import TenantTx
from store.tables.records import record, reference

MOST_HOPS = 4  # access entry, note, application, candidate
SILENT: frozenset[RecordKind] = frozenset({"job"})  # leads to no candidate: only who may see it does, by an entry

_POINTED = select(reference.c.from_id, reference.c.role, reference.c.to_id).where(
    reference.c.from_id.in_(bindparam("values", expanding=True)),
    reference.c.role.in_((*TO_CANDIDATE, *ON_THE_WAY, ABOUT_JOB)),
)
_on, _by = reference.alias("on"), reference.alias("by")  # an application's references to its job, to its candidate
_APPLICANTS = select(_on.c.to_id, _by.c.to_id.label("candidate")).where(
    _on.c.tenant == SCOPE,
    _by.c.tenant == SCOPE,
    _on.c.role == "job",
    _by.c.role == "candidate",
    _on.c.from_id == _by.c.from_id,
    _on.c.to_id.in_(bindparam("values", expanding=True)),
)
_ALL = select(record.c.id).where(record.c.kind == "candidate", record.c.deleted_at.is_(None)).order_by(record.c.id)


def pointed_now(tx: TenantTx, ids: Iterable[RecordId]) -> dict[RecordId, list[tuple[str, RecordId]]]:
    """Read what records point at on the way to a candidate: by record, roles and targets."""
    found: dict[RecordId, list[tuple[str, RecordId]]] = {}
    for row in read_in_chunks(tx, _POINTED, ids):
        found.setdefault(row.from_id, []).append((row.role, row.to_id))
    return found


def candidates(
    tx: TenantTx,
    changed: Mapping[RecordId, tuple[RecordKind, Numbers]],
    before: Mapping[RecordId, list[tuple[str, RecordId]]],
) -> dict[RecordId, Numbers]:
    """Find every candidate that changed records lead to, by what they point at now and by what they did `before`.

    Each comes with the newest and the oldest of the changes that lead to it.
    """
    found: dict[RecordId, Numbers] = {}
    waiting: dict[RecordId, Numbers] = {}
    jobs: dict[RecordId, Numbers] = {}
    for id_, (kind, numbers) in changed.items():
        if kind == "candidate":
            _widen(found, id_, numbers)
        elif kind not in SILENT:
            _widen(waiting, id_, numbers)
            _follow(before.get(id_, ()), numbers, found, waiting, jobs)
    for _ in range(MOST_HOPS):
        if not waiting:
            break
        further: dict[RecordId, Numbers] = {}
        for id_, pointed in pointed_now(tx, waiting).items():
            _follow(pointed, waiting[id_], found, further, jobs)
        waiting = further
    for row in read_in_chunks(tx, _APPLICANTS, jobs):
        _widen(found, RecordId(row.candidate), jobs[row.to_id])
    return found


def candidates_of(tx: TenantTx, instance: InstanceId | None) -> list[RecordId]:
    """List the live candidates of an instance, or of the whole tenant."""
    statement = _ALL if instance is None else _ALL.where(record.c.instance == instance)
    return [RecordId(row.id) for row in tx.execute(statement)]


def _follow(
    pointed: Iterable[tuple[str, RecordId]],
    numbers: Numbers,
    found: dict[RecordId, Numbers],
    further: dict[RecordId, Numbers],
    jobs: dict[RecordId, Numbers],
) -> None:
    for role, target in pointed:
        _widen(found if role in TO_CANDIDATE else jobs if role == ABOUT_JOB else further, target, numbers)


def _widen(kept: dict[RecordId, Numbers], id_: RecordId, numbers: Numbers) -> None:
    known = kept.get(id_, numbers)
    kept[id_] = (max(known[0], numbers[0]), min(known[1], numbers[1]))
