"""Every error has a code of its own, a sentence, a retry word, and a place in the tree that its module draws."""

import inspect

import pytest

from entities import errors
from entities.errors import TalentjoinError

ALL = [
    kind
    for _, kind in inspect.getmembers(errors, inspect.isclass)
    if issubclass(kind, TalentjoinError) and kind.__module__ == errors.__name__
]


def test_there_are_errors_to_check() -> None:
    assert len(ALL) > 15


def test_no_two_errors_share_a_code() -> None:
    codes = [kind.code for kind in ALL]
    assert len(set(codes)) == len(codes)


@pytest.mark.parametrize("kind", ALL, ids=lambda kind: kind.__name__)
def test_an_error_without_words_says_its_sentence(kind: type[TalentjoinError]) -> None:
    made = kind()
    assert str(made) == made.message == (kind.__doc__ or "").splitlines()[0]
    assert made.retry in ("never", "later", "now")
    assert made.pointer is None
    assert made.hint is None


@pytest.mark.parametrize("kind", ALL, ids=lambda kind: kind.__name__)
def test_the_drawn_tree_shows_every_error_under_its_parent(kind: type[TalentjoinError]) -> None:
    drawn = (errors.__doc__ or "").splitlines()
    lines = {line.strip("│├└─ ").split(" ")[0]: line for line in drawn if "──" in line or line.startswith("Talent")}
    assert kind.__name__ in lines
    parent = kind.__mro__[1]
    if parent is not Exception:
        depth = lines[kind.__name__].index(kind.__name__)
        above = drawn[: drawn.index(lines[kind.__name__])]
        nearest = next(line for line in reversed(above) if line.strip("│├└─ ") and _depth(line) < depth)
        assert nearest.strip("│├└─ ").split(" ")[0] == parent.__name__


def test_words_pointer_and_hint_are_kept() -> None:
    made = errors.InvalidItem("too long", pointer="/name", hint="shorten it")
    assert (str(made), made.pointer, made.hint, made.code) == ("too long", "/name", "shorten it", "invalid_item")


def _depth(line: str) -> int:
    return len(line) - len(line.lstrip("│├└─ "))
