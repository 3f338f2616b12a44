"""A document's words score by themselves: rare words more than common ones, titles more than running text."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from entities.document import PersonDocument
from ranking.features import ASKED_BY, READ_FROM, Found, read_terms
from ranking.lexical import (
    BOOSTS,
    LENGTH_SHARE,
    MOST_COUNTED,
    RUNNING,
    SATURATION,
    USUAL_WORDS,
    counted_terms,
    rarities,
    score_by,
)
from ranking.terms import Term
from tests.ranking import invented
from tests.ranking.invented import analyse, document, holds, term

PEOPLE = 1_000


def rarity_of(terms: list[Term], people: int, holders: list[int]) -> dict[Term, float]:
    return rarities(terms, people, dict(zip(counted_terms(terms), holders, strict=True)))


def scored(people: list[PersonDocument], terms: list[Term], holders: list[int] | None = None) -> list[float]:
    counts = [10] * min(len(terms), MOST_COUNTED) if holders is None else holders
    found = [Found(one, 7.0) for one in people]
    return [one.score for one in score_by(found, terms, rarity_of(terms, PEOPLE, counts), analyse=analyse)]


def slowly(person: PersonDocument, terms: list[Term], holders: list[int]) -> float:
    """Say slowly, term by term and field by field, how well a document's words answer."""
    whole = reached = 0.0
    words = READ_FROM[RUNNING](person).split()
    for one, held_by in zip(sorted(terms, key=lambda each: -each.weight), holders, strict=True):
        weight = one.weight * math.log(1 + (PEOPLE - held_by + 0.5) / (held_by + 0.5))
        held = 0.0
        for field, read in READ_FROM.items():
            if field != RUNNING and one.scope in ("any", ASKED_BY.get(field)) and holds(one, read(person)):
                held += BOOSTS[field]
        if one.scope == "any":
            per_token = [
                sum(any(_is(token, wanted, one) for token in analyse(word)) for word in words) for wanted in one.tokens
            ]
            often = min(per_token, default=0)
            length = 1 - LENGTH_SHARE + LENGTH_SHARE * len(words) / USUAL_WORDS
            held += BOOSTS[RUNNING] * often * (SATURATION + 1) / (often + SATURATION * length)
        whole += weight
        reached += weight * held / (held + 1)
    return reached / whole if whole else 0.0


def _is(token: str, wanted: str, one: Term) -> bool:
    return token.startswith(wanted) if one.prefix else token == wanted


@settings(max_examples=60)
@given(invented.documents, invented.terms, st.lists(st.integers(0, PEOPLE), min_size=6, max_size=6))
def test_a_score_equals_its_slow_reading(person: PersonDocument, terms: list[Term], holders: list[int]) -> None:
    terms = [one for one in terms if one.tokens]
    counts = holders[: len(terms)]
    (score,) = scored([person], terms, counts)
    assert score == pytest.approx(slowly(person, terms, counts))
    assert 0.0 <= score < 1.0


@settings(max_examples=30)
@given(st.lists(invented.documents, min_size=2, max_size=6), invented.terms)
def test_who_else_is_found_and_what_an_engine_thought_change_no_bit(
    people: list[PersonDocument], terms: list[Term]
) -> None:
    assert scored(people, terms) == [scored([one], terms)[0] for one in people]
    assert scored(people[::-1], terms) == scored(people, terms)[::-1]


def test_a_rare_word_counts_more_than_a_common_one() -> None:
    terms = [term("data"), term("triage")]
    people = [document("1", skills=("data",)), document("2", skills=("triage",))]
    common, rare = scored(people, terms, [900, 3])
    assert rare > 5 * common > 0


def test_a_title_counts_more_than_a_mention_and_many_mentions_more_than_one() -> None:
    titled, often, once = scored(
        [document("1", titles=("nurse",)), document("2", summary="nurse " * 9), document("3", summary="nurse")],
        [term("nurse")],
    )
    assert titled > often > once > 0


def test_a_mention_in_a_long_text_counts_less() -> None:
    short, long = scored(
        [document("1", summary="nurse"), document("2", summary="nurse" + " lead" * 900)], [term("nurse")]
    )
    assert short > long > 0


def test_the_heaviest_terms_are_counted_and_others_are_as_rare_as_those_on_average() -> None:
    terms = [term(f"w{at}", weight=at) for at in range(1, MOST_COUNTED + 3)]
    heaviest = counted_terms(terms)
    assert len(heaviest) == MOST_COUNTED
    assert heaviest[0] == terms[-1]
    weighed = rarity_of(terms, PEOPLE, [10] * (MOST_COUNTED - 1) + [500])
    counted = [weighed[one] for one in terms[2:]]
    assert weighed[terms[0]] == weighed[terms[1]] == pytest.approx(sum(counted) / len(counted))
    assert len(set(counted)) == 2


def test_no_terms_no_score() -> None:
    assert scored([document(skills=("data",))], []) == [0.0]
    assert rarity_of([], 0, []) == {}
    assert score_by([], [term("data")], rarity_of([term("data")], 0, [0]), analyse=analyse) == []


def test_who_was_read_for_a_question_is_not_read_again_for_it_but_is_for_another() -> None:
    terms, people = [term("data"), term("nurse")], [document(f"p{at}", titles=("Data nurse",)) for at in range(3)]
    found = score_by([Found(one, 1.0) for one in people], terms, rarity_of(terms, 9, [1, 1]), analyse=analyse)
    bits, masks = read_terms(found, terms, analyse)
    assert all(one.reading is not None and one.reading.bits is bits for one in found)
    assert [id(one) for one in masks] == [id(one.reading.masks) for one in found if one.reading]
    for others in ([term("nurse"), term("data")], [term("data")], []):
        fresh, again = read_terms(found, others, analyse)
        assert fresh is not bits
        assert again == read_terms([Found(one, 1.0) for one in people], others, analyse)[1]
    mixed = [*found, Found(people[0], 1.0)]
    assert read_terms(mixed, terms, analyse)[1] == [*masks, masks[0]]
