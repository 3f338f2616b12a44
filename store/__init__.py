"""Turn what is said into what is kept: the truth about tenants, their records and the members.

Each module is a noun with its verbs: `from store import records`, then `records.put(tx, ...)`. The classes are loaded
on first use: asking for help must not wait for a database library.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from store.session import ControlTx, MembersTx, TenantTx
    from store.settings import StoreSettings
    from store.store import Store

__all__ = ["ControlTx", "MembersTx", "Store", "StoreSettings", "TenantTx"]
PLACES = {
    "ControlTx": "store.session",
    "MembersTx": "store.session",
    "Store": "store.store",
    "StoreSettings": "store.settings",
    "TenantTx": "store.session",
}


def __getattr__(name: str) -> Any:
    """Load a class of the face."""
    if name not in PLACES:
        raise AttributeError(name)
    return getattr(import_module(PLACES[name]), name)
