"""Turn short words into valid records, and several layers into one by the simplest rule there is."""

from collections.abc import Mapping
from typing import Any

from entities.ats import MODELS
from entities.ids import InstanceId, Origin, RecordKind

ATS = InstanceId("ats1")
STRONGEST: tuple[Origin, ...] = ("person", "pull", "push")


def record(kind: RecordKind, source: str, *, day: int = 1, **fields: Any) -> dict[str, Any]:
    item = {"kind": kind, "id": source, "modified": f"2026-01-{day:02}T00:00:00Z", **fields}
    return MODELS[kind].model_validate(item).model_dump(mode="json")


def candidate(source: str, *, day: int = 1, name: str = "Someone", **fields: Any) -> dict[str, Any]:
    return record("candidate", source, day=day, name=name, **fields)


def job(source: str, *, day: int = 1, title: str = "Cook", **fields: Any) -> dict[str, Any]:
    return record("job", source, day=day, title=title, **fields)


def application(source: str, of: str, to: str, *, day: int = 1, **fields: Any) -> dict[str, Any]:
    return record("application", source, day=day, candidate=of, job=to, **fields)


def stage_entry(source: str, of: str, *, day: int = 1, stage: str = "Interview") -> dict[str, Any]:
    return record("stage_entry", source, day=day, application=of, stage=stage, entered_at="2026-01-01T00:00:00Z")


def note(source: str, *, day: int = 1, text: str = "Good", **about: str) -> dict[str, Any]:
    return record("note", source, day=day, text=text, **about)


def attachment(source: str, *, day: int = 1, **about: str) -> dict[str, Any]:
    return record("attachment", source, day=day, **about)


def merge(layers: Mapping[Origin, Mapping[str, Any]]) -> tuple[dict[str, Any], dict[str, Origin]]:
    """Take each field from the strongest layer that says something; times and ids don't tell layers apart."""
    fields = sorted({name for layer in layers.values() for name in layer})
    merged: dict[str, Any] = {}
    origins: dict[str, Origin] = {}
    for name in fields:
        saying = [origin for origin in STRONGEST if origin in layers and layers[origin].get(name) not in (None, "", [])]
        chosen = next(iter(saying), next(origin for origin in STRONGEST if origin in layers))
        merged[name], origins[name] = layers[chosen].get(name), chosen
    return merged, origins
