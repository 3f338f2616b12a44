"""Turn a function of a document's text into one that remembers its answers until the document is done."""

from collections.abc import Callable
from functools import lru_cache
from typing import ParamSpec, TypeVar

Given = ParamSpec("Given")
Answer = TypeVar("Answer")

MOST = 16_384  # answers of one function
_FORGET: list[Callable[[], None]] = []


def remembered(function: Callable[Given, Answer]) -> Callable[Given, Answer]:
    """Keep a function's answers, by its hashable arguments, until `forget` is called.

    For whatever depends on what a document says: nothing of it may stay behind for the next one.
    """
    kept = lru_cache(maxsize=MOST)(function)
    _FORGET.append(kept.cache_clear)
    return kept  # type: ignore[return-value]  # typeshed's wrapper takes any hashable argument


def forget() -> None:
    """Drop every remembered answer."""
    for clear in _FORGET:
        clear()
