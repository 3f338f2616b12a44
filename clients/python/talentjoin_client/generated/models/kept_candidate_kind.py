from typing import Any, Literal, cast

KeptCandidateKind = Literal[
    "access_entry", "application", "attachment", "candidate", "feedback", "job", "note", "stage_entry"
]


def check_kept_candidate_kind(value: Any) -> KeptCandidateKind:
    """Take any value: a newer service may answer one that this client does not know yet."""
    return cast(KeptCandidateKind, value)
