"""Turn names in the sources into words that say nothing, or say what another word says."""

import ast
import re
from collections.abc import Iterator

from tools.source import BESIDE, PACKAGES, Module, modules, parse

EMPTY_WORDS = frozenset({"manager", "helper", "helpers", "util", "utils", "common", "base", "info", "handler"})
EMPTY_ALONE = frozenset({"data", "handle", "process"})  # fine as a part: data_folder, handle_of(member)
BORROWED = frozenset({"get_route_handler"})  # a method that a library's class has, under the name it has there
DEFINITIONS = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")


def empty_names(module: Module) -> Iterator[str]:
    names = [(1, module.name.rpartition(".")[2])]
    names += [(node.lineno, node.name) for node in ast.walk(module.tree) if isinstance(node, DEFINITIONS)]
    for line, name in names:
        if name in BORROWED:
            continue
        words = {word.lower() for word in WORD.findall(name)}
        if words & EMPTY_WORDS or name.lower().strip("_") in EMPTY_ALONE:
            yield f"{module.path}:{line} {name}"


def test_no_name_is_empty() -> None:
    assert [name for module in modules((*PACKAGES, *BESIDE)) for name in empty_names(module)] == []


def test_first_line_says_what_turns_into_what() -> None:
    lacking = [
        module.path
        for module in modules((*PACKAGES, *BESIDE))
        if not (ast.get_docstring(module.tree) or "").startswith("Turn ")
    ]
    assert lacking == []


def test_empty_names_are_seen() -> None:
    text = "class StoreManager: ...\ndef parse_helper(): ...\ndef handle(): ...\ndef process(): ...\n"
    assert len(list(empty_names(parse("sync/utils.py", text)))) == 5


def test_full_names_are_left_alone() -> None:
    text = "class DataFolder: ...\ndef process_pool(): ...\ndef baseline(): ...\ndef information_gain(): ...\n"
    assert list(empty_names(parse("sync/receive.py", text))) == []
