"""Turn a module into the places where it reads the environment outside `service/settings.py`.

The incident: a matcher read its thread count from a variable that was set on one of two machines. The same input gave
two answers, the settings page named no such variable, and nobody found it for weeks. What a setting is, its type and
its default stand in one frozen object; everything below gets plain values.
"""

import ast
from collections.abc import Iterator

from tools.lint.finding import Finding, at, excepted
from tools.source import Module, imported_names, imports, resolved

READS = frozenset({"os.environ", "os.environb", "os.getenv", "os.getenvb", "os.putenv", "os.unsetenv"})
LIBRARIES = frozenset({"dotenv", "environs", "decouple"})
EXCEPTIONS = {"service/settings.py": "the one place that reads it"}


def check(module: Module) -> Iterator[Finding]:
    """Find reads of the environment."""
    if excepted(module, EXCEPTIONS):
        return
    for statement, name in imports(module):
        if name in READS or name.partition(".")[0] in LIBRARIES:
            yield at(module, statement, f"{name} is for service/settings.py only")
    names = imported_names(module)
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Attribute) and resolved(node, names) in READS:
            yield at(module, node, f"{resolved(node, names)} is for service/settings.py only")
