from typing import Any, Literal, cast

JobInputState = Literal["archived", "closed", "draft", "open"]


def check_job_input_state(value: Any) -> JobInputState:
    """Take any value: a newer service may answer one that this client does not know yet."""
    return cast(JobInputState, value)
