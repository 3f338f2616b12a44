"""Turn an application's routes into its contract, an OpenAPI 3.1 document."""

import copy
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from service.http.examples import completed, example_of
from service.http.problems import MEDIA
from service.http.story import BODIES, SOURCES
from service.scopes import OPERATOR_SCOPES, SCOPES

Schema = dict[str, Any]
SECURITY = "client"
METHODS = ("get", "put", "post", "patch", "delete")
JSON = "application/json"
PROBLEM = {"$ref": "#/components/schemas/Problem"}
LICENCE = {"name": "Apache-2.0", "identifier": "Apache-2.0"}
HEADERS: Mapping[str, Schema] = {
    "X-Request-Id": {
        "description": "The request's id, which logs and the trail name too.",
        "schema": {"type": "string", "pattern": "^[0-9a-f]{16}$"},
    },
    "RateLimit": {
        "description": 'What is left, and for how many seconds, as in `"client";r=99;t=1` '
        "(draft-ietf-httpapi-ratelimit-headers-11).",
        "schema": {"type": "string"},
    },
    "RateLimit-Policy": {
        "description": 'How much is allowed in how many seconds, as in `"client";q=100;w=1`.',
        "schema": {"type": "string"},
    },
    "ETag": {"description": "The record's version, for If-Match.", "schema": {"type": "string"}},
    "Retry-After": {"description": "Seconds to wait before trying again.", "schema": {"type": "string"}},
}
DESCRIBED = {  # parameters that many routes take
    "Viewer": "The seat that looks; needed unless the client has the scope `all_seats`.",
    "Idempotency-Key": "A key of your own, at most 200 characters: the same request under it is done once in 24 hours.",
    "If-Match": "The ETag that the record must still have.",
    "If-None-Match": "The ETag that is known already.",
    "after": "A change token: wait up to 2 seconds until what it names can be found.",
    "cursor": "Where the list goes on, as the answer before says in `next`.",
    "limit": "How many at most.",
    "updated_after": "Only what changed after this moment.",
}
WAITING = frozenset({"409", "429", "503", "507"})  # statuses that may say when to come again
SPACED = re.compile(r"(?<=[a-z])_(?=[a-z])")


@dataclass(frozen=True, slots=True)
class Face:
    """What a contract says of itself."""

    title: str
    about: str
    token_path: str
    scopes: Mapping[str, str]


TENANTS = Face(
    "talentjoin",
    "Joins what an applicant tracking system knows about people with their public member profiles, "
    "and searches both as one. Tenant and instance come from the token; `Viewer` names the seat that looks.",
    "/oauth/token",
    SCOPES,
)
ADMIN = Face(
    "talentjoin admin",
    "What the operator of an installation does: tenants, their first clients, member profiles. On a port of its own.",
    "/oauth/token",
    OPERATOR_SCOPES,
)


def contract(app: FastAPI, face: Face = TENANTS) -> Schema:
    """Write the contract of an application; the same routes give the same document."""
    document = get_openapi(
        title=face.title,
        version=app.version,
        openapi_version="3.1.0",
        description=face.about,
        license_info=LICENCE,
        servers=[{"url": "/", "description": "The host that serves this document."}],
        routes=app.routes,
        separate_input_output_schemas=False,
    )
    components = document.setdefault("components", {})
    components["headers"] = {name: dict(header) for name, header in HEADERS.items()}
    components["securitySchemes"] = {SECURITY: _security(face)}
    for path, _, operation in operations(document):
        _finish(path, operation, components)
    for schema in components.get("schemas", {}).values():
        _untitle(schema)
    return document


def operations(document: Schema) -> Iterator[tuple[str, str, Schema]]:
    """Walk the operations as (path, method, operation)."""
    for path, held in document.get("paths", {}).items():
        for method in METHODS:
            if method in held:
                yield path, method, held[method]


def as_text(document: Schema) -> str:
    """Write a contract as it lies in docs/."""
    return json.dumps(document, indent=1, ensure_ascii=False) + "\n"


def good_answer(operation: Schema) -> tuple[str, Schema]:
    """Find the status and the description of the answer that says that all went well."""
    return next((status, answer) for status, answer in operation["responses"].items() if status < "400")


def codes_of(operation: Schema) -> tuple[str, ...]:
    """List the codes of problems that an operation may answer."""
    return tuple(sorted({code for answer in operation["responses"].values() for code in answer.get("x-codes", ())}))


def resolve(schema: Any, document: Schema) -> Any:
    """Follow a reference into the document."""
    while isinstance(schema, dict) and "$ref" in schema:
        found: Any = document
        for part in schema["$ref"].removeprefix("#/").split("/"):
            found = found[part]
        schema = found
    return schema


def _security(face: Face) -> Schema:
    flow = {"tokenUrl": face.token_path, "scopes": dict(face.scopes)}
    return {
        "type": "oauth2",
        "description": "Client credentials (RFC 6749, section 4.4); a token lives for 15 minutes.",
        "flows": {"clientCredentials": flow},
    }


def _finish(path: str, operation: Schema, components: Schema) -> None:
    scope = operation.get("x-scope")
    operation["security"] = [{SECURITY: [scope]}] if scope else []
    if not operation.get("x-as-seat"):
        kept = [one for one in operation.get("parameters", ()) if one["name"] != "Viewer"]
        operation["parameters"] = kept
    if not operation.get("parameters"):
        operation.pop("parameters", None)
    for parameter in operation.get("parameters", ()):
        if parameter["name"] == "source_id":
            parameter["example"] = SOURCES[path.split("/")[2]]
        _describe(parameter, components)
    for media, content in operation.get("requestBody", {}).get("content", {}).items():
        if operation["operationId"] in BODIES:
            content["example"] = BODIES[operation["operationId"]]
        _exemplify(media, content, components)
    _, good = good_answer(operation)
    if operation.pop("x-etag", False):
        good["headers"] = {"ETag": {"$ref": "#/components/headers/ETag"}, **good.get("headers", {})}
    if operation.pop("x-creates", False):
        operation["responses"]["201"] = {**copy.deepcopy(good), "description": "Done, and it is new."}
    operation["responses"] = dict(sorted(operation["responses"].items()))
    for status, answer in operation["responses"].items():
        _finish_answer(status, answer, components, limited=scope is not None)


def _untitle(schema: Schema) -> None:
    """Drop the titles that only repeat a field's name."""
    for field in schema.get("properties", {}).values():
        field.pop("title", None)


def _finish_answer(status: str, answer: Schema, components: Schema, *, limited: bool) -> None:
    names = ["X-Request-Id", *(("RateLimit", "RateLimit-Policy") if limited else ())]
    if status in WAITING:
        names.append("Retry-After")
    shared = {name: {"$ref": f"#/components/headers/{name}"} for name in names}
    answer["headers"] = {**shared, **answer.get("headers", {})}
    if answer.get("x-codes"):
        answer["content"] = {MEDIA: {"schema": dict(PROBLEM)}}
        return
    if answer["description"] == "Successful Response":
        answer["description"] = "Done."
    kept = {media: one for media, one in answer.get("content", {}).items() if one.get("schema") != {}}
    answer["content"] = kept
    for media, content in kept.items():
        _exemplify(media, content, components)
    if not kept:
        del answer["content"]  # nothing is said but the status


def _describe(parameter: Schema, components: Schema) -> None:
    """Give a parameter one type, a description and an example: what is sent in an address or header is never null."""
    schema = parameter["schema"]
    options = [option for option in schema.pop("anyOf", ()) if option != {"type": "null"}]
    if len(options) == 1:
        schema.update(options[0])
    elif options:
        schema["anyOf"] = options
    schema.pop("title", None)
    known = DESCRIBED.get(parameter["name"], SPACED.sub(" ", parameter["name"]).capitalize() + ".")
    parameter.setdefault("description", schema.pop("description", known))
    if "example" not in parameter and "examples" not in parameter:
        found = example_of(schema, components, parameter["name"])
        if found is not None:
            parameter["example"] = found


def _exemplify(media: str, content: Schema, components: Schema) -> None:
    schema = content.get("schema", {})
    if "example" in content:
        content["example"] = completed(content["example"], schema, components)
    elif media == JSON and "examples" not in content:
        content["example"] = example_of(schema, components)
