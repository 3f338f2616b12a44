"""Turn a JSON Schema and a JSON value into the places where the value breaks it: only the words that ours use."""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

KNOWN = frozenset(
    "$defs $ref additionalProperties anyOf const default description enum exclusiveMaximum format items maximum "
    "maxItems maxLength minimum minLength pattern properties required title type".split()
)
TYPES: Mapping[str, tuple[type, ...]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "number": (int, float),
    "integer": (int,),
    "boolean": (bool,),
    "null": (type(None),),
}
# Which words judge which type: a word on a type that it doesn't judge says nothing at all.
JUDGES: Mapping[str, str] = {
    "maxLength": "string",
    "minLength": "string",
    "pattern": "string",
    "format": "string",
    "maxItems": "array",
    "items": "array",
    "properties": "object",
    "required": "object",
    "additionalProperties": "object",
}


def unfit(schema: Mapping[str, Any], place: str = "") -> Iterator[str]:
    """Walk a schema and name each word that is unknown, of no effect, or points nowhere."""
    for word in schema:
        if word not in KNOWN:
            yield f"{place}: {word} is unknown"
        if word in JUDGES and schema.get("type") != JUDGES[word]:
            yield f"{place}: {word} judges no {schema.get('type')}"
    for name, below in {**schema.get("properties", {}), **schema.get("$defs", {})}.items():
        yield from unfit(below, f"{place}/{name}")
    for at, below in enumerate(schema.get("anyOf", ())):
        yield from unfit(below, f"{place}/{at}")
    if "items" in schema:
        yield from unfit(schema["items"], f"{place}/*")
    yield from (f"{place}: {name} is needed but not there" for name in _undefined(schema))


def _undefined(schema: Mapping[str, Any]) -> list[str]:
    return [name for name in schema.get("required", ()) if name not in schema.get("properties", {})]


def broken(schema: Mapping[str, Any], value: object, root: Mapping[str, Any] | None = None) -> list[str]:
    """List the words of a schema that a value breaks; an empty list: it is accepted."""
    root = schema if root is None else root
    if "$ref" in schema:
        return broken(root["$defs"][schema["$ref"].removeprefix("#/$defs/")], value, root)
    if "anyOf" in schema and all(broken(below, value, root) for below in schema["anyOf"]):
        return ["anyOf"]
    found = [] if _is_of(schema.get("type"), value) else ["type"]
    if "const" in schema and value != schema["const"]:
        found.append("const")
    if "enum" in schema and value not in schema["enum"]:
        found.append("enum")
    return found or _judged(schema, value, root)


def _judged(schema: Mapping[str, Any], value: object, root: Mapping[str, Any]) -> list[str]:
    match value:
        case str():
            return _text(schema, value)
        case list():
            return _array(schema, value, root)
        case dict():
            return _object(schema, value, root)
        case bool() | None:
            return []
        case int() | float():
            return _number(schema, value)
    raise TypeError(f"no JSON: {type(value)}")


def _is_of(kind: str | None, value: object) -> bool:
    if kind is None:
        return True
    return isinstance(value, TYPES[kind]) and (kind == "boolean" or not isinstance(value, bool))


def _text(schema: Mapping[str, Any], value: str) -> list[str]:
    checks = {
        "maxLength": len(value) <= schema.get("maxLength", len(value)),
        "minLength": len(value) >= schema.get("minLength", 0),
        "pattern": re.search(schema.get("pattern", ""), value) is not None,
        "format": schema.get("format") != "date-time" or _is_time(value),
    }
    return [word for word, held in checks.items() if not held]


def _is_time(value: str) -> bool:
    try:
        datetime.fromisoformat(value)
    except ValueError:
        return False
    return True


def _number(schema: Mapping[str, Any], value: float) -> list[str]:
    low, high = schema.get("minimum", value), schema.get("maximum", value)
    return [] if low <= value <= high else ["minimum" if value < low else "maximum"]


def _array(schema: Mapping[str, Any], value: list[Any], root: Mapping[str, Any]) -> list[str]:
    found = ["maxItems"] if len(value) > schema.get("maxItems", len(value)) else []
    return found + [word for item in value for word in broken(schema.get("items", {}), item, root)]


def _object(schema: Mapping[str, Any], value: dict[str, Any], root: Mapping[str, Any]) -> list[str]:
    known = schema.get("properties", {})
    found = ["required"] if set(schema.get("required", ())) - set(value) else []
    if schema.get("additionalProperties") is False and set(value) - set(known):
        found.append("additionalProperties")
    return found + [word for name in known if name in value for word in broken(known[name], value[name], root)]
