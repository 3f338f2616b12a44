"""Turn a stage of long work into a place where it may step aside for somebody else's."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_STEP_ASIDE: ContextVar[Callable[[], None] | None] = ContextVar("step_aside", default=None)


def may_pause() -> None:
    """Step aside here if somebody else should go first; not to be called inside a transaction or under a lock."""
    step_aside = _STEP_ASIDE.get()
    if step_aside is not None:
        step_aside()


@contextmanager
def pausing(step_aside: Callable[[], None]) -> Iterator[None]:
    """Let the work inside, also in threads that it starts, call `step_aside` between its stages."""
    token = _STEP_ASIDE.set(step_aside)
    try:
        yield
    finally:
        _STEP_ASIDE.reset(token)
