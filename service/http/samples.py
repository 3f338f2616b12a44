"""Turn an operation of a contract into calls that can be copied."""

import json
import pprint
import shlex
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

Schema = Mapping[str, Any]
HOST = "$TALENTJOIN"  # the service's address, and below it a token, as shell variables
TOKEN = "$TOKEN"  # noqa: S105 - a variable's name
WIDTH = 72  # characters of an example that still stand in one line
BYTES, FILE = "application/octet-stream", "ann.pdf"


def shown_parameters(operation: Schema) -> list[Schema]:
    """Choose the parameters that an example call sends: those it needs, and the seat."""
    return [one for one in operation.get("parameters", ()) if one.get("required") or one["name"] == "Viewer"]


def request_body(operation: Schema) -> tuple[str, Any] | None:
    """Give the media type and the example of what an operation is sent."""
    for media, content in operation.get("requestBody", {}).get("content", {}).items():
        return media, content.get("example")
    return None


def curl(method: str, path: str, operation: Schema) -> str:
    """Write a call for a shell."""
    shown = shown_parameters(operation)
    parts = [] if method == "get" else [f"-X {method.upper()}"]
    parts.append(f'"{HOST}{_filled(path, shown)}"')
    if operation.get("security"):
        parts.append(f'-H "Authorization: Bearer {TOKEN}"')
    parts += [f"-H {shlex.quote(one['name'] + ': ' + str(one['example']))}" for one in shown if one["in"] == "header"]
    body = request_body(operation)
    if body is not None:
        media, example = body
        if media == "application/x-www-form-urlencoded":
            parts += [f"-d {name}={shlex.quote(str(value))}" for name, value in (example or {}).items()]
        elif media == BYTES:
            parts += [f"-H 'Content-Type: {media}'", f"--data-binary @{FILE}"]
        else:
            parts.append(f"-H 'Content-Type: {media}'")
            parts.append(f"-d {shlex.quote(_text(example))}")
    return "curl " + " \\\n  ".join(parts)


def python(operation: Schema) -> str:
    """Write a call for the Python client."""
    shown = shown_parameters(operation)
    given = [repr(one["example"]) for one in shown if one["in"] == "path"]
    given += [
        f"{_name(one['name'])}={one['example']!r}" for one in shown if one["in"] != "path" and one["name"] != "Viewer"
    ]
    body = request_body(operation)
    if body is not None:
        given.append(f"body={_literal(*body)}")
    return f"client.{operation['operationId']}({', '.join(given)})"


def _filled(path: str, shown: list[Schema]) -> str:
    for one in shown:
        if one["in"] == "path":
            path = path.replace("{" + one["name"] + "}", quote(str(one["example"]), safe=""))
    asked = [f"{one['name']}={quote(str(one['example']))}" for one in shown if one["in"] == "query"]
    return path + ("?" + "&".join(asked) if asked else "")


def _text(example: Any) -> str:
    if isinstance(example, str):
        return example
    short = json.dumps(example, ensure_ascii=False)
    return short if len(short) <= WIDTH else json.dumps(example, ensure_ascii=False, indent=2)


def _literal(media: str, example: Any) -> str:
    if media == BYTES:
        return f'Path("{FILE}").read_bytes()'
    if isinstance(example, str):
        return repr(example.encode())
    written = pprint.pformat(example, indent=2, width=WIDTH, sort_dicts=False)
    return written if "\n" not in written else "{\n " + written[1:-1].rstrip() + ",\n}"


def _name(parameter: str) -> str:
    return parameter.lower().replace("-", "_")
