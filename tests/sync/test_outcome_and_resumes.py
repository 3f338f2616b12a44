"""Outcomes are counted by result; a resume file is always the same attachment."""

from datetime import UTC, datetime
from pathlib import PurePath

import pytest

from entities.ats import Attachment
from sync import COUNTED, ItemOutcome, resume_line, tally

THEN = datetime(2025, 1, 1, tzinfo=UTC)


def test_every_result_is_counted_even_where_there_is_none() -> None:
    counts = tally([ItemOutcome(line=1, result="created"), ItemOutcome(line=2, result="created")])
    assert tuple(counts) == COUNTED
    assert counts["created"] == 2
    assert sum(counts.values()) == 2


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
