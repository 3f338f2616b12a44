"""Turn the names of character maps into the maps that pdfminer.six ships, read from its package and from nowhere else.

pdfminer itself looks through a folder that the environment names (CVE-2025-70559), and a confined process may open no
file. So packed maps can be held in memory; they are unpacked when a font asks for them.
"""

import gzip
import json
import re
from collections.abc import Iterable
from importlib.resources import files
from typing import Any

from pdfminer.cmapdb import CMapDB

FOLDER = "cmap"
ENDING = ".json.gz"
NAME = re.compile(r"[A-Za-z0-9-]{1,64}")
NUMBERED = ("CID2UNICHR_H", "CID2UNICHR_V", "CODE2CID")  # JSON writes their numbers as texts

_HELD: dict[str, bytes] = {}


def _packed(name: str) -> bytes | None:
    """Return a map as it is shipped, None where there is none of that name."""
    if name not in _HELD and NAME.fullmatch(name):
        path = files("pdfminer") / FOLDER / f"{name}{ENDING}"
        if path.is_file():
            _HELD[name] = path.read_bytes()
    return _HELD.get(name)


def hold(names: Iterable[str]) -> None:
    """Hold packed maps in memory; names of none are left out."""
    for name in names:
        _packed(name)


def _numbered(table: Any) -> Any:
    return {int(key): _numbered(value) for key, value in table.items()} if isinstance(table, dict) else table


def load(name: str) -> type[Any]:
    """Return a map as pdfminer holds it: a class with its tables; raises CMapDB.CMapNotFound."""
    packed = _packed(name)
    if packed is None:
        raise CMapDB.CMapNotFound(name)
    tables = json.loads(gzip.decompress(packed))
    return type(name, (), {key: _numbered(table) if key in NUMBERED else table for key, table in tables.items()})


def use() -> None:
    """Let pdfminer load its maps from here."""
    setattr(CMapDB, "_load_data", staticmethod(load))  # noqa: B010 - the only seam, and a private one
