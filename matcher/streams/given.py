"""Turn labels and corrections into what a run must keep to: forced pairs, forbidden ones, and known answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from entities.errors import InvalidTable
from matcher.hashing import U64
from matcher.runs.run import id_hashes
from matcher.schema import checked_corrections, checked_labels
from matcher.side import Side
from matcher.streams.found import Found
from matcher.streams.shelves import Shelf
from matcher.streams.wishes import Wishes


@dataclass(slots=True)
class Given:
    """What people said, by candidate row: forced profile ids, forbidden ones, and labels (None: no profile).

    `forced` holds the hash of each forced profile's id with the candidate beside it.
    """

    linked: Mapping[int, str]
    ruled_out: Mapping[int, frozenset[str]]
    labels: Mapping[int, str | None]
    forced: U64
    forced_candidates: npt.NDArray[np.uint32]
    report: dict[str, object] = field(default_factory=dict)
    here: frozenset[str] = frozenset()

    def answer(self, row: int, name: str) -> int:
        """Say what people said of a pair: 1 right, 0 wrong, -1 nothing."""
        if row in self.labels:
            return int(self.labels[row] == name)
        return 0 if name in self.ruled_out.get(row, ()) else -1

    def check_profiles(self, hashes: Sequence[U64]) -> None:
        """Look for repeated ids over all parts, and for the profiles that people named.

        Raises InvalidTable naming the row of a repeated id, counted over all parts.
        """
        every = np.concatenate([np.zeros(0, np.uint64), *hashes])
        order = np.argsort(every, kind="stable")
        ordered = every[order]
        again = np.flatnonzero(ordered[1:] == ordered[:-1])
        if len(again):
            row = int(order[again + 1].min())
            raise InvalidTable(f"profiles: column id in row {row} repeats an id of a row before it")
        named = sorted({*self.linked.values(), *(name for name in self.labels.values() if name is not None)})
        wanted = id_hashes(pa.array(named, pa.large_utf8()))
        at = np.minimum(np.searchsorted(ordered, wanted), max(len(ordered) - 1, 0))
        found = ordered[at] == wanted if len(ordered) else np.zeros(len(named), bool)
        self.here = frozenset(name for name, known in zip(named, found.tolist(), strict=True) if known)
        for what, names in (("labels", self.labels.values()), ("corrections", self.linked.values())):
            told = self.report.get(what)
            if isinstance(told, dict):
                told["unknown_profiles"] = sum(1 for name in names if name is not None and name not in self.here)

    def without(self, found: Found, shelf: Shelf) -> Found:
        """Leave out the pairs that people ruled out."""
        if not self.ruled_out:
            return found
        rows = np.array(sorted(self.ruled_out), np.int64)
        at = np.flatnonzero(np.isin(found.candidate, rows))
        names = profile_ids(found, at, shelf)
        out = [
            name in self.ruled_out[row] for row, name in zip(found.candidate[at].tolist(), names.tolist(), strict=True)
        ]
        kept = np.ones(len(found.candidate), bool)
        kept[at[np.array(out, bool)]] = False
        return found.only(kept)


def given_of(side: Side, wishes: Wishes) -> Given:
    """Read labels and corrections. Raises InvalidTable when they don't fit, or none of them names a candidate."""
    labels = {} if wishes.labels is None else checked_labels(wishes.labels)
    linked, ruled_out = ({}, {}) if wishes.corrections is None else checked_corrections(wishes.corrections)
    names = side.ids.tolist() if labels or linked or ruled_out else []
    rows = {name: row for row, name in enumerate(names)}
    report: dict[str, object] = {}
    for what, given in (("labels", labels), ("corrections", {**linked, **ruled_out})):
        if given:
            known = sum(name in rows for name in given)
            report[what] = {"given": len(given), "used": known, "unknown_candidates": len(given) - known}
            if not known:
                raise InvalidTable(f"{what}: column candidate_id: none of them is a candidate (row 0 is the first)")
    forced = {rows[name]: profile for name, profile in linked.items() if name in rows}
    out = {rows[name]: profiles for name, profiles in ruled_out.items() if name in rows and rows[name] not in forced}
    return Given(
        forced,
        out,
        {rows[name]: profile for name, profile in labels.items() if name in rows} | forced,
        id_hashes(pa.array(list(forced.values()), pa.large_utf8())),
        np.array(list(forced), np.uint32),
        report,
    )


def profile_ids(found: Found, at: npt.NDArray[np.int64], shelf: Shelf) -> npt.NDArray[np.object_]:
    """Give the profile ids of some pairs."""
    ids = np.empty(len(at), object)
    parts, rows = found.part[at], found.row[at].astype(np.int64)
    for part in np.flatnonzero(np.bincount(parts)).tolist():
        arrays = shelf.get(f"part-{part}")
        mine = np.flatnonzero(parts == part)
        ids[mine] = Side(arrays, len(arrays["ids.offsets"]) - 1).ids[rows[mine]]
    return ids
