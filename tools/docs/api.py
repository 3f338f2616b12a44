"""Turn the table of problems into the part of `docs/api.md` that lists them."""

from service.http.codes import PROBLEMS
from service.http.openapi import codes_of, operations
from tools.docs.contract import documents

PAGE = "api.md"
OPEN_ROUTES, SHUT_ROUTES = "<!-- routes -->", "<!-- /routes -->"
OPEN_CODES, SHUT_CODES = "<!-- codes -->", "<!-- /codes -->"
OF_THE_PROCESS = {  # what no route names: answered before a route is found, or only when the installation is ill
    "failed": "any route, when something fails that we have no name for",
    "invalid_table": "the command line, when it reads tables",
    "key_missing": "any route, when a key was taken away",
    "lease_lost": "the worker, in the trail of its tasks",
    "locked": "any route, when another process owns the data folder",
    "malformed_request": "the server, when bytes are no HTTP request",
    "method_not_allowed": "paths that have no such method",
    "migration_needed": "any route, when the store is of another version",
    "route_not_found": "paths that are no route",
    "settings_wrong": "any route, when the installation is set up wrongly",
    "store_corrupt": "any route, when stored bytes were changed",
}


def with_generated(text: str) -> str:
    """Write the tables of routes and codes into the page, between their marks."""
    text = _between(text, OPEN_ROUTES, SHUT_ROUTES, routes())
    return _between(text, OPEN_CODES, SHUT_CODES, codes())


def routes() -> str:
    """Write the table of routes."""
    rows = [
        f"| `{method.upper()} {path}` | {operation['summary']} | `{operation.get('x-scope', '')}` |".replace("``", "")
        for path, method, operation in operations(documents()["openapi.json"])
    ]
    return "\n".join(["| route | does | scope |", "|---|---|---|", *rows])


def codes() -> str:
    """Write a heading with cause and fix for each code."""
    answered = {
        code for document in documents().values() for _, _, one in operations(document) for code in codes_of(one)
    }
    parts = []
    for code, known in sorted(PROBLEMS.items()):
        lines = [f"#### `{code}`", "", f"{known.status} {known.title}. **Cause:** {known.cause} **Fix:** {known.fix}"]
        if code not in answered:
            lines.append(f"Answered by: {OF_THE_PROCESS.get(code, '')}.")
        parts.append("\n".join(lines))
    return "\n\n".join(parts)


def _between(text: str, begin: str, end: str, body: str) -> str:
    before, _, rest = text.partition(begin)
    _, _, after = rest.partition(end)
    return f"{before}{begin}\n{body}\n{end}{after}"
