"""Turn people and an example job into recommendations with their checklists."""

import math
from datetime import UTC, datetime

from hypothesis import given

from entities.ats import Job
from entities.hit import Hit
from ranking import JobQuestion, default_model, job_question, question_of, recommend
from ranking.features import Found
from ranking.question import QuestionPart
from tests.ranking import invented
from tests.ranking.invented import NOW, analyse, document

JOB = Job(
    id="j1",
    modified=datetime(2026, 5, 1, tzinfo=UTC),
    title="Senior Data Engineer",
    location="Berlin, Germany",
    description="Needs Python and machine learning.\nKafka is a plus.",
)
QUESTION = job_question(JOB, analyse=analyse)
FITTING = document(
    "fit",
    current_title="Senior Data Engineer",
    skills=("Python", "Kafka"),
    summary="Built machine learning pipelines.",
    location="Berlin",
)
HALF = document("half", titles=("Data Analyst",), skills=("Python",), stages=("Offer",))
OTHER = document("other", titles=("Nurse",), open_to_work=True)


def run(*people: invented.PersonDocument, question: JobQuestion = QUESTION, **options: frozenset[str]) -> list[Hit]:
    found = [Found(person, 1.0) for person in people]
    return recommend(JOB, question, found, now=NOW, analyse=analyse, model=default_model(), **options)  # type: ignore[arg-type]  # only sets are given


def test_who_fits_better_stands_first() -> None:
    assert [hit.document.key for hit in run(OTHER, HALF, FITTING)] == ["fit", "half", "other"]


def test_the_checklist_names_what_shows_each_requirement() -> None:
    (hit,) = run(FITTING)
    assert [(reason.text, reason.evidence) for reason in hit.reasons] == [
        ("Met: title Senior Data Engineer", "Senior Data Engineer"),
        ("Met: skill Python", "Python"),
        ("Met: skill Machine Learning", "Built machine learning pipelines."),
        ("Met: nice to have Kafka", "Kafka"),
        ("Met: place Berlin", "Berlin"),
    ]


def test_the_checklist_names_what_is_missing() -> None:
    (hit,) = run(HALF)
    assert [reason.text for reason in hit.reasons] == [
        "Met: skill Python",
        "In part: title Senior Data Engineer",
        "Missing: skill Machine Learning",
        "Missing: nice to have Kafka",
        "Missing: place Berlin",
        "Came far in an application",
    ]


def test_who_applied_or_asked_for_silence_is_left_out() -> None:
    hits = run(FITTING, HALF, OTHER, applied=frozenset({"fit"}), do_not_contact=frozenset({"other", "unknown"}))
    assert [hit.document.key for hit in hits] == ["half"]


def test_an_edited_question_changes_order_and_checklist() -> None:
    edited = question_of([QuestionPart(kind="title", text="Nurse", weight=3.0)])
    hits = run(OTHER, HALF, FITTING, question=edited)
    assert hits[0].document.key == "other"
    assert hits[0].reasons[0].text == "Met: title Nurse"


@given(invented.found)
def test_contributions_sum_exactly_and_ties_go_by_key(found: list[Found]) -> None:
    hits = recommend(JOB, QUESTION, found, now=NOW, analyse=analyse, model=default_model())
    assert len(hits) == len(found)
    assert all(math.fsum(row.contribution for row in hit.contributions) == hit.score for hit in hits)
    assert [(-hit.score, hit.document.key) for hit in hits] == sorted((-hit.score, hit.document.key) for hit in hits)


@given(invented.found)
def test_the_checklist_covers_every_requirement_once(found: list[Found]) -> None:
    requirements = sum(part.kind != "word" for part in QUESTION.parts)
    for hit in recommend(JOB, QUESTION, found, now=NOW, analyse=analyse, model=default_model()):
        told = [reason for reason in hit.reasons if reason.field not in ("stages", "open_to_work")]
        assert len(told) == requirements
        assert all(bool(reason.evidence) != reason.text.startswith("Missing") for reason in told)


def test_only_the_page_is_explained() -> None:
    found = [Found(person, 1.0) for person in (FITTING, HALF, OTHER)]
    hits = recommend(JOB, QUESTION, found, now=NOW, analyse=analyse, model=default_model(), page=slice(1, 2))
    assert [bool(hit.reasons) for hit in hits] == [False, True, False]
