"""What is sent to OpenSearch: terms in the right columns, within its limits, and nothing for it to parse."""

import json
import random
import threading
import time
from collections.abc import Iterator
from typing import Self

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from entities.document import PersonDocument
from entities.errors import EngineBusy, EngineDown, EngineError, TooLarge
from entities.query import And, Node, Not, Or, Phrase, Prefix, Question, Word
from indexing import Upsert, index_name, parse_query
from indexing.engine import Ask, Slot
from indexing.opensearch import Cluster, OpenSearchEngine
from indexing.opensearch.answers import tallies_of
from indexing.opensearch.bodies import body, id_of, slot_of_key, spelled_term, spelling_of_term
from indexing.opensearch.breaker import FAILURES, PAUSE_SECONDS, WINDOW_SECONDS, Breaker
from indexing.opensearch.clauses import MOST_SCORED, asserted, wanted, weigh
from indexing.opensearch.mapping import columns, format_tag
from indexing.opensearch.operations import NEW, NEWEST, Conflict, Operation, _forced, put, take
from indexing.opensearch.refusals import Blocked, PlaceGone, StateGone, Unanswered, refusal
from indexing.opensearch.writing import CHUNK_BYTES, CHUNK_COUNT, chunks
from indexing.oracle import OracleEngine
from tests.indexing.people import some_node, some_person, some_world

INDEX = index_name(b"tests of queries", "one")
LIMIT = 1_024
PARSED = ("query_string", "simple_query_string", "match", "multi_match", "script", "regexp", "wildcard", "fuzzy")
ADA = PersonDocument(key="ada", version=1, number=1, titles=("Senior Engineer",), name="Ada Roe", summary="w1 w2 w3")
BOB = ADA.model_copy(update={"key": "bob", "number": 2, "titles": ("Nurse",), "summary": "w2 w5 w9998"})


@pytest.fixture(scope="module")
def engine(opensearch: str) -> Iterator[OpenSearchEngine]:
    engine = OpenSearchEngine(Cluster(hosts=(opensearch,)), now=time.time)
    engine.drop(INDEX)
    engine.apply(INDEX, [Upsert(ADA), Upsert(BOB)])
    yield engine
    engine.drop(INDEX)
    engine.close()


def found(engine: OpenSearchEngine, node: Node) -> list[int]:
    return [hit.number for hit in engine.search(INDEX, Question(where=node)).hits]


def kinds(clause: object) -> Iterator[str]:
    """List every name in a query."""
    if isinstance(clause, dict):
        for name, inner in clause.items():
            yield name
            yield from kinds(inner)
    elif isinstance(clause, list):
        for inner in clause:
            yield from kinds(inner)


@given(st.integers(0, 10**6), st.integers(0, 4))
def test_a_tree_is_terms_and_nothing_to_parse(seed: int, depth: int) -> None:
    node = some_node(random.Random(seed), depth)
    tree = wanted(node, LIMIT)
    assert (tree.matching is None) == (tree.scored is None)
    for clause in (tree.matching, tree.scored):
        names = set(kinds(clause))
        assert names.isdisjoint(PARSED)
        assert clause is None or 1 <= weigh(clause) <= LIMIT


def test_what_a_word_costs() -> None:
    assert wanted(Word(text="engineers"), LIMIT).matching == {"term": {"any": "engin"}}
    assert wanted(Prefix(text="Engi"), LIMIT).matching == {"prefix": {"any_words": "engi"}}
    assert wanted(Word(text="&"), LIMIT).scored is None
    many = Or(parts=tuple(Word(text=f"w{n}") for n in range(10_000)))
    matching = wanted(many, LIMIT).matching
    assert matching is not None
    assert list(matching) == ["terms"]
    assert len(matching["terms"]["any"]) == 10_000


def test_the_heaviest_leaves_score_where_there_are_too_many() -> None:
    words = [Word(text=f"w{n}", weight=float(n)) for n in range(1_000)]
    scored = wanted(Or(parts=tuple(words)), LIMIT).scored
    assert scored is not None
    boosts = [one["constant_score"]["boost"] for one in scored["bool"]["should"]]
    assert sorted(set(boosts)) == [float(n) for n in range(1_000 - MOST_SCORED, 1_000)]


def test_too_many_conditions_are_refused_before_they_are_sent() -> None:
    words = tuple(Word(text=f"w{n}") for n in range(LIMIT))
    with pytest.raises(TooLarge):
        wanted(And(parts=words), LIMIT)
    with pytest.raises(TooLarge):
        wanted(Or(parts=tuple(Phrase(text=f"a b{n}") for n in range(100))), LIMIT)
    assert wanted(And(parts=words[:900]), LIMIT).scored


def test_many_words_find_what_they_should(engine: OpenSearchEngine) -> None:
    words = tuple(Word(text=f"w{n}") for n in range(10_000))
    assert sorted(found(engine, Or(parts=words))) == [1, 2]
    assert found(engine, And(parts=(Or(parts=words), Word(text="nurse")))) == [2]
    assert found(engine, Not(part=Or(parts=words[5:]))) == [1]
    assert found(engine, And(parts=words[:900])) == []
    assert found(engine, And(parts=(Word(text="w2"),) * 900)) == [1, 2]


def test_deep_trees_are_answered(engine: OpenSearchEngine) -> None:
    def nested(depth: int) -> Node:
        node: Node = Word(text="w2")
        for level in range(depth):
            parts = (Word(text="w2"), node)
            node = And(parts=parts) if level % 2 else Or(parts=parts)
        return node

    for depth in (0, 1, 2, 3, 60):
        assert sorted(found(engine, nested(depth))) == [1, 2]


def test_the_deepest_text_that_is_read_is_answered(engine: OpenSearchEngine) -> None:
    text = "(w2 OR (w1 " * 9 + "w2" + "))" * 9
    assert sorted(found(engine, parse_query(text))) == [1, 2]


def test_a_leaf_adds_its_weight_wherever_it_stands(engine: OpenSearchEngine) -> None:
    oracle = OracleEngine()
    oracle.apply(INDEX, [Upsert(ADA), Upsert(BOB)])
    for text in ("w1 OR (nurse w9998 zzz) OR w2", "engineer OR nurse", "(senior nurse) OR w2", "-w1 OR w2", "w2 -zzz"):
        ask = Ask(INDEX, Question(where=parse_query(text)))
        expected, answer = (one.snapshot(INDEX).ask(ask)[0] for one in (oracle, engine))
        assert answer == expected, text


def test_asking_several_costs_one_round_trip(engine: OpenSearchEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    snapshot, calls = engine.snapshot(INDEX), []
    call = engine._wire.call
    monkeypatch.setattr(engine._wire, "call", lambda *path, **more: calls.append(path) or call(*path, **more))
    question = Question(where=parse_query("w2 OR nurse"), facets=("skill", "location"))
    snapshot.ask(*(Ask(INDEX, question, shadows=bool(n % 2)) for n in range(6)))
    assert calls == [("POST", "_msearch")]


def test_a_body_fits_the_mapping_and_repeats_nothing_but_tokens() -> None:
    world = some_world(random.Random(1), persons=60, members=40, linked=20)
    for one in world.persons + world.shadows + world.members:
        made = body(one)
        assert made.keys() <= columns().keys()
        assert slot_of_key(made["key"]) == (one.key, one.shadow)
        assert json.loads(json.dumps(made)) == made


@given(st.text(max_size=400), st.booleans())
def test_ids_are_short_and_say_whose_they_are(key: str, shadow: bool) -> None:  # noqa: FBT001  # drawn
    name = id_of((key, shadow))
    assert len(name.encode("utf-8", "surrogatepass")) < 400
    assert name != id_of((key, not shadow))
    assert name == id_of((key, shadow))


@given(st.text(min_size=1), st.text())
def test_a_spelling_is_read_back(key: str, spelled: str) -> None:
    try:
        term = spelled_term(key, spelled)
    except UnicodeEncodeError:
        return  # no folded value holds half a character
    assert spelling_of_term(term) == spelled
    assert term[:16].isalnum()


@given(st.lists(st.integers(1, CHUNK_BYTES), max_size=40))
@settings(max_examples=40)
def test_chunks_keep_order_and_bounds(sizes: list[int]) -> None:
    operations = [Operation("", 1, 2, NEWEST, SizedLine(size)) for size in sizes]
    cut = list(chunks(operations))
    assert [one for chunk in cut for one in chunk] == operations
    assert all(len(chunk) == 1 or sum(one.size for one in chunk) <= CHUNK_BYTES for chunk in cut)
    assert all(chunk for chunk in cut)


class SizedLine(str):
    """A line of a length without the letters."""

    __slots__ = ("length",)

    def __new__(cls, length: int) -> Self:
        made = super().__new__(cls)
        made.length = length
        return made

    def __len__(self) -> int:
        return self.length


def test_chunks_are_cut_by_count_too() -> None:
    assert [len(chunk) for chunk in chunks([take(str(n), 1) for n in range(CHUNK_COUNT * 2 + 1)])] == [
        CHUNK_COUNT,
        CHUNK_COUNT,
        1,
    ]


def test_an_operation_is_two_lines_of_json() -> None:
    head, made, rest = put("p:\u2028ada", 7, {"a": "é\n"}, NEWEST).line.split("\n")
    assert json.loads(head) == {"index": {"_id": "p:\u2028ada", "version": 14, "version_type": "external_gte"}}
    assert (json.loads(made), rest) == ({"a": "é\n"}, "")


def test_what_is_added_in_a_rebuild_is_never_forced() -> None:
    reason = "version conflict, current version [2] is higher"
    for held in ({"found": False}, {"found": True, "_version": 2, "fields": {"version": [1]}}):
        assert _forced(Conflict(put("a", 1, {}, NEW), reason), held) is None
        assert _forced(Conflict(put("a", 1, {}, NEWEST), reason), held) is not None


def test_a_conflict_that_can_not_be_read_counts_as_newer() -> None:
    assert Conflict(take("a", 1), "version conflict, current version [12] is higher").standing == 12
    assert Conflict(take("a", 1), "something else").standing % 2 == 1


def test_an_unlisted_value_is_never_more_frequent_than_told() -> None:
    told = {
        "buckets": [{"key": "a", "doc_count": 9, "doc_count_error_upper_bound": 0}, {"key": "b", "doc_count": 4}],
        "sum_other_doc_count": 3,
        "doc_count_error_upper_bound": 2,
    }
    tally = tallies_of({"aggregations": {"skill": {"doc_count": 20, "values": told}}})["skill"]
    assert (tally.counts, tally.unlisted) == ({"a": 9, "b": 4}, 6)
    told |= {"sum_other_doc_count": 0}
    assert tallies_of({"aggregations": {"skill": {"values": told}}})["skill"].unlisted == 0


@pytest.mark.parametrize(
    ("status", "kind", "reason", "error"),
    [
        (429, "rejected_execution_exception", "", EngineBusy),
        (429, "cluster_block_exception", "index [x] blocked by: [TOO_MANY_REQUESTS/12/disk usage exceeded]", Blocked),
        (403, "cluster_block_exception", "index [x] blocked by: [FORBIDDEN/5/index read-only (api)];", Blocked),
        (503, "cluster_block_exception", "blocked by: [SERVICE_UNAVAILABLE/1/state not recovered]", Blocked),
        (503, "unknown", "", EngineBusy),
        (503, "search_phase_execution_exception", "all shards failed", StateGone),
        (500, "null_pointer_exception", "", EngineDown),
        (400, "too_many_clauses", "", TooLarge),
        (400, "query_shard_exception", "failed: maxClauseCount is set to 1024", TooLarge),
        (400, "strict_dynamic_mapping_exception", "", EngineDown),
        (404, "index_not_found_exception", "", PlaceGone),
        (404, "search_context_missing_exception", "", StateGone),
        (401, "unknown", "", EngineError),
        (400, "parsing_exception", "", EngineError),
    ],
)
def test_every_refusal_has_its_error(status: int, kind: str, reason: str, error: type[Exception]) -> None:
    made = refusal(status, kind, reason)
    assert type(made) is error
    assert str(made)


def test_the_format_is_named_by_what_it_depends_on(monkeypatch: pytest.MonkeyPatch) -> None:
    before = format_tag()
    monkeypatch.setattr("indexing.opensearch.mapping.ANALYSIS", "x")
    assert format_tag() != before


class Clock:
    """A clock that a test sets."""

    at = 0.0

    def __call__(self) -> float:
        return self.at


def fail(breaker: Breaker, error: Exception) -> None:
    with pytest.raises(type(error)), breaker.watching():
        raise error


def refused(breaker: Breaker) -> bool:
    try:
        with breaker.watching():
            return False
    except EngineDown:
        return True


def test_a_breaker_opens_after_failures_in_a_row_of_seconds() -> None:
    clock = Clock()
    breaker = Breaker(clock)
    for _ in range(FAILURES * 2):  # too far apart
        fail(breaker, Unanswered())
        clock.at += WINDOW_SECONDS / (FAILURES - 1) + 0.1
    assert not refused(breaker)
    for _ in range(FAILURES):
        fail(breaker, EngineBusy())  # busy is not down
        fail(breaker, Blocked())  # nor is one index that takes no writes
    assert breaker.state == "closed"
    clock.at += WINDOW_SECONDS
    for _ in range(FAILURES):
        fail(breaker, Unanswered())
    assert breaker.state == "open"
    assert refused(breaker)


def test_an_open_breaker_lets_one_call_try() -> None:
    clock = Clock()
    breaker = Breaker(clock)
    for _ in range(FAILURES):
        fail(breaker, Unanswered())
    clock.at += PAUSE_SECONDS
    inside: list[bool] = []
    with breaker.watching():
        assert breaker.state == "half open"
        other = threading.Thread(target=lambda: inside.append(refused(breaker)))
        other.start()
        other.join()
    assert inside == [True]
    assert breaker.state == "closed"


def test_a_trial_that_fails_opens_it_again() -> None:
    clock = Clock()
    breaker = Breaker(clock)
    for _ in range(FAILURES):
        fail(breaker, Unanswered())
    clock.at += PAUSE_SECONDS
    fail(breaker, Unanswered())
    assert refused(breaker)
    clock.at += PAUSE_SECONDS
    fail(breaker, EngineBusy())  # it answered
    assert breaker.state == "closed"


def test_asserted_leaves_leave_out_what_is_negated() -> None:
    node = parse_query("a (b OR -c) & x*")
    assert [leaf.text for leaf in asserted(node)] == ["a", "b", "x"]
    assert asserted(Not(part=Word(text="a"))) == []


def test_slots_of_keys() -> None:
    slots: list[Slot] = [("ada", False), ("ada", True), ("p:ada", False), ("", True)]
    assert len({id_of(slot) for slot in slots}) == 4
    person = some_person(random.Random(2), "ada")
    assert slot_of_key(body(person.model_copy(update={"shadow": True}))["key"]) == ("ada", True)
