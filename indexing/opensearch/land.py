"""Turn the need for a place into one in the cluster: made, swapped, removed."""

import secrets
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from typing import Any

from entities.errors import EngineDown, EngineError, Locked
from indexing.opensearch.mapping import TENANT, check_mapping, mapping
from indexing.opensearch.places import Form, Place, Places
from indexing.opensearch.refusals import AlreadyThere, PlaceGone
from indexing.opensearch.wire import Wire

FIRST = 1  # the number of an index's first place
REPLICAS = "0-1"  # as many as there are nodes for
POOL_GC = "10m"  # a rebuild within a pool must be over by then
POOL_TENANTS = 500  # of one pool; then the next begins
LEASE_SECONDS = 120  # a rebuild that isn't heard of for so long is taken for dead
KEPT_SECONDS = 30  # a replaced place, for who still reads it
USUAL: dict[str, Any] = {"refresh_interval": "30s", "gc_deletes": "60s", "translog.durability": "request"}
# While it fills, nobody reads it, and a delete must outlast whatever is still to be added.
FILLING: dict[str, Any] = {"refresh_interval": "-1", "gc_deletes": "1d", "translog.durability": "async"}


@dataclass(frozen=True, slots=True)
class Land:
    """Makes and removes places; `now` is the wall clock in epoch seconds, `pools` how the pools' names begin."""

    wire: Wire
    now: Callable[[], float]
    shards: int
    replicas: str
    pools: str

    def check(self, name: str) -> None:
        """Raise EngineDown where the mapping behind a name is not ours; nothing happens where nothing is."""
        try:
            told = self.wire.call("GET", name, "_mapping")
        except PlaceGone:
            return
        for held in told.values():
            check_mapping(held.get("mappings") or {})

    def make(self, places: Places) -> Place:
        """Make the first place of an index, to be read at once; raises Locked where another process does."""
        for left, _, _ in places.gone:
            self.remove(places, left)
        name = f"{places.index}-{FIRST:06d}"  # the same for everybody: only one can make it
        place = Place(name, name, FIRST)
        self._create(name, {"number_of_shards": self.shards, **USUAL, **self._spread()}, (place.write, places.index))
        return place

    def prepare(self, places: Places, form: Form) -> Place:
        """Make a place for a rebuild to fill; its name has a random part, so that no other rebuild is taken for it."""
        number = places.next_number
        name = f"{places.index}-{number:06d}-{secrets.token_hex(4)}"
        place = Place(name, self._pool() if form == "pooled" else name, number)
        alias = place.state("BUILD", self.now() + LEASE_SECONDS)
        if place.pooled:
            self.swap([self._pointing(place, place.write), self._pointing(place, alias)])
        else:
            settings = {"number_of_shards": self.shards, **FILLING, "number_of_replicas": 0}
            self._create(name, settings, (place.write, alias))
        return place

    def renew(self, place: Place, alias: str) -> str:
        """Say that a rebuild is alive; gives the alias that says so now. Raises PlaceGone where it was ended."""
        fresh = place.state("BUILD", self.now() + LEASE_SECONDS)
        if fresh != alias:
            self.swap([_removing(place, alias), self._pointing(place, fresh)])
        return fresh

    def finish(self, place: Place) -> None:
        """Make a filled place durable and ready to be read."""
        if not place.pooled:
            self.wire.call("PUT", place.physical, "_settings", body={"index": {**USUAL, **self._spread()}})
            self.wire.call("POST", place.physical, "_flush", seconds=self.wire.cluster.write_seconds)

    def install(self, places: Places, place: Place, alias: str) -> None:
        """Let every later read see a place instead of the current one, in one call."""
        actions = [_removing(place, alias)]
        old = places.current
        if old is not None:
            actions.append(self._pointing(old, old.state("GONE", self.now() + KEPT_SECONDS)))
            if old.physical != place.physical:
                actions.append({"remove": {"index": old.physical, "alias": places.index}})
        self.swap([*actions, self._pointing(place, places.index)])

    def remove(self, places: Places, place: Place) -> None:
        """Take a place away with all that it holds; nothing happens where it is gone."""
        try:
            if not place.pooled:
                self.wire.call("DELETE", place.physical, seconds=self.wire.cluster.write_seconds)
                return
            states = [alias for one, alias, _ in (*places.building, *places.gone) if one == place and alias]
            states += [places.index] if places.current == place else []
            if states:  # nobody reads it from now on
                self.swap([_removing(place, alias) for alias in states])
            self._empty(place)
            self.swap([_removing(place, place.write)])
            self._drop_if_outdated(place.physical)
        except PlaceGone:
            return

    def tidy(self, places: Places) -> Places:
        """Remove what a crash or a swap left behind, once nobody can need it; gives the places that stay."""
        now = self.now()
        late = [place for place, _, at in (*places.building, *places.gone) if at < now]
        for place in late:
            self.remove(places, place)
        building = tuple(one for one in places.building if one[0] not in late)
        return Places(places.index, places.current, building, tuple(one for one in places.gone if one[0] not in late))

    def swap(self, actions: list[dict[str, Any]]) -> None:
        """Change aliases, all or none."""
        self.wire.call("POST", "_aliases", body={"actions": actions}, seconds=self.wire.cluster.write_seconds)

    def _pool(self) -> str:
        """Find the first pool with room and of today's form, or make the next."""
        told = self.wire.call("GET", f"{self.pools}-*", "_alias")
        for number in count(1):
            pool = f"{self.pools}-{number:03d}"
            if pool not in told:
                with suppress(Locked):  # somebody else needs one too
                    self._create(pool, {"number_of_shards": 1, **USUAL, "gc_deletes": POOL_GC, **self._spread()}, ())
            elif len(_tenants(told[pool])) >= POOL_TENANTS or self._outdated(pool):
                continue
            return pool
        raise AssertionError("there is always a next pool")

    def _outdated(self, name: str) -> bool:
        try:
            self.check(name)
        except EngineDown:
            return True
        return False

    def _drop_if_outdated(self, pool: str) -> None:
        """Remove a pool of another form once the last tenant left it."""
        told = self.wire.call("GET", pool, "_alias")
        if not _tenants(told.get(pool) or {}) and self._outdated(pool):
            self.wire.call("DELETE", pool, seconds=self.wire.cluster.write_seconds)

    def _create(self, physical: str, settings: dict[str, Any], aliases: tuple[str, ...]) -> None:
        body = {
            "settings": {"index": settings},
            "mappings": mapping(),
            "aliases": {alias: {} for alias in aliases},
        }
        try:
            self.wire.call("PUT", physical, body=body, seconds=self.wire.cluster.write_seconds)
        except AlreadyThere as error:
            raise Locked("another process makes this index") from error

    def _spread(self) -> dict[str, Any]:
        if self.replicas.isdigit():
            return {"number_of_replicas": int(self.replicas), "auto_expand_replicas": False}
        return {"auto_expand_replicas": self.replicas}

    def _pointing(self, place: Place, alias: str) -> dict[str, Any]:
        added: dict[str, Any] = {"index": place.physical, "alias": alias}
        if place.pooled:
            added |= {"routing": place.name, "filter": {"term": {TENANT: place.name}}}
        return {"add": added}

    def _empty(self, place: Place) -> None:
        seconds = self.wire.cluster.write_seconds
        self.wire.call("POST", place.physical, "_refresh", seconds=seconds)
        told = self.wire.call(
            "POST",
            place.physical,
            "_delete_by_query",
            parameters={"routing": place.name, "conflicts": "proceed", "refresh": "true"},
            body={"query": {"term": {TENANT: place.name}}},
            seconds=seconds,
        )
        if told.get("failures") or told.get("timed_out"):
            raise EngineError("a pool could not be cleared of an index that left it")


def _tenants(told: dict[str, Any]) -> list[str]:
    """List the places in a pool."""
    return [alias for alias in told.get("aliases") or {} if alias.endswith(".WRITE")]


def _removing(place: Place, alias: str) -> dict[str, Any]:
    return {"remove": {"index": place.physical, "alias": alias, "must_exist": True}}
