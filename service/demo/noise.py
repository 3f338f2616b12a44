"""Turn an invented life into what an applicant tracking system holds about it: stale, mistyped, incomplete."""

import random
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any

from service.demo import pools
from service.demo.lives import Life, Mailboxes, personal_email, plain

NOISE: Mapping[str, float] = MappingProxyType(
    {  # shares of candidates unless said otherwise
        "no profile": 0.30,
        "applies again under another record": 0.02,
        "company: a past one": 0.20,
        "company: a random one": 0.15,
        "company: empty": 0.15,
        "company: legal form dropped": 0.30,
        "title: changed": 0.40,
        "title: empty": 0.15,
        "place: changed, same country": 0.15,
        "place: empty": 0.15,
        "e-mail: shared, where the profile has one": 0.55,
        "e-mail: variant of the shared one": 0.15,  # of the shared ones
        "e-mail: of a namesake's household": 0.02,
        "e-mail: role mailbox": 0.02,
        "e-mail: blanked at the end": 0.40,
        "name: nickname tried": 0.15,
        "name: typo in first": 0.05,
        "name: typo in last": 0.05,
        "name: initial only": 0.02,
        "name: new surname": 0.03,
        "name: double surname": 0.03,
        "name: second surname dropped": 0.50,  # of those who have two
        "name: diacritics stripped": 0.10,
        "name: middle kept": 0.50,  # of those who have one
        "name: swapped or comma": 0.04,
        "name: suffix": 0.04,
        "name: upper case": 0.06,
        "name: lower case": 0.06,
        "name: one field": 0.20,
        "phone": 0.55,
        "phone: the profile's": 0.50,  # of those with a phone whose profile has one
        "profile address given": 0.01,
        "do not contact": 0.02,
    }
)
ROLES = ("info", "jobs", "hr", "office", "contact", "admin", "careers", "hello")
SUFFIXES = ("PhD", "MBA", "PMP", "Jr.", "CPA")
KEYS = "abcdefghijklmnopqrstuvwxyz"
STATUSES = ("new", "active", "active", "screening", "archived", "hired")
DAYS_BACK = 900


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a candidate's record is made amid: the mailboxes given out, namesakes by surname, and the present time."""

    boxes: Mailboxes
    households: Mapping[str, list[str]]
    now: datetime


def candidate_of(rng: random.Random, life: Life, number: str, around: Surroundings) -> dict[str, Any]:
    """Make the ATS record of one life, as a dict that fits `entities.ats.Candidate` with its kind."""
    title, company = _work(rng, life)
    city = _city(rng, life)
    created = around.now - timedelta(minutes=rng.randrange(DAYS_BACK * 1440))
    modified = created + (around.now - created) * rng.random()
    record: dict[str, Any] = {
        "kind": "candidate",
        "id": number,
        "created": created.isoformat(timespec="seconds"),
        "modified": modified.isoformat(timespec="seconds"),
        **_name(rng, life),
        "emails": _emails(rng, life, around),
        "phones": _phones(rng, life),
        "addresses": [{"city": city, "country": life.country.name}] if city else [],
        "current_company": company,
        "current_title": title,
        "profile_url": life.profile["profile_url"] if rng.random() < NOISE["profile address given"] else "",
        "do_not_contact": rng.random() < NOISE["do not contact"],
        "status": rng.choice(STATUSES),
    }
    return record


def typo(rng: random.Random, text: str) -> str:
    """Insert, drop, replace or swap one letter, anywhere but at the start."""
    if len(text) < 3:
        return text
    at = rng.randrange(1, len(text))
    kind = rng.randrange(4)
    if kind == 0:
        return text[:at] + rng.choice(KEYS) + text[at:]
    if kind == 1:
        return text[:at] + text[at + 1 :]
    if kind == 2 or at == len(text) - 1:
        return text[:at] + rng.choice(KEYS) + text[at + 1 :]
    return text[:at] + text[at + 1] + text[at] + text[at + 2 :]


def without_marks(text: str) -> str:
    """Strip diacritics: "Müller" to "Muller"."""
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


def _chance(rng: random.Random, name: str) -> bool:
    return rng.random() < NOISE[name]


def _name(rng: random.Random, life: Life) -> dict[str, str]:
    first, last = life.profile["first_name"], life.profile["last_name"].split(",")[0]
    culture = pools.culture(life.culture)
    if _chance(rng, "name: nickname tried") and first in culture.nicknames:
        first = rng.choice(culture.nicknames[first])
    if " " in last and life.country.code in {"ES", "MX", "BR"} and _chance(rng, "name: second surname dropped"):
        last = last.split(" ")[-1 if life.country.code == "BR" else 0]
    if _chance(rng, "name: new surname"):
        last = rng.choice(culture.last.words[:400])
    elif _chance(rng, "name: double surname"):
        last = f"{last}-{rng.choice(culture.last.words[:400])}"
    if _chance(rng, "name: typo in first"):
        first = typo(rng, first)
    if _chance(rng, "name: typo in last"):
        last = typo(rng, last)
    if _chance(rng, "name: initial only"):
        first = first[:1] + rng.choice(("", "."))
    middle = life.profile["middle_name"] if _chance(rng, "name: middle kept") else ""
    if _chance(rng, "name: suffix"):
        last = f"{last}{rng.choice((' ', ', '))}{rng.choice(SUFFIXES)}"
    return _layout(rng, first, middle, last)


def _layout(rng: random.Random, first: str, middle: str, last: str) -> dict[str, str]:
    """Lay a name out in the fields of a record, in the letter case somebody typed it in."""
    parts = [first, middle, last]
    if _chance(rng, "name: diacritics stripped"):
        parts = [without_marks(part) for part in parts]
    at = rng.random()
    if at < NOISE["name: upper case"]:
        parts = [part.upper() for part in parts]
    elif at < NOISE["name: upper case"] + NOISE["name: lower case"]:
        parts = [part.lower() for part in parts]
    first, middle, last = parts
    swapped, one_field = _chance(rng, "name: swapped or comma"), _chance(rng, "name: one field")
    if one_field:
        given = f"{first} {middle}".strip()
        return {"name": f"{last}, {given}" if swapped else f"{given} {last}"}
    if swapped:
        first, last = last, first
    return {"first_name": first, "last_name": last} | ({"middle_name": middle} if middle else {})


def _emails(rng: random.Random, life: Life, around: Surroundings) -> list[str]:
    profile, found = life.profile, ""
    if profile["emails"] and _chance(rng, "e-mail: shared, where the profile has one"):
        found = rng.choice(profile["emails"])
        if _chance(rng, "e-mail: variant of the shared one"):
            found = _variant(rng, found)
    if not found:
        found = personal_email(rng, around.boxes, profile["first_name"], profile["last_name"].split(",")[0])
    household = around.households.get(profile["last_name"].split(",")[0], [])
    if household and _chance(rng, "e-mail: of a namesake's household"):
        found = rng.choice(household)
    if _chance(rng, "e-mail: role mailbox"):
        found = f"{rng.choice(ROLES)}@{plain(profile['positions'][0]['company'])}.example"
    return [] if _chance(rng, "e-mail: blanked at the end") else [found]


def _variant(rng: random.Random, address: str) -> str:
    local, _, host = address.partition("@")
    kind = rng.randrange(4)
    if kind == 0 and host == "gmail.com":
        return f"{local.replace('.', '')}@{host}"
    if kind == 1:
        return f"{local}+jobs@{host}"
    if kind == 2 and host == "gmail.com":
        return f"{local}@googlemail.com"
    return address.upper()


def _phones(rng: random.Random, life: Life) -> list[str]:
    if not _chance(rng, "phone"):
        return []
    known = life.profile["phones"]
    if known and _chance(rng, "phone: the profile's"):
        return [known[0]]
    return [f"+{rng.choice(('1303', '4479', '4915', '9199'))}{rng.randrange(10**6, 10**7)}"]


def _work(rng: random.Random, life: Life) -> tuple[str, str]:
    positions = life.profile["positions"]
    at = rng.random()
    shown = positions[0]
    if at < NOISE["company: a past one"] and len(positions) > 1:
        shown = rng.choice(positions[1:])
    company, title = shown["company"], shown["title"]
    if NOISE["company: a past one"] <= at < NOISE["company: a past one"] + NOISE["company: a random one"]:
        company = rng.choice(pools.companies().words)
    elif at >= 1 - NOISE["company: empty"]:
        company = ""
    form = company.rpartition(" ")
    if form[2] in pools.legal_forms().words and _chance(rng, "company: legal form dropped"):
        company = form[0]
    at = rng.random()
    if at < NOISE["title: changed"]:
        title = f"{rng.choice(pools.seniorities().words)} {rng.choice(pools.careers()).title}".strip()
    elif at >= 1 - NOISE["title: empty"]:
        title = ""
    return title, company


def _city(rng: random.Random, life: Life) -> str:
    at = rng.random()
    if at < NOISE["place: changed, same country"]:
        return rng.choice(life.country.cities.words)
    return "" if at >= 1 - NOISE["place: empty"] else life.city
