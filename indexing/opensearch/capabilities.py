"""Turn what a cluster says of itself into what we may ask of it."""

from dataclasses import dataclass
from typing import Any

from entities.errors import EngineError, TalentjoinError
from indexing.opensearch.wire import Wire

OLDEST = (3, 0)  # the oldest version that this engine is written for
CLAUSES = "indices.query.bool"  # the settings with the limit
USUAL_CLAUSES = 1_024
MODULES = ("reindex",)  # what takes a tenant out of a pool


@dataclass(frozen=True, slots=True)
class Capabilities:
    """A cluster's version and limits; `pools` tells whether tenants can share an index there."""

    version: str
    clauses: int
    pools: bool


def probe(wire: Wire) -> Capabilities:
    """Ask the cluster what it is; raises EngineError where it is none that we know."""
    version = _version(wire.call("GET"))
    return Capabilities(version, _clauses(wire), _pools(wire))


def _version(told: dict[str, Any]) -> str:
    held = told.get("version") or {}
    version = str(held.get("number") or "")
    if held.get("distribution") != "opensearch":
        raise EngineError(
            "the search engine at this address is not OpenSearch", hint="OpenSearch 3.0 or newer is needed"
        )
    parts = tuple(int(part) for part in version.split("-", maxsplit=1)[0].split(".")[:2] if part.isdigit())
    if parts < OLDEST:
        raise EngineError(f"OpenSearch {version} is too old", hint="OpenSearch 3.0 or newer is needed")
    return version


def _clauses(wire: Wire) -> int:
    asked = {"include_defaults": "true", "filter_path": f"*.{CLAUSES}"}
    try:
        told = wire.call("GET", "_cluster", "settings", parameters=asked)
    except TalentjoinError:
        return USUAL_CLAUSES  # a user who may not look at settings still may search
    for level in ("transient", "persistent", "defaults"):
        held: Any = told.get(level)
        for part in CLAUSES.split("."):
            held = (held or {}).get(part)
        if held is not None:
            return int(held.get("max_clause_count", USUAL_CLAUSES))
    return USUAL_CLAUSES


def _pools(wire: Wire) -> bool:
    try:
        told = wire.call("GET", "_nodes", "plugins", parameters={"filter_path": "nodes.*.modules.name"})
    except EngineError:
        return True  # not to be asked; it is there in every distribution
    nodes = (told.get("nodes") or {}).values()
    return all(set(MODULES) <= {module.get("name") for module in node.get("modules") or []} for node in nodes)
