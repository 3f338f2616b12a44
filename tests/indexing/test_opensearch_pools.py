"""Tenants that share an index can't tell, and move in and out of one while they serve."""

import random
import threading
import time
from collections.abc import Callable, Iterator
from typing import Self

import pytest

from entities.document import PersonDocument
from entities.errors import EngineDown, EngineError, Locked
from entities.query import Question
from indexing import Delete, Upsert, index_name, parse_query
from indexing.engine import Ask
from indexing.opensearch import Cluster, OpenSearchEngine
from indexing.opensearch.places import Form, find_places
from tests.indexing.people import VIEWERS, some_person, some_question, some_world

SECRET = b"tests of pools"
MEMBERS = index_name(SECRET, None)
NAMES = tuple(index_name(SECRET, f"tenant {n}") for n in range(8))
SEEN, NEIGHBOUR, ALONE, LEFT, STAYS, MOVING, FORMS_ONE, FORMS_OTHER = NAMES
POOLS = "tj-pools-of-tests"
SEED = 7
FORMS: tuple[Form, ...] = ("pooled", "own", "own", "pooled")
NOW = 1_700_000_000
NEIGHBOURS, FULL_NEIGHBOURS = 1_000, 10_000
QUESTIONS = 40


@pytest.fixture(scope="module")
def engine(opensearch: str) -> Iterator[OpenSearchEngine]:
    engine = OpenSearchEngine(Cluster(hosts=(opensearch,)), now=time.time, pools=POOLS, apart=(MEMBERS,))
    clear(engine)
    yield engine
    clear(engine)
    engine.close()


def clear(engine: OpenSearchEngine) -> None:
    engine._wire.call("DELETE", f"{POOLS}-*", parameters={"ignore_unavailable": "true"})
    for index in NAMES:
        engine.drop(index)


def into_pool(engine: OpenSearchEngine, index: str, documents: list[PersonDocument]) -> None:
    """Put a tenant's documents into the pool."""
    with engine.move(index, "pooled") as move:
        move.add(documents)
        move.commit()


def told(engine: OpenSearchEngine, index: str) -> str:
    """Ask an index many things: all that it answers, to the byte."""
    random_ = random.Random(SEED)
    asked = [
        Ask(index, some_question(random_), shadows=random_.random() < 0.2, most=random_.choice((1, 64)))
        for _ in range(QUESTIONS)
    ]
    snapshot = engine.snapshot(index)
    answers: list[object] = list(snapshot.ask(*asked))
    for ask, answer in zip(asked[:8], snapshot.ask(*asked[:8]), strict=True):
        answers.append(snapshot.spellings(ask, {facet: tally.counts for facet, tally in answer.tallies.items()}))
    answers += [sorted(snapshot.shadowed(index, range(990, 1_100), viewer)) for viewer in VIEWERS]
    answers.append(sorted(snapshot.versions(index).items()))
    return repr(answers)


def numbered(documents: tuple[PersonDocument, ...]) -> list[PersonDocument]:
    return [one.model_copy(update={"number": at + 1}) for at, one in enumerate(documents)]


def neighbours(count: int) -> list[PersonDocument]:
    """Invent people with the keys, numbers and words that the other tenant's have, and with many more."""
    random_ = random.Random(SEED)
    drawn = [some_person(random_, str(1_000 + n)) for n in range(100)]
    return [
        drawn[n % 100].model_copy(update={"key": str(1_000 + n), "number": n + 1, "summary": f"engineer word{n}"})
        for n in range(count)
    ]


def check_neighbours(engine: OpenSearchEngine, count: int) -> None:
    world = some_world(random.Random(SEED), persons=120, members=40, linked=40)
    into_pool(engine, SEEN, numbered(world.persons + world.shadows))
    into_pool(engine, NEIGHBOUR, [])
    before = told(engine, SEEN)
    engine.apply(NEIGHBOUR, [Upsert(document) for document in neighbours(count)])
    assert engine.form(SEEN) == engine.form(NEIGHBOUR) == "pooled"
    assert {find_places(engine._wire, index).current.physical for index in (SEEN, NEIGHBOUR)} == {f"{POOLS}-001"}  # type: ignore[union-attr]  # both are there
    assert engine.search(NEIGHBOUR, Question()).total == count
    assert told(engine, SEEN) == before
    engine.apply(NEIGHBOUR, [Delete(str(1_000 + n)) for n in range(0, count, 3)])
    assert told(engine, SEEN) == before
    engine.drop(NEIGHBOUR)
    assert engine.search(NEIGHBOUR, Question()).total == 0
    assert told(engine, SEEN) == before


def test_a_neighbour_in_a_pool_changes_no_byte_of_any_answer(engine: OpenSearchEngine) -> None:
    check_neighbours(engine, NEIGHBOURS)


@pytest.mark.full
def test_ten_thousand_neighbours_change_no_byte_of_any_answer(engine: OpenSearchEngine) -> None:
    check_neighbours(engine, FULL_NEIGHBOURS)


def test_answers_in_a_pool_are_those_in_an_index_of_ones_own(engine: OpenSearchEngine) -> None:
    world = some_world(random.Random(SEED), persons=120, members=40, linked=40)
    documents = numbered(world.persons + world.shadows)
    engine.apply(ALONE, [Upsert(document) for document in documents])
    assert engine.form(ALONE) == "own"
    before = told(engine, ALONE)
    into_pool(engine, ALONE, documents)
    assert engine.form(ALONE) == "pooled"
    assert told(engine, ALONE) == before
    with engine.rebuild(ALONE) as rebuild:  # stays in the pool, in a place of its own there
        rebuild.add(documents)
        with pytest.raises(Locked):
            engine.move(ALONE, "own")
        rebuild.commit()
    assert engine.form(ALONE) == "pooled"
    assert told(engine, ALONE) == before


def test_members_never_share_an_index(engine: OpenSearchEngine) -> None:
    with pytest.raises(EngineError, match="never shares"):
        engine.move(MEMBERS, "pooled")


def test_a_place_in_a_pool_that_was_left_holds_nothing(engine: OpenSearchEngine) -> None:
    people = neighbours(20)
    into_pool(engine, LEFT, people)
    into_pool(engine, STAYS, people[:7])
    place = find_places(engine._wire, LEFT).all[0].name
    engine.drop(LEFT)
    held = {"query": {"terms": {"tenant": [place]}}}
    assert engine._wire.call("POST", f"{POOLS}-001", "_count", body=held)["count"] == 0
    assert engine.search(STAYS, Question()).total == 7
    into_pool(engine, LEFT, people[:3])  # at once, with versions that were deleted a moment ago
    assert engine.search(LEFT, Question()).total == 3


def test_a_pool_of_another_form_is_left_and_goes_with_its_last_tenant(
    opensearch: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, after = (
        OpenSearchEngine(Cluster(hosts=(opensearch,)), now=time.time, pools=f"{POOLS}-forms") for _ in range(2)
    )
    monkeypatch.setattr("indexing.opensearch.mapping.LAYOUT", "0")
    into_pool(before, FORMS_ONE, neighbours(3))
    into_pool(before, FORMS_OTHER, neighbours(4))
    monkeypatch.undo()
    with pytest.raises(EngineDown, match="another form"):
        after.search(FORMS_ONE, Question())
    into_pool(after, FORMS_ONE, neighbours(3))
    into_pool(after, FORMS_OTHER, neighbours(4))
    assert (after.search(FORMS_ONE, Question()).total, after.search(FORMS_OTHER, Question()).total) == (3, 4)
    for index in (FORMS_ONE, FORMS_OTHER):
        places = find_places(after._wire, index)
        for place, _, _ in places.gone:
            after._land.remove(places, place)
    assert list(after._wire.call("GET", f"{POOLS}-forms-*", "_settings")) == [f"{POOLS}-forms-002"]
    for index in (FORMS_ONE, FORMS_OTHER):
        after.drop(index)
    for engine in (before, after):
        engine.close()


class Busy:
    """Runs steps again and again in threads of their own until the block is left; what they raise is raised there."""

    def __init__(self, *steps: Callable[[int], None]) -> None:
        self._over = threading.Event()
        self._failures: list[BaseException] = []
        self.rounds = [0] * len(steps)
        self._threads = [threading.Thread(target=self._run, args=(at, step)) for at, step in enumerate(steps)]

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        for thread in self._threads:
            thread.join()
        for failure in self._failures:
            raise failure

    def _run(self, at: int, step: Callable[[int], None]) -> None:
        try:
            while not self._over.is_set():
                step(self.rounds[at])
                self.rounds[at] += 1
        except BaseException as failure:  # noqa: BLE001  # raised again where the block is left
            self._failures.append(failure)


def test_an_index_moves_while_it_is_searched_and_written(engine: OpenSearchEngine, opensearch: str) -> None:
    people = [one.model_copy(update={"titles": ("Engineer",)}) for one in neighbours(60)]
    engine.apply(MOVING, [Upsert(person) for person in people])
    store = {person.key: person for person in people}  # written first, and what a move is filled from
    reader = OpenSearchEngine(Cluster(hosts=(opensearch,)), now=time.time, pools=POOLS)  # as in another process

    def search(_: int) -> None:
        answer = reader.search(MOVING, Question(where=parse_query("title:engineer"), limit=100))
        numbers = [hit.number for hit in answer.hits]
        assert len(numbers) == len(set(numbers)) == answer.total == 60, "a search met a person twice or not at all"

    def write(turn: int) -> None:
        person = people[turn % 60].model_copy(update={"version": 2 + turn, "updated": NOW + turn})
        store[person.key] = person
        engine.apply(MOVING, [Upsert(person)])
        answer = reader.search(MOVING, Question(sort="recency", limit=1))
        assert answer.hits[0].updated == NOW + turn, "a write was not to be seen at once"

    with Busy(search, write) as busy:
        for form in FORMS:
            with engine.move(MOVING, form) as move:
                for at in range(0, 60, 20):
                    move.add([store[person.key] for person in people[at : at + 20]])
                move.commit()
            assert engine.form(MOVING) == form
    held = {key: version for (key, _), version in engine.versions(MOVING).items()}
    assert held == {person.key: person.version for person in store.values()}
    assert min(busy.rounds) >= 5
    reader.close()
