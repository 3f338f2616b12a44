"""Turn hits into reasons whose evidence stands in the document."""

from hypothesis import given

from entities.hit import Hit, Reason
from ranking import default_model, rank_unified
from ranking.explain import MOST_REASONS, rows
from ranking.features import Found
from ranking.model import FEATURES
from tests.ranking import invented
from tests.ranking.invented import NOW, analyse, document, term


def reasons(person: invented.PersonDocument, *asked: invented.Term) -> tuple[Reason, ...]:
    hits = rank_unified([Found(person, 1.0)], asked, now=NOW, analyse=analyse, model=default_model())
    return hits[0].reasons


def stands_in(reason: Reason, hit: Hit) -> bool:
    held = getattr(hit.document, reason.field)
    return reason.evidence in held if isinstance(held, tuple) else reason.evidence in str(held)


@given(invented.found, invented.terms)
def test_evidence_is_words_of_the_document(found: list[Found], terms: list[invented.Term]) -> None:
    for hit in rank_unified(found, terms, now=NOW, analyse=analyse, model=default_model()):
        for reason in hit.reasons:
            if reason.evidence:
                assert stands_in(reason, hit)


@given(invented.documents, invented.terms)
def test_every_held_term_has_a_reason_and_no_other(person: invented.PersonDocument, terms: list[invented.Term]) -> None:
    for one in terms:
        said = [reason for reason in reasons(person, one) if reason.field not in ("stages", "open_to_work")]
        assert bool(said) == (invented.coverage(person, [one]) > 0)


@given(invented.documents, invented.words)
def test_evidence_holds_the_word(person: invented.PersonDocument, word: str) -> None:
    for reason in reasons(person, term(word)):
        if reason.field not in ("stages", "open_to_work"):
            assert invented.holds(term(word), reason.evidence)


def test_the_best_field_is_quoted() -> None:
    person = document(current_title="Lead nurse", titles=("Nurse",), skills=("Nurse training",), summary="a nurse")
    assert reasons(person, term("nurse")) == (
        Reason(text="Current title", field="current_title", evidence="Lead nurse"),
    )


def test_terms_in_one_place_are_one_reason() -> None:
    person = document(skills=("Data engineering", "Data"))
    assert [reason.evidence for reason in reasons(person, term("data"), term("engineering"))] == ["Data engineering"]


def test_running_text_is_quoted_with_some_words_around() -> None:
    summary = "First line.\nOne two three four five six Python, seven eight nine ten eleven\nlast line"
    assert [reason.evidence for reason in reasons(document(summary=summary), term("python"))] == [
        "three four five six Python, seven eight nine ten"
    ]


def test_a_term_far_apart_is_quoted_where_it_begins() -> None:
    summary = "machine " + "x " * 30 + "learning"
    assert reasons(document(summary=summary), term("machine learning"))[0].evidence == "machine x x x x"


def test_history_is_told_last() -> None:
    person = document(titles=("Nurse",), stages=("Applied", "Offer"), open_to_work=True)
    assert [(reason.text, reason.evidence) for reason in reasons(person, term("nurse"))] == [
        ("Title", "Nurse"),
        ("Came far in an application", "Offer"),
        ("Open to work", ""),
    ]
    assert [reason.text for reason in reasons(document(stages=("Offer", "Hired")))] == ["Was hired before"]


def test_reasons_are_few() -> None:
    words = [f"w{number}" for number in range(40)]
    assert len(reasons(document(skills=tuple(words)), *map(term, words))) == MOST_REASONS


def test_rows_leave_out_what_adds_nothing() -> None:
    zeros = [0.0] * len(FEATURES)
    assert rows(zeros, zeros) == ()
    values, contributions = [0.5, *zeros[1:]], [2.0, *zeros[1:]]
    assert [(row.feature, row.value, row.contribution) for row in rows(values, contributions)] == [
        ("coverage", 0.5, 2.0)
    ]
