from typing import Any, Literal, cast

CorrectionBodyVerdict = Literal["linked", "not_linked", "other_member"]


def check_correction_body_verdict(value: Any) -> CorrectionBodyVerdict:
    """Take any value: a newer service may answer one that this client does not know yet."""
    return cast(CorrectionBodyVerdict, value)
