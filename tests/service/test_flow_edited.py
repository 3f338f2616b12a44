"""An edited question asks for what its text says, and weighs what the job asked for as the job did."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from entities.ats import Job
from entities.errors import InvalidQuery, TooLarge
from entities.query import And, Everything, Not, Or, Phrase, Prefix, Range, Word
from indexing import analyse, parse_query
from ranking import QuestionPart, job_question, question_of, terms_of
from service.flows.edited import ADDED, MOST_TERMS, WEIGHTS, edited_parts, edited_text

WHEN = datetime(2025, 1, 1, tzinfo=UTC)
KINDS = st.sampled_from(["title", "skill", "nice_skill", "location", "word"])
WORDS = ["nurse", "night shift", "C++", "front-end", "Köln", "北京", "AND", "title:x", 'say "no"', "-5", "py*", "R&D"]
PARTS = st.lists(
    st.builds(
        QuestionPart,
        kind=KINDS,
        text=st.sampled_from(WORDS),
        weight=st.sampled_from([0.5, 1.0, 2.0, 3.0]),
    ),
    max_size=6,
)


def test_the_jobs_own_text_is_the_jobs_own_question() -> None:
    job = Job(
        id="j",
        modified=WHEN,
        title="Senior C++ Engineer",
        location="Oslo",
        description="You know Python and Machine Learning.\nNice to have: Docker.\nBoats, boats, boats.",
    )
    own = job_question(job, analyse=analyse)
    edited = edited_text(own, own.text)
    assert edited.parts == own.parts
    assert edited.text == own.text
    asked, wanted = (
        {(one.tokens, one.scope, one.weight) for one in terms_of(question.where, analyse=analyse)}
        for question in (edited, own)
    )
    assert asked == wanted


@settings(max_examples=60)
@given(PARTS)
def test_the_text_of_any_parts_reads_back(parts: list[QuestionPart]) -> None:
    own = question_of(parts)
    edited = edited_text(own, own.text)
    assert [part for part in edited.parts if part in parts] == list(edited.parts)
    terms = {(one.tokens, one.scope): one.weight for one in terms_of(own.where, analyse=analyse)}
    again = {(one.tokens, one.scope): one.weight for one in terms_of(edited.where, analyse=analyse)}
    assert again.keys() == terms.keys()


OWN = question_of(
    [
        QuestionPart(kind="title", text="Marine Biologist", weight=3.0),
        QuestionPart(kind="skill", text="Cold Water", weight=1.5),
        QuestionPart(kind="word", text="kelp", weight=0.25),
    ]
)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ('title:marine title:biologist "cold water"', {"title Marine Biologist 3.0", "skill Cold Water 1.5"}),
        ("title:marine", {"title marine 3.0"}),
        ("kelp diving", {"word kelp 0.25", f"skill diving {ADDED}"}),
        ("location:bergen", {f"location bergen {WEIGHTS['location']}"}),
        ("title:diver -kelp years:3..", {f"title diver {WEIGHTS['title']}"}),
        ("company:works skill:diving dive*", set()),
        ("", set()),
    ],
)
def test_parts_are_those_that_the_text_holds(text: str, kinds: set[str]) -> None:
    edited = edited_text(OWN, text)
    assert {f"{part.kind} {part.text} {part.weight}" for part in edited.parts} == kinds


def test_weights_go_to_every_term_and_nothing_else_changes() -> None:
    edited = edited_text(OWN, 'kelp ("cold water" OR company:works) NOT dive* years:2.. *')
    assert edited.where == And(
        parts=(
            Word(text="kelp", weight=0.25),
            Or(parts=(Phrase(text="cold water", weight=1.5), Word(text="works", scope="company", weight=ADDED))),
            Not(part=Prefix(text="dive", weight=ADDED)),
            Range(low=2),
            Everything(),
        )
    )
    assert parse_query(edited.text) == parse_query('kelp ("cold water" OR company:works) NOT dive* years:2.. *')


def test_what_cannot_be_read_or_is_too_much_is_refused() -> None:
    with pytest.raises(InvalidQuery, match="unclosed quote at 5"):
        edited_text(OWN, 'kelp "')
    many = [QuestionPart(kind="skill", text=f"s{at}", weight=1.0) for at in range(MOST_TERMS + 1)]
    assert len(edited_parts(many[1:]).parts) == MOST_TERMS
    with pytest.raises(TooLarge, match="1000 terms") as refused:
        edited_parts(many)
    assert refused.value.hint
