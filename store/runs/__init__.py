"""Turn named arrays into files that are mapped, never copied, of which one whole set counts at any time."""

from store.runs.folder import Runs
from store.runs.layout import Sealer
from store.runs.snapshot import Part, Snapshot

__all__ = ["Part", "Runs", "Sealer", "Snapshot"]
