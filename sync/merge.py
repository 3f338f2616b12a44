"""Turn the layers of one record (pushed, pulled, corrected by a person) into one record that names each field's layer.

Precedence, field by field: a person's value, then the pulled one if its source version is not older than the pushed
one, then the pushed one. An empty field covers nothing, so a pull can correct but not erase. Histories are united.
The result depends on the set of layers only, never on the order they came in.
"""

from collections.abc import Mapping
from typing import Any

from entities.ids import Origin

SUBJECTS = ("candidate", "application")
ABOUT_ONE = ("note", "feedback", "attachment")  # kinds of which a record is about one of them
HISTORIES = ("state_history", "status_history")
UNITED = ("kind", "id", "modified", "created")  # the record's own frame, not a field of a layer


def precedence(layers: Mapping[Origin, Mapping[str, Any]]) -> tuple[Origin, ...]:
    """Order the origins that are there, strongest first."""
    pushed, pulled = layers.get("push"), layers.get("pull")
    pull_is_older = pushed is not None and pulled is not None and pulled["modified"] < pushed["modified"]
    machines: tuple[Origin, ...] = ("push", "pull") if pull_is_older else ("pull", "push")
    return tuple(origin for origin in ("person", *machines) if origin in layers)


def merge(layers: Mapping[Origin, Mapping[str, Any]]) -> tuple[dict[str, Any], dict[str, Origin]]:
    """Merge at least one layer into (record, field -> origin).

    Times are ISO 8601 texts in UTC, so that text order is time order.
    """
    order = precedence(layers)
    strongest = layers[order[0]]
    merged: dict[str, Any] = {"kind": strongest["kind"], "id": strongest["id"]}
    merged["modified"] = max(layers[origin]["modified"] for origin in order)
    created = [layers[origin]["created"] for origin in order if layers[origin].get("created")]
    if created:
        merged["created"] = min(created)
    origins: dict[str, Origin] = {}
    for field in sorted({field for origin in order for field in layers[origin]} - set(UNITED)):
        holders = [origin for origin in order if layers[origin].get(field) not in (None, "", [], ())]
        if not holders:
            continue
        origins[field] = holders[0]
        if field in HISTORIES:
            merged[field] = _united([layers[origin][field] for origin in holders])
        else:
            merged[field] = layers[holders[0]][field]
    if merged["kind"] in ABOUT_ONE and all(field in merged for field in SUBJECTS):
        weaker = max(SUBJECTS, key=lambda field: order.index(origins[field]))  # layers name one each, another one
        del merged[weaker], origins[weaker]
    return merged, origins


def _united(histories: list[list[Mapping[str, Any]]]) -> list[Mapping[str, Any]]:
    steps = {(step["at"], step["state"], step.get("id", "")): step for history in histories for step in history}
    return [steps[key] for key in sorted(steps)]
