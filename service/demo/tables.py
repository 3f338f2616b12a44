"""Turn invented people into the two tables of a match and the table of truth."""

from typing import Any

import pyarrow as pa

from matcher import PERSON_SCHEMA
from service.demo.people import People


def people_tables(people: People) -> tuple[pa.Table, pa.Table, pa.Table]:
    """Give candidates and profiles in the match schema, and the truth (candidate_id, profile_id or null).

    The rows are those that `matcher.person_of_candidate` and `matcher.person_of_member` make, without validating each.
    """
    truth = pa.table(
        {
            "candidate_id": pa.array(list(people.truth), pa.string()),
            "profile_id": pa.array(list(people.truth.values()), pa.string()),
        }
    )
    return _table([_of_candidate(c) for c in people.candidates]), _table([_of_member(m) for m in people.members]), truth


def _table(rows: list[dict[str, Any]]) -> pa.Table:
    columns = {
        field.name: pa.array([row.get(field.name, _empty(field.type)) for row in rows], field.type)
        for field in PERSON_SCHEMA
    }
    return pa.table(columns, schema=PERSON_SCHEMA)


def _empty(kind: pa.DataType) -> list[Any] | str:
    return [] if pa.types.is_list(kind) else ""


def _of_candidate(record: dict[str, Any]) -> dict[str, Any]:
    places = [f"{address['city']}, {address['country']}" for address in record["addresses"]]
    work = {"company": record["current_company"], "title": record["current_title"], "start": "", "end": ""}
    return record | {
        "handles": [record["profile_url"]] if record["profile_url"] else [],
        "headline": record["current_title"],
        "location": places[0] if places else "",
        "positions": [work] if work["company"] or work["title"] else [],
    }


def _of_member(profile: dict[str, Any]) -> dict[str, Any]:
    return profile | {"handles": [*profile["handles"], profile["profile_url"]]}
