"""Rows of people yield, to the last bit, the feature values of their documents."""

from hypothesis import given, settings
from hypothesis import strategies as st

from entities.document import PersonDocument
from ranking.columns import Rows, column_features
from ranking.features import Found, features
from ranking.lexical import score_by
from ranking.rows import encode
from ranking.terms import Term
from tests.ranking import invented
from tests.ranking.invented import NOW, analyse


def from_documents(
    people: list[PersonDocument], terms: list[Term], rare: dict[Term, float], title: str
) -> list[list[float]]:
    found = score_by([Found(one, 0.0) for one in people], terms, rare, analyse=analyse)
    values: list[list[float]] = features(found, terms, now=NOW, analyse=analyse, title=title).values.tolist()
    return values


def from_rows(
    people: list[PersonDocument], terms: list[Term], rare: dict[Term, float], title: str
) -> list[list[float]]:
    rows = Rows.of([encode(one, analyse=analyse) for one in people])
    values: list[list[float]] = column_features(
        rows, terms, rarities=rare, now=NOW, analyse=analyse, title=title, documents=lambda: people
    ).tolist()
    return values


@settings(max_examples=150)
@given(
    st.lists(invented.documents, max_size=6),
    invented.terms,
    st.lists(st.floats(0.001, 9), min_size=6, max_size=6),
    st.sampled_from(["", "Senior nurse", "sales"]),
)
def test_rows_give_the_values_of_documents_to_the_last_bit(
    people: list[PersonDocument], terms: list[Term], rare: list[float], title: str
) -> None:
    weights = dict(zip(terms, rare, strict=False))
    assert from_rows(people, terms, weights, title) == from_documents(people, terms, weights, title)
