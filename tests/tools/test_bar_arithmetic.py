"""The bar measures what its figures are called: on small made-up trees, counted by hand or slowly."""

import itertools
import statistics

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tools.bar import import_cycle, measure, median, percentile
from tools.source import BESIDE, PACKAGES, ROOT, Module, dotted, imported_names, imports, modules, parse, resolved

NUMBERS = st.lists(st.integers(0, 500), min_size=1, max_size=40)


@given(NUMBERS, st.integers(1, 100))
def test_a_percentile_is_the_least_value_that_enough_do_not_exceed(values: list[int], percent: int) -> None:
    enough = [value for value in values if sum(one <= value for one in values) * 100 >= percent * len(values)]
    assert percentile(values, percent) == min(enough)
    assert percentile(values[::-1], percent) == percentile(values, percent)


@given(NUMBERS)
def test_percentiles_rise_to_the_maximum(values: list[int]) -> None:
    told = [percentile(values, percent) for percent in range(1, 101)]
    assert told == sorted(told)
    assert told[-1] == max(values)
    assert min(values) <= told[0]
    assert median(values) == statistics.median(values)


def test_nothing_measured_is_nothing() -> None:
    empty = measure([])
    assert percentile([], 90) == median([]) == 0
    assert (empty.annotated_share, empty.documented_share) == (1.0, 1.0)
    assert (empty.module_lines, empty.function_lines, empty.cycle) == ({}, {}, ())


def function(name: str, lines: int, *, body: str = "x = 1") -> str:
    return f"def {name}(a: int) -> int:\n" + f"    {body}\n" * (lines - 2) + "    return a\n"


@given(st.lists(st.integers(2, 30), max_size=6))
def test_functions_are_as_long_as_they_are_written(sizes: list[int]) -> None:
    text = "".join(function(f"f{at}", size) for at, size in enumerate(sizes))
    figures = measure([parse("x/y.py", text)])
    assert list(figures.function_lines.values()) == sizes
    assert figures.module_lines == {"x/y.py": sum(sizes)}
    assert figures.annotated_share == 1.0


def test_a_decorator_and_a_docstring_count_as_their_lines() -> None:
    text = '@cache\n@other\ndef f() -> None:\n    """One.\n\n    Two.\n    """\n\n\n'
    text += "class A:\n    async def g(self) -> None:\n        pass\n"
    lines = measure([parse("x/y.py", text)]).function_lines
    assert lines == {"x/y.py:3 f": 5, "x/y.py:11 g": 2}


def test_a_function_within_a_function_is_measured_too() -> None:
    text = "def f() -> None:\n    def g(a) -> None:\n        pass\n    g(1)\n"
    figures = measure([parse("x/y.py", text)])
    assert figures.function_lines == {"x/y.py:1 f": 4, "x/y.py:2 g": 2}
    assert figures.unannotated == ("x/y.py:2 g(a)",)
    assert figures.undocumented == ("x/y.py", "x/y.py:1 f")


@pytest.mark.parametrize(
    ("head", "missing"),
    [
        ("f(a: int, b: int) -> int", []),
        ("f(a, b: int) -> int", ["a"]),
        ("f(a: int)", ["return"]),
        ("f(*a, **b)", ["a", "b", "return"]),
        ("f(*a: int, **b: int) -> int", []),
        ("f(a, /, b, *, c)", ["a", "b", "c", "return"]),
        ("f(self) -> int", []),
        ("f(cls) -> int", []),
        ("f(a: int, self) -> int", ["self"]),
        ("f(a=1) -> int", ["a"]),
    ],
)
def test_each_missing_annotation_is_named(head: str, missing: list[str]) -> None:
    for keyword in ("def", "async def"):
        figures = measure([parse("x/y.py", f"{keyword} {head}: ...")])
        assert sorted(figures.unannotated) == sorted(f"x/y.py:1 f({name})" for name in missing)


@given(st.lists(st.tuples(st.booleans(), st.booleans()), min_size=1, max_size=8))
def test_shares_are_counted(held: list[tuple[bool, bool]]) -> None:
    text = '"""X."""\n'
    for at, (annotated, documented) in enumerate(held):
        body = '"""F."""' if documented else "..."
        text += f"def f{at}(){' -> None' if annotated else ''}: {body}\n"
    figures = measure([parse("x/y.py", text)])
    assert figures.annotated_share == sum(annotated for annotated, _ in held) / len(held)
    assert figures.documented_share == (1 + sum(documented for _, documented in held)) / (1 + len(held))
    assert len(figures.unannotated) == sum(not annotated for annotated, _ in held)


@pytest.mark.parametrize(
    ("text", "undocumented"),
    [
        ('"""X."""', []),
        ("", ["x/y.py"]),
        ('"""X."""\ndef _f(): ...\nclass _A:\n    def g(self): ...', []),
        ('"""X."""\nclass A:\n    """A."""\n    def g(self): ...\n    def _h(self): ...', ["x/y.py:4 g"]),
        ('"""X."""\nclass A:\n    """A."""\n    class B:\n        def g(self): ...', ["x/y.py:4 B", "x/y.py:5 g"]),
        ('"""X."""\n@typing.overload\ndef f(): ...\n@override\ndef g(): ...', []),
        ('"""X."""\n@cached_property\ndef f(): ...', ["x/y.py:3 f"]),
        ('"""X."""\nif 1:\n    def f(): ...', []),
    ],
)
def test_public_names_without_a_sentence_are_named(text: str, undocumented: list[str]) -> None:
    assert list(measure([parse("x/y.py", text)]).undocumented) == undocumented


def tree(edges: dict[str, str]) -> list[Module]:
    return [parse(f"x/{name}.py", "".join(f"import x.{to}\n" for to in targets)) for name, targets in edges.items()]


def circles(edges: dict[str, str]) -> bool:
    """Say slowly whether some module imports itself in the end, not counting a direct import of itself."""
    reach = {name: set(targets) - {name} for name, targets in edges.items()}
    for _ in edges:
        reach = {name: held | {far for near in held for far in reach.get(near, set())} for name, held in reach.items()}
    return any(name in held for name, held in reach.items())


@given(st.fixed_dictionaries({name: st.text("abcd", max_size=3) for name in "abcd"}))
def test_a_cycle_is_found_exactly_if_there_is_one(edges: dict[str, str]) -> None:
    found = import_cycle(tree(edges))
    assert bool(found) == circles(edges)
    if found:
        assert found[0] == found[-1]
        for one, other in itertools.pairwise(found):
            assert {one[-1] in edges[other[-1]], other[-1] in edges[one[-1]]} & {True}


@pytest.mark.parametrize(
    "late",
    ["def f():\n    import x.b", "if TYPE_CHECKING:\n    import x.b", "if typing.TYPE_CHECKING:\n    from x import b"],
)
def test_only_imports_that_run_on_import_close_a_cycle(late: str) -> None:
    other = parse("x/b.py", "from x.a import y")
    assert import_cycle([parse("x/a.py", late), other]) == ()
    for now in (
        "import x.b",
        "from x import b",
        "from x.b import z",
        "try:\n    import x.b\nexcept E:\n    pass",
        "class A:\n    import x.b",
    ):
        assert set(import_cycle([parse("x/a.py", now), other])) == {"x.a", "x.b"}


@pytest.mark.parametrize(
    ("path", "name", "package"),
    [
        ("store/links.py", "store.links", "store"),
        ("store/__init__.py", "store", "store"),
        ("store/tables/__init__.py", "store.tables", "store"),
        ("tools/lint/__main__.py", "tools.lint.__main__", "tools"),
        ("setup.py", "setup", "setup"),
    ],
)
def test_a_module_is_named_by_its_path(path: str, name: str, package: str) -> None:
    module = parse(path, "\n\nx = 1\n")
    assert (module.name, module.package, module.lines) == (name, package, 3)


IMPORTS = """
import os
import os.path
import numpy as np
import xml.etree.ElementTree as ET
from json import loads, dumps as write
from . import near
from .far import away
"""


def test_imported_names_stand_for_what_was_imported() -> None:
    module = parse("x/y.py", IMPORTS)
    assert imported_names(module) == {
        "os": "os",
        "np": "numpy",
        "ET": "xml.etree.ElementTree",
        "loads": "json.loads",
        "write": "json.dumps",
    }
    assert [name for _, name in imports(module)] == [
        *("os", "os.path", "numpy", "xml.etree.ElementTree", "json.loads", "json.dumps"),
    ]


@pytest.mark.parametrize(
    ("expression", "spelled", "from_an_import"),
    [
        ("np.random.rand", "numpy.random.rand", True),
        ("write", "json.dumps", True),
        ("os.environ", "os.environ", True),
        ("self.os.environ", "self.os.environ", False),
        ("thing.dumps", "thing.dumps", False),
        ("f().x", "", False),
        ("a[0].b", "", False),
        ("'text'.join", "", False),
    ],
)
def test_an_attribute_chain_is_spelled_in_full(expression: str, spelled: str, from_an_import: bool) -> None:  # noqa: FBT001 - a column
    module = parse("x/y.py", f"{IMPORTS}\n{expression}")
    node = module.tree.body[-1].value  # type: ignore[attr-defined]  # the last statement is the expression
    names = imported_names(module)
    assert dotted(node, names) == spelled
    assert resolved(node, names) == (spelled if from_an_import else "")


def test_every_module_of_the_project_is_read_once_in_order() -> None:
    paths = [module.path for module in modules((*PACKAGES, *BESIDE))]
    assert len(set(paths)) == len(paths) > 150
    for folder in (*PACKAGES, *BESIDE):
        own = [path for path in paths if path.startswith(f"{folder}/")]
        on_disk = {path.relative_to(ROOT).as_posix() for path in (ROOT / folder).rglob("*.py")}
        assert set(own) == on_disk
        assert [ROOT / path for path in own] == sorted(ROOT / path for path in own)
