"""Turn an installation into a list of checks: what is well, what isn't, and what to do."""

import shutil
from collections.abc import Iterator, Mapping

from pydantic import BaseModel, ConfigDict

from entities.errors import TalentjoinError
from entities.ids import TenantKey
from service.lock import has_worker
from service.wiring import Parts
from store import audit, control, documents, outbox, records

LEAST_FREE = 200_000_000  # bytes of disk


class Check(BaseModel):
    """One thing looked at: whether it is well, what was seen, and what to do if it isn't."""

    model_config = ConfigDict(frozen=True)

    name: str
    ok: bool
    seen: str
    advice: str = ""


def examine(parts: Parts) -> Iterator[Check]:
    """Look at disk, engine and worker, then at each tenant: references, waiting work, audit trail, index = store."""
    free = shutil.disk_usage(parts.settings.data).free
    yield Check(
        name="disk", ok=free > LEAST_FREE, seen=f"{free / 1e9:.1f} GB free", advice="make room: writes will be refused"
    )
    try:
        seen = ", ".join(f"{name} {value}" for name, value in sorted(parts.engine.health().items()))
        yield Check(name="engine", ok=True, seen=seen)
    except TalentjoinError as error:
        yield Check(name="engine", ok=False, seen=error.message, advice="talentjoin rebuild")
    running = has_worker(parts.settings.data)
    yield Check(name="worker", ok=True, seen="runs" if running else "doesn't run; commands that write do its work")
    with parts.store.control_reading() as tx:
        tenants = control.tenants(tx)
    for tenant in tenants:
        yield from _tenant(parts, tenant.key, tenant.name)


def _tenant(parts: Parts, tenant: TenantKey, name: str) -> Iterator[Check]:
    with parts.store.reading(tenant) as tx:
        counts = records.count_by_kind(tx)
        unresolved = records.unresolved(tx)
        waiting = outbox.depth(tx)
        live = documents.versions(tx)
        try:
            audit.verify(tx)
            trail = Check(name=f"{name}: audit trail", ok=True, seen="unbroken")
        except TalentjoinError as error:
            trail = Check(name=f"{name}: audit trail", ok=False, seen=error.message, advice="restore from a backup")
    stored = ", ".join(f"{count} {kind}" for kind, count in sorted(counts.items())) or "nothing"
    yield Check(name=f"{name}: records", ok=True, seen=stored)
    missing = ", ".join(f"{count} {role}" for role, count in sorted(unresolved.items()) if count)
    yield Check(name=f"{name}: unresolved references", ok=True, seen=missing or "none")
    behind = sum(waiting.values())
    advice = "talentjoin worker --once" if behind else ""
    yield Check(name=f"{name}: waiting", ok=not behind, seen=str(behind) if behind else "none", advice=advice)
    yield trail
    yield _index_check(parts, tenant, name, live)


def _index_check(parts: Parts, tenant: TenantKey, name: str, live: Mapping[documents.DocumentKey, int]) -> Check:
    try:
        held = dict(parts.engine.versions(parts.tenant_index(tenant)))
    except TalentjoinError as error:
        return Check(name=f"{name}: index", ok=False, seen=error.message, advice=f"talentjoin rebuild --tenant {name}")
    different = sum(held.get(key) != version for key, version in live.items()) + len(held.keys() - set(live))
    seen = f"{len(live)} documents" + (f", {different} differ from the store" if different else ", equal to the store")
    return Check(name=f"{name}: index", ok=not different, seen=seen, advice=f"talentjoin rebuild --tenant {name}")
