"""Turn rows of (key, text) into runs in a folder, and what is read of them back into a dict."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from store.runs import Part, Runs, Snapshot
from store.vault import OperatorVault

VAULT = OperatorVault(bytes(range(32)))
SEALED = frozenset({"letters"})
Rows = list[tuple[int, str]]


def runs_in(folder: Path, form: str = "1") -> Runs:
    return Runs(folder / "runs", form=form, sealer=VAULT, sealed=SEALED)


def arrays_of(rows: Rows) -> Iterator[tuple[str, NDArray[Any]]]:
    yield "keys", np.array([key for key, _ in rows], "<u8")
    yield "letters", np.frombuffer("".join(text.ljust(4) for _, text in rows).encode("ascii"), np.uint8)
    yield "square", np.arange(2 * len(rows), dtype=np.int32).reshape(-1, 2)


def rows_of(part: Part) -> Rows:
    letters = part.arrays["letters"].tobytes().decode("ascii")
    texts = [letters[at : at + 4].strip() for at in range(0, len(letters), 4)]
    rows = list(zip(part.arrays["keys"].tolist(), texts, strict=True))
    dead = set(part.dead.tolist())
    assert part.arrays["square"].shape == (len(rows), 2)
    return [row for at, row in enumerate(rows) if at not in dead]


def shown(found: Snapshot | None) -> dict[int, str]:
    return {} if found is None else dict(row for part in found.parts for row in rows_of(part))


def dead_of(part: Part, gone: set[int]) -> NDArray[np.int64]:
    here = np.flatnonzero(np.isin(part.arrays["keys"], np.array(sorted(gone), np.uint64)))
    return np.union1d(part.dead, here)
