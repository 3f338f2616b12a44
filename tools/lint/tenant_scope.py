"""Turn a module into the statements that could reach rows of another tenant.

The incident: a report was written with a connection of its own, and its one `where` was forgotten. It listed the
candidates of every customer; the tests had one tenant, so they were green. A statement runs through the scoped session,
which can't be made without a tenant; only the modules in the table below hold a connection, each for its reason.
"""

import ast
from collections.abc import Iterator

from tools.lint.finding import Finding, at, excepted
from tools.source import Module, dotted, imported_names, imports

WATCHED = frozenset({"store", "service", "sync", "indexing"})
RUNS = frozenset({"execute", "exec_driver_sql", "executemany", "executescript", "scalar", "scalars"})
SESSIONS = frozenset({"session", "_session"})
OPENS = frozenset({"sqlalchemy.create_engine", "sqlite3.connect", "psycopg.connect"})
HANDLES = frozenset({"sqlalchemy.Connection", "sqlalchemy.Engine", "sqlalchemy.engine.Connection"})
EXCEPTIONS = {
    "store/engine.py": "opens the connections",
    "store/session.py": "is the scope: it sets the tenant on the connection it was given",
    "store/migrations/": "changes the schema of all tenants, reads no row",
}


def check(module: Module) -> Iterator[Finding]:
    """Find statements that run on anything but a session, and imports of what opens or is a connection."""
    if module.package not in WATCHED or excepted(module, EXCEPTIONS):
        return
    for statement, name in imports(module):
        if name in OPENS | HANDLES:
            yield at(module, statement, f"{name} is for the modules named in tools/lint/tenant_scope.py")
    names = imported_names(module)
    for node in ast.walk(module.tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        receiver = dotted(node.func.value, names)
        if receiver and f"{receiver}.{node.func.attr}" in OPENS:
            yield at(module, node, "a connection is opened by store/engine.py only")
        elif node.func.attr in RUNS and receiver.rpartition(".")[2] not in SESSIONS:
            yield at(module, node, f".{node.func.attr}() runs on {receiver or 'something'}, not on a scoped session")
