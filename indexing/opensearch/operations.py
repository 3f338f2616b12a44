"""Turn versions of documents into the versions that OpenSearch compares.

What is there stays where it is newer. OpenSearch goes on comparing with a document that was deleted, for a minute;
but the store counts versions anew for whoever comes back after being forgotten. So a document's version is doubled, and
a delete that knows its version leaves the odd number behind it: met there, an older document is late. A delete without
a version leaves the even number that it found: met there, an older document has come back, and is put under the number
that stands there. What such a document is worth from then on is told by its own column, `version`.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from indexing.opensearch.wire import Wire

# Newest: what is there stays if it is newer. New: what is there stays if it is as new.
Rule = Literal["external_gte", "external"]
NEWEST: Rule = "external_gte"
NEW: Rule = "external"
STANDING = re.compile(r"current version \[(\d+)\]")


@dataclass(frozen=True, slots=True)
class Operation:
    """One document to put, `made` its JSON, or one to delete, where that is empty.

    `number` is what OpenSearch compares, `version` the document's; None takes away whatever is there.
    """

    name: str
    version: int | None
    number: int
    rule: Rule
    made: str = ""

    @property
    def line(self) -> str:
        """The lines of a bulk request."""
        head = {"_id": self.name, "version": self.number, "version_type": self.rule}
        kind = "index" if self.made else "delete"
        return f"{json.dumps({kind: head}, ensure_ascii=False)}\n{self.made}"

    @property
    def size(self) -> int:
        """About how many bytes it takes."""
        return len(self.made) + len(self.name)


@dataclass(frozen=True, slots=True)
class Conflict:
    """An operation that met a higher number; `reason` tells which."""

    operation: Operation
    reason: str

    @property
    def standing(self) -> int:
        """The number that stands there; odd where nothing can be read: then what was met is taken for newer."""
        match = STANDING.search(self.reason)
        return int(match[1]) if match else 1


def put(name: str, version: int, body: dict[str, Any], rule: Rule) -> Operation:
    """Make the operation that puts a document."""
    made = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    return Operation(name, version, 2 * version, rule, f"{made}\n")


def take(name: str, version: int) -> Operation:
    """Make the operation that deletes a document unless it is newer."""
    return Operation(name, version, 2 * version + 1, NEWEST)


def take_any(name: str, number: int) -> Operation:
    """Make the operation that deletes a document which stands under a number."""
    return Operation(name, None, number, NEWEST)


def to_force(wire: Wire, alias: str, conflicts: Sequence[Conflict]) -> list[Operation]:
    """Choose the operations that are to be done all the same, under the numbers that stand there."""
    asked = [{"_id": one.operation.name, "stored_fields": ["version"]} for one in conflicts]
    told = wire.call("POST", alias, "_mget", body={"docs": asked})["docs"]
    forced = (_forced(one, held) for one, held in zip(conflicts, told, strict=True))
    return [operation for operation in forced if operation is not None]


def _forced(conflict: Conflict, held: dict[str, Any]) -> Operation | None:
    operation, standing = conflict.operation, conflict.standing
    if operation.rule == NEW:
        return None
    if not held.get("found"):
        return replace(operation, number=standing) if operation.made and standing % 2 == 0 else None
    (version,) = (held.get("fields") or {}).get("version") or (None,)
    if operation.version is not None and (version is None or version > operation.version):
        return None
    number = int(held["_version"])
    odd = not operation.made and operation.version is not None
    return replace(operation, number=number + 1 if odd and number % 2 == 0 else number)
