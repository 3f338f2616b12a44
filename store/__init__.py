"""Turn what is said into what is kept: the truth about tenants, their records and the members."""

from store.settings import StoreSettings
from store.store import Store

__all__ = ["Store", "StoreSettings"]
