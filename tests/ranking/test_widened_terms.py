"""What a question is widened by counts below its own words: for documents as for rows, alone and together."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from entities.document import PersonDocument
from entities.query import And, Word
from ranking.columns import Rows, column_features
from ranking.features import Found, features
from ranking.lexical import rarities, score_by
from ranking.model import default_model, score
from ranking.rows import encode
from ranking.settled import settled
from ranking.terms import Alternatives, Term, terms_of, widened_terms
from tests.ranking import invented
from tests.ranking.invented import NOW, VOCABULARY, analyse

ASKED = ("nurse", "berlin", "triage")
OTHERS = tuple(word for word in VOCABULARY if word not in ASKED)
FIELDS = ("name", "headline", "current_title", "location", "summary")


def asked(*words: str) -> tuple[Term, ...]:
    return terms_of(And(parts=tuple(Word(text=word) for word in words)), analyse=analyse)


def scores(people: list[PersonDocument], terms: tuple[Term, ...], holders: dict[Term, int]) -> list[float]:
    rare = rarities(terms, 1_000, holders)
    found = score_by([Found(one, 0.0) for one in people], terms, rare, analyse=analyse)
    values = features(found, terms, now=NOW, analyse=analyse).values
    return [score(row) for row in default_model().contributions(values).tolist()]


wideners = st.lists(
    st.tuples(
        st.lists(st.sampled_from(ASKED), min_size=1, max_size=2, unique=True).map(tuple),
        st.lists(st.sampled_from(OTHERS), min_size=1, max_size=4, unique=True).map(tuple),
        st.sampled_from([0.3, 0.5, 0.6]),
    ),
    max_size=3,
    unique_by=lambda one: one[0],
)


def test_alternatives_stand_behind_the_terms_and_name_what_they_stand_for() -> None:
    terms = asked("registered", "nurse")
    widened = widened_terms(terms, [(("registered", "nurse"), ("rn", "Nurses aide"), 0.5)], analyse=analyse)
    assert widened[:2] == terms
    assert [(one.text, one.weight, one.stands_for) for one in widened[2:]] == [
        ("rn", 1.0, (("registered",), ("nurse",))),
        ("Nurses aide", 1.0, (("registered",), ("nurse",))),
    ]


@pytest.mark.parametrize("alternatives", [(("absent",), ("rn",), 0.5), (("nurse",), ("nurses", "..."), 0.5)])
def test_what_stands_for_nothing_or_is_the_word_itself_is_no_alternative(alternatives: Alternatives) -> None:
    assert widened_terms(asked("nurse"), [alternatives], analyse=analyse) == asked("nurse")


@settings(max_examples=60)
@given(st.lists(invented.documents, max_size=5), wideners, st.lists(st.integers(0, 900), min_size=3, max_size=3))
def test_rows_give_the_values_of_documents_for_widened_terms(
    people: list[PersonDocument], alternatives: list[Alternatives], held: list[int]
) -> None:
    terms = widened_terms(asked(*ASKED), alternatives, analyse=analyse)
    rare = rarities(terms, 1_000, dict(zip(terms, held, strict=False)))
    found = score_by([Found(one, 0.0) for one in people], terms, rare, analyse=analyse)
    rows = Rows.of([encode(one, analyse=analyse) for one in people])
    computed = column_features(rows, terms, rarities=rare, now=NOW, analyse=analyse)
    assert computed.tolist() == features(found, terms, now=NOW, analyse=analyse).values.tolist()


@settings(max_examples=60)
@given(st.lists(invented.documents, min_size=1, max_size=5), wideners)
def test_who_holds_all_the_words_scores_as_if_nothing_was_widened(
    people: list[PersonDocument], alternatives: list[Alternatives]
) -> None:
    holding = [one.model_copy(update={"name": " ".join(ASKED)}) for one in people]
    terms = asked(*ASKED)
    holders = dict.fromkeys(terms, 3)
    widened = widened_terms(terms, alternatives, analyse=analyse)
    assert scores(holding, widened, holders) == pytest.approx(scores(holding, terms, holders), abs=1e-12)


@settings(max_examples=100)
@given(
    invented.documents,
    st.sampled_from(FIELDS),
    st.sampled_from(ASKED),
    st.lists(st.sampled_from(OTHERS), min_size=1, max_size=4, unique=True),
    st.lists(st.integers(0, 1_000), min_size=7, max_size=7),
    st.sampled_from([0.3, 0.5, 0.6]),
)
def test_the_word_itself_comes_before_any_number_of_its_alternatives(
    person: PersonDocument, field: str, word: str, others: list[str], held: list[int], weight: float
) -> None:
    """However rare the alternatives are, and however frequent the word is."""
    bare = PersonDocument(key="p", version=1, updated=person.updated, stages=person.stages, in_ats=person.in_ats)
    literal = bare.model_copy(update={field: word})
    instead = bare.model_copy(update={field: " ".join(others)})
    terms = widened_terms(asked(word), [((word,), tuple(others), weight)], analyse=analyse)
    first, second = scores([literal, instead], terms, {terms[0]: held[0]})
    assert first > second


def test_of_a_word_and_its_alternatives_one_counts() -> None:
    terms = widened_terms(asked("a", "b"), [(("a", "b"), ("c", "d"), 0.5)], analyse=analyse)
    held = np.array([[1, 1, 0, 0, 0], [1, 0, 0, 1, 0], [1, 1, 0, 0, 0], [1, 1, 1, 0, 0]], dtype=np.uint32)
    counting, _ = settled(terms, held)
    assert counting.tolist() == [[1, 0, 0, 0, 0], [1, 0, 0, 1, 0], [0, 1, 0, 0, 0], [0, 0, 1, 0, 0]]
