"""Turn what the process is about into what its answers and its health say of it."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class WorkerLook:
    """How the worker was found: whether work is done, in a word how, and how often it had to be started anew."""

    well: bool
    state: str
    restarts: int = 0
    pid: int | None = None  # where it is a child of ours


def _not_ours() -> WorkerLook:
    return WorkerLook(well=True, state="elsewhere")


@dataclass(slots=True)
class Phase:
    """Whether the process is about to end, and how its worker is."""

    draining: bool = False
    worker: Callable[[], WorkerLook] = _not_ours
