"""Turn published linkage data sets into candidates, profiles and truth in the match schema."""

import csv
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

import pyarrow as pa
import pyarrow.parquet as pq

from matcher import PERSON_SCHEMA

Task = tuple[pa.Table, pa.Table, pa.Table]  # candidates, profiles, truth


def pseudopeople(folder: Path) -> Task:
    """Link W-2 forms (candidates) to the census (profiles, one a simulant) of a pseudopeople sample.

    Rows without a last name are left out; the place is the house number with the street. No e-mails, no birth dates
    on the forms.
    """
    census = pq.read_table(folder / "pp_census.parquet").to_pylist()
    forms = pq.read_table(folder / "pp_w2.parquet").to_pylist()
    profiles: dict[str, dict[str, object]] = {}
    for row in census:
        if row["last_name"] and row["simulant_id"] not in profiles:
            place = _joined(row["street_number"], row["street_name"])
            profiles[row["simulant_id"]] = _named(row, row["simulant_id"], place)
    candidates, truth = [], []
    for number, row in enumerate(forms):
        if row["last_name"]:
            place = _joined(row["mailing_address_street_number"], row["mailing_address_street_name"])
            candidates.append(_named(row, f"w{number}", place))
            truth.append((f"w{number}", row["simulant_id"] if row["simulant_id"] in profiles else None))
    return _table(candidates), _table(list(profiles.values())), _truth(truth)


def name_pairs(folder: Path) -> list[tuple[str, str, bool]]:
    """Read the pairs of persons' names of nk_cases.csv with whether they may be the same person."""
    with (folder / "nk_cases.csv").open(encoding="utf-8", newline="") as file:
        return [
            (row["name1"], row["name2"], row["is_match"] == "true")
            for row in csv.DictReader(file)
            if row["schema"] == "Person"
        ]


def _named(row: Mapping[str, str | None], name: str, place: str) -> dict[str, object]:
    return {
        "id": name,
        "first_name": row["first_name"],
        "middle_name": row["middle_initial"],
        "last_name": row["last_name"],
        "location": place,
    }


def _joined(*parts: str | None) -> str:
    return " ".join(part for part in parts if part)


def _table(rows: list[dict[str, object]]) -> pa.Table:
    return pa.table(
        {field.name: pa.array([row.get(field.name) for row in rows], field.type) for field in PERSON_SCHEMA}
    )


def _truth(rows: list[tuple[str, str | None]]) -> pa.Table:
    return pa.table(
        {
            "candidate_id": pa.array([candidate for candidate, _ in rows], pa.string()),
            "profile_id": pa.array([profile for _, profile in rows], pa.string()),
        }
    )


LINKING: Mapping[str, Callable[[Path], Task]] = MappingProxyType({"pseudopeople": pseudopeople})
