"""Turn a seed into the sample of the demo: members, the lines of an ATS, resume files, and the truth."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from service.demo.ats import make_ats
from service.demo.people import NOW, make_people
from service.demo.reserved import at_reserved_hosts
from service.demo.resumes import candidate_of, has_member, member_of, shipped_resumes

SEED = 7
MEMBERS, CANDIDATES, JOBS = 2_000, 1_000, 40


@dataclass(frozen=True, slots=True)
class Sample:
    """What the demo loads.

    `members` fit `entities.member.Member`. `lines` are what an ATS pushes: jobs, candidates, applications, stage
    entries, notes, feedback. `resumes` are file name, content, and the source id of the candidate it belongs to.
    `truth` names each candidate's member, or None.
    """

    members: list[dict[str, Any]]
    lines: list[dict[str, Any]]
    resumes: list[tuple[str, bytes, str]]
    truth: dict[str, str | None]


def make_sample(seed: int = SEED, *, now: datetime = NOW) -> Sample:
    """Make 2,000 members, 1,000 candidates and 40 jobs; equal seeds give equal samples.

    The last candidates are those of the shipped resumes, the last members their profiles; the rest is invented. All
    addresses are at hosts kept for documentation (RFC 2606).
    """
    shipped = shipped_resumes()
    profiled = [at for at in range(len(shipped)) if has_member(at)]
    people = make_people(seed, MEMBERS - len(profiled), CANDIDATES - len(shipped), now=now)
    first_member, first_candidate = len(people.members) + 1, len(people.candidates) + 1
    numbers = {at: f"m{first_member + place:07d}" for place, at in enumerate(profiled)}
    sources = [f"c{first_candidate + at:07d}" for at in range(len(shipped))]
    candidates = [
        *map(at_reserved_hosts, people.candidates),
        *(candidate_of(one, at, sources[at], now=now) for at, one in enumerate(shipped)),
    ]
    lines = make_ats(seed, candidates, JOBS, now=now)
    return Sample(
        members=[
            *map(at_reserved_hosts, people.members),
            *(member_of(shipped[at], at, number) for at, number in numbers.items()),
        ],
        lines=[*lines[:JOBS], *candidates, *lines[JOBS:]],
        resumes=[(one.file, one.content, source) for one, source in zip(shipped, sources, strict=True)],
        truth={**people.truth, **{source: numbers.get(at) for at, source in enumerate(sources)}},
    )
