"""Whatever bytes, paths and types come: a typed problem at once, and nothing is kept."""

import json
import time
from contextlib import suppress
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.http.bodies import DEPTH, InvalidEncoding, InvalidJson, TooDeep, loads, parse
from tests.http.conftest import Town
from tests.http.written import JSON, MODIFIED, Desk, code

VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False), st.text()),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(st.text(), inner, max_size=4)),
    max_leaves=12,
)
BODIES: dict[str, tuple[bytes, str, tuple[int, str]]] = {
    "nothing": (b"", JSON, (422, "invalid_input")),
    "half": (b'{"name": "Ann"', JSON, (400, "invalid_json")),
    "two": (b"{} {}", JSON, (400, "invalid_json")),
    "a list": (b"[]", JSON, (422, "invalid_input")),
    "a text": (b'"Ann"', JSON, (422, "invalid_input")),
    "null": (b"null", JSON, (422, "invalid_input")),
    "broken UTF-8": (b'{"name": "\xff"}', JSON, (400, "invalid_encoding")),
    "UTF-16": ('{"name": "Ann"}'.encode("utf-16"), JSON, (400, "invalid_encoding")),
    "NaN": (b'{"rating": NaN}', JSON, (400, "invalid_json")),
    "infinity": (b'{"rating": -Infinity}', JSON, (400, "invalid_json")),
    "a huge number": (b'{"modified": ' + b"9" * 5_000 + b"}", JSON, (400, "invalid_json")),
    "beyond any float": (b'{"name": "A", "modified": 1e999}', JSON, (422, "invalid_item")),
    "a name twice": (b'{"name": "Ann", "name": "Bob", "modified": "2025-01-01"}', JSON, (400, "invalid_json")),
    "twice within": (b'{"name": "A", "addresses": [{"city": "a", "city": "b"}]}', JSON, (400, "invalid_json")),
    "10,000 objects": (b'{"a":' * 10_000 + b"1" + b"}" * 10_000, JSON, (400, "too_deep")),
    "21 objects": (b'{"a":' * 21 + b"1" + b"}" * 21, JSON, (400, "too_deep")),
    "half a letter": (b'{"name": 1, "\\ud83d": 2}', JSON, (422, "invalid_item")),
    "over 1 MB": (b'{"name": "' + b"x" * 1_000_000 + b'"}', JSON, (413, "too_large")),
    "plain text": (b'{"name": "Ann"}', "text/plain", (415, "unsupported_media_type")),
    "a form": (b"name=Ann", "application/x-www-form-urlencoded", (415, "unsupported_media_type")),
    "no type": (b'{"name": "Ann"}', "", (415, "unsupported_media_type")),
}


@pytest.fixture(scope="module")
def desk(shared_town: Town) -> Desk:
    return Desk(shared_town)


@pytest.mark.parametrize("name", BODIES)
def test_a_hostile_body_is_a_typed_problem_and_leaves_nothing(desk: Desk, name: str) -> None:
    raw, media, expected = BODIES[name]
    used = time.process_time()
    answer = desk.raw("PUT", "/candidates/hostile", raw, media)
    print(f"{name}: {1_000 * (time.process_time() - used):.0f} ms of CPU")
    assert code(answer) == expected
    assert code(desk.call("GET", "/candidates/hostile")) == (404, "not_found")


@pytest.mark.parametrize("name", BODIES)
def test_who_is_unknown_or_may_not_is_told_nothing_of_the_body(desk: Desk, name: str) -> None:
    raw, media, _ = BODIES[name]
    headers = {"Content-Type": media}
    reader = desk.town.token(desk.house, "records:read")
    for token, expected in ((None, (401, "unauthenticated")), (reader, (403, "insufficient_scope"))):
        answer = desk.town.call("PUT", "/v1/candidates/hostile", token, content=raw, headers=headers)
        assert code(answer) == expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("a%00b", (422, "invalid_input")),
        ("%20padded%20", (422, "invalid_input")),
        ("e%CC%81", (422, "invalid_input")),  # a letter that is kept in another form
        ("%E2%80%AEabc", (422, "invalid_input")),
        ("x" * 201, (422, "invalid_input")),
        ("x" * 9_000, (422, "invalid_input")),
        ("a%2Fb", (404, "route_not_found")),
        ("a/b", (404, "route_not_found")),
        ("%2E%2E%2F%2E%2E", (404, "route_not_found")),
        ("", (404, "route_not_found")),
    ],
)
def test_an_id_that_can_not_be_kept_is_refused(desk: Desk, path: str, expected: tuple[int, str]) -> None:
    answer = desk.raw("PUT", f"/candidates/{path}", json.dumps({"name": "Ann", "modified": MODIFIED}).encode())
    assert (code(answer) == expected) or (expected[0] == 404 and answer.status_code in (404, 405, 307))
    assert desk.call("GET", "/candidates").json()["items"] == []


@pytest.mark.parametrize("name", ["é", "a b", "100%", "a+b", "'; --", "名前", "x" * 200, "?q#f", "\U0001f600"])
def test_an_odd_id_is_an_id(shared_town: Town, name: str) -> None:
    desk = Desk(shared_town, "odd")
    path = f"/candidates/{quote(name, safe='')}"
    assert desk.put(path).json()["source_id"] == name
    assert desk.call("GET", path).json()["record"]["id"] == name
    assert desk.call("DELETE", path).status_code == 200


@given(value=VALUES)
def test_what_is_json_is_read_as_it_is(value: Any) -> None:
    assert loads(json.dumps(value).encode()) == value
    assert loads(json.dumps(value, ensure_ascii=False).encode()) == value


@given(raw=st.binary(max_size=60))
def test_no_bytes_raise_anything_else(raw: bytes) -> None:
    with suppress(InvalidJson, InvalidEncoding, TooDeep):
        loads(raw)


@given(levels=st.integers(1, 2 * DEPTH), of=st.sampled_from([("[", "]"), ('{"a":', "}")]))
def test_depth_is_counted(levels: int, of: tuple[str, str]) -> None:
    raw = (of[0] * levels + "1" + of[1] * levels).encode()
    if levels > DEPTH:
        with pytest.raises(TooDeep):
            parse(raw)
    else:
        assert parse(raw) == loads(raw)


@given(pairs=st.lists(st.tuples(st.sampled_from("abc"), st.integers()), max_size=4))
def test_a_field_named_twice_is_refused(pairs: list[tuple[str, int]]) -> None:
    raw = ("{" + ",".join(f'"{name}":{value}' for name, value in pairs) + "}").encode()
    if len(dict(pairs)) == len(pairs):
        assert loads(raw) == dict(pairs)
    else:
        with pytest.raises(InvalidJson):
            loads(raw)
