from typing import Any, Literal, cast

ProblemRetry = Literal["later", "never", "now"]


def check_problem_retry(value: Any) -> ProblemRetry:
    """Take any value: a newer service may answer one that this client does not know yet."""
    return cast(ProblemRetry, value)
