"""Turn a contract into the rows that its page shows."""

import json
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from service.http.codes import PROBLEMS
from service.http.openapi import good_answer, operations, resolve
from service.http.samples import curl, python, request_body

Schema = dict[str, Any]
LEVELS = 3  # of fields within fields that are listed
LIMITS = (
    ("minLength", "at least {} characters"),
    ("maxLength", "at most {} characters"),
    ("minimum", "at least {}"),
    ("maximum", "at most {}"),
    ("minItems", "at least {} of them"),
    ("maxItems", "at most {} of them"),
)


class Row(NamedTuple):
    """One parameter or field."""

    name: str
    kind: str
    needed: bool
    about: str


class Failure(NamedTuple):
    """One problem that an operation may answer."""

    status: int
    code: str
    title: str


class Entry(NamedTuple):
    """One operation, as the page shows it."""

    id: str
    method: str
    path: str
    summary: str
    about: str
    scope: str
    limit: str
    parameters: list[Row]
    sent_as: str
    sent: list[Row]
    sent_example: str
    status: str
    answered_as: str
    answered: list[Row]
    answer_example: str
    failures: list[Failure]
    curl: str
    python: str


def entries(document: Schema) -> dict[str, list[Entry]]:
    """List the operations by tag."""
    found: dict[str, list[Entry]] = {}
    for path, method, operation in operations(document):
        tag = operation.get("tags", ["other"])[0]
        found.setdefault(tag, []).append(_entry(document, path, method, operation))
    return found


def failures(operation: Schema) -> list[Failure]:
    """List the problems that an operation may answer, by status."""
    codes = {code for answer in operation["responses"].values() for code in answer.get("x-codes", ())}
    return sorted(Failure(PROBLEMS[code].status, code, PROBLEMS[code].title) for code in codes)


def rows(schema: Any, document: Schema, level: int = 1, before: str = "") -> Iterator[Row]:
    """Walk the fields of a schema, those within fields too."""
    schema = _one(schema, document)
    if schema.get("type") == "array":
        yield from rows(schema.get("items", {}), document, level, before + "[]" if before else before)
        return
    for name, field in schema.get("properties", {}).items():
        whole = f"{before}.{name}" if before else name
        about = field.get("description") or _one(field, document).get("description", "")
        yield Row(whole, kind_of(field, document), name in schema.get("required", ()), " ".join(about.split()))
        if level < LEVELS:
            yield from rows(field, document, level + 1, whole)


def kind_of(schema: Any, document: Schema) -> str:
    """Say in words what a value is."""
    schema = resolve(schema, document)
    options = schema.get("anyOf", schema.get("oneOf"))
    if options:
        return " or ".join(dict.fromkeys(kind_of(option, document) for option in options))
    if "enum" in schema:
        return "one of " + ", ".join(f"{value}" for value in schema["enum"])
    if "const" in schema:
        return f"{schema['const']}"
    kind = str(schema.get("type", "any value"))
    if kind == "array":
        kind = f"list of {kind_of(schema.get('items', {}), document)}"
    limits = [words.format(f"{schema[name]:,}") for name, words in LIMITS if schema.get(name)]
    return ", ".join([schema.get("format", kind) if kind == "string" else kind, *limits])


def _entry(document: Schema, path: str, method: str, operation: Schema) -> Entry:
    status, answer = good_answer(operation)
    answered: Schema = answer.get("content", {})
    answered_as = next(iter(answered), "")
    content: Schema = answered.get(answered_as, {})
    sent = request_body(operation)
    sent_as, example = sent or ("", None)
    sent_schema = operation.get("requestBody", {}).get("content", {}).get(sent_as, {}).get("schema", {})
    return Entry(
        id=operation["operationId"],
        method=method.upper(),
        path=path,
        summary=operation["summary"],
        about=operation.get("description", "").removesuffix(operation["summary"] + "."),
        scope=operation.get("x-scope", ""),
        limit=operation.get("x-limit", ""),
        parameters=[_parameter(one, document) for one in operation.get("parameters", ())],
        sent_as=sent_as,
        sent=list(rows(sent_schema, document)),
        sent_example=_pretty(example),
        status=status,
        answered_as=answered_as,
        answered=list(rows(content.get("schema", {}), document)),
        answer_example=_pretty(content.get("example")),
        failures=failures(operation),
        curl=curl(method, path, operation),
        python=python(operation),
    )


def _parameter(parameter: Schema, document: Schema) -> Row:
    kind = f"{parameter['in']}, {kind_of(parameter['schema'], document)}"
    return Row(parameter["name"], kind, parameter.get("required", False), parameter.get("description", ""))


def _one(schema: Any, document: Schema) -> Mapping[str, Any]:
    """Follow references, and take the first of several shapes that is not null."""
    schema = resolve(schema, document)
    options = schema.get("anyOf", schema.get("oneOf", ()))
    shapes = [option for option in options if resolve(option, document).get("type") != "null"]
    return _one(shapes[0], document) if shapes else schema


def _pretty(example: Any) -> str:
    if example is None or isinstance(example, str):
        return example or ""
    return json.dumps(example, indent=2, ensure_ascii=False)
