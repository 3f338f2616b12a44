"""Check the converters of published sets on small files written by hand."""

import csv
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.convert import SENZING_FILES, clusters_to_task, febrl4, historical, mailmap, people_table, senzing
from matcher import PERSON_SCHEMA
from matcher.schema import checked

FEBRL = ", ".join(
    "rec_id given_name surname street_number address_1 address_2 suburb postcode state date_of_birth soc_sec_id".split()
)
MAILMAP = """\
# a comment
Ada Lovelace <ada@example.org> <ada@old.example>
Ada Lovelace <ada@example.org> countess <al@example.net> # the same
Grace Hopper <grace@example.org> G. Hopper <grace@example.org>
<proper@example.org> <commit@example.org>
Alan Turing <alan@example.org>
"""


def test_febrl_links_the_second_file_to_the_first(tmp_path: Path) -> None:
    rows = {
        "a": "rec-7-org, ada, lovelace, 8, elm street, flat 2, leeds, 4223, nsw, 19151111, 5304218",
        "b": "rec-7-dup-0, , lovelace, , elm street, , , 4223, nsw, , ",
    }
    for half, row in rows.items():
        (tmp_path / f"dataset4{half}.csv").write_text(f"{FEBRL}\n{row}\n", encoding="utf-8")
    candidates, profiles, truth = febrl4(tmp_path)
    assert truth.to_pylist() == [{"candidate_id": "rec-7-dup-0", "profile_id": "rec-7-org"}]
    (profile,), (candidate,) = profiles.to_pylist(), candidates.to_pylist()
    assert profile["birth_date"] == "1915-11-11"
    assert profile["location"] == "8 elm street flat 2, leeds, nsw, 4223"
    assert profile["handles"] == ["5304218"]
    assert (candidate["first_name"], candidate["birth_date"], candidate["handles"]) == ("", "", [])
    assert candidate["location"] == "elm street, nsw, 4223"


def test_historical_people_become_records_with_their_clusters(tmp_path: Path) -> None:
    row = {"unique_id": "Q1-1", "cluster": "Q1", "full_name": "ada lovelace", "dob": "1815-12-10"}
    row |= {"birth_place": "london", "postcode_fake": None, "occupation": "writer"}
    other = {**row, "unique_id": "Q1-2", "occupation": None, "birth_place": None}
    pq.write_table(pa.Table.from_pylist([row, other]), tmp_path / "historical_50k.parquet")
    records, clusters = historical(tmp_path)
    assert clusters.to_pylist() == [{"record_id": f"Q1-{at}", "cluster_id": "Q1"} for at in (1, 2)]
    assert records.column("location").to_pylist() == ["london", ""]
    assert [len(jobs) for jobs in records.column("positions").to_pylist()] == [1, 0]
    assert checked(records, "records").schema.equals(PERSON_SCHEMA)


def test_a_mailmap_gives_one_profile_a_person_and_every_other_identity_once(tmp_path: Path) -> None:
    (tmp_path / ".mailmap").write_text(MAILMAP, encoding="utf-8")
    candidates, profiles, truth = mailmap(tmp_path / ".mailmap", seed=3)
    names = dict(zip(candidates.column("id").to_pylist(), candidates.column("name").to_pylist(), strict=True))
    assert sorted(names.values()) == ["Ada Lovelace", "G. Hopper", "countess"]
    known = {row["id"]: row for row in profiles.to_pylist()}
    for row in truth.to_pylist():
        if row["profile_id"]:
            assert known[row["profile_id"]]["emails"][0].endswith("@example.org")
    assert {row["name"] for row in known.values()} <= {"Ada Lovelace", "Grace Hopper", "Alan Turing"}


def test_some_of_a_mailmaps_profiles_lose_themselves_or_their_address(tmp_path: Path) -> None:
    lines = [f"Person {at} <p{at}@example.org> <q{at}@example.org>" for at in range(300)]
    (tmp_path / ".mailmap").write_text("\n".join(lines), encoding="utf-8")
    candidates, profiles, truth = mailmap(tmp_path / ".mailmap", withheld=0.6)
    assert candidates.num_rows == truth.num_rows == 300
    assert 20 < truth.column("profile_id").null_count < 75
    assert profiles.num_rows == 300 - truth.column("profile_id").null_count
    without = sum(not mails for mails in profiles.column("emails").to_pylist())
    assert 0.45 < without / profiles.num_rows < 0.75
    assert mailmap(tmp_path / ".mailmap", withheld=0.6)[1].equals(profiles)


def test_senzing_persons_keep_their_numbers_and_dates(tmp_path: Path) -> None:
    columns = ("DATA_SOURCE", "RECORD_ID", "RECORD_TYPE", "PRIMARY_NAME_FIRST", "PRIMARY_NAME_LAST", "DATE_OF_BIRTH",
               "PASSPORT_NUMBER", "EMAIL_ADDRESS", "ADDR_FULL")  # fmt: skip
    for name in SENZING_FILES:
        source = name.upper()
        rows = [columns, (source, "1", "PERSON", "Bob", "Smith", "3/31/1954", "A1", "b@example.org", "1 Elm"),
                (source, "2", "ORGANIZATION", "", "", "", "", "", "")]  # fmt: skip
        with (tmp_path / f"senzing_{name}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)
    with (tmp_path / "senzing_actual_truthset_key.csv").open("w", encoding="utf-8", newline="") as file:
        keys = [(name.upper(), number) for name in SENZING_FILES for number in ("1", "2")]
        csv.writer(file).writerows(
            [("TEST_GROUP", "CLUSTER_ID", "DATA_SOURCE", "RECORD_ID"), *(("1", "9", *key) for key in keys)]
        )
    records, clusters = senzing(tmp_path)
    assert records.column("id").to_pylist() == ["CUSTOMERS-1", "REFERENCE-1", "WATCHLIST-1"]
    assert set(clusters.column("cluster_id").to_pylist()) == {"9"}
    first = records.to_pylist()[0]
    assert (first["birth_date"], first["handles"], first["location"]) == ("1954-03-31", ["A1"], "1 Elm")


@given(st.lists(st.integers(0, 4), min_size=1, max_size=20), st.integers(0, 9), st.sampled_from([0.0, 0.5, 1.0]))
def test_clusters_become_a_task_in_which_every_record_stands_once(groups: list[int], seed: int, lost: float) -> None:
    names = [f"r{at}" for at in range(len(groups))]
    records = people_table([{"id": name} for name in names])
    clusters = pa.table({"record_id": names, "cluster_id": [str(group) for group in groups]})
    candidates, profiles, truth = clusters_to_task(records, clusters, seed, lost)
    ids = candidates.column("id").to_pylist(), profiles.column("id").to_pylist()
    assert not set(ids[0]) & set(ids[1])
    assert len(ids[0]) + len(set(groups)) == len(names)
    assert len(ids[1]) == (0 if lost == 1.0 else len(set(groups)) if lost == 0.0 else len(ids[1]))
    group_of = dict(zip(names, groups, strict=True))
    for row in truth.to_pylist():
        assert row["profile_id"] is None or group_of[row["profile_id"]] == group_of[row["candidate_id"]]


@pytest.mark.parametrize("name", ["dataset4a.csv", "historical_50k.parquet"])
def test_a_file_that_is_not_there_is_named(tmp_path: Path, name: str) -> None:
    with pytest.raises(FileNotFoundError, match=name):
        (febrl4 if name.endswith("csv") else historical)(tmp_path)
