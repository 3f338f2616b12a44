"""Small tenants share an index, large ones have their own, and nobody is moved to and fro."""

from collections.abc import Iterable
from contextlib import AbstractContextManager, nullcontext

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entities.document import PersonDocument
from indexing.oracle import OracleEngine
from service.sharing import Form, Generation, fitting, misplaced, new_generation

SIZES = st.integers(0, 1_000_000)


class Nowhere:
    """A generation that keeps nothing."""

    def add(self, documents: Iterable[PersonDocument]) -> None: ...

    def commit(self) -> None: ...


class Forms(OracleEngine):
    """An engine with forms, which remembers where an index went."""

    def __init__(self, held: Form | None = None) -> None:
        super().__init__()
        self.held = held

    def form(self, index: str) -> Form | None:  # noqa: ARG002 - there is one
        return self.held

    def move(self, index: str, form: Form) -> AbstractContextManager[Generation]:  # noqa: ARG002 - the same
        self.held = form
        return nullcontext(Nowhere())


@pytest.mark.parametrize(
    ("documents", "pool_below", "form"),
    [(0, 10, "pooled"), (9, 10, "pooled"), (10, 10, "own"), (11, 10, "own"), (0, 0, "own"), (1, 0, "own")],
)
def test_fewer_than_the_bound_share(documents: int, pool_below: int, form: Form) -> None:
    assert fitting(documents, pool_below) == form
    engine = Forms()
    with new_generation(engine, "tj-x", documents, pool_below):
        assert engine.held == form


@given(documents=SIZES, pool_below=SIZES)
def test_what_was_placed_by_size_is_in_place(documents: int, pool_below: int) -> None:
    assert misplaced(Forms(fitting(documents, pool_below)), "tj-x", documents, pool_below) is None


@given(documents=SIZES, pool_below=st.integers(1, 1_000_000))
def test_moving_once_is_enough(documents: int, pool_below: int) -> None:
    for held in ("own", "pooled"):
        better = misplaced(Forms(held), "tj-x", documents, pool_below)
        assert better != held
        if better is not None:
            assert misplaced(Forms(better), "tj-x", documents, pool_below) is None


def test_one_that_grew_a_little_stays() -> None:
    assert misplaced(Forms("pooled"), "tj-x", 15, 10) is None
    assert misplaced(Forms("pooled"), "tj-x", 20, 10) == "own"
    assert misplaced(Forms("own"), "tj-x", 9, 10) == "pooled"


def test_one_that_was_never_written_is_in_place() -> None:
    assert misplaced(Forms(None), "tj-x", 0, 10) is None


def test_an_engine_without_forms_is_left_alone() -> None:
    engine = OracleEngine()
    assert misplaced(engine, "tj-x", 0, 10) is None
    with new_generation(engine, "tj-x", 0, 10) as generation:
        generation.commit()
