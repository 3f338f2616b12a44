"""Turn the sources into figures, which must stay at the bar."""

import re

from tools.bar import Figures, import_cycle, measure, median, percentile
from tools.source import BESIDE, PACKAGES, Module, modules, parse

MIGRATION = re.compile(r"store/migrations/.*/versions/")  # written once, then never touched
MODULE_MEDIAN, MODULE_P90, MODULE_MAX = 130, 300, 450
FUNCTION_P95, FUNCTION_MAX = 40, 60
DOCUMENTED_SHARE = 0.95
TEST_LINES_PER_CODE_LINE = (1.2, 2.0)


def written(folders: tuple[str, ...]) -> list[Module]:
    return [module for module in modules(folders) if not MIGRATION.match(module.path)]


def figures() -> Figures:
    return measure(written((*PACKAGES, *BESIDE)))


def longest(lines: dict[str, int], limit: int) -> list[str]:
    return [f"{count} {place}" for place, count in sorted(lines.items(), key=lambda pair: -pair[1]) if count > limit]


def test_modules_are_small() -> None:
    lines = figures().module_lines
    sizes = list(lines.values())
    print(f"\nmodules {len(sizes)}: median {median(sizes):.0f}, p90 {percentile(sizes, 90)}, max {max(sizes)} lines")
    assert longest(lines, MODULE_MAX) == []
    assert median(sizes) <= MODULE_MEDIAN
    assert percentile(sizes, 90) <= MODULE_P90, longest(lines, MODULE_P90)


def test_functions_are_small() -> None:
    lines = figures().function_lines
    sizes = list(lines.values())
    print(f"\nfunctions {len(sizes)}: median {median(sizes):.0f}, p95 {percentile(sizes, 95)}, max {max(sizes)} lines")
    assert longest(lines, FUNCTION_MAX) == []
    assert percentile(sizes, 95) <= FUNCTION_P95, longest(lines, FUNCTION_P95)


def test_everything_is_annotated() -> None:
    measured = figures()
    print(f"\nannotations {measured.annotated_share:.1%}")
    assert measured.unannotated == ()


def test_public_names_are_documented() -> None:
    measured = figures()
    print(f"\npublic docstrings {measured.documented_share:.1%}")
    assert measured.documented_share >= DOCUMENTED_SHARE, measured.undocumented


def test_no_import_cycle() -> None:
    assert figures().cycle == ()


def test_tests_are_in_proportion() -> None:
    code = sum(module.lines for module in written(PACKAGES))
    tests = sum(module.lines for module in modules(("tests",)))
    print(f"\ntest lines per code line {tests / code:.2f} ({tests} / {code})")
    low, high = TEST_LINES_PER_CODE_LINE
    assert low <= tests / code <= high


def test_missing_annotations_are_seen() -> None:
    text = 'class A:\n    def b(self, c, *d: int, e: int, **f) -> None:\n        """B."""\n\ndef g(): ...\n'
    measured = measure([parse("x/y.py", text)])
    assert sorted(measured.unannotated) == ["x/y.py:2 b(c)", "x/y.py:2 b(f)", "x/y.py:5 g(return)"]
    assert measured.annotated_share == 3 / 6
    assert measured.undocumented == ("x/y.py", "x/y.py:1 A", "x/y.py:5 g")


def test_private_and_overriding_names_need_no_docstring() -> None:
    text = '"""X."""\nclass _A:\n    def b(self) -> None: ...\n\nclass C(_A):\n    """C."""\n'
    text += "    @override\n    def b(self) -> None: ...\n"
    assert measure([parse("x/y.py", text)]).undocumented == ()


def test_cycles_are_seen() -> None:
    one = parse("x/one.py", "from x import two")
    two = parse("x/two.py", "if True:\n    import x.one")
    assert set(import_cycle([one, two])) == {"x.one", "x.two"}


def test_an_import_on_use_or_for_types_is_no_cycle() -> None:
    one = parse("x/one.py", "from x.two import a")
    late = parse("x/two.py", "def f():\n    import x.one")
    typed = parse("x/two.py", "if TYPE_CHECKING:\n    from x.one import b")
    assert import_cycle([one, late]) == ()
    assert import_cycle([one, typed]) == ()


def test_percentile_matches_its_definition() -> None:
    for count in range(1, 40):
        values = list(range(count))
        for percent in (1, 50, 90, 95, 100):
            found = percentile(values, percent)
            assert sum(value <= found for value in values) * 100 >= percent * count
            assert found == 0 or sum(value <= found - 1 for value in values) * 100 < percent * count
