"""Turn a city of tenants into findings: every way in which one tenant can be told from nobody by another."""

import random
import statistics
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import get_args

from service.flows.facet_names import COUNTED
from service.flows.typeahead import TypedField
from service.http.reads import ACTION
from store import audit
from tests.isolation.http_city import City, Home, body_slots, request_for
from tests.isolation.http_routes import LOCAL, LOOSE, WORD, Operation
from tests.isolation.http_wire import Answer, Request

NOT_FOUND, REFUSED = 404, (400, 422)
NOBODY_READ = {  # operations of a seat whose answers hold no person
    "complete_value": "words of the index, of nobody in particular",
    "correct_link": "what was said, by the ids that were sent",
    "give_feedback": "the same",
    "keep_search": "the search itself",
    "list_alerts": "counts of people, by search",
    "list_saved_searches": "the same as keep_search",
    "list_search_runs": "counts of people",
    "read_saved_search": "the same as keep_search",
    "set_search_alert": "how often the search runs",
}
OURS = (  # fields that only we say, in whatever model they stand
    *("tenant", "instance", "number", "version", "sequence", "origins", "received_at", "at", "change_token"),
    *("opened_at", "closed_at", "made_at", "made_by", "revoked_at", "has_public_key", "secrets", "state", "deleted_at"),
)
TOKENS = frozenset({"cursor", "change_token"})  # what we signed for one tenant
SEARCHES = ("search_people", "complete_value")
BESIDE = ("query", "viewer")
PAIRS = 5  # of senders and owners on each side
TIMED = ("read_candidate", "read_contract", "read_saved_search")
TIMES = 120  # calls of each, and as many of an unknown id


@dataclass(frozen=True, slots=True)
class Way:
    """One place in which an operation takes an id: whose slot, and what a foreign one must come to."""

    operation: Operation
    slot: str
    place: str  # path, body, query or viewer
    statuses: tuple[int, ...]

    def __str__(self) -> str:
        return f"{self.operation.id} {self.place} {self.slot}"


@dataclass
class Findings:
    """What was found wrong, by what was looked at; and how much was looked at."""

    own: list[str] = field(default_factory=list)
    unnoted: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    upserts: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    assigned: list[str] = field(default_factory=list)
    closing: list[str] = field(default_factory=list)
    timings: list[str] = field(default_factory=list)
    tried: int = 0


def look_at(city: City, victims: int, *, thorough: bool) -> Findings:
    """Try everything, in the order in which nothing that is still needed goes.

    Unless it is to be thorough, every second place of an id beside the path is tried, by each tenant the other half.
    """
    found = Findings()
    _own(city, found)
    states = {home.number: city.state(home) for home in city.homes}
    _foreign(city, found, victims, thorough=thorough)
    _words(city, found)
    _assign(city, found, city.homes[0])
    found.timings += _timings(city)
    found.changed += [f"tenant {home.number}" for home in city.homes if city.state(home) != states[home.number]]
    _upserts(city, found, len(city.homes) if thorough else PAIRS)
    city.marks = {mark: home for mark, home in city.marks.items() if mark == home.ids[WORD]}  # ids may be shared now
    _close(city, found)
    return found


def ways(city: City, home: Home) -> Iterator[Way]:
    """Name every way in which an operation takes an id that another tenant could have."""
    for one in city.operations.values():
        named = [] if one.is_upsert else one.path_slots.values()
        yield from (Way(one, slot, "path", (NOT_FOUND,)) for slot in named if slot != LOCAL)
        written = [] if one.id in LOOSE else body_slots(one, home.ids)
        yield from (Way(one, slot, "body", (NOT_FOUND,)) for slot in written)
        asked = [slot for slot in one.query_slots.values() if slot != "cursor" or one.id in home.cursors]
        yield from (Way(one, slot, "query", REFUSED if slot in TOKENS else (200,)) for slot in asked)
        if one.as_seat:
            yield Way(one, "seat", "viewer", (NOT_FOUND,))


def _own(city: City, found: Findings) -> None:
    """See that each operation that takes nothing away answers its owner, and that what it shows of people is noted."""
    noted: set[tuple[str, str]] = set()
    for home in city.homes:
        for one in city.operations.values():
            if one.method == "DELETE" or one.is_upsert:
                continue
            answer = city.call(home, one, home.ids)
            if answer.status not in (200, 201, 202):
                found.own.append(f"{one.id}: {answer.status} {answer.text()[-200:]}")
            if one.as_seat and one.id not in NOBODY_READ:
                noted.add((one.id, dict(answer.headers)[b"x-request-id"].decode()))
    city.town.service.reads.flush()
    entered: set[object] = set()
    for home in city.homes:
        with city.town.parts.store.reading(home.house.tenant) as tx:
            entered |= {one.details.get("request") for one in audit.find(tx, audit.Wanted(action=ACTION), limit=10_000)}
    found.unnoted += sorted(name for name, request in noted if request not in entered)


def _foreign(city: City, found: Findings, victims: int, *, thorough: bool) -> None:
    """Try the ids of other tenants in every place; each must answer as one that nobody has."""
    for home in city.homes:
        for turn, way in enumerate(ways(city, home)):
            if way.place in BESIDE and not thorough and (turn + home.number) % 2:
                continue
            others = list(city.others(home, victims))
            # an id's own place is tried with every victim's, others with one's: they are many, and read by one code
            tried = others if way.place == "path" else [others[turn % victims]]
            nobody = tried_with(city, home, way, _unknown(city, home, way)).essence()
            for other in tried:
                given = other.cursors.get(way.operation.id) if way.slot == "cursor" else other.ids[way.slot]
                if given is None:
                    continue
                answer = tried_with(city, home, way, given)
                found.tried += 1
                if answer.status not in way.statuses or answer.essence() != nobody:
                    found.foreign.append(f"{way}: {answer.status} {answer.text()[-300:]} but {nobody}")


def tried_with(city: City, home: Home, way: Way, given: str) -> Answer:
    """Call an operation as a tenant with an id in one place, and else with the tenant's own."""
    if way.place == "viewer":
        return city.call(home, way.operation, home.ids, viewer=given)
    if way.place == "query":
        name = next(name for name, slot in way.operation.query_slots.items() if slot == way.slot)
        request = request_for(way.operation, home.ids, None)
        query = (*request.query, (name, given))
        asked = Request(request.method, request.path, query, request.body, request.media)
        return city.send(home, asked, str(way))
    return city.send(home, request_for(way.operation, {**home.ids, way.slot: given}, None), str(way))


def _unknown(city: City, home: Home, way: Way) -> str:
    known = home.cursors[way.operation.id] if way.slot == "cursor" else home.ids[way.slot]
    return city.unknown(way.slot, known)


def _words(city: City, found: Findings) -> None:
    """Search for others' words: they find as much as words that nobody uses. Then look at all that there is."""
    for home in city.homes:
        everybody = request_for(city.operations["search_people"], home.ids, None)
        body = {**everybody.body, "text": "", "limit": 200, "facets": list(COUNTED)}
        told = city.send(home, Request("POST", everybody.path, body=body), "search_people for everybody").json()
        if told["total"] != len(told["hits"]) or not told["facets"]["stage"]:
            found.words.append(f"tenant {home.number} sees {told['total']} people, {told['facets']}")
        for kind in get_args(TypedField):
            query = (("field", kind), ("prefix", "zq"))
            city.send(home, Request("GET", city.operations["complete_value"].path, query), "complete_value")
        for other in city.others(home, 1):
            for name in SEARCHES:
                answers = []
                for word in (other.ids[WORD], city.word()):
                    request = request_for(city.operations[name], {**home.ids, WORD: word}, None)
                    query = tuple((key, word if key == "prefix" else value) for key, value in request.query)
                    asked = Request(request.method, request.path, query, request.body)
                    answer = city.wire.send(asked, home.token)
                    answers.append((answer.status, answer.essence()[2].lower().replace(word.encode(), b"")))
                if answers[0] != answers[1]:
                    found.words.append(f"{name}: {answers}")


def _assign(city: City, found: Findings, home: Home) -> None:
    """Send each field that is ours in each body that doesn't have it; each is refused."""
    for one in city.operations.values():
        schema = city.fields_of(one)
        for name in OURS if schema is not None else ():
            if name in (schema or ()):
                continue
            request = request_for(one, home.ids, None)
            body = {**request.body, name: home.ids[WORD]}
            answer = city.send(home, Request(request.method, request.path, request.query, body), one.id)
            if answer.status not in REFUSED:
                found.assigned.append(f"{one.id} {name}: {answer.status}")


def _upserts(city: City, found: Findings, pairs: int) -> None:
    """Send what others have under the same id: it becomes the sender's own, and theirs stays as it is."""
    for side in (0, 1):
        senders = [home for home in city.homes if home.number % 2 == side]
        victims = [home for home in city.homes if home.number % 2 != side]
        states = {home.number: city.state(home) for home in victims}
        for home, other in list(zip(senders, victims, strict=False))[:pairs]:
            for one in city.operations.values():
                if one.is_upsert or one.id in LOOSE:
                    found.upserts += _upsert(city, home, other, one)
        found.upserts += [
            f"tenant {home.number} changed" for home in victims if city.state(home) != states[home.number]
        ]


def _upsert(city: City, home: Home, other: Home, one: Operation) -> Iterator[str]:
    named = [
        *(body_slots(one, home.ids) if one.id in LOOSE else ()),
        *(one.path_slots.values() if one.is_upsert else ()),
    ]
    ids = {**home.ids, **{name: other.ids[name] for name in named}}
    request = request_for(one, ids, None)
    answer = city.wire.send(request, home.token)
    if answer.status not in (200, 201):
        yield f"{one.id}: {answer.status} {answer.text()[-200:]}"
    if answer.status not in (200, 201) or not one.is_upsert:
        return
    read = Request("GET", request.path)
    mine, theirs = city.wire.send(read, home.token), city.wire.send(read, other.token)
    if home.ids[WORD] not in mine.text() or other.ids[WORD] in mine.text():
        yield f"{one.id}: the sender reads {mine.text()[-300:]}"
    if other.ids[WORD] not in theirs.text() or home.ids[WORD] in theirs.text():
        yield f"{one.id}: the owner reads {theirs.text()[-300:]}"


def _close(city: City, found: Findings) -> None:
    """See that what others could not take away was there: its owner takes it away now."""
    deletions = sorted(
        (one for one in city.operations.values() if one.method == "DELETE"), key=lambda one: -len(one.path)
    )
    last = {"contract": 1, "candidate": 1}  # what others hang on goes last
    deletions.sort(key=lambda one: max((last.get(slot, 0) for slot in one.path_slots.values()), default=0))
    for home in city.homes:
        for one in deletions:
            first = city.call(home, one, home.ids)
            if first.status not in (200, 204):
                found.closing.append(f"{one.id}: {first.status} {first.text()[-200:]}")


def _timings(city: City) -> list[str]:
    """Measure a foreign id against an unknown one, mixed: medians, and what one call differs from the next by."""
    told = []
    home, other = city.homes[0], city.homes[1]
    for name in TIMED:
        one = city.operations[name]
        (slot,) = one.path_slots.values()
        nobodys = city.unknown(slot, home.ids[slot])
        turns = [True, False] * TIMES
        random.Random(TIMES).shuffle(turns)
        spent: dict[bool, list[float]] = {True: [], False: []}
        for foreign in turns:
            request = request_for(one, {**home.ids, slot: other.ids[slot] if foreign else nobodys}, None)
            begun = time.perf_counter()
            city.wire.send(request, home.token)
            spent[foreign].append((time.perf_counter() - begun) * 1000)
        medians = {foreign: statistics.median(times) for foreign, times in spent.items()}
        spread = statistics.quantiles(spent[False], n=4)
        told.append(
            f"{name}: foreign {medians[True]:.2f} ms, unknown {medians[False]:.2f} ms, "
            f"middle half of the unknown {spread[0]:.2f} to {spread[2]:.2f} ms"
        )
    return told
