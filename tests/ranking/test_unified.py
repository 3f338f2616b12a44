"""Turn found people into a list, and hold the laws of its order and of its scores."""

import math
import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entities.hit import Hit
from entities.query import Sort
from ranking import default_model, rank_unified
from ranking.features import Found, features
from ranking.model import FEATURES, SMALLEST_STEP, part_of
from tests.ranking import invented
from tests.ranking.invented import NOW, VOCABULARY, analyse, document, term

MODEL = default_model()
RECENT = int(NOW.timestamp())
DULL = {"updated": 0, "open_to_work": False, "in_ats": False, "stages": ("Rejected",)}
SHINY = {"updated": RECENT, "open_to_work": True, "in_ats": True, "stages": ("Offer",)}


def rank(
    found: list[Found], asked: list[invented.Term], sort: Sort = "relevance", page: slice | None = None
) -> list[Hit]:
    return rank_unified(found, asked, sort=sort, now=NOW, analyse=analyse, model=MODEL, page=page)


def keys(hits: list[Hit]) -> list[str]:
    return [hit.document.key for hit in hits]


@given(invented.found, invented.terms)
def test_contributions_sum_exactly_to_the_score(found: list[Found], terms: list[invented.Term]) -> None:
    for hit in rank(found, terms):
        assert math.fsum(row.contribution for row in hit.contributions) == hit.score
        weights = dict(zip(FEATURES, MODEL.weights, strict=True))
        assert all(row.contribution == weights[row.feature] * row.value for row in hit.contributions)


@given(invented.found, invented.terms, st.randoms(use_true_random=False))
def test_order_is_by_score_then_key_however_it_was_found(
    found: list[Found], terms: list[invented.Term], shuffler: random.Random
) -> None:
    hits = rank(found, terms)
    assert [(-hit.score, hit.document.key) for hit in hits] == sorted((-hit.score, hit.document.key) for hit in hits)
    shuffled = list(found)
    shuffler.shuffle(shuffled)
    assert rank(shuffled, terms) == hits


@given(invented.found, invented.terms)
def test_recency_goes_by_time_then_key(found: list[Found], terms: list[invented.Term]) -> None:
    places = [(-hit.document.updated, hit.document.key) for hit in rank(found, terms, "recency")]
    assert places == sorted(places)


@given(invented.found, invented.terms)
def test_equal_scores_go_by_key(found: list[Found], terms: list[invented.Term]) -> None:
    twins = [replace(one, document=document(one.document.key)) for one in found]
    twins = [replace(one, score=1.0) for one in twins]
    assert keys(rank(twins, terms)) == sorted(one.document.key for one in found)


@given(invented.found, invented.terms, st.integers(0, 4), st.integers(0, 4))
def test_a_page_is_explained_as_the_whole_list_is(
    found: list[Found], terms: list[invented.Term], start: int, count: int
) -> None:
    whole, paged = rank(found, terms), rank(found, terms, page=slice(start, start + count))
    assert paged[start : start + count] == whole[start : start + count]
    assert [(hit.document, hit.score) for hit in paged] == [(hit.document, hit.score) for hit in whole]
    assert all(not hit.contributions and not hit.reasons for hit in [*paged[:start], *paged[start + count :]])


@given(invented.documents, st.lists(invented.words, max_size=7, unique=True))
def test_what_a_person_is_like_never_outranks_one_more_term(person: invented.PersonDocument, asked: list[str]) -> None:
    """Of up to eight equal terms; the two differ in that term, and in everything that wasn't asked for."""
    terms = [term(word) for word in (*asked, "welding")]
    worse = person.model_copy(update={"key": "a", **SHINY})
    better = person.model_copy(update={"key": "b", **DULL, "skills": (*person.skills, "welding")})
    assert keys(rank([Found(worse, 1.0), Found(better, 1.0)], terms)) == ["b", "a"]


@given(invented.found, invented.terms)
def test_a_clearly_better_answer_to_the_question_stands_first(found: list[Found], terms: list[invented.Term]) -> None:
    fits = {
        hit.document.key + str(hit.document): sum(
            c.contribution for c in hit.contributions if part_of(c.feature) == "query"
        )
        for hit in rank(found, terms)
    }
    in_order = [fits[hit.document.key + str(hit.document)] for hit in rank(found, terms)]
    for at, fit in enumerate(in_order):
        assert all(later - fit < SMALLEST_STEP for later in in_order[at:])


def test_a_dentist_is_not_a_busy_software_engineer() -> None:
    """The failure that LinkedIn's talk at SIGIR 2018 shows."""
    engineer = document(
        "a", titles=("Software Engineer",), current_title="Software Engineer", skills=("Java",), **SHINY
    )
    dentist = document("b", titles=("Dentist",), **DULL)
    assert keys(rank([Found(engineer, 9.0), Found(dentist, 1.0, "members")], [term("dentist")])) == ["b", "a"]


def test_without_a_question_the_better_kept_person_stands_first() -> None:
    assert keys(rank([Found(document("a", **DULL), 1), Found(document("b", **SHINY), 1)], [])) == ["b", "a"]


@pytest.mark.parametrize("held", [("titles", 1.0), ("skills", 1.0)])
def test_holding_a_term_never_lowers_the_score(held: tuple[str, float]) -> None:
    for word in VOCABULARY:
        person = document("p", headline="Sales lead", updated=RECENT)
        with_it = person.model_copy(update={held[0]: (word,)})
        asked = [term(one) for one in VOCABULARY[:5]]
        computed = features([Found(person, held[1]), Found(with_it, held[1])], asked, now=NOW, analyse=analyse)
        coverages = computed.column("coverage").tolist()
        assert coverages[1] >= coverages[0]
