"""Turn a kind of record into the JSON Schema that its wire form must meet."""

from typing import Any

from entities.ats import MODELS
from entities.errors import NotFound
from entities.member import Member

KINDS = (*MODELS, "member")


def schema_of(kind: str) -> dict[str, Any]:
    """Give the JSON Schema of a kind; raises NotFound for one that doesn't exist."""
    if kind == "member":
        return Member.model_json_schema()
    if kind not in MODELS:
        raise NotFound("no such kind", hint=f"known: {', '.join(KINDS)}")
    return MODELS[kind].model_json_schema()
