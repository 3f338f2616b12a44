"""Turn a broken rule into a line that an editor can jump to."""

import ast
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from tools.source import Module

Rule = Callable[[Module], Iterator["Finding"]]


@dataclass(frozen=True, slots=True)
class Finding:
    """One place where a rule is broken."""

    path: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}"


def at(module: Module, node: ast.stmt | ast.expr, message: str) -> Finding:
    """Place a finding on a node."""
    return Finding(module.path, node.lineno, message)


def excepted(module: Module, exceptions: Mapping[str, str]) -> bool:
    """Tell whether a table of (path or folder ending in a slash) → reason names the module."""
    return any(module.path == place or (place.endswith("/") and module.path.startswith(place)) for place in exceptions)
