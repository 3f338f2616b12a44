"""Turn resumes into facts, records into persons, persons of both sides into links.

Names are loaded when first used, so that importing the package (or `matcher.resume`) stays cheap.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from matcher.match import Matched, estimate_weights, match_tables
    from matcher.meeting import KeyRuns, candidate_keys, free_keys, key_form
    from matcher.normalise import person_of_candidate, person_of_member
    from matcher.profiles import Profiles
    from matcher.schema import PERSON_SCHEMA, persons_table
    from matcher.weights import Weights, default_weights

__all__ = [
    "PERSON_SCHEMA",
    "KeyRuns",
    "Matched",
    "Profiles",
    "Weights",
    "candidate_keys",
    "default_weights",
    "estimate_weights",
    "free_keys",
    "key_form",
    "match_tables",
    "person_of_candidate",
    "person_of_member",
    "persons_table",
]
_HOMES = {
    "key_form": "meeting",
    "KeyRuns": "meeting",
    "candidate_keys": "meeting",
    "free_keys": "meeting",
    "PERSON_SCHEMA": "schema",
    "Matched": "match",
    "Profiles": "profiles",
    "Weights": "weights",
    "default_weights": "weights",
    "estimate_weights": "match",
    "match_tables": "match",
    "person_of_candidate": "normalise",
    "person_of_member": "normalise",
    "persons_table": "schema",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'matcher' has no attribute {name!r}")
    return getattr(import_module(f"matcher.{_HOMES[name]}"), name)
