"""Turn a few word lists into two sides of people who mostly are the same, for tests of whole runs."""

from typing import Any

import pyarrow as pa

FIRST = "Ann Bob Carla Dimitri Elena Farid Greta Hugo Ines Jonas Katja Luis Mona Nils Olga Pedro".split()
LAST = "Zuk Yilmaz Xu Weber Varga Ueda Thiel Svensson Rossi Quist Park Okafor Novak".split()
PLACES = "Bonn Lyon Porto Graz Turin Gdansk Malmo".split()
FIRMS = "Kelp Works,Iron Gate,Blue Mill,Sun Freight,North Dairy".split(",")
COUNT = 180
TRUTH: dict[str, str | None] = {f"c{at}": f"p{at}" if at % 6 else None for at in range(COUNT)}


def person(at: int) -> dict[str, Any]:
    first, last = FIRST[at % len(FIRST)], LAST[at // 2 % len(LAST)]
    return {
        "name": f"{first} {last}",
        "first_name": first,
        "last_name": last,
        "emails": [f"{first}.{last}{at}@example.com".lower()],
        "location": PLACES[at % len(PLACES)],
        "positions": [{"company": FIRMS[at % len(FIRMS)], "title": "Welder", "start": "2019", "end": None}],
    }


def two_sides() -> dict[str, pa.Table]:
    """Make candidates (every third without e-mail, every sixth without a profile) and profiles."""
    candidates = [{"id": f"c{at}", **person(at), **({"emails": None} if at % 3 == 1 else {})} for at in range(COUNT)]
    profiles = [{"id": f"p{at}", **person(at)} for at in range(COUNT) if at % 6]
    elsewhere = {"location": "Perth", "positions": None, "emails": None}
    strangers = [{"id": f"q{at}", **person(at + 1_000), **elsewhere} for at in range(COUNT // 2)]
    return {"candidates": pa.Table.from_pylist(candidates), "profiles": pa.Table.from_pylist(profiles + strangers)}
