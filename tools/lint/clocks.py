"""Turn a module below the service into the places where it asks the clock or the dice.

The incident: a merge compared `received_at`, taken by the caller, with `datetime.now()`, taken by itself. When a
machine's clock was stepped back, fresh records counted as stale; and no test could show it, because no test could set
that clock. Time and seeds come in as arguments. Measuring a span (`time.perf_counter`) is allowed: it decides nothing.
"""

import ast
from collections.abc import Iterator

from tools.lint.finding import Finding, at, excepted
from tools.source import Module, imported_names, resolved

BELOW = frozenset({"entities", "sync", "store", "matcher", "indexing", "ranking"})
CLOCKS = frozenset(
    {
        "datetime.date.today",
        "datetime.datetime.now",
        "datetime.datetime.today",
        "datetime.datetime.utcnow",
        "time.ctime",
        "time.gmtime",
        "time.localtime",
        "time.time",
        "time.time_ns",
        "uuid.uuid1",
        "uuid.uuid7",
    }
)
DICE = ("random.", "numpy.random.")
SEEDED = frozenset({"random.Random", "numpy.random.default_rng", "numpy.random.RandomState"})
TYPES = frozenset({"numpy.random.Generator"})
EXCEPTIONS: dict[str, str] = {}


def check(module: Module) -> Iterator[Finding]:
    """Find uses of the clock, of a shared random generator, or of one without a seed."""
    if module.package not in BELOW or excepted(module, EXCEPTIONS):
        return
    names = imported_names(module)
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call):
            name = resolved(node.func, names)
            if name in SEEDED and not node.args and not node.keywords:
                yield at(module, node, f"{name} needs a seed from its caller")
        if isinstance(node, ast.Attribute | ast.Name):
            name = resolved(node, names)
            if name in CLOCKS:
                yield at(module, node, f"{name}: the moment comes in as an argument")
            elif name.startswith(DICE) and name not in SEEDED | TYPES:
                yield at(module, node, f"{name}: a seeded generator comes in as an argument")
