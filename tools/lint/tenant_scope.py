"""Turn a module into the statements that could reach rows of another tenant.

The incident: a report was written with a connection of its own, and its one `where` was forgotten. It listed the
candidates of every customer; the tests had one tenant, so they were green. A statement runs through the scoped session,
which can't be made without a tenant; only the modules in the table below hold a connection, each for its reason.
"""

import ast
import re
from collections.abc import Iterator

from tools.lint.finding import Finding, at, excepted
from tools.source import Module, dotted, imported_names, imports

WATCHED = frozenset({"store", "service", "sync", "indexing"})
RUNS = frozenset({"execute", "exec_driver_sql", "executemany", "executescript", "scalar", "scalars"})
READS = frozenset({"scalar", "scalars"})
SESSIONS = frozenset({"tx", "session"})  # what is called so, and what `with store.writing(tenant) as ...` names
MAKES_SESSION = re.compile(r"(\w+_)?(reading|writing)")
OPENS = frozenset({"sqlalchemy.create_engine", "sqlite3.connect", "psycopg.connect"})
HANDLES = frozenset({"sqlalchemy.Connection", "sqlalchemy.Engine", "sqlalchemy.engine.Connection"})
EXCEPTIONS = {
    "store/engine.py": "opens the connections",
    "store/migrate.py": "changes the schema of all tenants; reads no row but its own version",
    "store/migrations/": "the same",
    "store/places.py": "holds the engines of each tenant's files; runs nothing on them",
    "store/session.py": "is the scope: it binds each statement to the tenant before the connection sees it",
    "store/store.py": "opens each transaction, and on PostgreSQL tells it the tenant",
    "store/words.py": "counts the words of one index in a file of its own, named like the index",
    "store/vault.py": "keeps the keys in a place of their own, bound to the tenant; each of its statements names it",
}


def check(module: Module) -> Iterator[Finding]:
    """Find statements that run on anything but a session, and imports of what opens or is a connection."""
    if module.package not in WATCHED or excepted(module, EXCEPTIONS):
        return
    for statement, name in imports(module):
        if name in OPENS | HANDLES:
            yield at(module, statement, f"{name} is for the modules named in tools/lint/tenant_scope.py")
    names, sessions = imported_names(module), SESSIONS | set(_opened(module))
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Attribute) and node.attr == "connection" and _last(node.value, names) in sessions:
            yield at(module, node, "a session's connection would go around its scope")
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            receiver, method = dotted(node.func.value, names), node.func.attr
            if receiver and f"{receiver}.{method}" in OPENS:
                yield at(module, node, "a connection is opened by store/engine.py only")
            elif method in RUNS and not _is_result(node.func) and _last(node.func.value, names) not in sessions:
                yield at(module, node, f".{method}() runs on {receiver or 'something'}, not on a scoped session")


def _opened(module: Module) -> Iterator[str]:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.withitem) and isinstance(node.optional_vars, ast.Name):
            call = node.context_expr
            method = call.func if isinstance(call, ast.Call) else None
            if isinstance(method, ast.Attribute) and MAKES_SESSION.fullmatch(method.attr):
                yield node.optional_vars.id


def _is_result(method: ast.Attribute) -> bool:
    # What a session's execute() gave back has scalar() too, and is no way around it.
    return method.attr in READS and isinstance(method.value, ast.Call)


def _last(node: ast.expr, names: dict[str, str]) -> str:
    return dotted(node, names).rpartition(".")[2].lstrip("_")
