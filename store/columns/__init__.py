"""Turn numbers of people into what ranking needs of each, kept as opaque rows in memory-mapped files."""

from store.columns.folder import Columns
from store.columns.generation import Read
from store.columns.rebuild import ColumnsRebuild

__all__ = ["Columns", "ColumnsRebuild", "Read"]
