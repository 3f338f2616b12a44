"""Turn a module into the places where it could open a connection of its own.

The incident: a link from an ATS payload was fetched with a client made on the spot. It followed a redirect to the
cloud's metadata address, and the answer, with credentials in it, was stored as an attachment. Only one module makes
clients: it pins addresses, refuses private networks, limits size and time, and follows no redirect.
"""

from collections.abc import Iterator

from tools.lint.finding import Finding, at, excepted
from tools.source import Module, imports

CLIENTS = (
    "aiohttp",
    "asyncio.open_connection",
    "ftplib",
    "http.client",
    "httpcore",
    "httpx",
    "httpx2",
    "opensearchpy",
    "requests",
    "smtplib",
    "socket",
    "telnetlib",
    "urllib.request",
    "urllib3",
    "xmlrpc.client",
)
EXCEPTIONS = {
    "sync/egress.py": "the one place that makes clients",
    "service/sandbox.py": "speaks to its own children through socketpair(); nothing is connected to",
    "service/sandbox_server.py": "makes those pairs for the process that forks the children",
    "service/sandbox_child.py": "the other end of that pair; the child may make no socket at all",
    "service/http/listen.py": "binds the ports that we are called on; connects to nothing",
    "indexing/opensearch/": "the engine's own client: its host comes from settings, never from a payload",
}


def check(module: Module) -> Iterator[Finding]:
    """Find imports of anything that speaks to a network."""
    if excepted(module, EXCEPTIONS):
        return
    for statement, name in imports(module):
        client = next((known for known in CLIENTS if name == known or name.startswith(f"{known}.")), None)
        if client:
            yield at(module, statement, f"{client} is for sync/egress.py only")
