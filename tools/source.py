"""Turn the folders of the project into parsed modules."""

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[1]
PACKAGES = ("entities", "sync", "store", "matcher", "indexing", "ranking", "service")
BESIDE = ("benchmarks", "tools")  # ours too, but not in the wheel


@dataclass(frozen=True, slots=True)
class Module:
    """One source file: where it lies, what it is called, its text and syntax tree."""

    path: str
    name: str
    text: str
    tree: ast.Module

    @property
    def lines(self) -> int:
        """Count the lines."""
        return len(self.text.splitlines())

    @property
    def package(self) -> str:
        """Name the top-level package."""
        return self.name.partition(".")[0]


def parse(path: str, text: str) -> Module:
    """Parse one source text that lies, or might lie, at a path relative to the project."""
    name = path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
    return Module(path=path, name=name, text=text, tree=ast.parse(text, path))


@cache
def _read(path: Path) -> Module:
    return parse(path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8"))


def modules(folders: Sequence[str]) -> Iterator[Module]:
    """Read every module below the folders, in order of path."""
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*.py")):
            yield _read(path)


def imported_names(module: Module) -> dict[str, str]:
    """Map each name that an import binds to the dotted name it stands for."""
    names: dict[str, str] = {}
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                name = alias.name if alias.asname else alias.name.partition(".")[0]
                names[alias.asname or name] = name
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            for alias in node.names:
                names[alias.asname or alias.name] = f"{node.module}.{alias.name}"
    return names


def dotted(node: ast.expr, names: dict[str, str]) -> str:
    """Spell an attribute chain in full, its first part by what was imported; empty for anything else."""
    if isinstance(node, ast.Name):
        return names.get(node.id, node.id)
    if isinstance(node, ast.Attribute):
        before = dotted(node.value, names)
        return f"{before}.{node.attr}" if before else ""
    return ""


def resolved(node: ast.expr, names: dict[str, str]) -> str:
    """Spell an attribute chain in full if it starts at an import; a parameter that is called the same does not."""
    root = node
    while isinstance(root, ast.Attribute):
        root = root.value
    return dotted(node, names) if isinstance(root, ast.Name) and root.id in names else ""


def imports(module: Module) -> Iterator[tuple[ast.stmt, str]]:
    """Walk every import of a module as (statement, dotted name of what is imported)."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node, alias.name
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            for alias in node.names:
                yield node, f"{node.module}.{alias.name}"
