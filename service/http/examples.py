"""Turn a schema into an example of it: what its fields say of themselves, or a word that fits their name."""

from collections.abc import Mapping
from typing import Any

from service.http.story import KEPT, MOMENT, NAMED, NOUNS

Schema = Mapping[str, Any]
DEEPEST = 6  # levels; a schema that holds itself ends here


def example_of(schema: Schema, components: Schema, name: str = "", depth: int = 0) -> Any:
    """Make an example of a schema; None where there is nothing to show."""
    schema = _followed(schema, components)
    for key in ("example", "const"):
        if key in schema:
            return schema[key]
    if schema.get("examples"):
        return schema["examples"][0]
    if schema.get("enum"):
        return NAMED[name] if NAMED.get(name) in schema["enum"] else schema["enum"][0]
    for several in ("anyOf", "oneOf", "allOf"):
        for option in schema.get(several, ()):
            found = example_of(option, components, name, depth)
            if found is not None:
                return found
    if depth > DEEPEST:
        return schema.get("default")
    return _of_type(schema, components, name, depth)


def completed(value: Any, schema: Schema, components: Schema) -> Any:
    """Add to a written example the fields that must be there, as null where that is allowed."""
    schema = _followed(schema, components)
    if isinstance(value, list):
        return [completed(one, schema.get("items", {}), components) for one in value]
    if not isinstance(value, dict):
        return value
    for several in ("anyOf", "oneOf"):
        for option in schema.get(several, ()):
            if option.get("type") != "null":
                return completed(value, option, components)
    fields = schema.get("properties", {})
    further = schema.get("additionalProperties")
    whole = {
        name: completed(one, fields.get(name, further if isinstance(further, dict) else {}), components)
        for name, one in value.items()
    }
    for name in schema.get("required", ()):
        if name not in whole:
            nullable = {"type": "null"} in fields[name].get("anyOf", ())
            whole[name] = None if nullable else example_of(fields[name], components, name)
    return whole


def _of_type(schema: Schema, components: Schema, name: str, depth: int) -> Any:
    match schema.get("type"):
        case "object":
            return _object(schema, components, depth)
        case "array":
            if name in NAMED and isinstance(NAMED[name], list):
                return NAMED[name]
            item = example_of(schema.get("items", {}), components, name.removesuffix("s"), depth + 1)
            return [] if item is None or schema.get("maxItems") == 0 else [item]
        case "string":
            return _string(schema, name)
        case "integer" | "number":
            least = schema.get("minimum", schema.get("exclusiveMinimum", 0))
            return schema.get("default") or min(max(least, 1), schema.get("maximum", 1))
    return schema.get("default", False if schema.get("type") == "boolean" else None)


def _object(schema: Schema, components: Schema, depth: int) -> Any:
    if schema.get("title") in NOUNS:
        return completed(NOUNS[schema["title"]], schema, components)
    shown: dict[str, Any] = dict(KEPT.get(schema.get("title", ""), {}))
    for name, field in schema.get("properties", {}).items():
        found = shown.get(name) or example_of(field, components, name, depth + 1)
        if found is not None and (name in schema.get("required", ()) or found not in ([], {}, "")):
            shown[name] = found
    return shown


def _string(schema: Schema, name: str) -> Any:
    match schema.get("format"):
        case "date-time":
            return MOMENT
        case "date":
            return MOMENT[:10]
        case "binary":
            return None
    default = schema.get("default")
    if default:
        return default
    known = NAMED.get(name)
    word = known if isinstance(known, str) else name.lower().replace("_", "-") or "text"
    return word[: schema.get("maxLength", len(word))]


def _followed(schema: Schema, components: Schema) -> Schema:
    while "$ref" in schema:
        schema = components["schemas"][str(schema["$ref"]).rpartition("/")[2]]
    return schema
