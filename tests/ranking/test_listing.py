"""Turn values of people into an order that a slow sort finds too, and weights into ones that know rare words."""

import random
from datetime import UTC, datetime

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from entities.ats import Job
from entities.document import PersonDocument
from entities.query import And, Everything, Node, Not, Or, Phrase, Prefix, Range, Sort, Word
from indexing import analyse
from ranking.columns import Rows
from ranking.listing import LEXICAL, Side, in_order, job_title, side, weigh
from ranking.model import FEATURES, default_model, score
from ranking.rows import encode, long_hash
from ranking.terms import Term, terms_of


def some_side(random_: random.Random, count: int) -> Side:
    """Invent people, many of them equal in what counts."""
    values = np.zeros((count, len(FEATURES)))
    values[:, 0] = [random_.choice((0.0, 0.5, 1.0)) for _ in range(count)]
    values[:, LEXICAL] = [random_.choice((0.25, 0.75)) for _ in range(count)]
    return Side(
        numbers=np.array(random_.sample(range(1, 10_000), count), dtype=np.int64),
        values=values,
        updated=np.array([random_.randrange(3) for _ in range(count)], dtype=np.int64),
        ties=np.array([random_.randrange(4) for _ in range(count)], dtype=np.uint64),
        left_out=0,
    )


@given(st.integers(0, 2**32), st.integers(0, 9), st.integers(0, 9), st.sampled_from(["relevance", "recency"]))
def test_people_stand_as_a_slow_sort_puts_them(seed: int, ours: int, theirs: int, sort: Sort) -> None:
    random_ = random.Random(seed)
    tenant, members = some_side(random_, ours), some_side(random_, theirs)
    listed = []
    for is_member, one in ((False, tenant), (True, members)):
        for at, number in enumerate(one.numbers.tolist()):
            total = score(default_model().contributions(one.values[at : at + 1])[0].tolist())
            first = -float(one.updated[at]) if sort == "recency" else -round(total, 9)
            listed.append(((first, int(one.ties[at]), is_member), number, float(one.values[at, LEXICAL])))
    ordered = in_order(tenant, members, sort=sort, model=default_model())
    keys = {(number, is_member): key for key, number, _ in listed for is_member in (key[2],)}
    assert sorted(keys.values()) == [keys[number, is_member] for is_member, number, _ in ordered]
    assert sorted((number, lexical) for _, number, lexical in ordered) == sorted((n, lex) for _, n, lex in listed)


def people(*documents: PersonDocument) -> tuple[Rows, list[int]]:
    return Rows.of([encode(one, analyse=analyse) for one in documents]), [one.number for one in documents]


ANN = PersonDocument(key="ann", version=1, number=3, updated=30)
BEN = PersonDocument(key="ben~12", version=1, number=4, updated=40, do_not_contact=True)
EVE = PersonDocument(key="eve", version=1, number=5, updated=50)


@pytest.mark.parametrize(
    ("gone", "silent", "kept"),
    [((), False, [3, 4, 5]), ((), True, [3, 5]), (("ben", "nobody"), False, [3, 5]), (("ann", "eve"), True, [])],
)
def test_persons_named_and_those_not_to_be_contacted_are_left_out(
    gone: tuple[str, ...],
    silent: bool,  # noqa: FBT001 - a case
    kept: list[int],
) -> None:
    rows, numbers = people(ANN, BEN, EVE)
    values = np.arange(3 * len(FEATURES), dtype=np.float64).reshape(3, -1)
    found = side(rows, numbers, values, gone={long_hash(name) for name in gone}, silent=silent)
    assert found.numbers.tolist() == kept
    assert found.left_out == 3 - len(kept)
    assert found.updated.tolist() == [10 * number for number in kept]
    assert found.values.tolist() == [values[number - 3].tolist() for number in kept]


def leaves(node: Node) -> list[Word | Phrase | Prefix]:
    match node:
        case And() | Or():
            return [leaf for part in node.parts for leaf in leaves(part)]
        case Word() | Phrase() | Prefix():
            return [node]
        case _:
            return []


def test_a_leaf_weighs_as_much_more_as_its_term_is_rare() -> None:
    tree = And(
        parts=(
            Or(parts=(Word(text="Nurses", weight=2.0), Phrase(text="night shift", scope="title"), Prefix(text="ber"))),
            Not(part=Word(text="nurse")),
            Range(low=3),
            Everything(),
            Word(text="nurse", scope="skill", weight=0.5),
        )
    )
    rarities = {term: float(at + 2) for at, term in enumerate(terms_of(tree, analyse=analyse))}
    weighed = weigh(tree, rarities, analyse=analyse)
    assert [leaf.weight for leaf in leaves(weighed)] == [4.0, 3.0, 4.0, 2.5]
    assert isinstance(weighed, And)
    assert weighed.parts[1:4] == tree.parts[1:4]
    assert weigh(weighed, dict.fromkeys(rarities, 1.0), analyse=analyse) == weighed


def test_a_term_of_unknown_rarity_keeps_its_weight() -> None:
    assert weigh(Word(text="nurse", weight=3.0), {Term("x", ("x",)): 9.0}, analyse=analyse) == Word(
        text="nurse", weight=3.0
    )


def test_a_job_is_compared_by_the_words_of_its_title_that_name_the_work() -> None:
    job = Job(id="j", modified=datetime(2026, 1, 1, tzinfo=UTC), title="Senior Nurse (m/w/d) [Berlin]")
    assert job_title(job) == "Senior Nurse"
