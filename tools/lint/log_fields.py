"""Turn a module into the log calls that could carry personal data.

The incident: `log.info(f"matched {candidate}")` was harmless until the record's text form gained the e-mail address.
Eleven thousand addresses were in the log store, with another retention and other readers, before anyone looked. So an
event is a literal `noun.verb`, and its fields come from a short list of names that can't hold a person.
"""

import ast
import re
from collections.abc import Iterator

from tools.lint.finding import Finding, at
from tools.source import Module

LOGGERS = frozenset({"log", "logger", "_log", "_logger", "LOG", "LOGGER", "logging", "structlog"})
LEVELS = frozenset({"critical", "debug", "error", "exception", "fatal", "info", "log", "msg", "warn", "warning"})
EVENT = re.compile(r"[a-z][a-z_]*(\.[a-z][a-z_]*)+")
FIELDS = frozenset(
    {
        "attempt",
        "attempts",
        "bytes",
        "client",
        "code",
        "count",
        "engine",
        "error",
        "exc_info",
        "exit_code",
        "failed",
        "fence",
        "flow",
        "generation",
        "id",
        "instance",
        "job",
        "kind",
        "lag",
        "left",
        "limit",
        "method",
        "mode",
        "ms",
        "origin",
        "outcome",
        "pid",
        "port",
        "reason",
        "record",
        "request",
        "retry",
        "revision",
        "route",
        "seconds",
        "sequence",
        "signal",
        "size",
        "skipped",
        "stage",
        "state",
        "status",
        "store",
        "tenant",
        "total",
        "version",
        "worker",
    }
)


def check(module: Module) -> Iterator[Finding]:
    """Find log calls without a literal event, or with a field that is not on the list."""
    for node in ast.walk(module.tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        if _receiver(node.func.value) not in LOGGERS:
            continue
        if node.func.attr in LEVELS:
            yield from _event(module, node)
        if node.func.attr in LEVELS or node.func.attr in {"bind", "new"}:
            yield from _fields(module, node)


def _receiver(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def _event(module: Module, call: ast.Call) -> Iterator[Finding]:
    first = call.args[0] if call.args else None
    literal = first.value if isinstance(first, ast.Constant) and isinstance(first.value, str) else ""
    if not EVENT.fullmatch(literal):
        yield at(module, call, "a log event is a literal 'noun.verb'")
    if len(call.args) > 1:
        yield at(module, call, "a log call takes one event, then named fields")


def _fields(module: Module, call: ast.Call) -> Iterator[Finding]:
    for keyword in call.keywords:
        if keyword.arg not in FIELDS:
            yield at(module, call, f"log field {keyword.arg or '**'} is not on the list of fields that hold no person")
        elif isinstance(keyword.value, ast.JoinedStr):
            yield at(module, call, f"log field {keyword.arg} is composed; give the plain value")
