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
READS = frozenset({"scalar", "scalars"})
SESSIONS = frozenset({"tx", "session"})  # made by the store for one tenant, the members or control
OPENS = frozenset({"sqlalchemy.create_engine", "sqlite3.connect", "psycopg.connect"})
HANDLES = frozenset({"sqlalchemy.Connection", "sqlalchemy.Engine", "sqlalchemy.engine.Connection"})
EXCEPTIONS = {
    "store/engine.py": "opens the connections",
    "store/migrate.py": "changes the schema of all tenants; reads no row but its own version",
    "store/migrations/": "the same",
    "store/places.py": "holds the engines of each tenant's files; runs nothing on them",
    "store/session.py": "is the scope: it binds each statement to the tenant before the connection sees it",
    "store/store.py": "opens each transaction, and on PostgreSQL tells it the tenant",
    "store/vault.py": "keeps the keys in a place of their own, bound to the tenant; each of its statements names it",
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
        if isinstance(node, ast.Attribute) and node.attr == "connection" and _last(node.value, names) in SESSIONS:
            yield at(module, node, "a session's connection would go around its scope")
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            yield from _call(module, node, node.func, names)


def _call(module: Module, call: ast.Call, method: ast.Attribute, names: dict[str, str]) -> Iterator[Finding]:
    receiver = dotted(method.value, names)
    if receiver and f"{receiver}.{method.attr}" in OPENS:
        yield at(module, call, "a connection is opened by store/engine.py only")
        return
    # What a session's execute() gave back has scalar() too, and is no way around it.
    is_result = method.attr in READS and isinstance(method.value, ast.Call)
    if method.attr in RUNS and not is_result and _last(method.value, names) not in SESSIONS:
        yield at(module, call, f".{method.attr}() runs on {receiver or 'something'}, not on a scoped session")


def _last(node: ast.expr, names: dict[str, str]) -> str:
    return dotted(node, names).rpartition(".")[2].lstrip("_")
