"""Turn 2,000 random questions into the proof that tantivy answers what the oracle answers, exactly."""

import random
import statistics
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from entities.document import ALL_SEATS, Access, PersonDocument, may_find
from entities.query import And, Node, Or, Question
from indexing import Engine, Upsert, search_united
from indexing.oracle import OracleEngine
from indexing.tantivy import TantivyEngine
from indexing.united import UnitedAnswer
from tests.indexing.numbered import shadowed
from tests.indexing.people import VIEWERS, World, has_not, some_question, some_world

SEED = 20_240_611
CASES = 2_000
K = 10_000  # more than there are people: by relevance both engines list everybody found
BATCH = 400  # several commits, so that there are several segments


@dataclass(frozen=True)
class Bench:
    """Both engines over one world; the oracle also has the people as one list."""

    oracle: OracleEngine
    tantivy: TantivyEngine


@pytest.fixture(scope="module")
def world() -> World:
    return some_world(random.Random(SEED), persons=450, members=550, linked=280)


@pytest.fixture(scope="module")
def bench(world: World, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    found = Bench(OracleEngine(), TantivyEngine(Path(tmp_path_factory.mktemp("index")), heap_mb=15))
    for engine in (found.oracle, found.tantivy):
        fill(engine, "tenant", world.persons + world.shadows)
        fill(engine, "members", world.members)
    fill(found.oracle, "once", each_person_once(world))
    yield found
    found.tantivy.close()


def fill(engine: Engine, index: str, documents: tuple[PersonDocument, ...]) -> None:
    """Write documents, all of them twice and some of them first in an older form."""
    older = [d.model_copy(update={"titles": ("Senior Nurse",), "updated": 1}) for d in documents[::3]]
    for group in (older, documents, documents[::5]):
        for at in range(0, len(group), BATCH):
            engine.apply(index, [Upsert(document) for document in group[at : at + BATCH]])


def each_person_once(world: World) -> tuple[PersonDocument, ...]:
    """Write a united search's meaning down as one list: access spells out who sees a linked member."""
    shadows = {shadow.member: shadow for shadow in world.shadows}
    members = []
    for member in world.members:
        shadow = shadows.get(member.member)
        access = tuple(as_one(viewer) for viewer in VIEWERS if shadow is None or not may_find(shadow, viewer))
        hidden_from = () if shadow is None else (ALL_SEATS,)
        members.append(member.model_copy(update={"access": access, "hidden_from": hidden_from}))
    return world.persons + tuple(members)


def as_one(viewer: Access) -> str:
    """Name an access token of one viewer alone."""
    return "viewer " + " ".join(viewer or ())


def test_2000_random_questions_have_the_same_answer_on_both_engines(bench: Bench) -> None:
    random_ = random.Random(SEED)
    totals: list[int] = []
    with_shadows = with_not = beyond_tenth = 0
    for number in range(CASES):
        question = some_question(random_)
        expected = search_united(bench.oracle, "tenant", "members", question, k=K)
        answer = search_united(bench.tantivy, "tenant", "members", question, k=K)
        assert_equal(answer, expected, question, number)
        assert_counts_each_person_once(bench, answer, question, number)
        shadows = question.model_copy(update={"limit": 1, "offset": 0, "facets": ()})
        with_shadows += bench.oracle.search("tenant", shadows, shadows=True).total > 0
        with_not += has_not(question.where)
        beyond_tenth += question.offset >= 10 * question.limit and len(answer.tenant.numbers) > question.offset
        totals.append(answer.total)
    assert statistics.median(totals) >= 20
    assert min(with_shadows, with_not, beyond_tenth) >= 200, (with_shadows, with_not, beyond_tenth)


def assert_equal(answer: UnitedAnswer, expected: UnitedAnswer, question: Question, number: int) -> None:
    """Compare two engines' answers: exactly, but for the order and scores of a list by relevance."""
    case = f"case {number} of seed {SEED}: {question!r}"
    assert answer.total == expected.total, case
    assert answer.facets == expected.facets, case
    if question.sort == "recency":
        assert (answer.tenant, answer.members) == (expected.tenant, expected.members), case
        return
    for found, wanted in ((answer.tenant, expected.tenant), (answer.members, expected.members)):
        assert set(found.numbers) == set(wanted.numbers), case
        if plain(question.where):
            scores = dict(zip(found.numbers, found.scores, strict=True))
            assert scores == pytest.approx(dict(zip(wanted.numbers, wanted.scores, strict=True))), case
    assert len(answer.tenant.numbers + answer.members.numbers) == answer.total, case


def plain(node: Node, *, below_or: bool = False) -> bool:
    """Tell whether no AND stands below an OR: there, a leaf may count or not where the AND as a whole doesn't hold."""
    if isinstance(node, And) and below_or:
        return False
    parts = node.parts if isinstance(node, And | Or) else ()
    return all(plain(part, below_or=below_or or isinstance(node, Or)) for part in parts)


def assert_counts_each_person_once(bench: Bench, answer: UnitedAnswer, question: Question, number: int) -> None:
    """Compare with a plain search over one list that holds each person once."""
    case = f"case {number} of seed {SEED}: {question!r}"
    viewer = question.access
    plain = question.model_copy(update={"access": None if viewer is None else (*viewer, as_one(viewer))})
    expected = bench.oracle.search("once", plain)
    assert answer.total == expected.total, case
    assert answer.facets == expected.facets, case
    if question.sort == "recency":
        dated = [
            (-at, number)
            for hits in (answer.tenant, answer.members)
            for number, at in zip(hits.numbers, hits.updated, strict=True)
        ]
        page = sorted(dated)[question.offset : question.offset + question.limit]
        assert [number for _, number in page] == [hit.number for hit in expected.hits], case


def test_both_engines_list_the_same_versions_and_shadows(bench: Bench) -> None:
    for index in ("tenant", "members"):
        assert bench.tantivy.versions(index) == bench.oracle.versions(index)
    for viewer in VIEWERS:
        expected = shadowed(bench.oracle, "tenant", viewer)
        for _ in range(5):  # few are asked for one by one, then all of them are known
            assert shadowed(bench.tantivy, "tenant", viewer) == expected
        assert expected
