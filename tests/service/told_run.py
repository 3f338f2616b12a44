"""Turn a few numbers into a run's story, for tests of its report."""

from typing import Any

import pyarrow as pa

from entities.link import Evidence
from matcher import default_weights
from service.pictures import Fall, RunStory, Sampled

EVIDENCE = (
    Evidence(field="prior", level="any pair", log_odds=-2.5, note="before anything is compared"),
    Evidence(field="name", level="first exact, last exact", log_odds=4.25, note="compared together"),
    Evidence(field="name: rarity", level="both names, common", log_odds=-1.5),
    Evidence(field="title", level="same", log_odds=1.0),
)
SUM = 1.25
REPORT: dict[str, Any] = {
    "candidates": 6,
    "profiles": 9,
    "pairs": 12,
    "blocking": [
        {"family": "e-mail", "pairs": 8, "capped": 0, "strong": True},
        {"family": "surname alone", "pairs": 4, "capped": 3, "strong": False},
    ],
    "training": {"anchors": 41, "fitted": True, "share": 0.6667},
    "check": {"held_back": 40, "recall": 0.95},
    "calibration": [
        {"from": 0.0, "to": 0.5, "count": 20, "expected": 0.2, "observed": 0.25},
        {"from": 0.5, "to": 1.0, "count": 80, "expected": 0.9, "observed": 0.925},
        {"from": 1.0, "to": 1.0, "count": 0, "expected": 1.0, "observed": None},
    ],
}


def links(**columns: list[Any]) -> pa.Table:
    """Make a table of links; without columns, one of six candidates."""
    rows: dict[str, list[Any]] = columns or {
        "probability": [0.999, 0.97, 0.6, 0.4, 0.1, 0.0],
        "none_probability": [0.001, 0.03, 0.35, 0.3, 0.9, 1.0],
        "decision": ["match", "match", "review", "review", "none", "none"],
        "reason": [
            "one profile fits far better; 10 times or more as likely as the runner-up",
            "one profile fits far better; there is no runner-up",
            "abstained: 14 profiles fit equally",
            "abstained: 1,003 profiles fit equally",
            "it is likelier that there is none",
            "the candidate has no usable field",
        ],
    }
    count = len(rows["probability"])
    known = [value > 0 for value in rows["probability"]]
    return pa.table(
        {
            "candidate_id": [f"secret-{at}" for at in range(count)],
            "profile_id": pa.array([f"hidden-{at}" if has else None for at, has in enumerate(known)], pa.string()),
            "runner_up_probability": pa.array([None] * count, pa.float64()),
            "decision": pa.array(rows.get("decision", ["none"] * count), pa.string()),
            "reason": pa.array(rows.get("reason", ["because"] * count), pa.string()),
            "probability": pa.array(rows["probability"], pa.float64()),
            "none_probability": pa.array(rows["none_probability"], pa.float64()),
        }
    )


def sampled(*, values: bool = False) -> list[Sampled]:
    """Make one sample with a runner-up, and one without any profile."""
    told = {"name": "Ann <b>Zuk</b>", "emails": "ann@example.com"} if values else None
    best = Fall(0.9, SUM, EVIDENCE, profile="hidden-0" if values else None, values=told)
    other = Fall(0.05, SUM - 1.0, EVIDENCE[:-1])
    first = Sampled(
        2, "match", "one profile fits far better", 0.05, (best, other), "secret-2" if values else None, told
    )
    return [first, Sampled(5, "none", "the candidate has no usable field", 1.0, ())]


def story(*, values: bool = False, table: pa.Table | None = None, **report: Any) -> RunStory:
    """Tell a run."""
    files = {"candidates": "c.parquet", "profiles": "p & <q>.parquet"}
    told = {**REPORT, **report}
    return RunStory(table or links(), default_weights(), told, sampled(values=values), files, "1.2.3")
