"""Turn a seed into the open and closed jobs of an invented company, as wire lines of kind job."""

import random
from datetime import datetime, timedelta
from typing import Any

from service.demo import pools

COMPANY = "Larkfield Instruments"
COMPANY_CODE = "LARK"
OWNERS = (
    ("Mirela Ashdown", "mirela.ashdown@larkfield.example"),
    ("Tobias Quell", "tobias.quell@larkfield.example"),
    ("Noor Vantongeren", "noor.vantongeren@larkfield.example"),
    ("Ines Calloway", "ines.calloway@larkfield.example"),
)
RANKS = ("", "Senior ", "", "Junior ", "Senior ")
TEAMS = ("Measurement", "Customer", "Platform", "Field Service", "Research", "Group Services")
TASKS = (
    "Own {skill} from the first idea to daily use",
    "Bring {skill} to the next level together with {team}",
    "Review the {skill} work of others and write down what was decided",
    "Measure how {skill} serves our customers, quarter by quarter",
    "Train new colleagues in {skill}",
)
CLOSED = 0.2  # share of jobs
MARKED_UP = 3  # every third description is HTML, as many systems send it
DAYS_BACK = 400  # the oldest job


def make_jobs(seed: int, count: int, *, now: datetime) -> list[dict[str, Any]]:
    """Invent `count` jobs, the trades in turn; equal arguments give equal jobs."""
    rng = random.Random(f"{seed}/jobs")  # noqa: S311 - invented jobs need a repeatable source, not a secret one
    careers = pools.careers()
    return [_job(rng, number, careers[(number - 1) % len(careers)], now) for number in range(1, count + 1)]


def _job(rng: random.Random, number: int, career: pools.Career, now: datetime) -> dict[str, Any]:
    source = f"j{number:05d}"
    created = now - timedelta(minutes=rng.randrange(30 * 1440, DAYS_BACK * 1440))
    opened = created + timedelta(hours=rng.randrange(1, 72))
    # The first job stays open: it is the one to try things with.
    closed = opened + (now - opened) * rng.uniform(0.5, 0.95) if rng.random() < CLOSED and number > 1 else None
    history = [{"state": "draft", "at": _text(created)}, {"state": "open", "at": _text(opened)}]
    if closed:
        history.append({"state": "closed", "at": _text(closed)})
    country = rng.choices(pools.countries(), [c.share for c in pools.countries()])[0]
    owner = rng.choice(OWNERS)
    title = f"{rng.choice(RANKS)}{career.title}"
    text = describe(rng, title, career)
    return {
        "kind": "job",
        "id": source,
        "created": _text(created),
        "modified": _text(closed or opened),
        "title": title,
        "description": marked_up(text) if number % MARKED_UP == 0 else text,
        "location": f"{rng.choice(country.cities.words[:8])}, {country.name}",
        "state": "closed" if closed else "open",
        "company_code": COMPANY_CODE,
        "company": COMPANY,
        "owner": {"name": owner[0], "email": owner[1]},
        "postings": [
            {
                "url": f"https://careers.larkfield.example/jobs/{source}",
                "state": "closed" if closed else "listed",
                "listed_at": _text(opened),
            }
        ],
        "state_history": history,
    }


def describe(rng: random.Random, title: str, career: pools.Career) -> str:
    """Write a job advertisement: tasks, requirements, and what is nice to have."""
    skills = rng.sample(career.skills, k=min(len(career.skills), 6))
    needed, nice = skills[:4], skills[4:]
    team = rng.choice(TEAMS)
    tasks = [task.format(skill=skill, team=team) for task, skill in zip(rng.sample(TASKS, 3), needed, strict=False)]
    return "\n".join(
        [
            f"{COMPANY} builds instruments that laboratories rely on. As {title} you strengthen our {team} team.",
            "What you will do:",
            *(f"- {task}" for task in tasks),
            "Requirements:",
            f"- {rng.randrange(1, 8)}+ years as {career.title} or in similar work",
            f"- Solid knowledge of {needed[0]} and {needed[1]}",
            *(f"- {skill}" for skill in needed[2:]),
            f"- A degree in {career.area}, or the same by experience",
            "Nice to have:",
            *(f"- {skill}" for skill in nice),
        ]
    )


def marked_up(text: str) -> str:
    """Write the same as HTML: headings, lists, paragraphs."""
    lines = []
    for line in text.replace("&", "&amp;").splitlines():
        if line.startswith("- "):
            lines.append(f"<li>{line[2:]}</li>")
        else:
            lines.append(f"<h3>{line}</h3>" if line.endswith(":") else f"<p>{line}</p>")
    return "".join(lines).replace("</h3><li>", "</h3><ul><li>").replace("</li><h3>", "</li></ul><h3>") + "</ul>"


def _text(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")
