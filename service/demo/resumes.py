"""Turn the shipped resume files into candidates who sent them, some with a member profile of their own.

The files were rendered from invented people for this project; `truth.json` holds what each file shows.
"""

import functools
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib import resources
from typing import Any

from service.demo import pools

TRUTH = "truth.json"
FAMILY_NAME_FIRST = frozenset(("HU", "VN"))
# How a person's records differ from the resume, by its place in the list: every n-th one.
OLD_POSITION, NO_EMAIL, ONE_NAME_FIELD = 5, 4, 3
MEMBERS_EVERY = 2  # every second person has a member profile
MEMBER_EMAIL_EVERY = 3  # of those, with the same e-mail address
MEMBER_LINK_EVERY = 3  # of those, without the address that the resume names
OPEN_EVERY = 5  # of those, open to work


@dataclass(frozen=True, slots=True)
class ShippedResume:
    """One resume file, what it shows (`truth`), and all that is known of its person (`facts`)."""

    file: str
    content: bytes
    truth: dict[str, Any]
    facts: dict[str, Any]


@functools.cache
def shipped_resumes() -> tuple[ShippedResume, ...]:
    """Read the shipped files, in the order of the truth."""
    folder = resources.files("service.demo") / "resumes"
    told = json.loads((folder / TRUTH).read_text("utf-8"))
    return tuple(
        ShippedResume(
            file=entry["file"],
            content=(folder / entry["file"]).read_bytes(),
            truth=entry["truth"],
            facts=told["people"][entry["person"]],
        )
        for entry in told["files"]
    )


def has_member(at: int) -> bool:
    """Tell whether the person of the `at`-th resume has a member profile."""
    return at % MEMBERS_EVERY == 0


def candidate_of(shipped: ShippedResume, at: int, source: str, *, now: datetime) -> dict[str, Any]:
    """Make the ATS record of the `at`-th resume's person: less than the resume, and in part out of date."""
    facts = shipped.facts
    created = now - timedelta(days=20 + 11 * at)
    held = facts["work"][min(1 if at % OLD_POSITION == OLD_POSITION - 1 else 0, len(facts["work"]) - 1)]
    emails = facts.get("emails", [])[:1] if at % NO_EMAIL else []
    return {
        "kind": "candidate",
        "id": source,
        "created": created.isoformat(timespec="seconds"),
        "modified": (created + timedelta(days=5)).isoformat(timespec="seconds"),
        **_name(facts, in_one=at % ONE_NAME_FIELD == 0),
        "emails": emails,
        "phones": facts.get("phones", [])[:1],
        "addresses": [{"city": facts["city"], "country": _country(facts)}] if facts.get("city") else [],
        "current_company": held["company"] or "",
        "current_title": held["title"] or "",
        "tags": ["resume"],
        "status": "active",
    }


def member_of(shipped: ShippedResume, at: int, number: str) -> dict[str, Any]:
    """Make the public profile of the same person: shorter titles, fewer skills, another headline."""
    facts = shipped.facts
    place = at // MEMBERS_EVERY
    positions = [
        {
            "company": held["company"] or "",
            "title": _plain(held["title"]),
            "start": held["start"] or "",
            "end": held["end"] or "",
        }
        for held in facts["work"][:4]
    ]
    skills = facts.get("skills", [])
    return {
        "id": number,
        **_name(facts, in_one=False),
        "name": facts["name"],
        "emails": facts.get("emails", [])[:1] if place % MEMBER_EMAIL_EVERY == 0 else [],
        "headline": f"{positions[0]['title']} | {', '.join(skills[:3])}",
        "summary": f"{positions[0]['title']} in {facts['city']}." if facts.get("city") else "",
        "location": ", ".join(part for part in (facts.get("city"), _country(facts)) if part),
        "positions": positions,
        "education": [
            {key: entry.get(key) or "" for key in ("school", "degree", "area", "end")}
            for entry in facts.get("education", [])[:1]
        ],
        "skills": skills[: max(3, len(skills) - 3)],
        "profile_url": next(iter(facts.get("links", [])), "") if place % MEMBER_LINK_EVERY else "",
        "open_to_work": place % OPEN_EVERY == 0,
    }


def _name(facts: dict[str, Any], *, in_one: bool) -> dict[str, str]:
    parts: Sequence[str] = facts["name"].split()
    if in_one or len(parts) < 2:
        return {"name": facts["name"]}
    if facts["region"] in FAMILY_NAME_FIRST:
        return {"first_name": " ".join(parts[1:]), "last_name": parts[0]}
    return {"first_name": parts[0], "last_name": " ".join(parts[1:])}


def _country(facts: dict[str, Any]) -> str:
    code: str = facts.get("region") or ""
    named: str | None = facts.get("country")
    return named or next((c.name for c in pools.countries() if c.code == code), code)


def _plain(title: str | None) -> str:
    """Leave out what stands in brackets or after a dash: "Nurse (Part-time)" to "Nurse"."""
    return (title or "").partition(" (")[0].partition(" – ")[0].partition(" / ")[0]
