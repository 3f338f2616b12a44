"""Turn where and how a store is kept into one frozen noun."""

from dataclasses import dataclass, field
from pathlib import Path

from entities.errors import SettingsError

MASTER_KEY_BYTES = 32


@dataclass(frozen=True, slots=True)
class StoreSettings:
    """Where a store lies: `root` holds files on both dialects; `url` is "sqlite" or PostgreSQL's for the application.

    `admin_url` names the owner of the PostgreSQL schemas and is needed only to migrate. Raises SettingsError.
    """

    root: Path
    url: str = "sqlite"
    admin_url: str | None = field(default=None, repr=False)
    master_key: bytes = field(default=b"", repr=False)
    open_tenants: int = 64  # SQLite files of that many tenants stay open
    busy_seconds: float = 10.0

    def __post_init__(self) -> None:
        if len(self.master_key) != MASTER_KEY_BYTES:
            raise SettingsError(f"the master key must have {MASTER_KEY_BYTES} bytes")
        if self.url != "sqlite" and not self.url.startswith("postgresql"):
            raise SettingsError('the store URL must be "sqlite" or begin with postgresql')

    @property
    def on_postgres(self) -> bool:
        """Tell whether the store lies in PostgreSQL."""
        return self.url != "sqlite"
