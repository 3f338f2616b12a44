"""Outcomes are counted by result; a resume file is always the same attachment."""

from datetime import UTC, datetime
from pathlib import PurePath

import pytest
from pydantic import ValidationError

from entities.ats import Attachment, Candidate
from sync import COUNTED, Flaw, ItemOutcome, flaws_of, refused, resume_line, tally

THEN = datetime(2025, 1, 1, tzinfo=UTC)


def test_every_result_is_counted_even_where_there_is_none() -> None:
    counts = tally([ItemOutcome(line=1, result="created"), ItemOutcome(line=2, result="created")])
    assert tuple(counts) == COUNTED
    assert counts["created"] == 2
    assert sum(counts.values()) == 2


def test_every_flaw_is_said_once_and_the_first_of_them_in_an_outcome() -> None:
    wrong = {"id": "c1", "modified": "never", "emails": ["x"], "a/b~c": 1}
    with pytest.raises(ValidationError) as caught:
        Candidate.model_validate(wrong)
    flaws = flaws_of(caught.value)
    assert {(one.code, one.pointer) for one in flaws} == {
        ("invalid_time", "/modified"),
        ("invalid_email", "/emails/0"),
        ("unknown_field", "/a~1b~0c"),
    }
    outcome = refused(caught.value, ItemOutcome(line=3, id="c1", result="invalid"))
    assert (outcome.line, outcome.id) == (3, "c1")
    assert Flaw(outcome.code or "", outcome.pointer or "", outcome.message or "") == flaws[0]
    assert "never" not in "".join(one.message for one in flaws)


def test_the_same_file_of_the_same_candidate_is_the_same_attachment() -> None:
    one, again = (resume_line(PurePath("/x/cv.pdf"), "c1", THEN) for _ in range(2))
    assert one == again
    other_person = resume_line(PurePath("/x/cv.pdf"), "c2", THEN)
    other_file = resume_line(PurePath("/x/cv2.pdf"), "c1", THEN)
    assert len({one["id"], other_person["id"], other_file["id"]}) == 3


@pytest.mark.parametrize(
    ("name", "media_type"),
    [
        ("a.PDF", "application/pdf"),
        ("a.htm", "text/html"),
        ("a.txt", "text/plain"),
        ("a.xyz", "application/octet-stream"),
    ],
)
def test_the_type_is_guessed_from_the_name(name: str, media_type: str) -> None:
    assert resume_line(PurePath(name), "c1", THEN)["media_type"] == media_type


def test_the_line_is_a_valid_attachment_whatever_the_name() -> None:
    for name in ("cv.pdf", "\u202efdp.exe", "x" * 250 + ".pdf", "résumé final (2).docx"):
        attachment = Attachment.model_validate(resume_line(PurePath(name), "c1", THEN))
        assert attachment.purpose == "resume"
        assert attachment.candidate == "c1"
