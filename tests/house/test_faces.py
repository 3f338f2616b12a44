"""Turn the imports between packages into breaches of their faces."""

import importlib
from collections.abc import Iterator

import pytest

from tools.source import PACKAGES, ROOT, imports, modules

FACED = tuple(package for package in PACKAGES if package != "entities")  # there, each submodule is a face
NAMES_MAX = 14  # a dozen, give or take two
# Of these, a module may be imported whole and called by its noun, links.all(tx); never a name out of it.
NOUNS = ("store",)
DEEP = {"service/wiring.py": "puts the concrete store, engines and connectors together"}


def passes_face(name: str) -> bool:
    owner, _, last = name.rpartition(".")
    if is_file(owner):
        return True
    if owner in NOUNS:
        return False
    return is_file(name) and last not in getattr(importlib.import_module(owner), "__all__", ())


def is_file(name: str) -> bool:
    return (ROOT / name.replace(".", "/")).with_suffix(".py").exists()


def deep_imports() -> Iterator[str]:
    for module in modules(PACKAGES):
        if module.path in DEEP:
            continue
        for statement, name in imports(module):
            package = name.partition(".")[0]
            if package in FACED and package != module.package and passes_face(name):
                yield f"{module.path}:{statement.lineno} {name}"


def ruff_order(name: str) -> tuple[int, str]:
    """Put constants before classes before functions, as ruff does."""
    return (0 if name.isupper() else 1 if name[:1].isupper() else 2, name)


@pytest.mark.parametrize("package", FACED)
def test_face_is_short_sorted_and_whole(package: str) -> None:
    face = importlib.import_module(package)
    assert list(face.__all__) == sorted(face.__all__, key=ruff_order)
    assert len(face.__all__) <= NAMES_MAX
    assert all(hasattr(face, name) for name in face.__all__)


def test_nobody_imports_past_a_face() -> None:
    assert sorted(deep_imports()) == []


def test_top_level_folders_are_known() -> None:
    found = {path.parent.name for path in ROOT.glob("*/__init__.py")}
    assert found - {"benchmarks", "tools", "tests"} == set(PACKAGES), "a new package must choose its floor"
