from typing import Any, Literal, cast

CorrectedVerdict = Literal["linked", "not_linked", "other_member"]


def check_corrected_verdict(value: Any) -> CorrectedVerdict:
    """Take any value: a newer service may answer one that this client does not know yet."""
    return cast(CorrectedVerdict, value)
