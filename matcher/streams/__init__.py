"""Turn two sides of any size into links: profiles come in parts, each read, compared, and let go."""

from matcher.decide import Costs
from matcher.explain import Explained
from matcher.streams.shelves import MemoryShelf, Part, Shelf
from matcher.streams.stream import Matched, match_stream
from matcher.streams.wishes import Wishes

__all__ = ["Costs", "Explained", "Matched", "MemoryShelf", "Part", "Shelf", "Wishes", "match_stream"]
