"""Turn a number into that many tenants of one installation, each with one of everything, a canary in every text."""

import hashlib
import random
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import reduce
from operator import getitem

from entities.ats import MODELS
from entities.ids import RecordKind, SourceId
from service.flows.tenants import FIRST_INSTANCE
from service.http.kept import PLURALS
from service.http.openapi import contract, resolve
from store import clients, dump, records
from store.tables import METADATA
from tests.http.conftest import Town
from tests.isolation.http_routes import BODIES, GIVES, LOCAL, MEDIA, RECORDS, WORD, Operation, operations
from tests.isolation.http_wire import Answer, Request, Wire
from tests.service.conftest import House

WORD_FORM = re.compile(r"zq[a-z]{9}", re.IGNORECASE)
MARK_FORM = re.compile(r"[A-Za-z0-9_-]{8,}")
LETTERS = "abcdefghiklmnoprstuvw"
FIRST_NUMBERS = ("saved_search", "job", "match_feedback", "export", "feature_grant")  # counters of what has numbers
APART = 1_000  # between two tenants' numbers, so that one's mean nothing to another
SHOWN_APART = frozenset({"audit", "replay"})  # tables that reading fills
TWICE = ("contract", "job", "candidate", "seat")  # of these there are two, so that their lists have two pages
MEMBER = {"id": "shared", "first_name": "Ann", "last_name": "Zuk", "emails": ["ann@example.com"], "location": "Bonn"}
MODIFIED = {"kind", "id", "modified", "created", "content"}  # fields that hold no text of the tenant


@dataclass
class Home:
    """One tenant: its canary, its ids by slot, its token, and how many requests it sent."""

    house: House
    number: int
    ids: dict[str, str]
    token: str
    cursors: dict[str, str] = field(default_factory=dict)


class Asked(dict[str, str]):
    """Ids that remember which of them were asked for."""

    def __init__(self, ids: Mapping[str, str]) -> None:
        super().__init__(ids)
        self.slots: set[str] = set()

    def __getitem__(self, slot: str) -> str:
        self.slots.add(slot)
        return super().__getitem__(slot)


class City:
    """The tenants, the contract's operations, and every answer's words held against who may see them."""

    def __init__(self, town: Town, many: int, seed: int = 1) -> None:
        self.town = town
        self.wire = Wire(town.app)
        self.document = contract(town.app)
        self.operations = {one.id: one for one in operations(self.document)}
        self.marks: dict[str, Home] = {}
        self.leaks: list[str] = []
        self.calls = 0
        self._random = random.Random(seed)
        self.homes = [self._settle(number) for number in range(many)]
        town.house("city 0").members(MEMBER)
        for home in self.homes:
            self._furnish(home)
        self.homes[0].house.worker.drain()
        for home in self.homes:
            self._look_up(home)

    def call(self, home: Home, operation: Operation, ids: Mapping[str, str], viewer: str | None = None) -> Answer:
        """Call an operation as a tenant with these ids, and look through the answer for what is another tenant's."""
        return self.send(home, request_for(operation, ids, viewer), operation.id)

    def send(self, home: Home, request: Request, what: str) -> Answer:
        """Send a request as a tenant, and look through the answer."""
        answer = self.wire.send(request, home.token)
        self.calls += 1
        text = answer.text()
        found = {word.lower() for word in WORD_FORM.findall(text)} | set(MARK_FORM.findall(text))
        for mark in found & self.marks.keys():
            if self.marks[mark] is not home:
                self.leaks.append(f"{what}: tenant {home.number} saw a {mark!r} of {self.marks[mark].number}")
        return answer

    def state(self, home: Home) -> str:
        """Hash all that is kept of a tenant but what reading leaves."""
        digest = hashlib.sha256()
        tables = METADATA["tenant"].tables.keys() - SHOWN_APART - dump.WORK
        with self.town.parts.store.reading(home.house.tenant) as tx:
            for line in dump.tenant_lines(tx, tables):
                digest.update(line)
        with self.town.parts.store.control_reading() as control:
            for one in clients.of_tenant(control, home.house.tenant):
                digest.update(repr((one, clients.secrets_of(control, one.id))).encode())
        return digest.hexdigest()

    def fields_of(self, operation: Operation) -> set[str] | None:
        """Name the fields that an operation's JSON object may have; None where it takes none."""
        if not operation.has_body or not isinstance(BODIES[operation.id](self.homes[0].ids), dict):
            return None
        described = self.document["paths"][operation.path][operation.method.lower()]
        schema = resolve(described["requestBody"]["content"]["application/json"]["schema"], self.document)
        return set(schema["properties"])

    def word(self) -> str:
        """Invent a word that is near to no other."""
        return "zq" + "".join(self._random.choices(LETTERS, k=8)) + "x"

    def unknown(self, slot: str, value: str) -> str:
        """Invent an id of the same shape that nobody has."""
        if value.isdecimal():
            return str(10 ** len(value) - 1 - self._random.randrange(99))
        if slot == WORD:
            return self.word()
        head = re.match(r"([a-z]+[-_]|[a-z])?", value)
        assert head is not None
        tail = [self._random.choice(_like(letter)) for letter in value[head.end() :]]
        return head.group() + "".join(tail)

    def others(self, home: Home, many: int) -> Iterator[Home]:
        """Give the next tenants in the round."""
        for step in range(1, many + 1):
            yield self.homes[(home.number + step) % len(self.homes)]

    def _settle(self, number: int) -> Home:
        """Found a tenant whose ids are nobody else's."""
        house = self.town.house(f"city {number}")
        letters = "".join(self._random.choices(LETTERS, k=10))
        slots = (*PLURALS, "contract", "seat")
        ids = {WORD: self.word(), **{slot: f"{slot[:2]}-{letters}" for slot in slots}}
        with self.town.parts.store.writing(house.tenant, actor="test") as tx:
            for name in FIRST_NUMBERS:
                tx.allocate(name, APART * (number + 1))
        home = Home(house, number, ids, self.town.token(house))
        self._mark(home, [*ids.values(), house.tenant])
        return home

    def _furnish(self, home: Home) -> None:
        """Let the tenant make one of everything through the API, and a second of some for lists with two pages."""
        puts = ["put_contract", "put_seat", *(f"put_{kind}" for kind in PLURALS), "put_attachment_content"]
        for name in puts:
            answer = self._made(home, name, home.ids)
            if name == "put_candidate":
                home.ids["change_token"] = answer.json()["change_token"]
        for slot in TWICE:
            self._made(home, f"put_{slot}", {**home.ids, slot: f"{home.ids[slot]}-2"})

    def _made(self, home: Home, name: str, ids: Mapping[str, str]) -> Answer:
        answer = self.call(home, self.operations[name], ids)
        assert answer.status in (200, 201, 202), (name, answer.text())
        return answer

    def _look_up(self, home: Home) -> None:
        """Make what needs no worker, and learn the ids that the tenant didn't choose."""
        for name, (slot, place) in GIVES.items():
            home.ids[slot] = str(reduce(getitem, place.split("."), self._made(home, name, home.ids).json()))
        self._made(home, "keep_search", home.ids)
        with self.town.parts.store.reading(home.house.tenant) as tx:
            kinds: Iterable[RecordKind] = PLURALS
            for kind in kinds:
                stored = records.by_source(tx, FIRST_INSTANCE, kind, SourceId(home.ids[kind]))
                assert stored is not None, kind
                self._mark(home, [stored.id])
                if kind == "candidate":
                    home.ids["record"] = stored.id
        link = self.call(home, self.operations["read_link"], home.ids).json()
        assert link["member"], link
        home.ids["member"], home.ids["person"] = link["member"], link["person"]
        self._mark(home, [home.ids["member"], home.ids["key"], home.ids["change_token"]])
        for operation in self.operations.values():
            if "cursor" in operation.query_slots:
                request = request_for(operation, home.ids, None)
                page = self.send(home, _with(request, limit="1"), operation.id).json()
                if page.get("next"):
                    home.cursors[operation.id] = page["next"]

    def _mark(self, home: Home, marks: Iterable[str]) -> None:
        for mark in marks:
            assert self.marks.setdefault(mark, home) is home
            assert len(mark) >= len("zq") + 8


def request_for(operation: Operation, ids: Mapping[str, str], viewer: str | None) -> Request:
    """Fill an operation's path and body with ids."""
    path = operation.path
    for parameter, slot in operation.path_slots.items():
        path = path.replace(f"{{{parameter}}}", "1" if slot == LOCAL else ids[slot])
    body = BODIES[operation.id](ids) if operation.has_body else None
    media = MEDIA.get(operation.id, "application/json")
    return Request(operation.method, path, operation.plain, body, media, viewer)


def body_slots(operation: Operation, ids: Mapping[str, str]) -> list[str]:
    """Name the slots whose ids stand in an operation's body."""
    if not operation.has_body:
        return []
    asked = Asked(ids)
    BODIES[operation.id](asked)
    return sorted(asked.slots - {WORD})


def unfilled() -> dict[str, set[str]]:
    """Name the fields of each kind that the records of the city leave empty."""
    filled = {kind: set(texts) for kind, texts in RECORDS.items()}
    sample = {slot: slot for slot in (*PLURALS, "contract", "seat", "member", WORD)}
    missing = {}
    for kind, model in MODELS.items():
        sent = BODIES[f"put_{kind}"](sample).keys() | filled[kind]
        missing[kind] = set(model.model_fields) - sent - MODIFIED
    return {kind: names for kind, names in missing.items() if names}


def _with(request: Request, **query: str) -> Request:
    return Request(
        request.method, request.path, (*request.query, *query.items()), request.body, request.media, request.viewer
    )


def _like(letter: str) -> str:
    if letter.isdecimal():
        return "234567"
    return LETTERS.upper() if letter.isupper() else LETTERS if letter.isalpha() else letter
