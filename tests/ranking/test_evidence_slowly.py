"""Evidence is a short quote, within one line, of the first place in order that holds the term."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from entities.ats import Job
from entities.hit import Reason
from ranking import QuestionPart, default_model, question_of, recommend
from ranking.explain import ATTRIBUTES, LABELS, LONGEST_RUN, RUNNING_TEXT, WORDS_AROUND, evidence, history
from ranking.features import FIELDS, READ_FROM, Found, features
from ranking.question import nodes_of
from ranking.terms import Term
from tests.ranking import invented
from tests.ranking.invented import NOW, analyse, document, holds, term

few = settings(max_examples=60)


def quoted(person: invented.PersonDocument, one: Term) -> Reason | None:
    computed = features([Found(person, 1.0)], [one], now=NOW, analyse=analyse)
    return evidence(person, computed.terms[0], computed.held[0, 0].tolist(), computed.bits)


def first_place(person: invented.PersonDocument, one: Term) -> tuple[str, ...] | None:
    """Find slowly the attributes of the first field that holds a term."""
    for field in FIELDS:
        reached = one.scope == "any" or one.scope in _scopes(field)
        if reached and holds(one, READ_FROM[field](person)):
            return ATTRIBUTES[field]
    return None


def _scopes(field: str) -> set[str]:
    named = {"current_title": "title", "titles": "title", "skills": "skill", "companies": "company"}
    return {named.get(field, {"schools": "school"}.get(field, field))} - {"headline", "summary"}


TERMS = st.builds(term, invented.words, invented.scopes)


@few
@given(invented.documents, TERMS)
def test_the_first_field_that_holds_a_term_is_quoted(person: invented.PersonDocument, one: Term) -> None:
    told, expected = quoted(person, one), first_place(person, one)
    assert (told is None) == (expected is None)
    if told is not None and expected is not None:
        assert told.field in expected
        assert told.text == LABELS[told.field]
        assert holds(one, told.evidence)


@few
@given(invented.documents, TERMS)
def test_running_text_is_quoted_from_one_line_and_lists_in_whole(person: invented.PersonDocument, one: Term) -> None:
    told = quoted(person, one)
    if told is None:
        return
    held = getattr(person, told.field)
    if told.field in RUNNING_TEXT:
        assert any(told.evidence in line for line in held.splitlines())
        assert len(told.evidence.split()) <= LONGEST_RUN + 2 * WORDS_AROUND
    else:
        assert told.evidence in (held if isinstance(held, tuple) else (held,))


@pytest.mark.parametrize("at", [0, 3, 4, 5, 20, 39])
@pytest.mark.parametrize("field", sorted(RUNNING_TEXT))
def test_so_many_words_stand_around_as_there_are(at: int, field: str) -> None:
    words = [f"w{number}" for number in range(40)]
    told = quoted(document(**{field: " ".join(words)}), term(f"w{at}"))
    assert told is not None
    assert told.evidence.split() == words[max(0, at - WORDS_AROUND) : at + WORDS_AROUND + 1]


@pytest.mark.parametrize("apart", range(LONGEST_RUN + 3))
def test_two_words_are_quoted_together_if_near(apart: int) -> None:
    filler = [f"x{number}" for number in range(40)]
    text = ["machine", *filler[:apart], "learning", *filler[apart : apart + WORDS_AROUND + 3]]
    told = quoted(document(summary=" ".join(text)), term("machine learning"))
    assert told is not None
    together = apart + 1 < LONGEST_RUN
    last = apart + 1 if together else 0
    assert told.evidence.split() == text[: last + WORDS_AROUND + 1]
    assert ("learning" in told.evidence) is (together or apart < WORDS_AROUND)


@few
@given(st.lists(st.sampled_from(invented.STAGES), max_size=4), st.booleans())
def test_history_tells_the_furthest_step_only(stages: list[str], open_to_work: bool) -> None:  # noqa: FBT001 - drawn
    told = [reason.text for reason in history(document(stages=tuple(stages), open_to_work=open_to_work))]
    expected = []
    if "Hired" in stages:
        expected.append("Was hired before")
    elif {"Offer", "Final interview"} & set(stages):
        expected.append("Came far in an application")
    assert told == expected + ["Open to work"] * open_to_work


KINDS = st.sampled_from(["title", "skill", "nice_skill", "location", "word"])
PARTS = st.lists(
    st.builds(QuestionPart, kind=KINDS, text=invented.phrases.filter(bool), weight=st.sampled_from([0.5, 1.0, 3.0])),
    max_size=5,
    unique_by=lambda part: (part.kind, part.text),
)
JOB = Job(id="j", modified=datetime(2026, 5, 1, tzinfo=UTC), title="Data Engineer")


def met(person: invented.PersonDocument, part: QuestionPart) -> tuple[int, int]:
    """Count slowly how many of a part's pieces a person holds, and how many there are."""
    pieces = {
        (analyse(node.text), node.scope): Term(node.text, analyse(node.text), node.scope) for node in nodes_of(part)
    }
    held = [first_place(person, piece) is not None for piece in pieces.values()]
    return sum(held), len(held)


@few
@given(invented.documents, PARTS)
def test_a_checklist_counts_what_a_slow_reader_counts(
    person: invented.PersonDocument, parts: list[QuestionPart]
) -> None:
    question = question_of(parts)
    (hit,) = recommend(JOB, question, [Found(person, 1.0)], now=NOW, analyse=analyse, model=default_model())
    told = [reason for reason in hit.reasons if reason.field not in ("stages", "open_to_work")]
    asked = [part for part in parts if part.kind != "word"]
    words = {"title": "title", "skill": "skill", "nice_skill": "nice to have", "location": "place"}
    expected = []
    for part in asked:
        held, of = met(person, part)
        state = "Missing" if not held else "Met" if held == of else "In part"
        expected.append(f"{state}: {words[part.kind]} {part.text}")
    assert sorted(reason.text for reason in told) == sorted(expected)
    states = [reason.text.partition(":")[0] for reason in told]
    assert states == sorted(states, key=["Met", "In part", "Missing"].index)


@few
@given(invented.found, st.sets(st.text("abc", min_size=1, max_size=3)), st.sets(st.text("abc", min_size=1, max_size=3)))
def test_who_is_left_out_is_left_out_and_nobody_else(found: list[Found], applied: set[str], quiet: set[str]) -> None:
    question = question_of([QuestionPart(kind="skill", text="python", weight=2.0)])
    hits = recommend(
        JOB, question, found, now=NOW, analyse=analyse, model=default_model(), applied=applied, do_not_contact=quiet
    )
    expected = sorted(one.document.key for one in found if one.document.key not in applied | quiet)
    assert sorted(hit.document.key for hit in hits) == expected
