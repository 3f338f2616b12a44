"""Turn the table of problems into the part of `docs/api.md` that lists them."""

from service.http.codes import PROBLEMS
from service.http.openapi import codes_of, operations
from tools.docs.contract import documents
from tools.source import ROOT

API = ROOT / "docs" / "api.md"
OPEN_ROUTES, SHUT_ROUTES = "<!-- routes -->", "<!-- /routes -->"
OPEN_CODES, SHUT_CODES = "<!-- codes -->", "<!-- /codes -->"
OF_THE_PROCESS = {  # what no route names, because it is answered before a route is found, or by none
    "failed": "any route, when something fails that we have no name for",
    "route_not_found": "paths that are no route",
    "method_not_allowed": "methods that a path has not",
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
