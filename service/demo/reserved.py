"""Turn addresses at real hosts into addresses at hosts that nobody can own.

The matcher is measured with the rules of real mail hosts; what the demo shows and stores must belong to nobody, so its
hosts all end in ".example" (RFC 2606).
"""

from typing import Any

RESERVED = ".example"


def at_reserved_hosts(line: dict[str, Any]) -> dict[str, Any]:
    """Give the same record or member with every e-mail address and handle at a reserved host."""
    moved = dict(line)
    if "emails" in line:
        moved["emails"] = [_email(address) for address in line["emails"]]
    if "handles" in line:
        moved["handles"] = [_link(handle) for handle in line["handles"]]
    return moved


def _email(address: str) -> str:
    local, _, host = address.rpartition("@")
    return f"{local}@{_host(host)}"


def _link(handle: str) -> str:
    host, slash, name = handle.partition("/")
    return f"{_host(host)}{slash}{name}"


def _host(host: str) -> str:
    """Keep different hosts different: "gmail.com" to "gmail-com.example"."""
    return host if host.casefold().endswith(RESERVED) else host.replace(".", "-") + RESERVED
