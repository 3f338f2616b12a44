"""Turn a tenant's aliases into the places of its documents: one is read, others are being made or on the way out.

A place is an index of its own, or a tenant's part of a pool. All that is known of a place stands in aliases, which one
call changes together: the tenant's name leads to the place that is read; `PLACE.WRITE` leads to each place; in
`PLACE.BUILD-UNTIL` and `PLACE.GONE-AFTER` stand the epoch seconds until which a rebuild is taken to be alive, and after
which a replaced place is removed. Aliases with capital letters can't be made into an index by writing to them.
"""

import re
from dataclasses import dataclass
from typing import Any, Literal

from entities.document import PersonDocument
from entities.errors import EngineError
from indexing.engine import Slot
from indexing.opensearch.bodies import body, id_of
from indexing.opensearch.mapping import TENANT
from indexing.opensearch.wire import Wire

Form = Literal["own", "pooled"]
OURS = re.compile(r"tj-[a-z2-7]{32}")
PLACE = re.compile(r"(tj-[a-z2-7]{32}-(\d{6,})(?:-[0-9a-f]{8})?)\.(WRITE|BUILD|GONE)(?:-(\d+))?")


@dataclass(frozen=True, slots=True)
class Place:
    """A tenant's documents of one generation: in the index `physical`, of which they are all or, `pooled`, a part."""

    name: str
    physical: str
    number: int

    @property
    def pooled(self) -> bool:
        """Tell whether other tenants' documents lie in the same index."""
        return self.name != self.physical

    @property
    def write(self) -> str:
        """The alias to write to."""
        return f"{self.name}.WRITE"

    def id_of(self, slot: Slot) -> str:
        """Name a document of the place within its index."""
        return f"{self.name}/{id_of(slot)}" if self.pooled else id_of(slot)

    def body(self, document: PersonDocument) -> dict[str, Any]:
        """Make what the index holds of a document of the place."""
        return {**body(document), TENANT: self.name} if self.pooled else body(document)

    def state(self, kind: Literal["BUILD", "GONE"], at: float) -> str:
        """Give the alias that says what becomes of the place, and when."""
        return f"{self.name}.{kind}-{int(at)}"


Marked = tuple[Place, str, int]


@dataclass(frozen=True, slots=True)
class Places:
    """All places of one tenant; `building` and `gone` with the alias that says so and its epoch seconds."""

    index: str
    current: Place | None = None
    building: tuple[Marked, ...] = ()
    gone: tuple[Marked, ...] = ()

    @property
    def all(self) -> tuple[Place, ...]:
        """Every place."""
        rest = tuple(place for place, _, _ in (*self.building, *self.gone))
        return rest if self.current is None else (self.current, *rest)

    @property
    def next_number(self) -> int:
        """The number of a generation that no place has."""
        return max((place.number for place in self.all), default=0) + 1


def checked_name(index: str) -> str:
    """Give an index's name back if it is one of ours; raises EngineError, so that no other is ever reached."""
    if not OURS.fullmatch(index):
        raise EngineError("an index of the search engine must have a name of ours")
    return index


def find_places(wire: Wire, index: str) -> Places:
    """Ask where a tenant's documents lie."""
    return read_places(index, wire.call("GET", "_alias", f"{checked_name(index)}*"))


def read_places(index: str, told: dict[str, Any]) -> Places:
    """Read a tenant's aliases."""
    found: dict[str, Place] = {}
    states: dict[str, tuple[str, str, int]] = {}
    current = ""
    for physical, held in told.items():
        for alias, more in (held.get("aliases") or {}).items():
            if alias == index:
                current = str(more.get("search_routing") or physical)
            match = PLACE.fullmatch(alias)
            if match is None:
                continue
            place, number, kind, at = match.groups()
            found[place] = Place(place, physical, int(number))
            if kind != "WRITE":
                states[place] = (kind, alias, int(at))
    marked: dict[str, list[Marked]] = {"BUILD": [], "GONE": []}
    for name, place in found.items():
        kind, alias, at = states.get(name, ("GONE", "", 0))  # without a state: what a crash left of a removal
        if name != current:
            marked[kind].append((place, alias, at))
    return Places(index, found.get(current), tuple(marked["BUILD"]), tuple(marked["GONE"]))
