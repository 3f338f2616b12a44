"""Turn example stages into how far an application came."""

import pytest

from ranking.stages import far_stage, hired_stage, rejected_stage


@pytest.mark.parametrize(
    ("stage", "hired", "far", "rejected"),
    [
        ("Applied", False, False, False),
        ("Phone screen", False, False, False),
        ("Final Interview", False, True, False),
        ("On-site", False, True, False),
        ("OFFER EXTENDED", False, True, False),
        ("Hired", True, False, False),
        ("Not hired", False, False, True),
        ("Rejected", False, False, True),
        ("Offer declined", False, True, True),
        ("", False, False, False),
    ],
)
def test_how_far_a_stage_is(stage: str, hired: bool, far: bool, rejected: bool) -> None:  # noqa: FBT001 - a table's columns
    assert (hired_stage(stage), far_stage(stage), rejected_stage(stage)) == (hired, far, rejected)
