"""Turn what the service stands on into named checks, each with its age and what to do."""

import hmac
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, Field

from entities.errors import TalentjoinError
from service.keys import master_key
from store import Store, control

if TYPE_CHECKING:
    from service.http.service import Service

Look = Callable[["Service"], tuple[bool, str]]  # whether it is well, what was seen; or raises TalentjoinError


class Check(BaseModel):
    """One thing looked at: whether it is well, how long ago that was seen, and what to do if it isn't."""

    model_config = ConfigDict(frozen=True)

    name: str
    ok: bool
    seen: str
    age_seconds: float = Field(description="Since it was looked at.")
    advice: str = ""


class Readiness(BaseModel):
    """Whether requests should be sent here."""

    model_config = ConfigDict(frozen=True)

    ok: bool
    draining: bool
    checks: tuple[Check, ...]


@dataclass(frozen=True, slots=True)
class Examination:
    """How to look at one thing, how long that counts, and what to do if it isn't well."""

    look: Look
    fresh_seconds: float
    advice: str


def _store(service: "Service") -> tuple[bool, str]:
    store = service.parts.store
    with store.control_reading() as tx:
        tenants = len(control.tenants(tx))
    with store.members_reading() as members:
        members.head()
    return True, f"{tenants} tenants"


def _engine(service: "Service") -> tuple[bool, str]:
    return True, ", ".join(f"{name} {value}" for name, value in sorted(service.parts.engine.health().items()))


def _migrations(service: "Service") -> tuple[bool, str]:
    parts = service.parts
    with Store.open(parts.store.settings, clock=parts.clock, migrate=False):
        return True, "of this program's version"


def _disk(service: "Service") -> tuple[bool, str]:
    return service.disk.is_well, f"{service.disk.free() / 1e9:.1f} GB free"


def _keys(service: "Service") -> tuple[bool, str]:
    kept = master_key(service.parts.settings.master_key_file, make=False)
    same = hmac.compare_digest(kept, service.parts.store.settings.master_key)
    return same, "the master key can be read" if same else "the file holds another key than the one in use"


def _worker(service: "Service") -> tuple[bool, str]:
    found = service.phase.worker()
    return found.well, found.state if found.pid is None else f"{found.state} as process {found.pid}"


EXAMINATIONS: Mapping[str, Examination] = {
    "store": Examination(_store, 1.0, "see that the database runs and the data folder can be read"),
    "engine": Examination(_engine, 1.0, "see that the search engine runs; talentjoin doctor says which index fails"),
    "migrations": Examination(_migrations, 30.0, "stop, and start the program that the store was upgraded for"),
    "disk": Examination(_disk, 1.0, "make room where the data folder lies: writes are refused, reads go on"),
    "keys": Examination(_keys, 5.0, "bring the key file back from the backup; TALENTJOIN_KEY_FILE names it"),
    "worker": Examination(_worker, 0.0, "it is started anew by itself; the log says worker.ended and why"),
}


@dataclass(frozen=True, slots=True)
class _Seen:
    at: float
    ok: bool
    seen: str


class Health:
    """Looks at everything the service stands on, each at most as often as its look is worth."""

    def __init__(self, service: "Service", examinations: Mapping[str, Examination] = EXAMINATIONS) -> None:
        self._service = service
        self._examinations = examinations
        self._lock = threading.Lock()  # whoever asks meanwhile waits for the same look
        self._seen: dict[str, _Seen] = {}

    def examine(self) -> Readiness:
        """Look, unless what was seen is fresh."""
        with self._lock:
            checks = tuple(self._check(name, one) for name, one in self._examinations.items())
        draining = self._service.phase.draining
        return Readiness(ok=not draining and all(check.ok for check in checks), draining=draining, checks=checks)

    def _check(self, name: str, one: Examination) -> Check:
        known = self._seen.get(name)
        if known is None or time.monotonic() - known.at >= one.fresh_seconds:
            known = self._seen[name] = self._look(one)
        age = round(time.monotonic() - known.at, 3)
        return Check(name=name, ok=known.ok, seen=known.seen, age_seconds=age, advice="" if known.ok else one.advice)

    def _look(self, one: Examination) -> _Seen:
        try:
            ok, seen = one.look(self._service)
        except TalentjoinError as error:
            ok, seen = False, error.message
        except OSError as error:
            ok, seen = False, error.strerror or type(error).__name__
        return _Seen(time.monotonic(), ok, seen)
