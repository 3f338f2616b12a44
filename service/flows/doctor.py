"""Turn an installation into a list of checks: what is well, what isn't, and what to do."""

import shutil
from collections.abc import Callable, Iterator, Mapping
from functools import partial

from pydantic import BaseModel, ConfigDict

from entities.errors import TalentjoinError
from entities.ids import TenantKey
from service.flows.rebuild import all_member_documents
from service.lock import has_worker
from service.sharing import misplaced
from service.wiring import Parts
from store import MembersTx, TenantTx, audit, blobs, control, documents, outbox, records

LEAST_FREE = 200_000_000  # bytes of disk
RESTORE = "restore from a backup"


class Check(BaseModel):
    """One thing looked at: whether it is well, what was seen, and what to do if it isn't."""

    model_config = ConfigDict(frozen=True)

    name: str
    ok: bool
    seen: str
    advice: str = ""


def examine(parts: Parts) -> Iterator[Check]:
    """Look at disk, engine, worker and members, then at each tenant: what waits, what is missing, index = store.

    What can't be looked at is a check that isn't well; the others go on.
    """
    free = shutil.disk_usage(parts.settings.data).free
    yield Check(
        name="disk", ok=free > LEAST_FREE, seen=f"{free / 1e9:.1f} GB free", advice="make room: writes will be refused"
    )
    try:
        seen = ", ".join(f"{name} {value}" for name, value in sorted(parts.engine.health().items()))
        yield Check(name="engine", ok=True, seen=seen)
    except TalentjoinError as error:
        advice = (
            "talentjoin rebuild" if parts.settings.engine == "embedded" else error.hint or "see that OpenSearch runs"
        )
        yield Check(name="engine", ok=False, seen=error.message, advice=advice)
    running = has_worker(parts.settings.data)
    yield Check(name="worker", ok=True, seen="runs" if running else "doesn't run; commands that write do its work")
    yield from _seen("members", partial(_members, parts))
    with parts.store.control_reading() as tx:
        tenants = control.tenants(tx)
    for tenant in tenants:
        yield from _seen(tenant.name, partial(_tenant, parts, tenant.key, tenant.name))


def _seen(name: str, look: Callable[[], Iterator[Check]]) -> Iterator[Check]:
    """Look, and where that fails, say so instead."""
    try:
        yield from look()
    except TalentjoinError as error:
        yield Check(name=f"{name}: store", ok=False, seen=error.message, advice=error.hint or RESTORE)


def _members(parts: Parts) -> Iterator[Check]:
    with parts.store.members_reading() as tx:
        queue = list(_queue(tx, "members", "import the members again"))
    yield from queue
    live = {
        documents.DocumentKey(one.key, one.shadow): one.version
        for batch in all_member_documents(parts)
        for one in batch
    }
    yield _index_check(parts, parts.members_index, "members", live, "talentjoin rebuild --members")


def _tenant(parts: Parts, tenant: TenantKey, name: str) -> Iterator[Check]:
    with parts.store.reading(tenant) as tx:
        counts = records.count_by_kind(tx)
        unresolved = records.unresolved(tx)
        queue = list(_queue(tx, name, f"talentjoin rematch {name}"))
        live = documents.versions(tx)
        trail = _trail(tx, name)
    stored = ", ".join(f"{count} {kind}" for kind, count in sorted(counts.items())) or "nothing"
    yield Check(name=f"{name}: records", ok=True, seen=stored)
    missing = ", ".join(f"{count} {role}" for role, count in sorted(unresolved.items()) if count)
    yield Check(name=f"{name}: unresolved references", ok=True, seen=missing or "none")
    yield from queue
    lost = len(blobs.missing(parts.store, tenant))
    yield Check(
        name=f"{name}: files",
        ok=not lost,
        seen=f"{lost} missing" if lost else "all there",
        advice=f"{RESTORE}, or push them again",
    )
    yield trail
    rebuild = f"talentjoin rebuild --tenant {name}"
    yield _index_check(parts, parts.tenant_index(tenant), name, live, rebuild)
    yield from _place_check(parts, parts.tenant_index(tenant), name, len(live), rebuild)


def _place_check(parts: Parts, index: str, name: str, size: int, advice: str) -> Iterator[Check]:
    """Say where an index would better share one with others, or have its own; it works either way."""
    try:
        better = misplaced(parts.engine, index, size, parts.settings.opensearch_pool_below)
    except TalentjoinError:
        return  # the check of the index said so
    if better is not None:
        seen = "small enough to share an index" if better == "pooled" else "large enough for an index of its own"
        yield Check(name=f"{name}: place", ok=True, seen=f"{seen}: {advice} moves it", advice=advice)


def _queue(tx: TenantTx | MembersTx, name: str, again: str) -> Iterator[Check]:
    """Count what waits, and what was put aside because it failed for its own sake."""
    behind = sum(outbox.depth(tx).values())
    advice = "talentjoin worker --once" if behind else ""
    yield Check(name=f"{name}: waiting", ok=not behind, seen=str(behind) if behind else "none", advice=advice)
    aside = ", ".join(f"{count} {code}" for code, count in sorted(outbox.buried(tx).items()))
    yield Check(name=f"{name}: set aside", ok=not aside, seen=aside or "none", advice=f"{again} tries them again")


def _trail(tx: TenantTx, name: str) -> Check:
    try:
        audit.verify(tx)
    except TalentjoinError as error:
        return Check(name=f"{name}: audit trail", ok=False, seen=error.message, advice=RESTORE)
    return Check(name=f"{name}: audit trail", ok=True, seen="unbroken")


def _index_check(parts: Parts, index: str, name: str, live: Mapping[documents.DocumentKey, int], advice: str) -> Check:
    try:
        held = dict(parts.engine.versions(index))
    except TalentjoinError as error:
        return Check(name=f"{name}: index", ok=False, seen=error.message, advice=advice)
    different = sum(held.get(key) != version for key, version in live.items()) + len(held.keys() - set(live))
    seen = f"{len(live)} documents" + (f", {different} differ from the store" if different else ", equal to the store")
    return Check(name=f"{name}: index", ok=not different, seen=seen, advice=advice)
