"""Turn invented candidates into the history an applicant tracking system has of them, as wire lines."""

import random
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any

from service.demo import pools
from service.demo.jobs import OWNERS, make_jobs
from service.demo.people import NOW

Line = dict[str, Any]

RATES: Mapping[str, float] = MappingProxyType(
    {
        "no application": 0.20,  # of candidates
        "second application": 0.25,
        "third application": 0.05,
        "job of the own trade": 0.70,  # of applications by people whose trade has a job
        "next stage": 0.55,  # of those who reached a stage
        "withdrawn": 0.08,
        "note": 0.30,  # of candidates
        "note only for its author": 0.10,  # of notes
        "feedback": 0.70,  # of applications that reached an interview
    }
)
STAGES = ("Applied", "Phone screen", "Interview", "Final interview", "Offer")
INTERVIEW = STAGES.index("Interview")
SOURCES = ("Careers site", "Careers site", "Job board", "Job board", "Referral", "Agency", "Sourced", "Career fair")
REFUSALS = ("Skills didn't fit", "Another candidate was stronger", "Salary", "No longer available", "Job was closed")
OTHER_SKILLS = ("planning", "communication")  # of a trade that isn't among the shipped ones
NOTES = (
    "Called on the phone: friendly, prepared, asks about the team.",
    "Available after a notice period of {months} months.",
    "Would move for the right position.",
    "Prefers to work {days} days a week from home.",
    "Knows {skill} well, showed an example of the own work.",
    "Was a close second last time; contact again when something opens.",
)
FEEDBACK = {
    "strong no": ("Couldn't say where {skill} was used.", "Came unprepared; thin answers on {skill}."),
    "no": ("Good questions, thin answers on {skill}.", "Little practice in {skill}, though eager to learn."),
    "yes": ("Explained {skill} clearly and named the limits of it.", "Solid on {skill}, calm under questions."),
    "strong yes": ("Solved the {skill} task in half of the time.", "Would learn {skill} from this person."),
}
VERDICTS = tuple(FEEDBACK)


def make_ats(seed: int, candidates: Sequence[Line], jobs: int = 40, *, now: datetime = NOW) -> list[Line]:
    """Invent jobs and what happened between them and these candidates, up to `now`.

    Gives jobs, applications, stage entries, notes, feedback, in this order; equal arguments give equal lines. A
    closed job hired the one who came furthest.
    """
    rng = random.Random(f"{seed}/ats")  # noqa: S311 - invented histories need a repeatable source, not a secret one
    posted = make_jobs(seed, jobs, now=now)
    paths = list(_paths(rng, candidates, posted, now))
    _hire(paths, posted)
    lines: dict[str, list[Line]] = defaultdict(list)
    for path in paths:
        lines["applications"].append(path.application(rng))
        lines["stages"] += path.stages()
        lines["feedback"] += path.feedback(rng)
    for number, candidate in enumerate(candidates, start=1):
        if rng.random() < RATES["note"]:
            lines["notes"].append(_note(rng, f"n{number:07d}", candidate, now))
    return [*posted, *lines["applications"], *lines["stages"], *lines["notes"], *lines["feedback"]]


class _Path:
    """One application on its way through the stages; `entered` holds the time of each stage reached."""

    def __init__(self, number: int, candidate: Line, job: Line, entered: list[datetime]) -> None:
        self.id = f"a{number:07d}"
        self.candidate = candidate
        self.job = job
        self.entered = entered
        self.hired: datetime | None = None

    def application(self, rng: random.Random) -> Line:
        """Write the application with its status; what ended without hiring has a disposition."""
        status, disposition = self._outcome(rng)
        source = rng.choice(SOURCES)
        last = self.hired or self.entered[-1]
        return {
            "kind": "application",
            "id": self.id,
            "created": _text(self.entered[0]),
            "modified": _text(last),
            "candidate": self.candidate["id"],
            "job": self.job["id"],
            "source": source,
            "referrer": rng.choice(OWNERS)[0] if source == "Referral" else "",
            "status": status,
            "disposition": disposition,
            "applied_at": _text(self.entered[0]),
            "status_history": [
                {"state": "active", "at": _text(self.entered[0])},
                *([{"state": status, "at": _text(last)}] if status != "active" else []),
            ],
        }

    def _outcome(self, rng: random.Random) -> tuple[str, str]:
        if self.hired:
            return "hired", ""
        if rng.random() < RATES["withdrawn"]:
            return "withdrawn", "Withdrew"
        if self.job["state"] == "closed" or rng.random() < 1 - RATES["next stage"]:
            return "rejected", rng.choice(REFUSALS)
        return "active", ""

    def stages(self) -> Iterator[Line]:
        """Write one entry for each stage reached."""
        reached = [*zip(STAGES, self.entered, strict=False), *([("Hired", self.hired)] if self.hired else [])]
        for number, (stage, at) in enumerate(reached, start=1):
            yield {
                "kind": "stage_entry",
                "id": f"{self.id}-{number}",
                "modified": _text(at),
                "application": self.id,
                "stage": stage,
                "entered_at": _text(at),
            }

    def feedback(self, rng: random.Random) -> Iterator[Line]:
        """Write what an interviewer said, where there was an interview."""
        if len(self.entered) > INTERVIEW and rng.random() < RATES["feedback"]:
            at = self.entered[INTERVIEW]
            far = (len(self.entered) - INTERVIEW) / (len(STAGES) - INTERVIEW)
            verdict = min(len(VERDICTS) - 1, int((far + rng.random()) * 2))
            yield {
                "kind": "feedback",
                "id": f"f{self.id[1:]}",
                "modified": _text(at),
                "application": self.id,
                "author": rng.choice(OWNERS)[0],
                "rating": verdict + 1 + rng.randrange(2),
                "verdict": VERDICTS[verdict],
                "text": rng.choice(FEEDBACK[VERDICTS[verdict]]).format(skill=rng.choice(_skills_of(self.job["title"]))),
                "given_at": _text(at),
            }


def _paths(rng: random.Random, candidates: Sequence[Line], jobs: Sequence[Line], now: datetime) -> Iterator[_Path]:
    by_trade: dict[str, list[Line]] = defaultdict(list)
    for job in jobs:
        by_trade[trade_of(job["title"])].append(job)
    number = 0
    for candidate in candidates:
        own = by_trade.get(trade_of(candidate.get("current_title", "")), [])
        chosen: dict[str, Line] = {}
        for _ in range(_how_many(rng) if jobs else 0):
            job = rng.choice(own if own and rng.random() < RATES["job of the own trade"] else jobs)
            chosen.setdefault(job["id"], job)
        for job in chosen.values():
            entered = _entered(rng, candidate, job, now)
            if entered:
                number += 1
                yield _Path(number, candidate, job, entered)


def _how_many(rng: random.Random) -> int:
    at = rng.random()
    third, second = RATES["third application"], RATES["second application"]
    if at < RATES["no application"]:
        return 0
    return 3 if at > 1 - third else 2 if at > 1 - third - second else 1


def _entered(rng: random.Random, candidate: Line, job: Line, now: datetime) -> list[datetime]:
    """Draw when each stage was reached; nothing happens before both are known or after the job's end."""
    opened = datetime.fromisoformat(job["state_history"][1]["at"])
    end = datetime.fromisoformat(job["modified"]) if job["state"] == "closed" else now
    start = max(opened, datetime.fromisoformat(candidate.get("created") or candidate["modified"]))
    if start >= end:
        return []
    at = start + (end - start) * (rng.random() * 0.7)
    entered = [at]
    while len(entered) < len(STAGES) and rng.random() < RATES["next stage"]:
        at += timedelta(minutes=rng.randrange(1440, 10 * 1440))
        if at >= end:
            break
        entered.append(at)
    return entered


def _hire(paths: Sequence[_Path], jobs: Sequence[Line]) -> None:
    closed = {job["id"]: datetime.fromisoformat(job["modified"]) for job in jobs if job["state"] == "closed"}
    best: dict[str, _Path] = {}
    for path in sorted(paths, key=lambda path: (len(path.entered), path.id)):
        best[path.job["id"]] = path
    for job, path in best.items():
        path.hired = closed.get(job)


def _note(rng: random.Random, number: str, candidate: Line, now: datetime) -> Line:
    modified = datetime.fromisoformat(candidate["modified"])
    at = modified + (now - modified) * rng.random()
    text = rng.choice(NOTES).format(
        months=rng.randrange(1, 7),
        days=rng.randrange(1, 5),
        skill=rng.choice(_skills_of(candidate.get("current_title", ""))),
    )
    return {
        "kind": "note",
        "id": number,
        "modified": _text(at),
        "candidate": candidate["id"],
        "author": rng.choice(OWNERS)[0],
        "text": text,
        "visibility": "private" if rng.random() < RATES["note only for its author"] else "everyone",
        "written_at": _text(at),
    }


def trade_of(title: str) -> str:
    """Name the trade a title ends in, empty where it is none of the shipped ones."""
    return max((c.title for c in pools.careers() if title.endswith(c.title)), key=len, default="")


def _skills_of(title: str) -> tuple[str, ...]:
    trade = trade_of(title)
    return next((career.skills for career in pools.careers() if career.title == trade), OTHER_SKILLS)


def _text(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")
