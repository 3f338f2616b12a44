"""Fragments quote the document, and mark the words that were asked for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entities.document import PersonDocument
from indexing import analyse, parse_query
from ranking import terms_of
from service.flows.highlight import LONGEST, MOST, Highlight, highlights, marks

PERSON = PersonDocument(
    key="r1",
    version=1,
    name="Ann O'Brien",
    current_title="Senior Data Engineer",
    titles=("Senior Data Engineer", "Engineering Lead"),
    skills=("Python", "C++", "Django/Flask", ".NET"),
    location="São Paulo",
    schools=("東京大学",),
    summary="First line.\n" + "word " * 200 + "builds pipelines in Python, mostly (Flask) " + "word " * 200,
)
WORDS = (
    "python",
    "Engineers",
    "flask",
    "c++",
    "data",
    "São",
    "o'brien",
    "東京",
    "missing",
    "Word",
    "pipelines",
    "line",
)


def quoted(text: str, person: PersonDocument = PERSON) -> list[tuple[str, list[str]]]:
    found = highlights(person, terms_of(parse_query(text), analyse=analyse))
    return [(one.field, [one.text[start:end] for start, end in one.marks]) for one in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("engineers", [("current_title", ["Engineer"]), ("titles", ["Engineering"])]),
        ("flask", [("skills", ["Flask"]), ("summary", ["Flask"])]),
        ("sao paulo", [("location", ["São", "Paulo"])]),
        ("obrien", [("name", ["O'Brien"])]),
        ("c++", [("skills", ["C++"])]),
        (".net", [("skills", [".NET"])]),
        ("pyth*", [("skills", ["Python"]), ("summary", ["Python"])]),
        ("東京", [("schools", ["東京大学"])]),
        ('"data engineer"', [("current_title", ["Data", "Engineer"])]),
        ("title:python", []),
        ("title:lead", [("titles", ["Lead"])]),
        ("NOT python", []),
        ("", []),
    ],
)
def test_words_are_marked_where_they_stand(text: str, expected: list[tuple[str, list[str]]]) -> None:
    assert quoted(text) == expected


def test_a_phrase_is_marked_only_where_all_of_it_stands() -> None:
    person = PERSON.model_copy(update={"summary": "data here, engineers there", "headline": "Data only"})
    assert [field for field, _ in quoted('"data engineer"', person)] == ["current_title", "summary"]


def test_long_texts_are_cut_between_words() -> None:
    (found,) = [one for one in all_of("pipelines") if one.field == "summary"]
    assert len(found.text) <= LONGEST
    assert f" {found.text} " in f" {PERSON.summary.splitlines()[1]} "


def test_one_endless_word_is_cut_too() -> None:
    person = PersonDocument(key="r1", version=1, summary="x" * 5_000 + " python " + "y" * 5_000)
    (found,) = highlights(person, terms_of(parse_query("python"), analyse=analyse))
    assert [found.text[start:end] for start, end in found.marks] == ["python"]
    assert len(found.text) <= LONGEST


def test_there_are_at_most_eight() -> None:
    person = PERSON.model_copy(update={"skills": tuple(f"Python {number}" for number in range(50))})
    assert len(highlights(person, terms_of(parse_query("python"), analyse=analyse))) == MOST


def all_of(text: str, person: PersonDocument = PERSON) -> tuple[Highlight, ...]:
    return highlights(person, terms_of(parse_query(text), analyse=analyse))


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=5), st.text(max_size=400))
def test_fragments_are_of_the_document_and_marks_in_order(words: list[str], summary: str) -> None:
    person = PERSON.model_copy(update={"summary": summary + " python"})
    for one in all_of(" OR ".join(words), person):
        held = getattr(person, one.field)
        texts = held.splitlines() if one.field == "summary" else (held,) if isinstance(held, str) else held
        assert any(one.text in text for text in texts)
        edges = [edge for span in one.marks for edge in span]
        assert edges == sorted(edges)
        assert one.marks
        assert all(0 <= start < end <= len(one.text) for start, end in one.marks)


@given(st.text(max_size=200), st.sampled_from(WORDS))
def test_a_text_is_marked_if_it_holds_the_word(text: str, word: str) -> None:
    terms = terms_of(parse_query(word), analyse=analyse)
    wanted = {token for term in terms for token in term.tokens}
    held = {token for run in text.split() for token in analyse(run)}
    assert bool(marks(text, terms)) == (wanted <= held)
