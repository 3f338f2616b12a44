"""Turn the examples in docstrings into tests."""

import ast
import doctest
import importlib

import pytest

from tools.source import PACKAGES, Module, modules

DOCUMENTED = ast.Module | ast.ClassDef | ast.FunctionDef


def has_examples(module: Module) -> bool:
    nodes = [node for node in ast.walk(module.tree) if isinstance(node, DOCUMENTED)]
    return any(">>> " in (ast.get_docstring(node) or "") for node in nodes)


WITH_EXAMPLES = [module.name for module in modules(PACKAGES) if has_examples(module)]


@pytest.mark.parametrize("name", WITH_EXAMPLES)
def test_examples_in_docstrings_hold(name: str) -> None:
    failed, tried = doctest.testmod(importlib.import_module(name))
    assert tried > 0
    assert failed == 0


def test_a_wrong_example_is_seen() -> None:
    wrong = doctest.DocTestParser().get_doctest(">>> 1 + 1\n3\n", {}, "wrong", None, None)
    assert doctest.DocTestRunner(verbose=False).run(wrong, out=lambda _text: None).failed == 1
