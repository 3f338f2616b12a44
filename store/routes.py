"""Turn changed records into the candidates whose documents must be made anew."""

from collections.abc import Iterable, Mapping

from sqlalchemy import bindparam, select

from entities.ids import RecordId, RecordKind
from store.chunks import read_in_chunks
from store.kinds import ON_THE_WAY, TO_CANDIDATE
from store.outbox import Numbers
from store.session import TenantTx
from store.tables.records import reference

MOST_HOPS = 4  # access entry, note, application, candidate
SILENT: frozenset[RecordKind] = frozenset({"job"})  # leads to no candidate

_POINTED = select(reference.c.from_id, reference.c.role, reference.c.to_id).where(
    reference.c.from_id.in_(bindparam("values", expanding=True)), reference.c.role.in_(TO_CANDIDATE + ON_THE_WAY)
)


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
    for id_, (kind, numbers) in changed.items():
        if kind == "candidate":
            _widen(found, id_, numbers)
        elif kind not in SILENT:
            _widen(waiting, id_, numbers)
            _follow(before.get(id_, ()), numbers, found, waiting)
    for _ in range(MOST_HOPS):
        if not waiting:
            break
        further: dict[RecordId, Numbers] = {}
        for id_, pointed in pointed_now(tx, waiting).items():
            _follow(pointed, waiting[id_], found, further)
        waiting = further
    return found


def _follow(
    pointed: Iterable[tuple[str, RecordId]],
    numbers: Numbers,
    found: dict[RecordId, Numbers],
    further: dict[RecordId, Numbers],
) -> None:
    for role, target in pointed:
        _widen(found if role in TO_CANDIDATE else further, target, numbers)


def _widen(kept: dict[RecordId, Numbers], id_: RecordId, numbers: Numbers) -> None:
    known = kept.get(id_, numbers)
    kept[id_] = (max(known[0], numbers[0]), min(known[1], numbers[1]))
