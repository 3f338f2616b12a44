"""Two lists of the same people differ only by what was changed between them."""

import math
from dataclasses import replace
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from entities.hit import Hit
from entities.query import And, Node, Not, Or, Phrase, Prefix, Word
from ranking import default_model, rank_unified, terms_of
from ranking.explain import LABELS, MOST_REASONS
from ranking.features import Found
from ranking.model import CANDIDATE_WEIGHTS, FEATURES, QUERY_WEIGHTS, Model, part_of
from ranking.terms import Term
from tests.ranking import invented
from tests.ranking.invented import NOW, analyse, document, term

MODEL = default_model()
MOST = math.fsum(weight for weight in MODEL.weights if weight > 0)
LEAST = math.fsum(weight for weight in MODEL.weights if weight < 0)
few = settings(max_examples=40)


def rank(found: list[Found], terms: list[Term], model: Model = MODEL) -> list[Hit]:
    return rank_unified(found, terms, now=NOW, analyse=analyse, model=model)


def order(hits: list[Hit]) -> list[tuple[str, float]]:
    return [(hit.document.key, hit.score) for hit in hits]


@few
@given(invented.found, invented.terms)
def test_scores_stay_within_what_the_weights_allow(found: list[Found], terms: list[Term]) -> None:
    for hit in rank(found, terms):
        assert LEAST - 1e-9 <= hit.score <= MOST + 1e-9
        assert len({row.feature for row in hit.contributions}) == len(hit.contributions)
        for row in hit.contributions:
            assert row.contribution == row.value * MODEL.weights[FEATURES.index(row.feature)]


@few
@given(invented.found, invented.terms)
def test_taking_one_away_leaves_the_order_of_the_others(found: list[Found], terms: list[Term]) -> None:
    steady = [replace(one, score=1.0) for one in found]
    whole = order(rank(steady, terms))
    for at in range(len(steady)):
        without = steady[:at] + steady[at + 1 :]
        kept = order(rank(without, terms))
        remaining = list(whole)
        remaining.remove(next(one for one in whole if one not in kept or whole.count(one) > kept.count(one)))
        assert kept == remaining


@few
@given(invented.found, invented.terms, st.sampled_from([0.5, 2.0, 16.0]))
def test_a_model_of_the_same_proportions_orders_alike(found: list[Found], terms: list[Term], times: float) -> None:
    scaled = Model(tuple(weight * times for weight in MODEL.weights))
    assert [hit.document for hit in rank(found, terms, scaled)] == [hit.document for hit in rank(found, terms)]


@few
@given(invented.found, invented.terms)
def test_a_model_of_nothing_orders_by_key(found: list[Found], terms: list[Term]) -> None:
    hits = rank(found, terms, Model((0.0,) * len(FEATURES)))
    assert [hit.document.key for hit in hits] == sorted(one.document.key for one in found)
    assert {hit.score for hit in hits} <= {0.0}
    assert all(hit.contributions == () for hit in hits)


@few
@given(invented.found, invented.terms, st.integers(0, 2000))
def test_time_passing_lowers_every_score_by_recency_alone(found: list[Found], terms: list[Term], days: int) -> None:
    aged = [replace(one, document=one.document.model_copy(update={"updated": 1_000_000_000})) for one in found]
    later = rank_unified(aged, terms, now=NOW + timedelta(days=days), analyse=analyse, model=MODEL)
    for before, after in zip(rank(aged, terms), later, strict=True):
        assert before.document == after.document
        assert before.score >= after.score
        rest = [[r for r in hit.contributions if r.feature != "recency"] for hit in (before, after)]
        assert rest[0] == rest[1]


@few
@given(invented.documents, invented.words)
def test_who_holds_the_word_stands_before_a_twin_who_does_not(person: invented.PersonDocument, word: str) -> None:
    bare = {"headline": "", "summary": "", "notes": "", "location": "", "name": "", "current_title": ""}
    lists = dict.fromkeys(("titles", "skills", "companies", "schools", "tags"), ())
    twin = person.model_copy(update={**bare, **lists, "key": "a", "current_company": ""})
    for field in ("skills", "titles", "companies", "schools", "tags"):
        holder = twin.model_copy(update={"key": "b", field: (word,)})
        assert order(rank([Found(twin, 1.0), Found(holder, 1.0)], [term(word)]))[0][0] == "b"


@few
@given(invented.found, invented.terms)
def test_reasons_are_few_known_and_told_once(found: list[Found], terms: list[Term]) -> None:
    for hit in rank(found, terms):
        held = [reason for reason in hit.reasons if reason.field not in ("stages", "open_to_work")]
        assert len(held) <= MOST_REASONS
        assert {reason.text for reason in held} <= set(LABELS.values())
        assert len({(reason.field, reason.evidence) for reason in held}) == len(held)
        places = [list(LABELS).index(reason.field) for reason in held]
        assert places == sorted(places)


WORDS = st.builds(Word, text=invented.words, scope=invented.scopes)
LEAVES: st.SearchStrategy[Node] = st.one_of(
    WORDS, st.builds(Phrase, text=invented.phrases), st.builds(Prefix, text=st.sampled_from(["da", "eng", "py"]))
)


def _branches(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    parts = st.lists(inner, max_size=3).map(tuple)
    return st.one_of(st.builds(Not, part=inner), st.builds(And, parts=parts), st.builds(Or, parts=parts))


TREES = st.recursive(LEAVES, _branches, max_leaves=8)


def wanted(node: Node, *, negated: bool = False) -> set[tuple[tuple[str, ...], str, bool]]:
    """List slowly what stands below an even number of NOTs."""
    if isinstance(node, Not):
        return wanted(node.part, negated=not negated)
    if isinstance(node, And | Or):
        return {key for part in node.parts for key in wanted(part, negated=negated)}
    if negated or not isinstance(node, Word | Phrase | Prefix) or not analyse(node.text):
        return set()
    return {(analyse(node.text), node.scope, isinstance(node, Prefix))}


@given(TREES)
def test_terms_are_what_stands_below_an_even_number_of_nots(tree: Node) -> None:
    terms = terms_of(tree, analyse=analyse)
    assert {(one.tokens, one.scope, one.prefix) for one in terms} == wanted(tree)
    assert len({(one.tokens, one.scope, one.prefix) for one in terms}) == len(terms)
    assert terms_of(Not(part=Not(part=tree)), analyse=analyse) == terms


@few
@given(invented.found, TREES)
def test_what_a_question_forbids_changes_no_score(found: list[Found], tree: Node) -> None:
    plain = list(terms_of(tree, analyse=analyse))
    guarded = And(parts=(tree, Not(part=Word(text="welding")), Not(part=Or(parts=(Word(text="data"),)))))
    assert order(rank(found, list(terms_of(guarded, analyse=analyse)))) == order(rank(found, plain))


def test_every_feature_belongs_to_the_question_or_to_the_person() -> None:
    assert {name for name in FEATURES if part_of(name) == "query"} == set(QUERY_WEIGHTS)
    assert {name for name in FEATURES if part_of(name) == "candidate"} == set(CANDIDATE_WEIGHTS)
    assert set(QUERY_WEIGHTS).isdisjoint(CANDIDATE_WEIGHTS)
    lonely = rank([Found(document("a", in_ats=True, open_to_work=True), 0.0)], [])[0]
    assert {part_of(row.feature) for row in lonely.contributions} == {"candidate"}
