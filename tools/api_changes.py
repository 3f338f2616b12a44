"""Turn the released contract, and the one that is to come, into what would break who uses it: `make check` fails then.

Adding is fine: routes, fields of answers, optional parameters, values that an answer may have (clients are told to
expect new ones). Taking away, asking for more or answering otherwise is not: it needs a new path, beside the old.
"""

import json
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from service.http.openapi import METHODS, resolve
from tools.source import ROOT

Schema = dict[str, Any]
Way = Literal["request", "answer"]
CONTRACTS = {  # what is to come, and as what it was released
    "openapi.json": "openapi.released.json",
    "openapi-admin.json": "openapi-admin.released.json",
}
ANY = "any value"
NULL = "null"
MOST = ("maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties")
LEAST = ("minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties")
EXACT = ("pattern", "format", "multipleOf")
LISTS = ("anyOf", "oneOf")


@dataclass(slots=True)
class Comparison:
    """Two contracts, and what breaks from the first to the second."""

    before: Schema
    after: Schema
    found: list[str] = field(default_factory=list)
    seen: set[tuple[str, str, Way]] = field(default_factory=set)  # pairs of references: schemas may hold themselves

    def say(self, place: str, what: str) -> None:
        """Note a change that breaks somebody."""
        self.found.append(f"{place}: {what}")


def breaking(before: Schema, after: Schema) -> list[str]:
    """List what breaks, each as a place in the contract with what happened there."""
    both = Comparison(before, after)
    for path, methods in before.get("paths", {}).items():
        for method in (name for name in METHODS if name in methods):
            place = f"{method.upper()} {path}"
            now = after.get("paths", {}).get(path, {}).get(method)
            if now is None:
                both.say(place, "route removed")
            else:
                _operation(both, place, methods[method], now)
    return both.found


def _operation(both: Comparison, place: str, old: Schema, new: Schema) -> None:
    for name, what in (("operationId", "operation id"), ("x-scope", "scope")):
        if old.get(name) != new.get(name):
            both.say(place, f"{what} changed from {old.get(name)} to {new.get(name)}")
    _parameters(both, place, old, new)
    _body(both, place, old, new)
    for status, answer in old.get("responses", {}).items():
        if status >= "400":
            continue  # what goes wrong is read by its code, and codes may become finer
        now = new.get("responses", {}).get(status)
        if now is None:
            both.say(place, f"success status {status} removed")
        else:
            _answer(both, f"{place} answer {status}", answer, now)


def _parameters(both: Comparison, place: str, old: Schema, new: Schema) -> None:
    known = {(one["in"], one["name"]): one for one in old.get("parameters", ())}
    now = {(one["in"], one["name"]): one for one in new.get("parameters", ())}
    for key, parameter in now.items():
        needed = parameter.get("required", False)
        if needed and not known.get(key, {}).get("required", False):
            both.say(place, f"parameter {key[1]} is needed now")
    for key, parameter in known.items():
        if key not in now:
            both.say(place, f"parameter {key[1]} removed")
        else:
            _schema(both, f"{place} parameter {key[1]}", parameter["schema"], now[key]["schema"], "request")


def _body(both: Comparison, place: str, old: Schema, new: Schema) -> None:
    body, now = old.get("requestBody"), new.get("requestBody")
    if now is not None and now.get("required") and not (body or {}).get("required"):
        both.say(place, "a body is needed now")
    if body is None:
        return
    for media, content in body["content"].items():
        taken = (now or {}).get("content", {}).get(media)
        if taken is None:
            both.say(place, f"body as {media} is no longer taken")
        else:
            _schema(both, f"{place} body", content.get("schema", {}), taken.get("schema", {}), "request")


def _answer(both: Comparison, place: str, old: Schema, new: Schema) -> None:
    for media, content in old.get("content", {}).items():
        given = new.get("content", {}).get(media)
        if given is None:
            both.say(place, f"no longer answered as {media}")
        else:
            _schema(both, place, content.get("schema", {}), given.get("schema", {}), "answer")
    for name in old.get("headers", {}):
        if name not in new.get("headers", {}):
            both.say(place, f"header {name} removed")


def _schema(both: Comparison, place: str, old: Schema, new: Schema, way: Way) -> None:
    pair = (old.get("$ref", ""), new.get("$ref", ""), way)
    if all(pair[:2]):
        if pair in both.seen:
            return
        both.seen.add(pair)
    old, new = resolve(old, both.before), resolve(new, both.after)
    _types(both, place, old, new, way)
    _values(both, place, old, new, way)
    if way == "request":
        _limits(both, place, old, new)
    _fields(both, place, old, new, way)
    for inner in ("items", "additionalProperties"):
        if isinstance(old.get(inner), dict) and isinstance(new.get(inner), dict):
            _schema(both, f"{place}/*", old[inner], new[inner], way)
    _options(both, place, old, new, way)


def _types(both: Comparison, place: str, old: Schema, new: Schema, way: Way) -> None:
    was, now = _kinds(old, both.before), _kinds(new, both.after)
    given, taken = (was, now) if way == "request" else (now, was)
    lost = [kind for kind in given if not _taken(kind, taken)]
    if lost:
        both.say(place, f"type {'narrowed' if way == 'request' else 'widened'} from {_listed(was)} to {_listed(now)}")


def _values(both: Comparison, place: str, old: Schema, new: Schema, way: Way) -> None:
    was, now = _allowed(old), _allowed(new)
    if now is None or (was is None and way == "answer"):
        return
    if was is None:
        both.say(place, "only listed values are taken now")
        return
    both.found += [f"{place}: value {value!r} removed" for value in was if value not in now]


def _limits(both: Comparison, place: str, old: Schema, new: Schema) -> None:
    for name in (*MOST, *LEAST):
        was, now = old.get(name), new.get(name)
        if now is None or was == now:
            continue
        if was is None or (now < was if name in MOST else now > was):
            both.say(place, f"{name} narrowed from {'none' if was is None else was} to {now}")
    for name in EXACT:
        if new.get(name) is not None and old.get(name) != new.get(name):
            both.say(place, f"{name} changed to {new[name]}")
    if new.get("additionalProperties") is False and old.get("additionalProperties") not in (False, None):
        both.say(place, "further fields are no longer taken")


def _fields(both: Comparison, place: str, old: Schema, new: Schema, way: Way) -> None:
    known, now = old.get("properties", {}), new.get("properties", {})
    for name, schema in known.items():
        if name not in now:
            both.say(f"{place}/{name}", "field removed")
        else:
            _schema(both, f"{place}/{name}", schema, now[name], way)
    needed, wanted = set(old.get("required", ())), set(new.get("required", ()))
    if way == "request":
        both.found += [f"{place}/{name}: field is needed now" for name in sorted(wanted - needed)]
    else:
        both.found += [f"{place}/{name}: field may be missing now" for name in sorted((needed - wanted) & set(now))]


def _options(both: Comparison, place: str, old: Schema, new: Schema, way: Way) -> None:
    """Compare shapes of the same name, where one of several is allowed."""
    was, now = dict(_shapes(old)), dict(_shapes(new))
    for name, shape in was.items():
        if name in now:
            _schema(both, place, shape, now[name], way)
        elif way == "request" and now and name:
            both.say(place, f"shape {name} is no longer taken")


def _shapes(schema: Schema) -> Iterator[tuple[str, Schema]]:
    for several in LISTS:
        for option in schema.get(several, ()):
            if option.get("type") != NULL:
                yield option.get("$ref", "").rpartition("/")[2] or option.get("type", ""), option


def _kinds(schema: Schema, document: Schema) -> frozenset[str]:
    schema = resolve(schema, document)
    for several in LISTS:
        if several in schema:
            return frozenset().union(*(_kinds(option, document) for option in schema[several]))
    kind = schema.get("type", ANY)
    return frozenset(kind) if isinstance(kind, list) else frozenset({kind})


def _taken(kind: str, kinds: frozenset[str]) -> bool:
    return kind in kinds or ANY in kinds or (kind == "integer" and "number" in kinds)


def _listed(kinds: frozenset[str]) -> str:
    return " or ".join(sorted(kinds))


def _allowed(schema: Mapping[str, Any]) -> list[Any] | None:
    if "const" in schema:
        return [schema["const"]]
    return schema.get("enum")


def main() -> int:
    """Print what breaks; the answer is the exit code."""
    worst = 0
    for name, released in CONTRACTS.items():
        before, after = ROOT / "docs" / released, ROOT / "docs" / name
        if not before.exists():
            continue  # nothing of it was released yet
        found = breaking(json.loads(before.read_text("utf-8")), json.loads(after.read_text("utf-8")))
        for line in found:
            print(f"{name}: {line}")
        print(f"{name}: {len(found)} breaking changes since the release")
        worst = max(worst, min(len(found), 1))
    return worst


def release() -> None:
    """Take the contracts as they are for released."""
    for name, released in CONTRACTS.items():
        current = ROOT / "docs" / name
        if current.exists():
            (ROOT / "docs" / released).write_text(current.read_text("utf-8"), "utf-8")


if __name__ == "__main__":
    if "--release" in sys.argv[1:]:
        release()
    sys.exit(main())
