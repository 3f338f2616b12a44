"""Dedupe as a whole: a partition of the records, the same whatever their order, and mostly right."""

from random import Random

import pyarrow as pa
import pytest
from hypothesis import given, settings

from entities.errors import InvalidTable, TooLarge
from entities.person import Person
from matcher import PERSON_SCHEMA, persons_table
from matcher.clusters import CLUSTER_SCHEMA, checked_clusters, dedupe, dedupe_tables
from matcher.schema import rows_table
from tests.matcher.clusters.repeated_people import clusters_of, invented, pairwise, parts_of
from tests.matcher.drawn_people import crowds

RECORDS, TRUTH = invented(7)


def table_of(clusters: dict[str, str]) -> pa.Table:
    return pa.table([list(clusters), list(clusters.values())], schema=CLUSTER_SCHEMA)


@pytest.fixture(scope="module")
def found() -> dict[str, str]:
    return clusters_of(dedupe_tables(RECORDS).table)


@settings(max_examples=10)
@given(crowds(0, 8))
def test_clusters_are_a_partition_of_exactly_the_records(persons: list[Person]) -> None:
    done = dedupe_tables(persons_table(persons))
    assert done.table.schema == CLUSTER_SCHEMA
    assert done.table["record_id"].to_pylist() == [person.id for person in persons]
    assert done.table["cluster_id"].null_count == 0
    assert set(done.table["cluster_id"].to_pylist()) <= {person.id for person in persons}
    assert done.report["clusters"] == len(set(done.table["cluster_id"].to_pylist()))


def test_invented_people_are_found_without_labels(found: dict[str, str]) -> None:
    precision, recall = pairwise(found, TRUTH)
    assert precision >= 0.97
    assert recall >= 0.9


@pytest.mark.full
@pytest.mark.parametrize("seed", range(10))
def test_other_people_are_found_too(seed: int) -> None:
    records, truth = invented(100 + seed, people=400)
    precision, recall = pairwise(clusters_of(dedupe_tables(records).table), truth)
    assert precision >= 0.95
    assert recall >= 0.85


def test_order_of_rows_and_columns_makes_no_difference(found: dict[str, str]) -> None:
    order = list(range(RECORDS.num_rows))
    Random(3).shuffle(order)
    moved = RECORDS.take(pa.array(order)).select(list(reversed(RECORDS.column_names)))
    done = dedupe_tables(moved)
    assert done.table["record_id"].to_pylist() == moved["id"].to_pylist()
    assert clusters_of(done.table) == found


def test_chunks_of_the_table_and_of_the_pairs_make_no_difference(
    found: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dedupe, "CHUNK", 100)
    pieces = pa.concat_tables([RECORDS.slice(at, 50) for at in range(0, RECORDS.num_rows, 50)])
    assert clusters_of(dedupe_tables(pieces).table) == found


def test_a_higher_threshold_only_splits(found: dict[str, str]) -> None:
    careful = parts_of(clusters_of(dedupe_tables(RECORDS, threshold=0.6).table))
    assert all(any(small <= large for large in parts_of(found)) for small in careful)
    assert len(careful) > len(parts_of(found))


def test_labels_are_obeyed_and_help() -> None:
    records, truth = invented(21, people=200)
    known = {record: person for record, person in truth.items() if int(person.split()[1]) % 4 == 0}
    plain = clusters_of(dedupe_tables(records).table)
    done = dedupe_tables(records, labels=table_of(known))
    helped = clusters_of(done.table)
    assert parts_of({record: helped[record] for record in known}) == parts_of(known)
    assert done.report["labels"] == {"given": len(known), "used": len(known)}
    assert done.report["training"]["labelled"] is True  # type: ignore[index] # a report is plain JSON
    rest = {record: person for record, person in truth.items() if record not in known}
    assert sum(pairwise(helped, rest)) >= sum(pairwise(plain, rest)) - 0.01


def test_labels_are_obeyed_against_all_evidence(found: dict[str, str]) -> None:
    twins = next(sorted(part) for part in sorted(parts_of(found), key=sorted) if len(part) >= 3)
    stranger = next(record for record in sorted(found) if record not in twins)
    labels = {twins[0]: "x", twins[1]: "y", stranger: "x"}
    told = clusters_of(dedupe_tables(RECORDS, labels=table_of(labels)).table)
    assert told[twins[0]] == told[stranger] != told[twins[1]]


def test_few_labels_change_no_weights(found: dict[str, str]) -> None:
    one = next(iter(sorted(found)))
    done = dedupe_tables(RECORDS, labels=table_of({one: "z", "unknown": "z"}))
    assert clusters_of(done.table) == found
    assert done.report["labels"] == {"given": 2, "used": 1}
    assert done.report["training"]["labelled"] is False  # type: ignore[index] # a report is plain JSON


def test_ids_stay_when_records_come_and_go(found: dict[str, str]) -> None:
    before = {record: f"old {cluster}" for record, cluster in found.items()}
    new = rows_table([{"id": "0", "name": "Zebulon Unheardof", "emails": ["zu@post.example"]}])
    gone = RECORDS.slice(5)
    now = clusters_of(dedupe_tables(pa.concat_tables([gone, new]), previous=table_of(before)).table)
    assert now["0"] == "0"
    kept = [record for record in gone["id"].to_pylist() if now[record] == before[record]]
    assert len(kept) >= 0.97 * gone.num_rows


def test_the_same_run_again_keeps_every_id(found: dict[str, str]) -> None:
    assert clusters_of(dedupe_tables(RECORDS, previous=table_of(found)).table) == found


def test_people_without_anything_in_them_stay_alone() -> None:
    nobody = rows_table([{"id": "1"}, {"id": "2", "name": ""}, {"id": "3", "name": "..."}, {"id": "4", "emails": []}])
    assert clusters_of(dedupe_tables(nobody).table) == {"1": "1", "2": "2", "3": "3", "4": "4"}


def test_no_records_give_no_clusters() -> None:
    assert dedupe_tables(PERSON_SCHEMA.empty_table()).table.num_rows == 0


def test_two_records_with_one_name_and_address_are_one_person() -> None:
    rows: list[dict[str, object]] = [{"id": str(at), "name": f"Person{at} Surname{at}"} for at in range(30)]
    rows += [{"id": at, "name": "Ulrike Quell", "emails": ["uq@x.example"], "location": "Oslo"} for at in ("a", "b")]
    assert clusters_of(dedupe_tables(rows_table(rows)).table)["b"] == "a"


def test_progress_tells_every_stage_to_its_end() -> None:
    told: dict[str, tuple[int, int]] = {}
    dedupe_tables(RECORDS, progress=lambda stage, done, total: told.__setitem__(stage, (done, total)))
    assert list(told) == ["prepare records", "find pairs", "estimate weights", "compare pairs", "link", "name clusters"]
    assert all(done == total for done, total in told.values())


@pytest.mark.parametrize(
    ("table", "message"),
    [
        (pa.table({"record_id": ["a"]}), "labels: column cluster_id is missing"),
        (pa.table([["a"], ["x"], ["y"]], ["record_id", "cluster_id", "cluster_id"]), "cluster_id stands there 2 times"),
        (pa.table({"record_id": [1], "cluster_id": ["x"]}), "labels: column record_id is int64, not string"),
        (pa.table({"record_id": ["a", None], "cluster_id": ["x", "x"]}), "column record_id is null in row 1"),
        (pa.table({"record_id": ["a", "b"], "cluster_id": ["x", None]}), "column cluster_id is null in row 1"),
        (pa.table({"record_id": ["a", "a"], "cluster_id": ["x", "y"]}), "cluster_id in row 1 contradicts a row before"),
    ],
)
def test_bad_tables_of_clusters_are_refused_by_column_and_row(table: pa.Table, message: str) -> None:
    with pytest.raises(InvalidTable, match=message):
        checked_clusters(table, "labels")


def test_clusters_may_be_dictionaries_of_large_strings_and_repeat_themselves() -> None:
    texts = pa.array(["a", "a"], pa.large_string())
    table = pa.table({"record_id": texts.dictionary_encode(), "cluster_id": pa.array(["x", "x"]).dictionary_encode()})
    assert checked_clusters(table, "labels") == {"a": "x"}


def test_bad_records_and_labels_of_nobody_are_refused() -> None:
    with pytest.raises(InvalidTable, match="records: column id in row 1 repeats"):
        dedupe_tables(pa.table({"id": ["a", "a"]}))
    with pytest.raises(InvalidTable, match="records: column id is missing"):
        dedupe_tables(pa.table({"name": ["a"]}))
    with pytest.raises(InvalidTable, match="none of them is a record"):
        dedupe_tables(RECORDS, labels=table_of({"nobody": "x"}))
    with pytest.raises(InvalidTable, match="previous: column cluster_id is missing"):
        dedupe_tables(RECORDS, previous=pa.table({"record_id": ["a"]}))


def test_more_records_than_a_key_can_name_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dedupe, "MOST_RECORDS", 10)
    with pytest.raises(TooLarge, match="more than 10"):
        dedupe_tables(RECORDS)
