"""Each kind's JSON Schema takes what its model takes, and refuses what it refuses for a reason a schema can say."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError

from entities.ats import MANY, MODELS
from entities.ids import KINDS
from entities.member import Member
from entities.text import LONG, MEDIUM, SHORT
from tests.entities.json_schema import broken, unfit

SINCE = "2024-01-02T03:04:05Z"
WIRE: dict[str, type[BaseModel]] = {**MODELS, "member": Member}
SCHEMAS: dict[str, dict[str, Any]] = {kind: model.model_json_schema() for kind, model in WIRE.items()}
HISTORY = [{"state": "open", "at": SINCE, "id": "s1"}, {"state": "closed", "at": 1_704_164_645_000}]
FULL: dict[str, dict[str, Any]] = {
    "job": {
        "title": "Nurse",
        "description": "On nights.",
        "state": "draft",
        "owner": {"name": "Jo", "email": "jo@example.com"},
        "postings": [{"url": "https://jobs.example.com/1", "state": "not_listed", "listed_at": SINCE}],
        "state_history": HISTORY,
    },
    "candidate": {
        "name": "Ann Lee",
        "emails": ["ann@example.com"],
        "phones": ["+49 30 1"],
        "addresses": [{"city": "Wien", "country": "AT"}],
        "profile_url": "HTTPS://example.com/ann",
        "tags": ["vip"],
        "do_not_contact": True,
        "status_history": HISTORY,
    },
    "application": {"candidate": "c1", "job": "j1", "source": "Referral", "applied_at": SINCE},
    "stage_entry": {"application": "a1", "stage": "Offer", "entered_at": 1_704_164_645},
    "note": {"candidate": "c1", "text": "met", "visibility": "private", "written_at": None},
    "feedback": {"application": "a1", "rating": 7.5, "verdict": "yes"},
    "attachment": {"candidate": "c1", "purpose": "other", "content": "QQ=="},
    "access_entry": {"about_kind": "note", "about": "n1", "state": "open", "seats": ["s1"]},
    "member": {
        "name": None,
        "positions": [{"company": "Inn", "title": None}],
        "education": None,
        "skills": ["Python"],
        "open_to_work": True,
    },
}


def full(kind: str, /, **more: Any) -> dict[str, Any]:
    """Make a record of a kind with many of its fields."""
    start = {"id": "1"} if kind == "member" else {"kind": kind, "id": "1", "modified": SINCE, "created": SINCE}
    return {**start, **FULL[kind], **more}


def accepts(kind: str, value: object) -> bool:
    """Ask the model."""
    try:
        WIRE[kind].model_validate(value)
    except ValidationError:
        return False
    return True


@pytest.mark.parametrize("kind", WIRE)
def test_a_schema_uses_only_words_that_judge_something(kind: str) -> None:
    assert list(unfit(SCHEMAS[kind])) == []


@pytest.mark.parametrize("kind", WIRE)
def test_a_full_record_is_taken_by_model_and_schema(kind: str) -> None:
    assert accepts(kind, full(kind))
    assert broken(SCHEMAS[kind], full(kind)) == []


@pytest.mark.parametrize("kind", WIRE)
def test_what_a_model_writes_its_own_schema_takes(kind: str) -> None:
    written = WIRE[kind].model_validate(full(kind)).model_dump(mode="json")
    assert broken(SCHEMAS[kind], written) == []


@pytest.mark.parametrize("kind", WIRE)
@pytest.mark.parametrize("value", [None, [], "x", 1, {}])
def test_what_is_no_record_is_refused_by_both(kind: str, value: object) -> None:
    assert not accepts(kind, value)
    assert broken(SCHEMAS[kind], value)


@pytest.mark.parametrize("kind", WIRE)
def test_every_needed_field_is_needed_by_both(kind: str) -> None:
    for name in SCHEMAS[kind]["required"]:
        without = full(kind)
        del without[name]
        assert not accepts(kind, without), name
        assert broken(SCHEMAS[kind], without) == ["required"], name


@pytest.mark.parametrize("kind", WIRE)
def test_what_a_schema_does_not_need_the_model_does_not_either(kind: str) -> None:
    optional = set(SCHEMAS[kind]["properties"]) - set(SCHEMAS[kind]["required"])
    for name in optional - {"candidate", "application", "name"}:  # one of two is needed, which a schema here can't say
        without = {key: value for key, value in full(kind).items() if key != name}
        assert accepts(kind, without), name


@pytest.mark.parametrize("kind", WIRE)
def test_every_field_refuses_another_type_in_both(kind: str) -> None:
    for name in SCHEMAS[kind]["properties"]:
        for wrong in ({"a": 1}, [[1]], 1.5):
            value = full(kind, **{name: wrong})
            if accepts(kind, value):
                assert (name, wrong) in (("modified", 1.5), ("rating", 1.5)) or broken(SCHEMAS[kind], value) == []
            else:
                may_be_a_time = isinstance(wrong, float) and "date-time" in str(SCHEMAS[kind]["properties"][name])
                assert broken(SCHEMAS[kind], value) or may_be_a_time, (name, wrong)


@pytest.mark.parametrize(
    ("kind", "field", "wrong", "word"),
    [
        ("candidate", "name", "x" * (SHORT + 1), "maxLength"),
        ("candidate", "id", "", "minLength"),
        ("candidate", "profile_url", "https://e.com/" + "x" * MEDIUM, "maxLength"),
        ("candidate", "profile_url", "ftp://example.com", "pattern"),
        ("candidate", "emails", ["nobody"], "pattern"),
        ("candidate", "emails", ["a@b.de"] * (MANY + 1), "maxItems"),
        ("candidate", "emails", ["x" * 320 + "@b.de"], "maxLength"),
        ("candidate", "do_not_contact", "perhaps", "type"),
        ("job", "state", "paused", "enum"),
        ("job", "description", "x" * (LONG + 1), "maxLength"),
        ("job", "kind", "candidate", "const"),
        ("job", "postings", [{"state": "gone"}], "enum"),
        ("job", "postings", [{"urls": ""}], "additionalProperties"),
        ("job", "state_history", [{"state": "open"}], "required"),
        ("job", "modified", True, "anyOf"),
        ("feedback", "rating", 11, "anyOf"),
        ("feedback", "rating", -1, "anyOf"),
        ("access_entry", "seats", ["s"] * 1_001, "maxItems"),
        ("member", "positions", [{}] * 201, "anyOf"),
        ("member", "education", [{}] * 101, "anyOf"),
        ("member", "skills", ["s"] * 501, "anyOf"),
        ("member", "headline", "x" * (MEDIUM + 1), "anyOf"),
    ],
)
def test_a_bad_value_is_refused_by_both_for_the_same_reason(kind: str, field: str, wrong: object, word: str) -> None:
    value = full(kind, **{field: wrong})
    assert not accepts(kind, value)
    assert broken(SCHEMAS[kind], value) == [word]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("when", [SINCE, "2024-01-02", "2024-01-02T03:04:05+02:00", 1_704_164_645_000, 1_704_164_645.5])
def test_every_spelling_of_a_time_that_a_model_takes_its_schema_takes(kind: str, when: object) -> None:
    value = full(kind, modified=when, created=None)
    assert accepts(kind, value)
    assert broken(SCHEMAS[kind], value) == []


PLAIN = st.text(st.characters(categories=("L", "N", "P", "Zs")), max_size=SHORT + 30)


@given(PLAIN)
def test_a_text_the_schema_takes_the_model_takes(text: str) -> None:
    for field in ("title", "location", "company"):
        value = full("job", **{field: text})
        if not broken(SCHEMAS["job"], value) and text.strip("\u200b\u2060 \xa0\u3000"):
            assert accepts("job", value)


@given(st.dictionaries(st.sampled_from(sorted(Member.model_fields)), st.none() | PLAIN | st.lists(PLAIN, max_size=2)))
def test_member_lines_are_judged_alike(line: dict[str, Any]) -> None:
    line = {**line, "id": "m1"}
    if accepts("member", line):
        assert [word for word in broken(SCHEMAS["member"], line) if word not in ("anyOf", "maxLength", "type")] == []
    if not broken(SCHEMAS["member"], line):
        assert accepts("member", line)


@pytest.mark.parametrize(
    ("kind", "path", "limit"),
    [
        ("candidate", ("name", "maxLength"), 200),
        ("candidate", ("profile_url", "maxLength"), 2_000),
        ("candidate", ("emails", "maxItems"), 100),
        ("candidate", ("emails", "items", "maxLength"), 320),
        ("job", ("description", "maxLength"), 200_000),
        ("attachment", ("content", "maxLength"), 16_000_000),
        ("access_entry", ("seats", "maxItems"), 1_000),
        ("member", ("skills", "anyOf", 0, "maxItems"), 500),
        ("member", ("positions", "anyOf", 0, "maxItems"), 200),
    ],
)
def test_a_promised_limit_stays(kind: str, path: tuple[str | int, ...], limit: int) -> None:
    here: Any = SCHEMAS[kind]["properties"]
    for step in path:
        here = here[step]
    assert here == limit
