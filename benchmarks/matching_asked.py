"""Turn options into what the parts of the matching benchmark share: sizes, folders, both tools' links by name."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from benchmarks.lives import write_tables
from benchmarks.matching_runs import Linked, ours, splink


@dataclass(frozen=True, slots=True)
class Sizes:
    """Candidates and members."""

    candidates: int
    members: int

    def __str__(self) -> str:
        return f"{short(self.candidates)} x {short(self.members)}"


@dataclass(frozen=True, slots=True)
class Asked:
    """What to measure, where files lie, and what parts before this one have measured (by name)."""

    folder: Path
    scratch: Path
    seed: int
    small: Sizes
    big: Sizes
    presets: tuple[str, ...]
    peer: Path | None
    data: Path | None
    febrl: Path | None
    large: bool
    measured: dict[str, Any]
    say: Callable[[str], None]

    def invented(self, preset: str, sizes: Sizes) -> Path:
        """Give the folder of invented files, made now if it isn't there."""
        folder = self.folder / f"{preset}-{sizes.candidates}x{sizes.members}-s{self.seed}"
        if not (folder / "truth.parquet").exists():
            self.say(f"  invent {preset}, {sizes}")
            write_tables(folder, self.seed, sizes.candidates, sizes.members, preset)
        return folder

    def linked(self, name: str, folder: Path) -> tuple[Linked, Linked | None, pa.Table]:
        """Run both tools on a folder, one after the other; keep ours and its folder by name."""
        self.say(f"  match {name}")
        mine = ours(folder, self.scratch / "ours.parquet")
        theirs = None
        if self.peer:
            self.say(f"  Splink on {name}")
            theirs = splink(folder, self.scratch / "splink.parquet", self.peer)
            self.measured.setdefault("splink", {})[name] = _settings_of(theirs)
        truth = pq.read_table(folder / "truth.parquet")
        self.measured[name] = (mine, folder)
        return mine, theirs, truth


def _settings_of(theirs: Linked) -> Any:
    return {name: theirs.told.get(name) for name in ("fields", "input", "training", "cut", "settings")}


def short(count: int) -> str:
    """Write a count as people say it: 100k, 1M."""
    if count % 1_000_000 == 0:
        return f"{count // 1_000_000}M"
    return f"{count // 1_000}k" if count % 1_000 == 0 else str(count)
