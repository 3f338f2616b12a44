"""What the generated code shares."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, BinaryIO, Literal


class Unset:
    """The type of what was not given."""

    def __bool__(self) -> Literal[False]:
        """Count as nothing."""
        return False


UNSET: Unset = Unset()


@dataclass
class File:
    """Bytes that came as they are."""

    payload: BinaryIO


def json_of(body: Any) -> Any:
    """Write a model, or models in a list, as JSON; anything else is JSON already."""
    if isinstance(body, list | tuple):
        return [json_of(one) for one in body]
    if isinstance(body, Mapping):
        return {name: json_of(value) for name, value in body.items()}
    return body.to_dict() if hasattr(body, "to_dict") else body


__all__ = ["UNSET", "File", "Unset", "json_of"]
