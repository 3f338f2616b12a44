"""Turn example jobs into questions, and questions into text and back."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entities.ats import Job, Posting
from entities.query import Everything, Or
from indexing.analysis import analyse
from indexing.query import parse_query
from ranking import JobQuestion, QuestionPart, job_question, question_of, terms_of
from ranking.question import LONGEST_HEADING, MOST_SKILLS, MOST_WORDS, nodes_of, plain_text, plain_title
from ranking.skills import lexicon

DESCRIPTION = """<p>Our reports reach pipelines; pipelines need care. Reports!</p>
<h2>Requirements:</h2><ul><li>Python, SQL &amp; Airflow</li><li>Data warehousing</li></ul>
<h2>Nice to have:</h2><ul><li>Terraform</li><li>SQL</li></ul>
<h2>We offer:</h2><ul><li>Kafka is a plus</li><li>Figma</li></ul>"""


def job(**fields: Any) -> Job:
    return Job(id="j1", modified=datetime(2026, 5, 1, tzinfo=UTC), **{"title": "Data Engineer", **fields})


def texts(question: JobQuestion, kind: str) -> list[str]:
    return [part.text for part in question.parts if part.kind == kind]


def test_a_job_is_asked_for_by_title_skills_place_and_telling_words() -> None:
    question = job_question(job(description=DESCRIPTION, location="Berlin, Germany"), analyse=analyse)
    assert texts(question, "title") == ["Data Engineer"]
    assert texts(question, "skill") == ["Python", "SQL", "Airflow", "Data Warehousing", "Figma"]
    assert texts(question, "nice_skill") == ["Terraform", "Kafka"]
    assert texts(question, "location") == ["Berlin"]
    assert texts(question, "word")[:2] == ["pipelines", "reports"]


def test_the_text_reads_back_as_the_same_terms() -> None:
    question = job_question(job(title="C++ Engineer", description=DESCRIPTION, location="New York"), analyse=analyse)
    again = terms_of(parse_query(question.text), analyse=analyse)
    assert [(one.tokens, one.scope) for one in again] == [
        (one.tokens, one.scope) for one in terms_of(question.where, analyse=analyse)
    ]


@given(
    st.lists(
        st.builds(
            QuestionPart,
            kind=st.sampled_from(["title", "skill", "location"]),
            text=st.text(max_size=20),
            weight=st.just(1.0),
        ),
        max_size=4,
    )
)
def test_any_edited_question_can_be_read(parts: list[QuestionPart]) -> None:
    question = question_of(parts)
    again = terms_of(parse_query(question.text), analyse=analyse)
    wanted = {(one.tokens, one.scope) for one in terms_of(question.where, analyse=analyse)}
    assert {(one.tokens, one.scope) for one in again} == wanted


def test_editing_leaves_the_rest_as_it_was() -> None:
    question = job_question(job(description=DESCRIPTION), analyse=analyse)
    assert question_of(question.parts) == question
    shorter = question_of([part for part in question.parts if part.text != "Python"])
    assert "Python" not in shorter.text
    assert isinstance(shorter.where, Or)
    assert isinstance(question.where, Or)
    assert len(shorter.where.parts) == len(question.where.parts) - 1


def test_an_empty_question_asks_for_everybody() -> None:
    assert question_of([]).where == Everything()
    assert question_of([]).text == ""


def test_title_weighs_most_and_words_least() -> None:
    question = job_question(job(description=DESCRIPTION, location="Berlin"), analyse=analyse)
    weights = {
        kind: [part.weight for part in question.parts if part.kind == kind] for kind in ("title", "skill", "word")
    }
    assert min(weights["title"]) > max(weights["skill"]) > max(weights["word"]) > 0


def test_common_words_are_left_out_and_rare_ones_lead() -> None:
    shares = {token: share for word, share in {"report": 0.9, "care": 0.001}.items() for token in analyse(word)}

    def of(tokens: Sequence[str]) -> list[float]:
        return [shares.get(token, 0.2) for token in tokens]

    question = job_question(job(description=DESCRIPTION), analyse=analyse, frequencies=of)
    assert "reports" not in texts(question, "word")
    assert texts(question, "word")[0] == "care"


def test_long_descriptions_give_short_questions() -> None:
    many = " ".join(f"word{chr(97 + at % 26)}{chr(97 + at // 26)}" for at in range(200))
    skills = ", ".join(skill.name for skill in lexicon()[:200])
    question = job_question(job(description=f"{many}\n{skills}"), analyse=analyse)
    assert len(texts(question, "word")) == MOST_WORDS
    assert len(texts(question, "skill")) == MOST_SKILLS


def test_a_job_without_a_description_uses_its_posting() -> None:
    posted = job(postings=(Posting(), Posting(description="Requires Kafka")))
    assert texts(job_question(posted, analyse=analyse), "skill") == ["Kafka"]


def test_a_nice_line_is_nice_wherever_it_stands() -> None:
    text = "Python required.\nKafka would be an advantage.\nSQL."
    question = job_question(job(title="Engineer", description=text), analyse=analyse)
    assert texts(question, "skill") == ["Python", "SQL"]
    assert texts(question, "nice_skill") == ["Kafka"]
    assert len("Nice to have:".split()) < LONGEST_HEADING


@pytest.mark.parametrize(
    ("title", "plain"),
    [
        ("Senior Data Engineer (m/w/d)", "Senior Data Engineer"),
        ("Entwickler/in [Remote]", "Entwickler"),
        ("C++ Developer - Payments", "C++ Developer Payments"),
        ("Head of Sales, EMEA", "Head Sales EMEA"),
        ("(m/f/x)", ""),
    ],
)
def test_titles_are_stripped_to_the_work(title: str, plain: str) -> None:
    assert plain_title(title) == plain


def test_markup_is_dropped_and_lines_stay_apart() -> None:
    assert plain_text("<ul><li>A &amp; B</li><li>C</li></ul>").split() == ["A", "&", "B", "C"]
    assert plain_text("R&amp;D < S&amp;M") == "R&D < S&M"


def test_title_words_are_asked_one_by_one_and_other_parts_as_they_stand() -> None:
    assert [node.op for node in nodes_of(QuestionPart(kind="title", text="Data Data Engineer", weight=1))] == [
        "word"
    ] * 2
    assert [node.op for node in nodes_of(QuestionPart(kind="skill", text="Data Warehousing", weight=1))] == ["phrase"]
