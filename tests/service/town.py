"""Turn a seed into a town: members, candidates who are or aren't members, jobs, applications, stages, notes, access."""

import random
from dataclasses import dataclass, field
from typing import Any

TITLES = ("Welder", "Nurse", "Baker", "Pilot")
COMPANIES = ("Ironworks", "Clinic", "Mill", "Airline", "Quarry")
PLACES = ("Bonn", "Oslo", "Lima", "Pune")
SKILLS = ("Falconry", "Chess", "Archery", "Juggling", "Origami", "Yodelling")
STAGES = ("Screening", "Interview", "Offer")
SOURCES = ("Fair", "Referral", "Board")
GIVEN = ("Ann", "Bob", "Cleo", "Dan", "Eve", "Finn", "Gus", "Hana", "Ivo", "June")
CANARY = "canary"  # stands in every value that must never be shown
SEATS = ("seat:north", "seat:south")


@dataclass
class Town:
    """Lines to send, rows to import, and who is who: candidate's source id -> member's id, or None."""

    members: list[dict[str, Any]] = field(default_factory=list)
    items: list[dict[str, Any]] = field(default_factory=list)
    truth: dict[str, str | None] = field(default_factory=dict)
    shut: dict[str, tuple[str, ...]] = field(default_factory=dict)  # candidates that only some seats may see


def surname(number: int) -> str:
    """Spell a number as a name that nobody else has."""
    return "Z" + "".join("aeiou"[int(digit)] + "lmnrs"[int(digit)] for digit in _base_five(number))


def make_town(seed: int, members: int = 40, candidates: int = 60) -> Town:
    """Invent it; every third candidate is a member, every seventh is shut to all but one seat."""
    rng = random.Random(seed)
    town = Town(members=[_member(rng, number) for number in range(members)])
    for number in range(3):
        town.items.append({"kind": "job", "id": f"j{number}", "title": TITLES[number], "description": "Chess needed"})
    for number in range(candidates):
        _settle(town, rng, number)
    return town


def _settle(town: Town, rng: random.Random, number: int) -> None:
    name = f"c{number}"
    twin = town.members[number // 3] if number % 3 == 0 and number // 3 < len(town.members) else None
    town.truth[name] = twin and twin["id"]
    town.items.append(_candidate(rng, number, twin))
    for at in range(rng.randrange(3)):
        application = f"a{number}-{at}"
        town.items.append(
            {
                "kind": "application",
                "id": application,
                "candidate": name,
                "job": f"j{at}",
                "source": rng.choice(SOURCES),
                "referrer": f"{CANARY}-referrer-{number}",
            }
        )
        stage = {"kind": "stage_entry", "id": f"s{number}-{at}", "application": application}
        town.items.append({**stage, "stage": rng.choice(STAGES), "entered_at": f"2025-01-0{1 + number % 9}"})
    if number % 4 == 0:
        note = {"kind": "note", "id": f"n{number}", "candidate": name}
        town.items.append({**note, "text": f"{CANARY}-private-{number}", "visibility": "private"})
    if number % 7 == 0:
        seats = (SEATS[number % 2],)
        town.shut[name] = seats
        entry = {"kind": "access_entry", "id": f"x{number}", "about_kind": "candidate", "about": name}
        town.items.append({**entry, "state": "restricted", "seats": [seat.removeprefix("seat:") for seat in seats]})


def _member(rng: random.Random, number: int) -> dict[str, Any]:
    return {
        "id": f"{CANARY}-member-{number}",
        "first_name": rng.choice(GIVEN),
        "last_name": surname(number),
        "emails": [f"{CANARY}-m{number}@example.com"],
        "phones": [f"+4930555{number:04d}"],
        "headline": f"{rng.choice(TITLES)} at heart",
        "location": rng.choice(PLACES),
        "positions": [{"company": rng.choice(COMPANIES), "title": rng.choice(TITLES), "start": "2019", "end": ""}],
        "skills": rng.sample(SKILLS, 2),
        "open_to_work": rng.random() < 0.3,
    }


def _candidate(rng: random.Random, number: int, twin: dict[str, Any] | None) -> dict[str, Any]:
    person = {"first_name": rng.choice(GIVEN), "last_name": surname(1_000 + number)}
    emails = [f"{CANARY}-c{number}@example.com"]
    work = {"current_company": rng.choice(COMPANIES), "current_title": rng.choice(TITLES)}
    if twin is not None:
        person = {name: twin[name] for name in ("first_name", "last_name")}
        emails = [*twin["emails"], *emails]
        work["current_company"] = twin["positions"][0]["company"]
    return {
        "kind": "candidate",
        "id": f"c{number}",
        "modified": f"2025-01-{1 + number % 28:02d}T00:00:00Z",
        **person,
        **work,
        "emails": emails,
        "phones": [f"+4940555{number:04d}"],
        "addresses": [{"line": f"{CANARY} street {number}", "city": rng.choice(PLACES)}],
        "tags": [f"{rng.choice(SKILLS)} friend"],
    }


def _base_five(number: int) -> str:
    digits = ""
    while number or not digits:
        number, digit = divmod(number, 5)
        digits += str(digit)
    return digits
