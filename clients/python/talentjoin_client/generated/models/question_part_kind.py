from typing import Any, Literal, cast

QuestionPartKind = Literal["location", "nice_skill", "skill", "title", "word"]


def check_question_part_kind(value: Any) -> QuestionPartKind:
    """Take any value: a newer service may answer one that this client does not know yet."""
    return cast(QuestionPartKind, value)
