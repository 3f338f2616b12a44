"""Turn a seed into stores that differ in what one seat may not see: without it, with it, with it for everybody."""

import base64
import copy
import random
import shutil
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from entities.document import EVERYONE, Access
from entities.errors import NotFound
from entities.ids import SourceId
from entities.query import FacetName
from service.flows.recommend import recommend_for
from service.flows.tenants import FIRST_INSTANCE
from service.settings import Settings
from service.wiring import open_parts
from service.worker import Worker
from tests.service.conftest import NOW, HereParser, House
from tests.service.town import COMPANIES, PLACES, SKILLS, SOURCES, STAGES, TITLES, Town, make_town, surname

KNOWING, OTHER = "north", "south"  # the seat that may see what is secret, and one that may not
KNOWS: Access = (EVERYONE, f"seat:{KNOWING}")
OTHERS: tuple[Access, ...] = ((EVERYONE, f"seat:{OTHER}"), (EVERYONE,), (EVERYONE, "seat:west"))
JOBS = ("j0", "j1", "j2", "vault")
LONE_WORDS = (
    "oboe",
    "lute",
    "chess",
    "falconry",
    "welder",
    "nurse",
    "ironworks",
    "org*",
    "bak*",
    "zal*",
    "vault",
    "glassblowing",
)
FACETS: tuple[FacetName, ...] = ("stage", "source", "skill", "location", "current_title", "in_ats", "open_to_work")
VALUES: Mapping[FacetName, tuple[str, ...]] = {
    "stage": (*STAGES, "Vault round"),
    "source": (*SOURCES, "Vault"),
    "skill": (*SKILLS, "Glassblowing"),
    "location": PLACES,
    "current_title": TITLES,
    "in_ats": ("true", "false"),
}
Item = dict[str, Any]
RESUME = base64.b64encode(b"SKILLS\nGlassblowing, Chess\n").decode()


@dataclass(frozen=True)
class Secrets:
    """What only one seat may see, and the entries that say so; the rest of a store knows nothing of it."""

    items: tuple[Item, ...]
    entries: tuple[Item, ...]

    def open_items(self) -> tuple[Item, ...]:
        """Write the same records as they are where nothing is secret: remarks that were for nobody are for everyone."""
        return tuple({**item, "visibility": "everyone"} if "visibility" in item else item for item in self.items)


@dataclass(frozen=True)
class Stores:
    """Three stores of one tenant: without the secrets, with them, with them and without any entry about them."""

    without: House
    secret: House
    opened: House
    secrets: Secrets
    town: Town


def entry(kind: str, about: str, *seats: str, **fields: Any) -> Item:
    """Restrict a record to seats."""
    named = {"kind": "access_entry", "id": f"only-{kind}-{about}", "about_kind": kind, "about": about}
    return {**named, "state": "restricted", "seats": list(seats or (KNOWING,)), **fields}


def make_secrets(rng: random.Random, town: Town, candidates: int) -> Secrets:
    """Invent applications, remarks and candidates that one seat alone may see."""
    items: list[Item] = []
    entries = [entry("job", "vault")]
    people = rng.sample([f"c{number}" for number in range(candidates)], 6)
    for number, name in enumerate(people):
        job = "vault" if number < 3 else rng.choice(JOBS[:3])
        items += _application(rng, f"va{number}", name, job)
        if job != "vault":
            entries.append(entry("application", f"va{number}"))
    for number, name in enumerate(rng.sample([one for one in town.truth if one not in town.shut], 3)):
        note = {"kind": "note", "id": f"vn{number}", "candidate": name, "text": _words(rng)}
        items.append({**note, "visibility": "private"} if number == 0 else note)
        entries.append(entry("note", f"vn{number}", state="open") if number == 0 else entry("note", f"vn{number}"))
    for number in range(3):  # one by itself, one more of a member who has a candidate, one of a member who has none
        twin = (None, town.members[rng.randrange(candidates // 3)], town.members[-1 - rng.randrange(3)])[number]
        items.append(_candidate(rng, number, twin))
        entries.append(entry("candidate", f"vc{number}"))
        items += _application(rng, f"vb{number}", f"vc{number}", rng.choice(JOBS))
    return Secrets(tuple(items), tuple(entries))


def _application(rng: random.Random, name: str, candidate: str, job: str) -> list[Item]:
    application = {"kind": "application", "id": name, "candidate": candidate, "job": job}
    stage = {"kind": "stage_entry", "id": f"s{name}", "application": name, "entered_at": "2025-06-01"}
    return [
        {**application, "source": rng.choice((*SOURCES, "Vault")), "modified": f"2025-0{rng.randint(2, 9)}-11"},
        {**stage, "stage": rng.choice((*STAGES, "Vault round", "Hired"))},
        {"kind": "note", "id": f"n{name}", "application": name, "text": _words(rng)},
        {"kind": "feedback", "id": f"f{name}", "application": name, "text": _words(rng), "rating": 4},
        {"kind": "attachment", "id": f"r{name}", "application": name, "file_name": "cv.txt", "content": RESUME},
    ]


def _candidate(rng: random.Random, number: int, twin: Mapping[str, Any] | None) -> Item:
    person = {"first_name": "Vera", "last_name": surname(5_000 + number), "emails": [f"v{number}@example.com"]}
    if twin is not None:
        person = {name: twin[name] for name in ("first_name", "last_name", "emails")}
    work = {"current_title": rng.choice(TITLES), "current_company": rng.choice(COMPANIES)}
    return {"kind": "candidate", "id": f"vc{number}", **person, **work, "modified": "2025-07-01"}


def _words(rng: random.Random) -> str:
    return " ".join(rng.choices(("oboe", "lute", "vault", *SKILLS, *TITLES, *COMPANIES), k=5))


@contextmanager
def open_stores(folder: Path, seed: int, *, members: int = 16, candidates: int = 21) -> Iterator[Stores]:
    """Fill one store, copy it twice while it is closed, then tell two of the three what is secret, in their ways."""
    rng = random.Random(seed)
    town = make_town(seed, members=members, candidates=candidates)
    secrets = make_secrets(rng, town, candidates)
    with open_parts(Settings(data=folder / "without"), clock=lambda: NOW) as parts:
        first = House(parts)
        first.members(*town.members)
        first.push(*town.items, {"kind": "job", "id": "vault", "title": "Pilot", "description": "Chess, Origami"})
        first.drain()
    for name in ("secret", "opened"):
        shutil.copytree(folder / "without", folder / name)
    with ExitStack() as stack:
        houses = []
        for name in ("without", "secret", "opened"):
            house = copy.copy(first)
            house.parts = stack.enter_context(open_parts(Settings(data=folder / name), clock=lambda: NOW))
            house.worker = Worker(house.parts, HereParser())
            houses.append(house)
        without, secret, opened = houses
        tell(without, *(one for one in secrets.entries if one["about_kind"] == "job"))
        tell(opened, *secrets.open_items())
        tell(secret, *secrets.items, *secrets.entries)
        yield Stores(without, secret, opened, secrets, town)


def tell(house: House, *items: Item) -> None:
    """Push items and do all that follows."""
    assert {outcome.result for outcome in house.push(*items)} <= {"created", "changed", "unchanged"}
    house.drain()


def some_request(rng: random.Random) -> dict[str, Any]:
    """Invent a search: words with operators, filters, facets, order, page."""
    shape = rng.choice(("{}", "{}", "{} OR {}", "{} {}", "{} NOT {}", "{} OR {} OR {}", ""))
    facets = rng.sample(sorted(VALUES), rng.choice((0, 0, 1, 1, 2)))
    return {
        "text": shape.format(*rng.choices(LONE_WORDS, k=3)),
        "filters": {
            name: tuple(rng.sample(VALUES[name], rng.randint(1, min(2, len(VALUES[name]))))) for name in facets
        },
        "facets": tuple(rng.sample(FACETS, rng.randint(1, 4))),
        "sort": rng.choice(("relevance", "relevance", "recency")),
        "offset": rng.choice((0, 0, 3, 11)),
        "limit": rng.choice((5, 12, 100)),
    }


def matches(house: House, job: str, access: Access) -> str:
    """Give all that a viewer is told of a job's matches, or that there is no such job."""
    try:
        found = recommend_for(
            house.parts, house.tenant, SourceId(job), instance=FIRST_INSTANCE, limit=100, access=access
        )
    except NotFound as error:
        return error.message
    return found.model_dump_json()
