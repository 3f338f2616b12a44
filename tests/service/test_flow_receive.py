"""Every line has its own outcome, nothing is stored by halves, and sending again changes nothing."""

import base64
import json
import random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from entities.ids import Sequence as ChangeSequence
from service.flows.receive import BATCH_BYTES, BATCH_LINES, in_batches, receive
from service.flows.tenants import FIRST_INSTANCE
from store import changes, outbox, records


def events(house: Any) -> tuple[int, dict[str, int]]:
    with house.parts.store.reading(house.tenant) as tx:
        return len(changes.feed(tx, ChangeSequence(0), 100_000)), outbox.depth(tx)


def test_one_invalid_item_among_five_thousand_stops_nobody(house: Any, candidate: Any) -> None:
    items = [candidate(number) for number in range(5_000)]
    items[1_234]["emails"] = ["fine@example.com", "broken"]
    outcomes = house.push(*items)
    assert [outcome.line for outcome in outcomes] == list(range(1, 5_001))
    bad = [outcome for outcome in outcomes if outcome.result != "created"]
    assert [(one.line, one.code, one.pointer, one.id) for one in bad] == [
        (1_235, "invalid_email", "/emails/1", "c1234")
    ]
    with house.parts.store.reading(house.tenant) as tx:
        assert records.count_by_kind(tx) == {"candidate": 4_999}


def test_the_same_batch_three_times_shuffled_has_one_effect(house: Any, candidate: Any) -> None:
    items = [candidate(number) for number in range(50)]
    items += [{"kind": "application", "id": f"a{n}", "candidate": f"c{n}", "job": "j1"} for n in range(50)]
    assert all(outcome.result == "created" for outcome in house.push(*items))
    before = events(house)
    for seed in (1, 2):
        random.Random(seed).shuffle(items)
        assert all(outcome.result == "unchanged" for outcome in house.push(*items))
        assert events(house) == before


def test_an_application_may_come_before_its_candidate_and_its_job(house: Any, candidate: Any) -> None:
    house.push({"kind": "stage_entry", "id": "s1", "application": "a1", "stage": "Offer", "entered_at": "2025-02-01"})
    house.push({"kind": "application", "id": "a1", "candidate": "c1", "job": "j1"})
    with house.parts.store.reading(house.tenant) as tx:
        assert sum(records.unresolved(tx).values()) == 2
    house.push(candidate(1, last_name="Quill"), {"kind": "job", "id": "j1", "title": "Engineer"})
    with house.parts.store.reading(house.tenant) as tx:
        assert sum(records.unresolved(tx).values()) == 0
    house.drain()
    assert [hit.stages for hit in house.find("quill")] == [("Offer",)]


def test_an_older_item_is_kept_out_and_reported(house: Any, candidate: Any) -> None:
    house.push(candidate(1, status="new", modified="2025-06-01"))
    assert [one.result for one in house.push(candidate(1, status="old", modified="2025-05-01"))] == ["stale"]
    assert [one.result for one in house.push(candidate(1, status="other", modified="2025-06-01"))] == ["changed"]


def test_a_deleted_record_stays_deleted_unless_it_is_made_anew(house: Any, candidate: Any) -> None:
    house.push(candidate(1))
    house.drain()
    gone = {"kind": "candidate", "id": "c1", "modified": "2025-03-01", "deleted": True}
    house.push(gone)
    house.drain()
    assert house.find("smith") == ()
    assert [one.result for one in house.push(candidate(1, modified="2025-04-01"))] == ["erased"]
    anew = candidate(1, created="2025-03-05", modified="2025-04-01")
    assert [one.result for one in house.push(anew)] == ["created"]
    house.drain()
    assert len(house.find("smith")) == 1
    house.assert_index_is_store()


def test_puts_and_deletions_keep_their_order_within_a_batch(house: Any, candidate: Any) -> None:
    gone = {"kind": "candidate", "id": "c1", "modified": "2025-03-01", "deleted": True}
    results = [one.result for one in house.push(candidate(1), gone, candidate(1, modified="2025-02-01"))]
    assert results[0] == "created"
    assert results[2] == "erased"


def test_a_file_over_the_limit_leaves_a_record_and_no_bytes(house: Any, candidate: Any) -> None:
    big = base64.b64encode(b"x" * (house.parts.settings.file_mb * 1_000_000 + 1)).decode()
    house.push(
        candidate(1), {"kind": "attachment", "id": "f1", "candidate": "c1", "file_name": "a.pdf", "content": big}
    )
    house.drain()
    with house.parts.store.reading(house.tenant) as tx:
        stored = records.by_source(tx, FIRST_INSTANCE, "attachment", "f1")
    assert stored.payload["refused"] == "too_large"
    assert "blob" not in stored.payload
    assert len(house.find("smith")) == 1


def test_blank_lines_are_no_items(house: Any, candidate: Any) -> None:
    line = json.dumps({"modified": "2025-01-01", **candidate(1)}).encode()
    outcomes = list(
        receive(house.parts, house.tenant, [b"\n", line, b"  \n"], instance=FIRST_INSTANCE, origin="push", actor="test")
    )
    assert [(one.line, one.result) for one in outcomes] == [(2, "created")]


@given(st.lists(st.integers(0, BATCH_BYTES), max_size=20))
def test_batches_hold_every_line_once_and_are_bounded(sizes: list[int]) -> None:
    class Sized(bytes):
        size = 0

        def __len__(self) -> int:
            return self.size

    lines = []
    for number, size in enumerate(sizes):
        line = Sized()
        line.size = size
        lines.append((number, line))
    batches = list(in_batches(lines))
    assert [number for batch in batches for number, _ in batch] == list(range(len(sizes)))
    for batch in batches:
        assert 1 <= len(batch) <= BATCH_LINES
        assert sum(len(line) for _, line in batch[:-1]) < BATCH_BYTES
