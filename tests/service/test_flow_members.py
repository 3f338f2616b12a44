"""Whatever file members come in, each row has its outcome, numbers stay, and importing again changes nothing."""

import json
import random
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from entities.errors import InvalidTable, StoreBusy
from service.flows.members import import_member_rows, import_members
from service.wiring import Parts
from store import members, outbox
from sync import ItemOutcome
from tests.service.conftest import House
from tests.service.town import make_town

ROWS = make_town(3, members=30, candidates=0).members
BAD: list[tuple[object, str, str]] = [
    ({"first_name": "Nameless"}, "required", "/id"),
    ({"id": ""}, "empty", "/id"),
    ({"id": 7}, "string_type", "/id"),
    ({"id": "x", "skills": "chess"}, "list_type", "/skills"),
    ({"id": "x", "planet": "Mars"}, "unknown_field", "/planet"),
    ({"id": "x", "positions": [{"company": "A"}, {"boss": "B"}]}, "unknown_field", "/positions/1/boss"),
    ({"id": "x", "headline": "h" * 3_000}, "too_long", "/headline"),
    ({"id": "x", "open_to_work": "perhaps"}, "bool_parsing", "/open_to_work"),
    ([1, 2], "not_an_object", ""),
    ("text", "not_an_object", ""),
    (None, "not_an_object", ""),
]


def jsonl(folder: Path, lines: list[str]) -> Path:
    file = folder / "members.jsonl"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return file


def parquet(folder: Path, rows: list[dict[str, Any]]) -> Path:
    file = folder / "members.parquet"
    pq.write_table(pa.Table.from_pylist(rows), file)
    return file


def state(parts: Parts) -> tuple[list[members.StoredMember], list[Any], dict[str, int]]:
    with parts.store.members_reading() as tx:
        stored = members.scan(tx, -1, 10_000)  # type: ignore[arg-type]  # any number below the first
        return stored, members.changed_since(tx, 0, None), outbox.depth(tx)  # type: ignore[arg-type]  # the first


def results(outcomes: list[ItemOutcome]) -> Counter[str]:
    return Counter(outcome.result for outcome in outcomes)


def by_number(parts: Parts) -> dict[str, int]:
    return {one.id: one.number for one in state(parts)[0]}


@pytest.mark.parametrize("write", [parquet, lambda folder, rows: jsonl(folder, [json.dumps(row) for row in rows])])
def test_a_file_of_either_form_stores_every_row_as_it_is(
    parts: Parts, tmp_path: Path, write: Callable[..., Path]
) -> None:
    outcomes = list(import_members(parts, write(tmp_path, ROWS)))
    assert [(one.line, one.id, one.result) for one in outcomes] == [
        (number, row["id"], "created") for number, row in enumerate(ROWS, 1)
    ]
    for stored, row in zip(state(parts)[0], ROWS, strict=True):
        assert {key: stored.payload[key] for key in row} == row


def test_the_same_profile_from_another_form_is_the_same_profile(parts: Parts, tmp_path: Path) -> None:
    list(import_members(parts, parquet(tmp_path, ROWS)))
    again = list(import_members(parts, jsonl(tmp_path, [json.dumps(row) for row in ROWS])))
    assert results(again) == {"unchanged": len(ROWS)}


def test_importing_again_in_any_order_leaves_no_row_in_the_log_and_no_work(house: House) -> None:
    house.members(*ROWS)
    house.drain()
    before = state(house.parts)
    rng = random.Random(1)
    for _ in range(3):
        shuffled = rng.sample(ROWS, len(ROWS))
        assert results(house.members(*shuffled, *shuffled[:5])) == {"unchanged": len(ROWS) + 5}
    assert state(house.parts) == before
    assert house.worker.drain() == 0


def test_numbers_stay_through_changes_and_are_never_given_twice(house: House) -> None:
    house.members(*ROWS)
    before = by_number(house.parts)
    assert len(set(before.values())) == len(ROWS)
    house.members(*({**row, "headline": "new"} for row in ROWS[::2]))
    assert by_number(house.parts) == before
    with house.parts.store.members_writing() as tx:
        gone = members.delete_many(tx, [row["id"] for row in ROWS[:3]])
    house.members(*ROWS[:3])
    after = by_number(house.parts)
    assert not {after[row["id"]] for row in ROWS[:3]} & set(gone)
    assert {key: after[key] for key in before if key in after and key not in {row["id"] for row in ROWS[:3]}} == {
        key: number for key, number in before.items() if key not in {row["id"] for row in ROWS[:3]}
    }


def test_a_closed_member_is_found_by_nobody_until_it_is_open_again(house: House) -> None:
    row = ROWS[0]
    house.members(*ROWS[:3])
    house.drain()
    (before,) = house.find(row["last_name"])
    house.members({**row, "closed": True})
    house.drain()
    assert house.find(row["last_name"]) == ()
    assert house.search().total == 2
    house.members(row)
    house.drain()
    (after,) = house.find(row["last_name"])
    assert after.id == before.id


@pytest.mark.parametrize(("value", "code", "pointer"), BAD)
def test_a_bad_row_is_named_and_the_others_are_stored(house: House, value: object, code: str, pointer: str) -> None:
    outcomes = list(import_member_rows(house.parts, [(1, ROWS[0]), (2, value), (3, ROWS[1])]))
    assert [one.result for one in outcomes] == ["created", "invalid", "created"]
    bad = outcomes[1]
    assert (bad.line, bad.code, bad.pointer) == (2, code, pointer)
    assert "Mars" not in (bad.message or "") + (bad.code or "")
    assert by_number(house.parts).keys() == {ROWS[0]["id"], ROWS[1]["id"]}


def test_lines_are_numbered_as_in_the_file_blank_and_broken_ones_too(parts: Parts, tmp_path: Path) -> None:
    lines = ["", json.dumps(ROWS[0]), "   ", "{broken", json.dumps(ROWS[1]), "[" * 100_000, "", json.dumps(ROWS[2])]
    outcomes = list(import_members(parts, jsonl(tmp_path, lines)))
    assert [(one.line, one.result, one.code) for one in outcomes] == [
        (2, "created", None),
        (4, "invalid", "invalid_json"),
        (5, "created", None),
        (6, "invalid", "invalid_json"),
        (8, "created", None),
    ]


def test_odd_bytes_are_cleaned_or_refused_never_stored(parts: Parts, tmp_path: Path) -> None:
    file = tmp_path / "members.jsonl"
    nul = json.dumps({"id": "a\u0000b", "first_name": "An\u202en"})
    file.write_bytes(nul.encode() + b"\n" + b'{"id": "caf\xe9"}\n')
    assert [(one.result, one.code) for one in import_members(parts, file)] == [
        ("created", None),
        ("invalid", "invalid_json"),
    ]
    (stored,) = state(parts)[0]
    assert (stored.id, stored.payload["first_name"]) == ("ab", "Ann")


@pytest.mark.parametrize("name", ["members.parquet", "members.jsonl"])
def test_what_is_no_file_of_its_form_is_refused_by_a_typed_error(parts: Parts, tmp_path: Path, name: str) -> None:
    with pytest.raises(InvalidTable):
        list(import_members(parts, tmp_path / name))
    (tmp_path / name).mkdir()
    with pytest.raises(InvalidTable):
        list(import_members(parts, tmp_path / name))


def test_half_a_parquet_file_is_refused(parts: Parts, tmp_path: Path) -> None:
    file = parquet(tmp_path, ROWS)
    file.write_bytes(file.read_bytes()[:-20])
    with pytest.raises(InvalidTable):
        list(import_members(parts, file))
    assert state(parts)[0] == []


def test_parquet_rows_may_miss_anything_but_an_id(parts: Parts, tmp_path: Path) -> None:
    rows = [{"id": "a", "name": None, "skills": None, "positions": None}, {"id": None, "name": "B"}]
    schema = pa.schema([("id", pa.string()), ("name", pa.string()), ("skills", pa.list_(pa.string()))])
    schema = schema.append(pa.field("positions", pa.list_(pa.struct([("title", pa.string())]))))
    file = tmp_path / "m.parquet"
    pq.write_table(pa.Table.from_pylist(rows, schema=schema), file)
    assert [(one.result, one.pointer) for one in import_members(parts, file)] == [("created", None), ("invalid", "/id")]


def test_a_batch_that_the_store_refuses_leaves_no_trace_and_those_before_stay(
    parts: Parts, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("service.flows.members.ROWS_AT_ONCE", 10)
    outcomes = import_member_rows(parts, enumerate(ROWS, 1))
    kept = [next(outcomes) for _ in range(10)]

    def refuse(name: str) -> None:
        raise StoreBusy

    parts.store.on_call = refuse
    with pytest.raises(StoreBusy):
        next(outcomes)
    parts.store.on_call = None
    assert by_number(parts).keys() == {one.id for one in kept}
    assert results(list(import_member_rows(parts, enumerate(ROWS, 1)))) == {"unchanged": 10, "created": 20}


profiles = st.lists(
    st.tuples(st.integers(0, 4), st.sampled_from(["Baker", "Pilot"]), st.booleans()), min_size=1, max_size=12
)


@settings(max_examples=25)
@given(profiles)
def test_a_batch_has_the_effect_of_its_rows_one_by_one(
    shared_parts: Parts, history: list[tuple[int, str, bool]]
) -> None:
    salt = str(len(state(shared_parts)[0]))
    once = [{"id": f"{salt}-b{n}", "headline": job, "closed": closed} for n, job, closed in history]
    single = [{**row, "id": row["id"].replace("-b", "-s")} for row in once]
    together = list(import_member_rows(shared_parts, enumerate(once, 1)))
    apart = [one for row in enumerate(single, 1) for one in import_member_rows(shared_parts, [row])]
    assert [one.result for one in together] == [one.result for one in apart]
    kept = {one.id: (one.version, one.payload) for one in state(shared_parts)[0]}
    for n, _, _ in history:
        (version, payload), (other, same) = kept[f"{salt}-b{n}"], kept[f"{salt}-s{n}"]
        assert version == other
        assert {**payload, "id": ""} == {**same, "id": ""}
