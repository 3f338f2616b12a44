"""Turn progress into nothing, for callers that don't watch; the type is what watchers are given."""

from collections.abc import Callable

Report = Callable[[str, int, int | None], None]  # stage, done so far, total where it is known


def silent(_stage: str, _done: int, _total: int | None) -> None:
    """Report to nobody."""
