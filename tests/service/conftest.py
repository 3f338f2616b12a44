"""Turn a folder into a whole installation: store, engine, one tenant, and a worker that can be told to drain."""

import base64
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from entities.document import PersonDocument
from entities.ids import PublicMemberId, SourceId, TenantKey
from entities.link import CorrectionKind
from entities.resume import ParseOutcome
from matcher.resume import parse_resume
from service.flows.correct import correct
from service.flows.explain import LinkExplanation, explain_link
from service.flows.members import import_member_rows
from service.flows.receive import receive
from service.flows.search import FoundPerson, SearchAnswer, SearchRequest, search
from service.flows.tenants import FIRST_INSTANCE, add_tenant
from service.settings import Settings
from service.wiring import Parts, open_parts
from service.worker import Worker
from store import documents, outbox, records
from sync import ItemOutcome

NOW = datetime(2026, 1, 10, tzinfo=UTC)
SINCE = "2025-01-01T00:00:00Z"


class HereParser:
    """Parses in this process: what the sandbox adds has tests of its own."""

    def map(
        self,
        files: Iterable[tuple[bytes, str | None, str | None]],
        *,
        tenant: str | None,  # noqa: ARG002 - the protocol's
    ) -> Iterator[tuple[ParseOutcome, float]]:
        """Parse files in order."""
        return ((parse_resume(*file), 0.0) for file in files)


class House:
    """An installation with one tenant."""

    def __init__(
        self, parts: Parts, name: str = "acme", worker: Worker | None = None, tenant: TenantKey | None = None
    ) -> None:
        self.parts = parts
        self.tenant: TenantKey = tenant or add_tenant(parts, name)
        self.worker = worker or Worker(parts, HereParser())

    def beside(self, name: str) -> "House":
        """Make another tenant of the same installation, under the same worker."""
        return House(self.parts, name, self.worker)

    def push(self, *items: Mapping[str, Any], origin: Any = "push") -> list[ItemOutcome]:
        """Send items as lines; `modified` is filled in where it is missing."""
        lines = [json.dumps({"modified": SINCE, **item}).encode() for item in items]
        return list(receive(self.parts, self.tenant, lines, instance=FIRST_INSTANCE, origin=origin, actor="test"))

    def members(self, *rows: Mapping[str, Any]) -> list[ItemOutcome]:
        """Import member profiles."""
        return list(import_member_rows(self.parts, list(enumerate(rows, 1))))

    def drain(self) -> int:
        """Do all due work, and see that none is left."""
        done = self.worker.drain()
        with self.parts.store.reading(self.tenant) as tx:
            assert outbox.depth(tx) == {}
        return done

    def find(self, text: str = "", **request: Any) -> Sequence[FoundPerson]:
        """Search as everyone."""
        return search(self.parts, self.tenant, SearchRequest(text=text, **request)).hits

    def search(self, text: str = "", **request: Any) -> SearchAnswer:
        """Search, and give the whole answer."""
        return search(self.parts, self.tenant, SearchRequest(text=text, **request))

    def link(self, candidate: str = "c1") -> LinkExplanation:
        """Explain a candidate's link."""
        return explain_link(self.parts, self.tenant, SourceId(candidate), instance=FIRST_INSTANCE)

    def correct(self, candidate: str, kind: CorrectionKind, member: str | None = None) -> None:
        """Correct a candidate's link as a person."""
        named = None if member is None else PublicMemberId(member)
        correct(
            self.parts,
            self.tenant,
            SourceId(candidate),
            kind,
            instance=FIRST_INSTANCE,
            member=named,
            actor="test",
        )

    def delete(self, kind: str, source: str, modified: str = "2025-03-01") -> list[ItemOutcome]:
        """Send the news that a record is gone."""
        return self.push({"kind": kind, "id": source, "modified": modified, "deleted": True})

    def attach(self, candidate: str, name: str, content: bytes, **fields: Any) -> list[ItemOutcome]:
        """Send a file of a candidate; its id is its name."""
        encoded = base64.b64encode(content).decode()
        item = {"kind": "attachment", "id": name, "candidate": candidate, "file_name": name, "content": encoded}
        return self.push({**item, **fields})

    def record(self, kind: Any, source: str) -> records.Stored | None:
        """Read a record by its source id."""
        with self.parts.store.reading(self.tenant) as tx:
            return records.by_source(tx, FIRST_INSTANCE, kind, SourceId(source))

    def people(self) -> list[PersonDocument]:
        """Read all person documents, without shadows, from the store."""
        with self.parts.store.reading(self.tenant) as tx:
            return [one for one in documents.scan(tx, "", 10_000) if not one.shadow]

    def assert_index_is_store(self) -> None:
        """Compare the index with the documents that are written, version by version."""
        with self.parts.store.reading(self.tenant) as tx:
            live = dict(documents.versions(tx))
        assert dict(self.parts.engine.versions(self.parts.tenant_index(self.tenant))) == live


@pytest.fixture
def parts(tmp_path: Path) -> Iterator[Parts]:
    """Open an embedded installation."""
    with open_parts(Settings(data=tmp_path / "data"), clock=lambda: NOW) as opened:
        yield opened


@pytest.fixture
def house(parts: Parts) -> House:
    """Make a tenant in it."""
    return House(parts)


@pytest.fixture(scope="module")
def shared_parts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Parts]:
    """Open one embedded installation for all tests of a module, each of which takes a tenant of its own."""
    folder = tmp_path_factory.mktemp("shared") / "data"
    with open_parts(Settings(data=folder), clock=lambda: NOW) as opened:
        yield opened


@pytest.fixture
def candidate() -> Callable[..., dict[str, Any]]:
    """Make a candidate item."""

    def make(number: int | str = 1, **fields: Any) -> dict[str, Any]:
        return {"kind": "candidate", "id": f"c{number}", "first_name": "Ann", "last_name": "Smith", **fields}

    return make


@pytest.fixture
def member() -> Callable[..., dict[str, Any]]:
    """Make a member row."""

    def make(number: int | str = 1, **fields: Any) -> dict[str, Any]:
        plain = {"first_name": "Ann", "last_name": "Smith", "emails": ["ann@example.com"], "location": "Bonn"}
        work = [{"company": "Acme", "title": "Engineer", "start": "2020", "end": ""}]
        return {"id": f"m{number}", **plain, "positions": work, **fields}

    return make
