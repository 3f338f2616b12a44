"""Turn random questions into the proof that OpenSearch answers what the oracle answers, to the order and the count."""

import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pytest

from entities.document import PersonDocument
from entities.query import Question
from indexing import Upsert, index_name, search_united
from indexing.engine import Answer, Ask, Engine
from indexing.opensearch import Cluster, OpenSearchEngine
from indexing.oracle import OracleEngine
from tests.indexing.people import VIEWERS, World, some_question, some_world

SEED = 20_241_122
CASES, FULL_CASES = 250, 4_000
TOGETHER = 25  # questions in one round trip
BATCH = 400
TENANT, MEMBERS = (index_name(b"random questions", name) for name in ("tenant", None))


@dataclass(frozen=True)
class Bench:
    """Both engines over one world."""

    oracle: OracleEngine
    opensearch: OpenSearchEngine

    @property
    def engines(self) -> tuple[Engine, Engine]:
        return self.oracle, self.opensearch


def with_numbers(world: World) -> World:
    """Give persons dense numbers and years, members their own number."""
    random_ = random.Random(SEED)
    persons = tuple(
        person.model_copy(update={"number": at + 1, "years": random_.choice((None, 0, 2, 3, 11, 40))})
        for at, person in enumerate(world.persons)
    )
    members = tuple(member.model_copy(update={"number": member.member}) for member in world.members)
    return World(persons, world.shadows, members)


@pytest.fixture(scope="module")
def world() -> World:
    return with_numbers(some_world(random.Random(SEED), persons=450, members=550, linked=280))


@pytest.fixture(scope="module")
def bench(world: World, opensearch: str) -> Iterator[Bench]:
    found = Bench(OracleEngine(), OpenSearchEngine(Cluster(hosts=(opensearch,)), now=time.time, shards=2))
    for index in (TENANT, MEMBERS):
        found.opensearch.drop(index)
    for engine in found.engines:
        fill(engine, TENANT, world.persons + world.shadows)
        fill(engine, MEMBERS, world.members)
    yield found
    for index in (TENANT, MEMBERS):
        found.opensearch.drop(index)
    found.opensearch.close()


def fill(engine: Engine, index: str, documents: Sequence[PersonDocument]) -> None:
    """Write documents, some of them twice, and some of them first in an older form."""
    older = [one.model_copy(update={"version": 0, "titles": ("Senior Nurse",)}) for one in documents[::3]]
    for group in (older, documents, documents[::5]):
        for at in range(0, len(group), BATCH):
            engine.apply(index, [Upsert(document) for document in group[at : at + BATCH]])


def random_ask(random_: random.Random) -> Ask:
    index = random_.choice((TENANT, TENANT, MEMBERS))
    question = some_question(random_).model_copy(update={"counted": random_.random() < 0.9})
    return Ask(index, question, shadows=index == TENANT and random_.random() < 0.2, most=random_.choice((1, 3, 64)))


def compare(found: Answer, expected: Answer, ask: Ask, case: str) -> None:
    """Compare hits, total and tallies; shadows have no number of their own to part ties by."""
    assert found.total == expected.total, case
    assert found.hits.scores == pytest.approx(expected.hits.scores, rel=1e-6), case
    assert found.hits.updated == expected.hits.updated, case
    if not ask.shadows:
        assert found.hits.numbers == expected.hits.numbers, case
    for facet, tally in expected.tallies.items():
        held = found.tallies[facet]
        ordered = list(held.counts.values())
        assert ordered == sorted(ordered, reverse=True), case
        assert dict(held.counts).items() <= dict(tally.counts).items(), case
        assert len(held.counts) >= min(ask.most, len(tally.counts)), case
        left = [count for key, count in tally.counts.items() if key not in held.counts]
        assert max(left, default=0) <= held.unlisted, case
    assert not found.partial, case


def ask_all(bench: Bench, cases: int) -> int:
    random_ = random.Random(SEED)
    listed = 0
    snapshots = [engine.snapshot(TENANT, MEMBERS) for engine in bench.engines]
    for at in range(0, cases, TOGETHER):
        asked = [random_ask(random_) for _ in range(TOGETHER)]
        expected, found = (snapshot.ask(*asked) for snapshot in snapshots)
        for number, (one, other, ask) in enumerate(zip(found, expected, asked, strict=True), at):
            compare(one, other, ask, f"case {number} of seed {SEED}: {ask!r}")
            listed += len(one.hits.numbers)
    return listed


def test_random_questions_have_the_oracles_answers(bench: Bench) -> None:
    assert ask_all(bench, CASES) > CASES


@pytest.mark.full
def test_many_random_questions_have_the_oracles_answers(bench: Bench) -> None:
    assert ask_all(bench, FULL_CASES) > FULL_CASES


def test_united_lists_and_facets_are_the_oracles(bench: Bench) -> None:
    random_ = random.Random(SEED + 1)
    for number in range(25):
        question = some_question(random_)
        expected, found = (search_united(engine, TENANT, MEMBERS, question, k=2_000) for engine in bench.engines)
        case = f"case {number}: {question!r}"
        assert (found.total, found.facets, found.partial) == (expected.total, expected.facets, ()), case
        assert (found.tenant.numbers, found.members.numbers) == (expected.tenant.numbers, expected.members.numbers), (
            case
        )


def test_spellings_are_counted_as_the_oracle_counts_them(bench: Bench) -> None:
    random_ = random.Random(SEED + 2)
    for _ in range(12):
        ask = Ask(
            TENANT, some_question(random_).model_copy(update={"facets": ("skill", "location", "in_ats")}), most=64
        )
        counts = {facet: tally.counts for facet, tally in bench.oracle.snapshot(TENANT).ask(ask)[0].tallies.items()}
        expected, found = (engine.snapshot(TENANT).spellings(ask, counts) for engine in bench.engines)
        assert {f: {k: dict(s) for k, s in held.items()} for f, held in found.items()} == expected


def test_versions_and_shadows_are_the_oracles(bench: Bench) -> None:
    for index in (TENANT, MEMBERS):
        assert bench.opensearch.versions(index) == bench.oracle.versions(index)
    members = range(990, 1_600)
    for viewer in VIEWERS:
        expected, found = (engine.snapshot(TENANT).shadowed(TENANT, members, viewer) for engine in bench.engines)
        assert found == expected


def test_a_list_longer_than_one_answer_is_read_on(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("asking", "snapshot"):
        monkeypatch.setattr(f"indexing.opensearch.{module}.REACH", 40)
    expected, found = (engine.snapshot(TENANT, MEMBERS) for engine in bench.engines)
    for sort in ("recency", "relevance"):
        for offset, limit in ((0, 1_000), (35, 10), (39, 1), (100, 77), (10**9, 5), (0, 10**9)):
            question = Question.model_validate({"sort": sort, "offset": offset, "limit": limit, "access": None})
            asked = Ask(MEMBERS, question)
            assert found.ask(asked) == expected.ask(asked), (sort, offset, limit)
    assert found.versions(MEMBERS) == expected.versions(MEMBERS)


def test_all_values_of_a_facet_are_read_page_by_page(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("asking",):
        monkeypatch.setattr(f"indexing.opensearch.{module}.MOST_BUCKETS", 3)
    ask = Ask(TENANT, Question(facets=("skill", "current_title"), access=None), most=4)
    expected, found = (engine.snapshot(TENANT).ask(ask)[0] for engine in bench.engines)
    assert {facet: dict(tally.counts) for facet, tally in found.tallies.items()} == {
        facet: tally.counts for facet, tally in expected.tallies.items()
    }
    assert not any(tally.unlisted for tally in found.tallies.values())
