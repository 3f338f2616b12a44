"""Turn a seed into a table of invented people, most of whom stand there several times, with the truth."""

from random import Random

import pyarrow as pa

from matcher.schema import rows_table

GIVEN = "Anna Robert Thomas Louise Edward Frances Gerald Leonard Amina Wei Jorge Kofi Ingrid Pavel Noor Yuki".split()
SURNAMES = (
    "Woodgate Brightman Mackenzie Rowland Hawkins Penny Munro Bevington Clery Chudleigh Okafor Vondra Haddad Tanaka "
    "Lindqvist Morata Fairweather Quell Zeller Abernathy Castellano Dubrovnik Eastlake Falkenberg Greenaway Holloway"
).split()
TOWNS = "Devon Bristol Knutsford Sunderland Probus Craven Wychavon Orleton Battersea Westbury Rome Oslo Lagos".split()
TITLES = ("Nurse", "Data Engineer", "Welder", "Geologist", "Teacher", "Accountant", "Baker", "Pilot")


def invented(seed: int, people: int = 120, most: int = 6) -> tuple[pa.Table, dict[str, str]]:
    """Invent records of people in random order: (table in the match schema, person of each record)."""
    chance = Random(seed)
    rows, truth = [], {}
    for number in range(people):
        given, surname = chance.choice(GIVEN), f"{chance.choice(SURNAMES)} {chance.choice(SURNAMES)}"
        birth = f"{chance.randint(1940, 2000)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
        place = f"{chance.choice(TOWNS)}, {chr(65 + number % 26)}{chance.randint(1, 99)} {chance.randint(1, 9)}XY"
        title, email = chance.choice(TITLES), f"{given}.{number}@post.example"
        for _ in range(chance.randint(1, most)):
            name = f"r{chance.getrandbits(60):015x}"
            truth[name] = f"person {number}"
            rows.append(
                {
                    "id": name,
                    "name": f"{given} {_worn(surname, chance)}",
                    "birth_date": birth if chance.random() < 0.7 else None,
                    "location": place if chance.random() < 0.8 else place.split(",", maxsplit=1)[0],
                    "positions": [{"title": title}] if chance.random() < 0.5 else None,
                    "emails": [email] if chance.random() < 0.3 else None,
                }
            )
    chance.shuffle(rows)
    return rows_table(rows), truth


def _worn(text: str, chance: Random) -> str:
    """Misspell one letter now and then."""
    if chance.random() < 0.85:
        return text
    at = chance.randrange(1, len(text))
    return text[:at] + chance.choice("aeiours") + text[at + 1 :]


def pairwise(found: dict[str, str], truth: dict[str, str]) -> tuple[float, float]:
    """Measure precision and recall over pairs of records, by comparing every two."""
    names = sorted(truth)
    right = joined = true = 0
    for at, one in enumerate(names):
        for two in names[:at]:
            same, together = truth[one] == truth[two], found[one] == found[two]
            right += same and together
            joined += together
            true += same
    return right / max(joined, 1), right / max(true, 1)


def clusters_of(table: pa.Table) -> dict[str, str]:
    """Read a table of clusters as a mapping."""
    return dict(zip(table["record_id"].to_pylist(), table["cluster_id"].to_pylist(), strict=True))


def parts_of(found: dict[str, str]) -> set[frozenset[str]]:
    """Give the clusters as sets of records, whatever they are called."""
    parts: dict[str, set[str]] = {}
    for record, cluster in found.items():
        parts.setdefault(cluster, set()).add(record)
    return {frozenset(part) for part in parts.values()}
