"""Turn random viewers with random questions into the proof that an engine shows each what the one rule lets it see."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from entities.document import ALL_SEATS, EVERYONE, Access, PersonDocument, may_find
from entities.query import Everything, Filter, Node, Question
from indexing import Engine, Upsert
from indexing.engine import Ask, Snapshot
from indexing.matching import Matcher
from indexing.tantivy import TantivyEngine
from tests.indexing.numbered import numbered
from tests.indexing.people import SKILLS, some_node, some_person

SEED = 20_261_205
CASES, CASES_IN_ALL = 20_000, 1_000_000
SEATS = tuple(f"seat:{letter}" for letter in "abcdefgh")
INDEX = "tj-access"
TREES = 150  # each is asked as very many viewers


def some_access(random_: random.Random) -> tuple[str, ...]:
    """Draw who may see a document: everyone, some seats, or nobody."""
    if random_.random() < 0.5:
        return (EVERYONE,)
    return tuple(random_.sample(SEATS, random_.choice((0, 1, 1, 2, 5))))


def some_viewer(random_: random.Random) -> Access:
    """Draw who looks: all seats at once, a seat or several, or somebody with tokens that open nothing."""
    if random_.random() < 0.05:
        return None
    named = random_.sample((*SEATS, "seat:z", "", "p", "s:a"), random_.choice((0, 1, 1, 1, 2, 4)))
    return tuple(named) if random_.random() < 0.1 else (EVERYONE, *named)


@pytest.fixture(scope="module")
def documents() -> list[PersonDocument]:
    random_ = random.Random(SEED)
    found = []
    for number in range(160):
        hidden = (*random_.sample(SEATS, random_.choice((0, 0, 1, 3))), *random_.choice(((), (), (ALL_SEATS,))))
        whose = {"access": some_access(random_), "hidden_from": hidden, "shadow": random_.random() < 0.3}
        found.append(numbered(some_person(random_, f"p{number}").model_copy(update={**whose, "member": number})))
    return found


@pytest.fixture(scope="module")
def engine(documents: list[PersonDocument], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    opened = TantivyEngine(Path(tmp_path_factory.mktemp("access")), heap_mb=15)
    for start in range(0, len(documents), 60):
        opened.apply(INDEX, [Upsert(one) for one in documents[start : start + 60]])
    yield opened
    opened.close()


def assert_cases(documents: list[PersonDocument], snapshot: Snapshot, cases: int) -> None:
    random_ = random.Random(SEED)
    matcher = Matcher({(one.key, one.shadow): one for one in documents})
    trees: list[Node] = [Everything(), *(some_node(random_, random_.choice((0, 1, 2))) for _ in range(TREES))]
    matching = [matcher.matching(tree) or frozenset() for tree in trees]
    seen = unseen = 0
    for number in range(cases):
        tree, viewer, shadows = random_.randrange(len(trees)), some_viewer(random_), random_.random() < 0.3
        found = [one for one in documents if one.shadow == shadows and (one.key, one.shadow) in matching[tree]]
        filters: tuple[Filter, ...] = ()
        if number % 4 == 0:
            wanted = random_.choice(SKILLS)
            filters = (Filter(field="open_to_work", values=("true",)), Filter(field="skill", values=(wanted,)))
            found = [one for one in found if one.open_to_work and folded(wanted) in map(folded, one.skills)]
        expected = {one.number for one in found if may_find(one, viewer)}
        question = Question(where=trees[tree], filters=filters, access=viewer, limit=len(documents))
        (answer,) = snapshot.ask(Ask(INDEX, question, shadows=shadows))
        case = f"case {number} of seed {SEED}: {question!r}"
        assert set(answer.hits.numbers) == expected, case
        assert answer.total == len(answer.hits.numbers) == len(expected), case
        seen, unseen = seen + len(expected), unseen + len(found) - len(expected)
    assert min(seen, unseen) > cases  # both sides of the rule were met often


def folded(skill: str) -> str:
    return " ".join(skill.lower().replace("é", "e").split())


def test_20000_viewers_are_shown_what_the_rule_lets_them_see(documents: list[PersonDocument], engine: Engine) -> None:
    assert_cases(documents, engine.snapshot(INDEX), CASES)


@pytest.mark.full
def test_a_million_viewers_are_too(documents: list[PersonDocument], engine: Engine) -> None:
    assert_cases(documents, engine.snapshot(INDEX), CASES_IN_ALL)
