"""Values are completed as a look at every document that the viewer may find would complete them, on each engine."""

import random
from collections import Counter
from collections.abc import Iterator

import pytest

from entities.document import Access, may_find
from entities.query import FacetName, Scope
from indexing import Engine, Upsert
from indexing.analysis import words
from indexing.fields import facet_values
from indexing.oracle import OracleEngine
from indexing.tantivy import TantivyEngine
from indexing.widening import complete_values
from tests.indexing.people import VIEWERS, World, some_world

OF: tuple[tuple[FacetName, Scope], ...] = (
    *(("current_title", "title"), ("current_company", "company"), ("skill", "skill"), ("location", "location")),
)
BEGINNINGS = (
    "s",
    "eng",
    "software e",
    "c",
    "c+",
    "zü",
    "ZUR",
    "front-end",
    "machine l",
    "learn",
    "北",
    "o'r",
    "&",
    " ",
    "x",
)


@pytest.fixture(scope="module", params=["oracle", "tantivy"])
def engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, world: World) -> Iterator[Engine]:
    made: Engine = OracleEngine() if request.param == "oracle" else TantivyEngine(tmp_path_factory.mktemp("completion"))
    made.apply("one", [Upsert(one) for one in (*world.persons, *world.shadows)])
    yield made
    made.close()


@pytest.fixture(scope="module")
def world() -> World:
    return some_world(random.Random(7), persons=80, members=20, linked=10)


def slowly(world: World, of: FacetName, beginning: str, access: Access) -> list[tuple[str, int]]:
    counts: Counter[str] = Counter()
    spelled: dict[str, Counter[str]] = {}
    for document in world.persons:
        for key, shown in facet_values(document, of) if may_find(document, access) else ():
            counts[key] += 1
            spelled.setdefault(key, Counter())[shown] += 1
    begun = f" {' '.join(words(beginning))}"
    kept = [key for key in counts if begun.strip() and begun in f" {' '.join(words(key))}"]
    ordered = sorted(kept, key=lambda key: (-counts[key], key))
    return [(min(spelled[key], key=lambda one: (-spelled[key][one], one)), counts[key]) for key in ordered]


@pytest.mark.parametrize("access", VIEWERS)
@pytest.mark.parametrize("of", OF, ids=lambda of: of[0])
def test_values_are_those_of_the_people_in_sight(
    engine: Engine, world: World, of: tuple[FacetName, Scope], access: Access
) -> None:
    for beginning in BEGINNINGS:
        found = complete_values(engine, "one", of, beginning, access=access, limit=50)
        assert [(one.value, one.count) for one in found] == slowly(world, of[0], beginning, access), beginning
        first = complete_values(engine, "one", of, beginning, access=access, limit=2)
        assert first == found[:2]


def test_an_index_that_is_not_there_has_no_values(engine: Engine) -> None:
    assert complete_values(engine, "none", OF[0], "s", access=None, limit=9) == []
