"""Turn documents into the proof that every field of a document is indexed by the table, or left out by name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entities.document import PersonDocument
from entities.query import FacetName
from indexing.fields import FACET_SOURCES, SCOPES, TEXT_FIELDS, facet_values, fields_of, spelling, texts

NOT_SEARCHED = {"key", "version", "number", "shadow", "member", "updated", "access", "hidden_from", "do_not_contact"}


def test_every_field_of_a_document_has_its_place() -> None:
    searched = {source for field in TEXT_FIELDS for source in field.sources} | set(FACET_SOURCES.values())
    assert searched | NOT_SEARCHED == set(PersonDocument.model_fields)
    assert not searched & NOT_SEARCHED


def test_every_scope_looks_somewhere_and_any_looks_everywhere() -> None:
    assert fields_of("any") == TEXT_FIELDS
    assert all(fields_of(scope) for scope in SCOPES)
    assert {field.scope for field in TEXT_FIELDS} == set(SCOPES)


def test_values_are_listed_once_without_empty_ones() -> None:
    document = PersonDocument(key="a", version=1, current_title="Nurse", titles=("", "Nurse", "Cook"))
    titles = next(field for field in TEXT_FIELDS if field.name == "title")
    assert texts(document, titles) == ("Nurse", "Cook")


@pytest.mark.parametrize(
    ("facet", "expected"),
    [
        ("skill", (("c++", "C++"), ("machine learning", "Machine Learning"))),
        ("location", (("zurich", "Zürich"),)),
        ("stage", ()),
        ("in_ats", (("true", "true"),)),
        ("open_to_work", (("false", "false"),)),
        ("current_company", ()),
    ],
)
def test_facet_values_are_folded_and_listed_once(facet: FacetName, expected: tuple[tuple[str, str], ...]) -> None:
    document = PersonDocument(
        key="a",
        version=1,
        in_ats=True,
        skills=("C++", " c++", "Machine  Learning", "machine learning", " "),
        location=" Zürich\n",
        current_company=" \t",
    )
    assert facet_values(document, facet) == expected


@given(st.text(max_size=300))
def test_a_shown_value_has_the_key_it_is_shown_for(value: str) -> None:
    key, written = spelling(value)
    assert spelling(written) == (key, written)
    assert len(written) <= 200
    assert "\x1f" not in key + written
    assert bool(key) == bool(written)
