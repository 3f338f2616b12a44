"""Turn the sources into the figures that the house holds itself to."""

import ast
import graphlib
import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tools.source import Module

FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef
NO_DOCSTRING_NEEDED = frozenset({"overload", "override"})  # said once, where the name is promised


@dataclass(frozen=True, slots=True)
class Figures:
    """What is measured: lines for each module and function, shares from 0 to 1, and what falls short by name."""

    module_lines: dict[str, int]
    function_lines: dict[str, int]
    unannotated: tuple[str, ...]
    annotated_share: float
    undocumented: tuple[str, ...]
    documented_share: float
    cycle: tuple[str, ...]


def measure(modules: Sequence[Module]) -> Figures:
    """Measure the modules."""
    functions = [
        (f"{module.path}:{node.lineno} {node.name}", node) for module in modules for node in _functions(module)
    ]
    annotations = [(f"{place}({name})", there) for place, node in functions for name, there in _annotations(node)]
    docstrings = [(place, there) for module in modules for place, there in _public(module)]
    return Figures(
        module_lines={module.path: module.lines for module in modules},
        function_lines={place: (node.end_lineno or node.lineno) - node.lineno + 1 for place, node in functions},
        unannotated=tuple(place for place, there in annotations if not there),
        annotated_share=_share([there for _, there in annotations]),
        undocumented=tuple(place for place, there in docstrings if not there),
        documented_share=_share([there for _, there in docstrings]),
        cycle=import_cycle(modules),
    )


def percentile(values: Sequence[int], percent: int) -> int:
    """Give the smallest value that at least so many percent of the values don't exceed; 0 for none."""
    ordered = sorted(values)
    return ordered[max(0, -(-len(ordered) * percent // 100) - 1)] if ordered else 0


def median(values: Sequence[int]) -> float:
    """Give the median; 0 for no values."""
    return statistics.median(values) if values else 0


def import_cycle(modules: Sequence[Module]) -> tuple[str, ...]:
    """Find a cycle among imports that run on import; empty if there is none."""
    names = {module.name for module in modules}
    edges = {module.name: set(_imported(module, names)) - {module.name} for module in modules}
    try:
        graphlib.TopologicalSorter(edges).prepare()
    except graphlib.CycleError as found:
        return tuple(found.args[1])
    return ()


def _share(held: Sequence[bool]) -> float:
    return sum(held) / len(held) if held else 1.0


def _functions(module: Module) -> Iterator[FunctionNode]:
    for node in ast.walk(module.tree):
        if isinstance(node, FunctionNode):
            yield node


def _annotations(node: FunctionNode) -> Iterator[tuple[str, bool]]:
    given = node.args
    for place, argument in enumerate([*given.posonlyargs, *given.args]):
        if place > 0 or argument.arg not in {"self", "cls", "mcs"}:
            yield argument.arg, argument.annotation is not None
    for extra in [*given.kwonlyargs, *filter(None, (given.vararg, given.kwarg))]:
        yield extra.arg, extra.annotation is not None
    yield "return", node.returns is not None


def _public(module: Module) -> Iterator[tuple[str, bool]]:
    yield module.path, ast.get_docstring(module.tree) is not None
    yield from _public_in(module, module.tree)


def _public_in(module: Module, owner: ast.Module | ast.ClassDef) -> Iterator[tuple[str, bool]]:
    for node in owner.body:
        if not isinstance(node, FunctionNode | ast.ClassDef) or node.name.startswith("_"):
            continue
        if _decorators(node) & NO_DOCSTRING_NEEDED:
            continue
        yield f"{module.path}:{node.lineno} {node.name}", ast.get_docstring(node) is not None
        if isinstance(node, ast.ClassDef):
            yield from _public_in(module, node)


def _decorators(node: FunctionNode | ast.ClassDef) -> set[str]:
    return {
        decorator.attr if isinstance(decorator, ast.Attribute) else getattr(decorator, "id", "")
        for decorator in node.decorator_list
    }


def _imported(module: Module, names: set[str]) -> Iterator[str]:
    for node in _on_import(module.tree.body):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            for alias in node.names:
                full = f"{node.module}.{alias.name}"
                if full in names:
                    yield full
                elif node.module in names:
                    yield node.module


def _on_import(body: Sequence[ast.stmt]) -> Iterator[ast.stmt]:
    for node in body:
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test):
            continue
        yield node
        for name in ("body", "orelse", "finalbody"):
            if not isinstance(node, FunctionNode):
                yield from _on_import(getattr(node, name, []))
