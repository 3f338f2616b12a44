"""A line becomes an item or says what is wrong with it; nothing raises."""

import base64
import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync import Item, ItemOutcome, as_record, read_item, read_line
from sync.receive import DEPTH, LINE_BYTES

NOW = datetime(2026, 1, 1, tzinfo=UTC)
CANDIDATE = {"kind": "candidate", "id": "c1", "modified": "2025-01-01T00:00:00Z", "name": "Ann Smith"}
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=10,
)


def line(**more: Any) -> bytes:
    return json.dumps({**CANDIDATE, **more}).encode()


def refused(raw: bytes) -> tuple[str | None, str | None]:
    outcome = read_line(7, raw, NOW)
    assert isinstance(outcome, ItemOutcome)
    assert (outcome.result, outcome.line) == ("invalid", 7)
    return outcome.code, outcome.pointer


def test_a_good_line_is_an_item_with_plain_values() -> None:
    item = read_line(1, line(emails=["a@b.de"]), NOW)
    assert isinstance(item, Item)
    assert item.record == {**CANDIDATE, "modified": "2025-01-01T00:00:00.000Z", "emails": ["a@b.de"]}
    assert item.content is None
    assert not item.delete


def test_what_is_sent_empty_is_as_if_it_were_not_sent() -> None:
    assert read_line(1, line(emails=[], status="", created=None), NOW) == read_line(1, line(), NOW)


def test_false_is_a_value() -> None:
    item = read_line(1, line(do_not_contact=False), NOW)
    assert isinstance(item, Item)
    assert item.record["do_not_contact"] is False


def test_a_stored_record_reads_back_as_its_noun() -> None:
    item = read_line(1, line(emails=["a@b.de"]), NOW)
    assert isinstance(item, Item)
    record = as_record({**item.record, "blob": "x", "bytes": 1, "refused": ""})
    assert (record.kind, record.id) == ("candidate", "c1")


@pytest.mark.parametrize(
    ("raw", "code", "pointer"),
    [
        (b"", "invalid_json", ""),
        (b"{", "invalid_json", ""),
        (b"\xff\xfe", "invalid_encoding", ""),
        (b"[" * 100_000, "invalid_json", ""),
        (b"[1]", "not_an_object", ""),
        (b"{}", "unknown_kind", "/kind"),
        (line(kind="person"), "unknown_kind", "/kind"),
        (line(kind=["candidate"]), "unknown_kind", "/kind"),
        (line(id=""), "empty", "/id"),
        (line(id=None), "string_type", "/id"),
        (line(modified="0001-01-01"), "time_out_of_range", "/modified"),
        (line(modified="2030-01-01"), "time_in_future", "/modified"),
        (line(name="x" * 1_000_000), "too_long", "/name"),
        (line(emails=["a@b.de", "nobody"]), "invalid_email", "/emails/1"),
        (line(**{"a/b~c": 1}), "unknown_field", "/a~1b~0c"),
        (line(addresses=[{"city": "Bonn", "planet": "Mars"}]), "unknown_field", "/addresses/0/planet"),
        (b'{"kind":"application","id":"a","modified":"2025-01-01","job":"j"}', "required", "/candidate"),
    ],
)
def test_a_bad_line_names_code_and_place(raw: bytes, code: str, pointer: str) -> None:
    assert refused(raw) == (code, pointer)


def test_the_refusal_repeats_no_value() -> None:
    outcome = read_line(1, line(emails=["secret person"]), NOW)
    assert isinstance(outcome, ItemOutcome)
    assert "secret" not in (outcome.message or "")


def test_nesting_has_an_end_that_is_exact() -> None:
    def nested(levels: int) -> dict[str, Any]:
        value: Any = "x"
        for _ in range(levels - 1):
            value = [value]
        return {**CANDIDATE, "deep": value}

    within, beyond = read_item(1, nested(DEPTH), NOW), read_item(1, nested(DEPTH + 1), NOW)
    assert isinstance(within, ItemOutcome)
    assert isinstance(beyond, ItemOutcome)
    assert (within.code, beyond.code) == ("unknown_field", "too_deep")


def test_a_line_over_the_limit_is_not_even_read() -> None:
    assert refused(b" " * (LINE_BYTES + 1)) == ("too_large", "")


def test_a_clock_may_be_a_little_ahead() -> None:
    soon = (NOW + timedelta(hours=30)).isoformat()
    assert isinstance(read_line(1, line(modified=soon), NOW), Item)


def test_a_deletion_is_an_order_without_fields() -> None:
    item = read_item(1, {"kind": "job", "id": "j1", "modified": "2025-01-01", "deleted": True}, NOW)
    assert isinstance(item, Item)
    assert item.delete
    assert item.record == {"kind": "job", "id": "j1", "modified": "2025-01-01T00:00:00.000Z"}


def test_an_attachment_brings_its_bytes_apart_from_its_record() -> None:
    content = bytes(range(256))
    sent = {"kind": "attachment", "id": "f", "modified": "2025-01-01", "candidate": "c1"}
    item = read_item(1, {**sent, "content": base64.b64encode(content).decode()}, NOW)
    assert isinstance(item, Item)
    assert item.content == content
    assert "content" not in item.record
    broken = read_item(1, {**sent, "content": "not base64!"}, NOW)
    assert isinstance(broken, ItemOutcome)
    assert (broken.code, broken.pointer) == ("invalid_base64", "/content")


@given(JSON)
def test_no_json_value_makes_it_raise(value: object) -> None:
    assert isinstance(read_item(1, value, NOW), Item | ItemOutcome)


@given(st.dictionaries(st.sampled_from([*CANDIDATE, "emails", "tags", "addresses", "status_history"]), JSON))
def test_no_candidate_makes_it_raise(fields: dict[str, Any]) -> None:
    answer = read_item(1, {**CANDIDATE, **fields, "kind": "candidate"}, NOW)
    assert isinstance(answer, ItemOutcome) or answer.record["kind"] == "candidate"


@given(st.binary(max_size=200))
def test_no_bytes_make_it_raise(raw: bytes) -> None:
    assert isinstance(read_line(1, raw, NOW), Item | ItemOutcome)
