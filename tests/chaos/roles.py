"""Turn a place into a writer or a worker that says, in shared memory, what it is in the middle of."""

import json
import mmap
import os
import random
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select

from entities.ids import TenantKey
from indexing import Action, Engine
from service.flows.receive import receive
from service.flows.tenants import FIRST_INSTANCE
from service.settings import Settings
from service.wiring import Parts, open_parts
from service.worker import Worker
from store import TenantTx
from tests.service.conftest import HereParser

PHASES = ("idle", "transaction", "commit", "lease", "index")
STARTED = 1  # in the second byte: the role is at work, no longer starting
IDLE, TRANSACTION, COMMIT, LEASE, INDEX = range(len(PHASES))
START = datetime(2025, 1, 1, tzinfo=UTC)
CANDIDATES = 400  # ids that are written over and over
BATCH = 60  # items in one push
TURNS = 2_000  # of one writer at most; so many minutes at the source are its own, and none lies in the future
GIVEN_NAMES = ("Ann", "Bob", "Cleo", "Dan", "Eve", "Finn", "Gus", "Hana")
SURNAMES = ("Smith", "Stone", "Quill", "Marsh", "Frost", "Vale", "Thorne", "Birch")


def settings_for(folder: Path, url: str, admin: str | None = None, opensearch: str | None = None) -> Settings:
    """Describe one installation with short leases, so that a killed worker's work comes back soon."""
    return Settings(
        data=folder / "data",
        store=url,
        postgres_admin_url=admin,
        engine="opensearch" if opensearch else "embedded",
        opensearch_url=opensearch,
        lease_seconds=1.0,
    )


def now() -> datetime:
    """Read the machine's clock: leases are what is tested here."""
    return datetime.now(UTC)


def person(number: int) -> dict[str, Any]:
    """Name the candidate, or the member, of a number."""
    return {
        "first_name": GIVEN_NAMES[number % 8],
        "last_name": f"{SURNAMES[number // 8 % 8]}{number // 64}",
        "emails": [f"p{number}@example.com"],
    }


class Watched:
    """The engine, telling when it is being changed."""

    def __init__(self, inner: Engine, tell: Callable[[int], None]) -> None:
        self._inner, self._tell = inner, tell

    def apply(self, index: str, actions: Sequence[Action]) -> None:
        """Change the index."""
        self._tell(INDEX)
        self._inner.apply(index, actions)
        self._tell(LEASE)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._inner, name)


def watch(parts: Parts, tell: Callable[[int], None]) -> None:
    """Tell of every writing transaction and commit from now on."""
    held = [IDLE]
    writing = parts.store.writing

    @contextmanager
    def told(tenant: TenantKey, *, actor: str) -> Iterator[TenantTx]:
        tell(TRANSACTION)
        with writing(tenant, actor=actor) as tx:
            yield tx
            with_lease = actor == "worker" and bool(outbox_leased(tx))
            held[0] = LEASE if with_lease else IDLE
            tell(COMMIT)
        tell(held[0])

    def outbox_leased(tx: TenantTx) -> bool:
        return tx.execute(select(tx.outbox.c.entity).where(tx.outbox.c.lease_until > tx.now)).first() is not None

    parts.store.writing = told  # type: ignore[method-assign]  # a test watches


def write(settings: Settings, tenant: TenantKey, seed: int, phase: mmap.mmap, acks: int) -> None:
    """Push batches without end; every outcome that is yielded is acknowledged in the file of descriptor `acks`.

    An item carries its turn as `status`, and as its time: a later turn is a later change at the source.
    """
    rng = random.Random(seed)
    with open_parts(settings, clock=now) as parts:
        watch(parts, lambda at: _tell(phase, at))
        for turn in range(1, TURNS):
            at = START + timedelta(minutes=TURNS * seed + turn)
            numbers = rng.sample(range(CANDIDATES), BATCH)
            items = [
                {
                    "kind": "candidate",
                    "id": f"c{n}",
                    "modified": at.isoformat(),
                    "status": f"{seed}.{turn}",
                    **person(n),
                }
                for n in numbers
            ]
            items.append(
                {
                    "kind": "note",
                    "id": f"n{turn % 50}",
                    "modified": at.isoformat(),
                    "text": "x",
                    "candidate": items[0]["id"],
                }
            )
            lines = [json.dumps(item).encode() for item in items]
            for outcome in receive(parts, tenant, lines, instance=FIRST_INSTANCE, origin="push", actor="writer"):
                assert outcome.result != "invalid"
                if outcome.kind == "candidate":
                    os.write(acks, f"{outcome.id} {seed} {turn}\n".encode())
            phase[0] = IDLE


def work(settings: Settings, phase: mmap.mmap) -> None:
    """Be the worker until killed."""

    def tell(at: int) -> None:
        _tell(phase, at)

    with open_parts(settings, clock=now) as parts:
        watch(parts, tell)
        watched = replace(parts, engine=Watched(parts.engine, tell))  # type: ignore[arg-type]  # delegates
        Worker(watched, HereParser()).run(threading.Event(), _ignore)


def _tell(phase: mmap.mmap, at: int) -> None:
    phase[0] = at
    if at != IDLE:
        phase[1] = STARTED


def _ignore(_: Exception) -> None:
    """Let the next try show whether it was the other's death that failed this one."""
