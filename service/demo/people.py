"""Turn a seed into two views of invented people: member profiles, then candidates of an ATS, with the truth between."""

import random
from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from service.demo.lives import Life, Mailboxes, make_lives
from service.demo.noise import NOISE, Surroundings, candidate_of

NOW = datetime(2026, 6, 1, 9, 0, tzinfo=UTC)  # the present of the invented world, unless another is given


@dataclass(frozen=True, slots=True)
class People:
    """Members as dicts of `entities.member.Member`, candidates as dicts of `entities.ats.Candidate`, and the truth.

    `truth` names each candidate's member, or None for one who has no profile.
    """

    members: list[dict[str, Any]]
    candidates: list[dict[str, Any]]
    truth: dict[str, str | None]


def make_people(seed: int, members: int, candidates: int, *, now: datetime = NOW) -> People:
    """Invent members and candidates; equal arguments give equal people. Rates: `noise.NOISE` and `lives.RATES`."""
    boxes = Mailboxes()
    profiles = make_lives(seed, members, boxes, now.date(), "m")
    rng = random.Random(f"{seed}/candidates")  # noqa: S311 - invented people need a repeatable source, not a secret one
    kinds = [rng.random() < NOISE["no profile"] or not profiles for _ in range(candidates)]
    strangers = iter(make_lives(seed, sum(kinds), boxes, now.date(), "x"))
    known = _applicants(rng, profiles, candidates - sum(kinds))
    around = Surroundings(boxes, _households(profiles), now)
    records: list[dict[str, Any]] = []
    truth: dict[str, str | None] = {}
    for number, stranger in enumerate(kinds, start=1):
        life = next(strangers) if stranger else next(known)
        records.append(candidate_of(rng, life, f"c{number:07d}", around))
        truth[records[-1]["id"]] = None if stranger else life.profile["id"]
    return People([life.profile for life in profiles], records, truth)


def _applicants(rng: random.Random, profiles: list[Life], count: int) -> Any:
    """Give the members who apply, in turn; a few apply again under another record."""
    order = list(range(len(profiles)))
    rng.shuffle(order)
    given = 0
    for _ in range(count):
        if given and (given == len(order) or rng.random() < NOISE["applies again under another record"]):
            yield profiles[order[rng.randrange(given)]]
        else:
            given += 1
            yield profiles[order[given - 1]]


def _households(profiles: list[Life]) -> dict[str, list[str]]:
    """Collect addresses by surname, for candidates who use somebody else's at home."""
    found: dict[str, list[str]] = defaultdict(list)
    for life in profiles:
        if life.profile["emails"]:
            found[life.profile["last_name"].split(",")[0]].append(life.profile["emails"][0])
    return found
