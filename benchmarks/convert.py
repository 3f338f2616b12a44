"""Turn published data sets into tables of the match schema with the truth beside them.

A linking task is (candidates, profiles, truth: candidate_id, profile_id or null); a dedupe task is (records, truth:
record_id, cluster_id). Each converter reads a folder or file that the reader has; none is part of the project.
"""

import csv
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from matcher import PERSON_SCHEMA

Task = tuple[pa.Table, pa.Table, pa.Table]  # candidates, profiles, truth
Records = tuple[pa.Table, pa.Table]  # records, truth of clusters
Row = dict[str, object]
LOST = 0.15  # of the people in a list of identities have no profile
SENZING_FILES = ("customers", "reference", "watchlist")
SENZING_NUMBERS = ("PASSPORT_NUMBER", "DRIVERS_LICENSE_NUMBER", "SSN_NUMBER", "NATIONAL_ID_NUMBER")
SENZING_PLACE = ("ADDR_FULL", "ADDR_LINE1", "ADDR_CITY", "ADDR_STATE", "ADDR_POSTAL_CODE", "ADDR_COUNTRY")


def pseudopeople(folder: Path) -> Task:
    """Link W-2 forms (candidates) to the census (profiles, one a simulant) of a pseudopeople sample.

    Rows without a last name are left out; the place is the house number with the street. No e-mails, no birth dates
    on the forms.
    """
    census = pq.read_table(folder / "pp_census.parquet").to_pylist()
    forms = pq.read_table(folder / "pp_w2.parquet").to_pylist()
    profiles: dict[str, Row] = {}
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
    return people_table(candidates), people_table(list(profiles.values())), truth_table(truth)


def febrl4(folder: Path) -> Task:
    """Link the second file of FEBRL 4 (candidates) to the first (profiles): dataset4a.csv, dataset4b.csv.

    The social security number is a handle; the place is the street, then suburb, state, postcode.
    """
    profiles, candidates = ([_febrl(row) for row in _rows(folder / f"dataset4{half}.csv")] for half in "ab")
    truth = [(str(row["id"]), str(row["id"]).split("-dup")[0] + "-org") for row in candidates]
    return people_table(candidates), people_table(profiles), truth_table(truth)


def historical(folder: Path) -> Records:
    """Read the people of historical_50k.parquet as records to find the same among."""
    rows = pq.read_table(folder / "historical_50k.parquet").to_pylist()
    records: list[Row] = [
        {
            "id": row["unique_id"],
            "name": row["full_name"],
            "location": ", ".join(part for part in (row["birth_place"], row["postcode_fake"]) if part),
            "positions": [{"title": row["occupation"]}] if row["occupation"] else [],
            "birth_date": row["dob"],
        }
        for row in rows
    ]
    return people_table(records), _clusters([(row["unique_id"], row["cluster"]) for row in rows])


def senzing(folder: Path) -> Records:
    """Read the persons of the Senzing truth set (senzing_*.csv); document numbers are handles."""
    key = {
        (row["DATA_SOURCE"], row["RECORD_ID"]): row["CLUSTER_ID"]
        for row in _rows(folder / "senzing_actual_truthset_key.csv")
    }
    records, truth = [], []
    for name in SENZING_FILES:
        for row in _rows(folder / f"senzing_{name}.csv"):
            at = (row["DATA_SOURCE"], row["RECORD_ID"])
            if row["RECORD_TYPE"] == "PERSON" and at in key:
                records.append(_senzing(row, "-".join(at)))
                truth.append(("-".join(at), key[at]))
    return people_table(records), _clusters(truth)


def mailmap(path: Path, seed: int = 1, withheld: float = 0.0) -> Task:
    """Link the identities in a git `.mailmap` (name and e-mail each) to one profile a person, the proper one.

    People are told apart by their proper name. `LOST` of them lose their profile, `withheld` keep it without e-mail.
    """
    people = _identities(path.read_text("utf-8", errors="replace"))
    rng = np.random.default_rng([seed, 61])
    candidates, profiles, truth = [], [], []
    for number, (_, identities) in enumerate(sorted(people.items())):
        lost, hidden = rng.random() < LOST, rng.random() < withheld
        name, mail = identities[0]
        if not lost:
            profiles.append({"id": f"p{number}", "name": name, "emails": [mail] if mail and not hidden else []})
        for at, (other, address) in enumerate(identities[1:]):
            candidates.append({"id": f"c{number}-{at}", "name": other, "emails": [address] if address else []})
            truth.append((f"c{number}-{at}", None if lost else f"p{number}"))
    return people_table(candidates), people_table(profiles), truth_table(truth)


def clusters_to_task(records: pa.Table, clusters: pa.Table, seed: int = 1, lost: float = LOST) -> Task:
    """Make a linking task of a dedupe task: one record a cluster is the profile, the others are candidates."""
    rng = np.random.default_rng([seed, 62])
    members: dict[str, list[int]] = {}
    for row, cluster in enumerate(clusters.column("cluster_id").to_pylist()):
        members.setdefault(cluster, []).append(row)
    ids = records.column("id").to_pylist()
    profiles, candidates, truth = [], [], []
    for rows in members.values():
        chosen = rows[int(rng.integers(len(rows)))]
        kept = rng.random() >= lost
        profiles += [chosen] if kept else []
        others = [row for row in rows if row != chosen]
        candidates += others
        truth += [(ids[row], ids[chosen] if kept else None) for row in others]
    sides = (records.take(pa.array(rows, pa.int64())) for rows in (candidates, profiles))
    return next(sides), next(sides), truth_table(truth)


def name_pairs(folder: Path) -> list[tuple[str, str, bool]]:
    """Read the pairs of persons' names of nk_cases.csv with whether they may be the same person."""
    return [
        (row["name1"], row["name2"], row["is_match"] == "true")
        for row in _rows(folder / "nk_cases.csv")
        if row["schema"] == "Person"
    ]


def people_table(rows: Sequence[Mapping[str, object]]) -> pa.Table:
    """Lay dicts out as a table of the match schema; what they lack is null."""
    return pa.table(
        {field.name: pa.array([row.get(field.name) for row in rows], field.type) for field in PERSON_SCHEMA}
    )


def truth_table(rows: Sequence[tuple[str, str | None]]) -> pa.Table:
    """Lay (candidate, profile or None) out as a table."""
    return pa.table(
        {
            "candidate_id": pa.array([candidate for candidate, _ in rows], pa.string()),
            "profile_id": pa.array([profile for _, profile in rows], pa.string()),
        }
    )


def _clusters(rows: Sequence[tuple[str, str]]) -> pa.Table:
    return pa.table({"record_id": [record for record, _ in rows], "cluster_id": [cluster for _, cluster in rows]})


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return [
            {name.strip(): (value or "").strip() for name, value in row.items() if name} for row in csv.DictReader(file)
        ]


def _named(row: Mapping[str, str | None], name: str, place: str) -> Row:
    return {
        "id": name,
        "first_name": row["first_name"],
        "middle_name": row["middle_initial"],
        "last_name": row["last_name"],
        "location": place,
    }


def _febrl(row: Mapping[str, str]) -> Row:
    born = row["date_of_birth"]
    street = _joined(row["street_number"], row["address_1"], row["address_2"])
    return {
        "id": row["rec_id"],
        "first_name": row["given_name"],
        "last_name": row["surname"],
        "location": ", ".join(part for part in (street, row["suburb"], row["state"], row["postcode"]) if part),
        "birth_date": f"{born[:4]}-{born[4:6]}-{born[6:]}" if len(born) == 8 else "",
        "handles": [row["soc_sec_id"]] if row["soc_sec_id"] else [],
    }


def _senzing(row: Mapping[str, str], name: str) -> Row:
    full = row.get("PRIMARY_NAME_FULL") or row.get("NATIVE_NAME_FULL")
    return {
        "id": name,
        "name": full,
        "first_name": row.get("PRIMARY_NAME_FIRST"),
        "middle_name": row.get("PRIMARY_NAME_MIDDLE"),
        "last_name": row.get("PRIMARY_NAME_LAST"),
        "emails": [row["EMAIL_ADDRESS"]] if row.get("EMAIL_ADDRESS") else [],
        "phones": [row["PHONE_NUMBER"]] if row.get("PHONE_NUMBER") else [],
        "handles": [row[number] for number in SENZING_NUMBERS if row.get(number)],
        "location": ", ".join(row[part] for part in SENZING_PLACE if row.get(part)),
        "positions": [{"company": row["EMPLOYER"]}] if row.get("EMPLOYER") else [],
        "birth_date": _american(row.get("DATE_OF_BIRTH", "")),
    }


def _american(text: str) -> str:
    """Write month/day/year as the schema does; another form stays."""
    parts = text.split("/")
    if len(parts) != 3 or not all(part.isdigit() for part in parts):
        return text
    month, day, year = (int(part) for part in parts)
    return f"{year + (1900 if year < 100 else 0):04d}-{month:02d}-{day:02d}"


def _identities(text: str) -> dict[str, list[tuple[str, str]]]:
    """Collect (name, e-mail) by proper name, the proper identity first, equal ones once."""
    people: dict[str, list[tuple[str, str]]] = {}
    for line in text.splitlines():
        parts = [part.strip() for part in line.split("#")[0].replace("<", ">").split(">")]
        if len(parts) < 3 or not parts[0]:
            continue
        proper, mail, *rest = parts
        found = people.setdefault(proper.lower(), [])
        pairs = [(proper, mail)]
        if len(rest) > 1 and rest[1]:
            pairs.append((rest[0] or proper, rest[1]))
        found += [pair for pair in pairs if pair not in found]
    return people


def _joined(*parts: str | None) -> str:
    return " ".join(part for part in parts if part)


LINKING: Mapping[str, Callable[[Path], Task]] = MappingProxyType({"pseudopeople": pseudopeople, "FEBRL 4": febrl4})
