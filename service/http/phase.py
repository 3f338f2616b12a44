"""Turn what the process is about into what its answers and its health say of it."""

from collections.abc import Callable
from dataclasses import dataclass


def _unknown() -> str:
    return "unknown"


@dataclass(slots=True)
class Phase:
    """Whether the process is about to end, and how its worker is."""

    draining: bool = False
    worker: Callable[[], str] = _unknown
