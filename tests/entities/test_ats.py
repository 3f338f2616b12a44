"""Each kind takes what an ATS sends of it and refuses the rest, naming the place."""

from typing import Any

import pytest
from pydantic import ValidationError

from entities.ats import MANY, MODELS, Candidate, Deletion, Job
from entities.ids import KINDS

SINCE = "2024-01-02T03:04:05Z"
LEAST: dict[str, dict[str, Any]] = {
    "job": {"title": "Engineer"},
    "candidate": {"name": "Ann Smith"},
    "application": {"candidate": "c1", "job": "j1"},
    "stage_entry": {"application": "a1", "stage": "Interview", "entered_at": SINCE},
    "note": {"candidate": "c1", "text": "met at a fair"},
    "feedback": {"application": "a1", "verdict": "yes"},
    "attachment": {"candidate": "c1", "file_name": "cv.pdf"},
    "access_entry": {"about_kind": "candidate", "about": "c1", "state": "restricted", "seats": ["s1"]},
}


def made(kind: str, **more: Any) -> dict[str, Any]:
    return {"kind": kind, "id": "1", "modified": SINCE, **LEAST[kind], **more}


def refusal(kind: str, **more: Any) -> tuple[str, tuple[int | str, ...]]:
    with pytest.raises(ValidationError) as refused:
        MODELS[kind].model_validate(made(kind, **more))
    first = refused.value.errors()[0]
    return first["type"], first["loc"]


def test_every_kind_has_a_model_that_knows_its_name() -> None:
    assert tuple(MODELS) == KINDS
    assert all(model.model_fields["kind"].default == kind for kind, model in MODELS.items())


@pytest.mark.parametrize("kind", KINDS)
def test_the_least_of_a_kind_is_enough(kind: str) -> None:
    record = MODELS[kind].model_validate(made(kind))
    assert record.kind == kind
    assert MODELS[kind].model_validate(record.model_dump(mode="json")) == record


@pytest.mark.parametrize("kind", KINDS)
def test_an_unknown_field_is_refused_at_its_place(kind: str) -> None:
    assert refusal(kind, shoe_size=42) == ("extra_forbidden", ("shoe_size",))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("field", ["id", "modified"])
def test_id_and_modified_are_needed(kind: str, field: str) -> None:
    item = made(kind)
    del item[field]
    with pytest.raises(ValidationError) as refused:
        MODELS[kind].model_validate(item)
    assert refused.value.errors()[0]["loc"] == (field,)


@pytest.mark.parametrize("kind", KINDS)
def test_a_record_is_not_created_after_it_changed(kind: str) -> None:
    assert refusal(kind, created="2025-01-01T00:00:00Z")[0] == "created_after_modified"


@pytest.mark.parametrize("field", ["name", "first_name", "last_name"])
def test_a_candidate_is_somebody(field: str) -> None:
    assert refusal("candidate", name="")[0] == "nobody"
    assert Candidate.model_validate({**made("candidate", name=""), field: "Ann"})
    assert Candidate.model_validate(made("candidate", name="", emails=["a@b.de"]))


def test_a_note_is_about_exactly_one_thing() -> None:
    assert refusal("note", application="a1")[0] == "about_one"
    assert refusal("note", candidate="")[0] == "about_one"


def test_the_wrong_one_in_a_list_is_named_by_its_place() -> None:
    assert refusal("candidate", emails=["a@b.de", "nobody"]) == ("invalid_email", ("emails", 1))


def test_a_link_must_be_one_of_the_web() -> None:
    assert refusal("candidate", profile_url="javascript:alert(1)") == ("invalid_url", ("profile_url",))
    assert Candidate.model_validate(made("candidate", profile_url="https://example.com/ann"))


def test_lists_have_an_end() -> None:
    assert refusal("candidate", tags=["x"] * (MANY + 1))[0] == "too_long"


def test_a_job_keeps_its_postings_in_order() -> None:
    postings = [{"url": f"https://example.com/{n}", "listed_at": SINCE} for n in range(3)]
    job = Job.model_validate(made("job", postings=postings))
    assert [posting.url[-1] for posting in job.postings] == ["0", "1", "2"]


def test_a_deletion_names_kind_id_and_time_and_nothing_else() -> None:
    order = {"kind": "candidate", "id": "1", "modified": SINCE, "deleted": True}
    assert Deletion.model_validate(order).id == "1"
    with pytest.raises(ValidationError):
        Deletion.model_validate({**order, "name": "Ann"})


def test_a_record_cannot_be_changed() -> None:
    with pytest.raises(ValidationError):
        Candidate.model_validate(made("candidate")).name = "Other"  # type: ignore[misc]  # the point of the test
