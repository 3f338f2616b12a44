from typing import Any, Literal, cast

PhraseScope = Literal["any", "company", "location", "name", "school", "skill", "title"]


def check_phrase_scope(value: Any) -> PhraseScope:
    """Take any value: a newer service may answer one that this client does not know yet."""
    return cast(PhraseScope, value)
