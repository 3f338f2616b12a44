from typing import Any, Literal, cast

JobState = Literal["archived", "closed", "draft", "open"]


def check_job_state(value: Any) -> JobState:
    """Take any value: a newer service may answer one that this client does not know yet."""
    return cast(JobState, value)
