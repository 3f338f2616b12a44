"""What a noun says where nothing was said: unknown, closed, nobody; never a yes that nobody gave."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, TypeAdapter, ValidationError

from entities.ats import AccessEntry, Address, Application, Attachment, Candidate, Feedback, Job, Note, Owner, Posting
from entities.document import EVERYONE, PersonDocument
from entities.hit import EngineAnswer, Hit, Reason
from entities.link import Evidence, Link
from entities.member import Education, Member, Position, stored_member
from entities.moments import EARLIEST, EPOCH_MS, FUTURE_SLACK, LATEST, as_text, is_in_future, moment
from entities.person import Person
from entities.query import Everything, Phrase, Prefix, Question, Word
from entities.resume import DocumentFacts, FoundEducation, FoundPlace, FoundPosition, ParseOutcome, Resume
from entities.text import Email

AT = datetime(2026, 1, 2, tzinfo=UTC)
WIRE = {"id": "1", "modified": AT}
LEAST: tuple[tuple[type[BaseModel], dict[str, Any]], ...] = (
    (PersonDocument, {"key": "a", "version": 1}),
    (Member, {"id": "m"}),
    (Position, {}),
    (Education, {}),
    (Person, {"id": "p"}),
    (Link, {"candidate": "c", "profile": None, "probability": 0.0, "none_probability": 1.0}),
    (Evidence, {"field": "name", "level": "", "log_odds": 0.0}),
    (Question, {}),
    (Word, {"text": "a"}),
    (Phrase, {"text": "a"}),
    (Prefix, {"text": "a"}),
    (Reason, {"text": "a"}),
    (EngineAnswer, {"hits": (), "total": 0}),
    (Hit, {"document": PersonDocument(key="a", version=1), "score": 0.0}),
    (Resume, {}),
    (FoundPosition, {}),
    (FoundEducation, {}),
    (FoundPlace, {"value": "Wien", "confidence": 1.0}),
    (DocumentFacts, {}),
    (ParseOutcome, {"status": "empty"}),
    (Candidate, {**WIRE, "name": "Ann"}),
    (Job, {**WIRE, "title": "Nurse"}),
    (Application, {**WIRE, "candidate": "c", "job": "j"}),
    (Note, {**WIRE, "candidate": "c", "text": "x"}),
    (Feedback, {**WIRE, "candidate": "c"}),
    (Attachment, {**WIRE, "candidate": "c"}),
    (AccessEntry, {**WIRE, "about_kind": "job", "about": "j", "state": "open"}),
    (Address, {}),
    (Owner, {}),
    (Posting, {}),
)
# The few defaults that do say something; every other one is empty, none, false or nought.
MEANT: dict[tuple[str, str], object] = {
    ("PersonDocument", "access"): (EVERYONE,),
    ("Question", "access"): (EVERYONE,),
    ("Question", "where"): Everything(),
    ("Question", "sort"): "relevance",
    ("Question", "limit"): 25,
    ("Question", "facet_size"): 10,
    ("Question", "counted"): True,
    ("Member", "export_allowed"): True,
    ("Link", "decision"): "none",
    ("Word", "weight"): 1.0,
    ("Phrase", "weight"): 1.0,
    ("Prefix", "weight"): 1.0,
    ("Word", "scope"): "any",
    ("Phrase", "scope"): "any",
    ("Prefix", "scope"): "any",
    ("ParseOutcome", "document"): DocumentFacts(),
    ("Job", "state"): "open",
    ("Note", "visibility"): "everyone",
    ("Feedback", "visibility"): "everyone",
    ("Attachment", "purpose"): "resume",
    ("Posting", "state"): "listed",
}


@pytest.mark.parametrize(("noun", "least"), LEAST, ids=lambda case: getattr(case, "__name__", ""))
def test_what_was_not_said_is_unknown(noun: type[BaseModel], least: dict[str, Any]) -> None:
    made = noun.model_validate(least)
    for name in set(noun.model_fields) - set(least) - {"kind", "op"}:
        held = getattr(made, name)
        assert held == MEANT.get((noun.__name__, name), held), name
        assert (noun.__name__, name) in MEANT or not held, name


def test_every_meant_default_is_one_of_a_noun() -> None:
    nouns = {noun.__name__: noun for noun, _ in LEAST}
    assert all(field in nouns[noun].model_fields for noun, field in MEANT)


@given(st.datetimes(EARLIEST.replace(tzinfo=None), datetime(2199, 1, 1)))  # noqa: DTZ001 - a time without a zone is the case
def test_a_time_is_kept_to_the_millisecond_and_never_later(plain: datetime) -> None:
    kept = moment(plain)
    assert kept.microsecond % 1000 == 0
    assert timedelta(0) <= plain.replace(tzinfo=UTC) - kept < timedelta(milliseconds=1)
    assert moment(plain.replace(tzinfo=UTC)) == kept == moment(as_text(kept))


@given(st.integers(86_400, 7_000_000_000))
def test_seconds_and_milliseconds_mean_the_same_time(seconds: int) -> None:
    if seconds * 1000 > EPOCH_MS:
        assert moment(seconds * 1000) == moment(seconds) == moment(float(seconds))
        assert moment(seconds).timestamp() == seconds


@pytest.mark.parametrize(
    ("number", "year"), [(EPOCH_MS, 2286), (EPOCH_MS + 1, 1970), (4_102_444_800, 2100), (4_102_444_800_000, 2100)]
)
def test_numbers_are_seconds_up_to_a_border(number: int, year: int) -> None:
    if year < LATEST.year:
        assert moment(number).year == year
    else:
        with pytest.raises(Exception, match="2199"):
            moment(number)


def test_the_first_and_the_last_time_are_exact() -> None:
    assert moment(EARLIEST) == EARLIEST
    assert moment(LATEST - timedelta(milliseconds=1)) == LATEST - timedelta(milliseconds=1)
    for beyond in (EARLIEST - timedelta(milliseconds=1), LATEST):
        with pytest.raises(Exception, match="1970"):
            moment(beyond)
    assert is_in_future(AT + FUTURE_SLACK + timedelta(milliseconds=1), AT)
    assert not is_in_future(AT - FUTURE_SLACK, AT)


def test_the_limit_of_an_address_is_exact() -> None:
    reader: TypeAdapter[str] = TypeAdapter(Email)
    longest = "a" * 64 + "@" + "b" * 252 + ".de"
    assert reader.validate_python(longest) == longest
    with pytest.raises(ValidationError) as refused:
        reader.validate_python("a" * 64 + "@" + "b" * 253 + ".dee")
    assert refused.value.errors()[0]["type"] == "too_long"


@pytest.mark.parametrize("name", ["emails", "phones", "handles", "skills", "positions", "education"])
@pytest.mark.parametrize("payload", [{}, {"x": None}], ids=["missing", "null"])
def test_a_stored_member_without_a_list_has_an_empty_one(name: str, payload: dict[str, None]) -> None:
    stored: dict[str, Any] = {"id": "m", **({name: None} if payload else {})}
    assert getattr(stored_member(stored), name) == ()
