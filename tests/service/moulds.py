"""Turn an installation that was filled once into as many equal ones as there are tests: a copy takes a fiftieth."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from indexing.oracle import OracleEngine
from service.matching import MemberProfiles
from service.settings import Settings
from service.wiring import open_parts
from tests.service.conftest import NOW, House
from tests.service.town import Town


class Mould:
    """A filled installation that is closed; an `engine` that lives in memory is copied with it."""

    def __init__(self, folder: Path, fill: Callable[[House], Any], engine: OracleEngine | None = None) -> None:
        self._folder, self._engine = folder, engine
        with open_parts(Settings(data=folder), clock=lambda: NOW, engine=engine) as parts:
            house = House(parts)
            fill(house)
            self._tenant = house.tenant

    @contextmanager
    def copied(self, place: Path) -> Iterator[House]:
        """Open an equal installation in a folder that isn't there yet."""
        shutil.copytree(self._folder, place)
        with open_parts(Settings(data=place), clock=lambda: NOW, engine=twin(self._engine)) as parts:
            yield House(parts, tenant=self._tenant)


def twin(engine: OracleEngine | None) -> OracleEngine | None:
    """Make an engine that holds what another does; documents and states are never changed, only replaced."""
    if engine is None:
        return None
    made = OracleEngine()
    made._states, made._documents = dict(engine._states), dict(engine._documents)
    return made


def filling(town: Town) -> Callable[[House], None]:
    """Give what fills an installation with a town."""

    def fill(house: House) -> None:
        house.members(*town.members)
        house.push(*town.items)
        house.drain()

    return fill


def known(house: House) -> MemberProfiles:
    """Read the members of an installation."""
    matching = MemberProfiles(house.parts)
    matching.refresh()
    return matching
