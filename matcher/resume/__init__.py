"""Turn the bytes of a resume file into a typed outcome: a status with what the document says of its person.

Names are loaded when first used, so that importing the package stays cheap.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from matcher.resume.derived import Derived, derive
    from matcher.resume.limits import Limits
    from matcher.resume.parse import parse_resume

__all__ = ["PARSER_VERSION", "Derived", "Limits", "derive", "parse_resume"]

PARSER_VERSION = "2"  # raised when the same bytes may give another outcome: stored outcomes are then parsed again
_HOMES = {"Derived": "derived", "Limits": "limits", "derive": "derived", "parse_resume": "parse"}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'matcher.resume' has no attribute {name!r}")
    return getattr(import_module(f"matcher.resume.{_HOMES[name]}"), name)
