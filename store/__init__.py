"""Turn what is said into what is kept: the truth about tenants, their records and the members.

Names are loaded on first use: asking for help must not wait for a database library.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from store import audit, blobs, changes, control, documents, jobs, links, members, outbox, parses, records
    from store.settings import StoreSettings
    from store.store import Store

__all__ = [
    "Store",
    "StoreSettings",
    "audit",
    "blobs",
    "changes",
    "control",
    "documents",
    "jobs",
    "links",
    "members",
    "outbox",
    "parses",
    "records",
]
CLASSES = {"Store": "store.store", "StoreSettings": "store.settings"}


def __getattr__(name: str) -> Any:
    """Load a name of the face."""
    if name in CLASSES:
        return getattr(import_module(CLASSES[name]), name)
    if name in __all__:
        return import_module(f"store.{name}")
    raise AttributeError(name)
