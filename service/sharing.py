"""Turn a tenant's size into the form of its index: shared with other small ones, or its own."""

from collections.abc import Iterable
from contextlib import AbstractContextManager
from typing import Literal, Protocol, runtime_checkable

from entities.document import PersonDocument
from indexing import Engine

Form = Literal["own", "pooled"]


class Generation(Protocol):
    """What a new generation of an index takes."""

    def add(self, documents: Iterable[PersonDocument]) -> None:
        """Put documents into it."""

    def commit(self) -> None:
        """Let every later search see it and only it."""


@runtime_checkable
class Sharing(Protocol):
    """What an engine has beyond others if it lets tenants share an index."""

    def form(self, index: str) -> Form | None:
        """Tell how an index lies there; None where it was never written."""

    def move(self, index: str, form: Form) -> AbstractContextManager[Generation]:
        """Begin a new generation in that form."""


def fitting(documents: int, pool_below: int) -> Form:
    """Tell which form is right for so many documents; a `pool_below` of 0 lets nobody share."""
    return "pooled" if documents < pool_below else "own"


def new_generation(engine: Engine, index: str, documents: int, pool_below: int) -> AbstractContextManager[Generation]:
    """Begin a new generation of a tenant's index in the form that fits; raises Locked while one is in the making."""
    if isinstance(engine, Sharing):
        return engine.move(index, fitting(documents, pool_below))
    return engine.rebuild(index)


def misplaced(engine: Engine, index: str, documents: int, pool_below: int) -> Form | None:
    """Tell which form a tenant's index should take on; None where it fits, or lies in an engine without forms.

    One that would share is left alone up to twice the size: nobody is to move to and fro. Raises EngineError.
    """
    if not isinstance(engine, Sharing):
        return None
    held = engine.form(index)
    wanted = fitting(documents, pool_below if held != "pooled" else 2 * pool_below)
    return None if held in {None, wanted} else wanted
