"""Turn one table of people with duplicates into clusters, one a person.

Names are loaded when first used, so that importing the package stays cheap.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from matcher.clusters.dedupe import Deduped, dedupe_tables
    from matcher.clusters.tables import CLUSTER_SCHEMA, checked_clusters

__all__ = ["CLUSTER_SCHEMA", "Deduped", "checked_clusters", "dedupe_tables"]
_HOMES = {
    "CLUSTER_SCHEMA": "tables",
    "Deduped": "dedupe",
    "checked_clusters": "tables",
    "dedupe_tables": "dedupe",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'matcher.clusters' has no attribute {name!r}")
    return getattr(import_module(f"matcher.clusters.{_HOMES[name]}"), name)
