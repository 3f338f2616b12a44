"""Turn a tenant of a town into one with members, candidates, jobs, links, a resume and seats."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tests.http.conftest import Town
from tests.service.conftest import House

TITLES = ("Welder", "Nurse", "Baker")
PLACES = ("Bonn", "Oslo")
SKILLS = ("Falconry", "Chess", "Archery")
SURNAMES = ("Abara", "Brandt", "Castro", "Dlamini", "Eklund", "Farouk", "Grimaldi", "Hoshino", "Ibarra", "Jansen")
RESUME = (
    b"June Brandt\njune.brandt@members.example\n\nSummary\nBakes at night.\n\n"
    b"Experience\nNurse, Quarry\n2020 - present\n\nSkills\nYodelling\nChess\n"
)
SEARCHER = ("people:read", "people:write", "act_as")
Answer = dict[str, Any]


@dataclass(frozen=True)
class Crowd:
    """The tenant, a token that sees all, and one that looks as the seats s1, s2."""

    town: Town
    house: House
    token: str
    seated: str

    def ask(self, method: str, path: str, viewer: str | None = None, status: int = 200, **options: Any) -> Answer:
        """Call as all seats, or as the seat that is named; give the body of the expected answer."""
        answer = self.town.call(method, path, self.seated if viewer else self.token, viewer=viewer, **options)
        assert answer.status_code == status, answer.text
        body: Answer = answer.json() if answer.content else {}
        return body

    def search(self, viewer: str | None = None, **body: Any) -> Answer:
        """Search."""
        return self.ask("POST", "/v1/search", viewer, json=body)

    def pages(self, **body: Any) -> Iterator[Answer]:
        """Search page by page."""
        cursor = None
        while True:
            page = self.search(**body, cursor=cursor)
            yield page
            cursor = page["next"]
            if cursor is None:
                return

    def shut(self, kind: str, source: str, *seats: str) -> None:
        """Let only some seats see a record."""
        entry = {"kind": "access_entry", "id": f"x-{kind}-{source}", "about_kind": kind, "about": source}
        self.house.push({**entry, "state": "restricted", "seats": list(seats)})
        self.house.drain()


def surname(number: int) -> str:
    """Name a number."""
    return SURNAMES[number % 10] + ("son" if number >= len(SURNAMES) else "")


def member(number: int, **fields: Any) -> dict[str, Any]:
    """Make a member row that no other is like."""
    row = {
        "id": f"shared-{number}",
        "first_name": "June",
        "last_name": surname(number),
        "emails": [f"june.{surname(number).lower()}@members.example"],
        "phones": [f"+4930111{number:04d}"],
        "headline": f"{TITLES[number % 3]} of note",
        "location": PLACES[number % 2],
        "positions": [{"company": "Quarry", "title": TITLES[number % 3], "start": "2020", "end": ""}],
        "skills": [SKILLS[number % 3], "Origami"],
    }
    return {**row, **fields}


def candidate(number: int, **fields: Any) -> dict[str, Any]:
    """Make a candidate item that is no member."""
    row = {
        "kind": "candidate",
        "id": f"c{number}",
        "first_name": "Cleo",
        "last_name": surname(number),
        "emails": [f"cleo.{surname(number).lower()}@ats.example"],
        "phones": [f"+4930222{number:04d}"],
        "current_title": TITLES[number % 3],
        "current_company": "Mill",
        "addresses": [{"city": PLACES[number % 2]}],
    }
    return {**row, **fields}


def crowd_in(town: Town, name: str, *, members: int = 9, candidates: int = 9) -> Crowd:
    """Fill a tenant: candidate `twin` is member 1, June Brandt, applied for job j1, has a resume; all is indexed."""
    house = town.house(name)
    house.members(*(member(number) for number in range(members)))
    house.push(
        {"kind": "job", "id": "j1", "title": "Baker", "description": "Chess and Origami needed.", "location": "Oslo"},
        {"kind": "job", "id": "j2", "title": "Nurse", "description": "Archery needed."},
        *(candidate(number) for number in range(candidates)),
        candidate(1, id="twin", first_name="June", emails=["june.brandt@members.example"], phones=["+49301110001"]),
        {"kind": "application", "id": "a1", "candidate": "twin", "job": "j1", "status": "new", "source": "Fair"},
        {"kind": "stage_entry", "id": "s1", "application": "a1", "stage": "Interview", "entered_at": "2025-01-02"},
    )
    house.attach("twin", "cv.txt", RESUME)
    house.drain()
    for seat in ("s1", "s2"):
        town.seat(house, seat)
    return Crowd(town, house, town.token(house), town.token(house, *SEARCHER, contracts=("main",)))
