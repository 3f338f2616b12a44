"""Turn keys with versions into sums by bucket that are equal where the keys and versions are."""

import hashlib
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, field

BUCKETS = 256
MODULUS = 1 << 64
HASH_BYTES = 8
Slot = tuple[str, bool]  # a document's key, and whether it is a shadow


def bucket_of(slot: Slot) -> int:
    """Name the bucket of a document, whatever its version; shadows have buckets of their own."""
    key, shadow = slot
    return zlib.crc32(key.encode()) % BUCKETS + BUCKETS * shadow


@dataclass(slots=True)
class Rolling:
    """Sums over the documents of each bucket, in whatever order they come, and how many there were."""

    sums: list[int] = field(default_factory=lambda: [0] * (2 * BUCKETS))
    count: int = 0

    def add(self, items: Iterable[tuple[Slot, int]]) -> None:
        """Add documents with their versions."""
        for slot, version in items:
            name = f"{slot[0]}\x1f{version}".encode()
            hashed = int.from_bytes(hashlib.blake2b(name, digest_size=HASH_BYTES).digest(), "big")
            bucket = bucket_of(slot)
            self.sums[bucket] = (self.sums[bucket] + hashed) % MODULUS
            self.count += 1

    def differing(self, other: "Rolling") -> frozenset[int]:
        """Name the buckets in which two sides differ."""
        pairs = zip(self.sums, other.sums, strict=True)
        return frozenset(bucket for bucket, (ours, theirs) in enumerate(pairs) if ours != theirs)
