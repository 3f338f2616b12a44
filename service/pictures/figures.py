"""Turn the figures of a run into pictures: a Vega-Lite definition's name, its rows, and the same rows as a table."""

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from matcher import Weights
from service.pictures.story import Fall, RunStory, told_bars
from service.pictures.thresholds import histogram, reasons
from service.wording import count_words, field_words, in_words, signed

Rows = Sequence[Mapping[str, Any]]
Z = 1.96  # of a normal interval that holds 95 %
CROSSED = re.compile(r"^first (.+), last (.+)$")
MISSING = "missing"
ROOM, WIDE_ROOM = 0.08, 0.22  # of a picture's width, kept free for numbers
BRIEF = 14  # levels from which a comparison's picture is folded away


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture: which definition draws which rows, what it shows in one sentence, and the table that says the same."""

    name: str
    spec: str
    title: str
    says: str
    rows: Rows
    columns: tuple[str, ...]
    cells: Sequence[Sequence[str]]
    folded: bool = False
    numbers: tuple[int, ...] = field(default=())  # columns of the table that hold numbers


def probability_picture(story: RunStory) -> Picture:
    """Draw how candidates spread over probabilities."""
    rows = histogram(story.table)
    return Picture(
        "probabilities",
        "probabilities",
        "Probabilities of the best profiles",
        "Candidates with a profile, by the probability that it is theirs, coloured by decision.",
        rows,
        ("from", "to", "decision", "candidates"),
        [(f"{row['from']:.2f}", f"{row['to']:.2f}", str(row["decision"]), count_words(_number(row))) for row in rows],
        numbers=(0, 1, 3),
    )


def reason_picture(story: RunStory) -> Picture:
    """Draw how often each reason was given."""
    rows = [{**row, "row": f"{row['decision']}: {row['reason']}"} for row in reasons(story.table)]
    return Picture(
        "reasons",
        "reasons",
        "Decisions and their reasons",
        "Candidates by the reason that stands beside their decision.",
        rows,
        ("decision", "reason", "candidates"),
        [(str(row["decision"]), str(row["reason"]), count_words(_number(row))) for row in rows],
        numbers=(2,),
    )


def calibration_picture(bins: Iterable[Mapping[str, Any]]) -> Picture:
    """Draw what was stated against what turned out, with the interval that chance allows."""
    rows: list[dict[str, Any]] = []
    for one in bins:
        count, observed = int(one.get("count") or 0), one.get("observed")
        if not count or observed is None:
            continue
        low, high = wilson(float(observed), count)
        rows.append({"expected": one["expected"], "observed": observed, "low": low, "high": high, "count": count})
    return Picture(
        "calibration",
        "calibration",
        "Calibration",
        "Share that was right by the probability that was stated, where the truth is known; bars: 95 % intervals.",
        rows,
        ("stated", "right", "interval", "candidates"),
        [
            (f"{row['expected']:.3f}", f"{row['observed']:.3f}", f"{row['low']:.3f} to {row['high']:.3f}",
             count_words(row["count"])) for row in rows
        ],
        numbers=(0, 1, 2, 3),
    )  # fmt: skip


def blocking_picture(families: Iterable[Mapping[str, Any]]) -> Picture:
    """Draw how many pairs each family of keys found, and how many blocks were left out as too large."""
    rows: list[dict[str, Any]] = []
    for one in families:
        pairs, capped = int(one.get("pairs", 0)), int(one.get("blocks", one.get("capped", 0)))
        said = count_words(pairs) + (f"  ({count_words(capped)} blocks left out)" if capped else "")
        kind = "strong keys" if one.get("strong", True) else "weak keys"
        rows.append({"family": str(one["family"]), "pairs": pairs, "capped": capped, "kind": kind, "said": said})
    return Picture(
        "blocking",
        "blocking",
        "Pairs by family of keys",
        "Pairs that each family of keys brought together; blocks over a family's cap were left out and are counted.",
        rows,
        ("family", "kind", "pairs", "blocks left out"),
        [(row["family"], row["kind"], count_words(row["pairs"]), count_words(row["capped"])) for row in rows],
        numbers=(2, 3),
    )


def weight_pictures(weights: Weights) -> list[Picture]:
    """Draw what each level of each comparison adds; a comparison of two fields at once becomes a grid."""
    pictures = []
    for name, levels in weights.levels.items():
        known = {level: value for level, value in levels.items() if level != MISSING}
        crossed = {level: value for level, value in known.items() if CROSSED.match(level)}
        plain = {level: value for level, value in known.items() if level not in crossed}
        if crossed:
            pictures.append(_crossed(name, crossed))
        if plain:
            pictures.append(_levels(name, plain, apart=bool(crossed)))
    return pictures


def fall_picture(name: str, fall: Fall, title: str) -> Picture:
    """Draw a waterfall: each row begins where the one before ended, the last is the sum."""
    bars = told_bars(fall.evidence)
    rows = [
        _fall_row(f"{field_words(bar.field)}: {_brief(in_words(bar.level))}", bar.start, bar.end, bar.adds)
        for bar in bars
    ]
    total = _fall_row("Sum", 0.0, fall.log_odds, fall.log_odds)
    rows.append({**total, "speaks": "sum"})
    _keep_apart(rows)
    room = ROOM * (max(row["right"] for row in rows) - min(min(row["start"], row["end"]) for row in rows))
    rows = [{**row, "room": room} for row in rows]  # for the number beside the longest bar
    cells = [(field_words(bar.field), in_words(bar.level), signed(bar.adds), signed(bar.end)) for bar in bars]
    cells.append(("Sum", "", signed(fall.log_odds), signed(fall.log_odds)))
    columns = ("compared", "what came of it", "adds", "sum so far")
    says = f"{title}: what each comparison adds to the log-odds {signed(fall.log_odds)}."
    return Picture(name, "waterfall", title, says, rows, columns, cells, numbers=(2, 3))


def wilson(share: float, count: int) -> tuple[float, float]:
    """Give the 95 % interval of a share (Wilson, 1927)."""
    spread = Z * math.sqrt(share * (1 - share) / count + Z * Z / (4 * count * count))
    middle, scale = share + Z * Z / (2 * count), 1 + Z * Z / count
    return max(0.0, (middle - spread) / scale), min(1.0, (middle + spread) / scale)


def _levels(name: str, levels: Mapping[str, float], *, apart: bool) -> Picture:
    room = WIDE_ROOM * (max(0.0, *levels.values()) - min(0.0, *levels.values()))
    rows = [
        {
            "room": room,
            "level": level,  # as the weights name it: a reader's words may be the same for two
            "log_odds": value,
            "speaks": "for" if value >= 0 else "against",
            "said": signed(value),
        }
        for level, value in levels.items()
    ]
    title = field_words(name) + (", other forms" if apart else "")
    return Picture(
        f"weights-{_slug(title)}",
        "weights",
        title,
        f"What each level of {title.lower()} adds to the log-odds of a pair.",
        rows,
        ("level", "adds"),
        [(str(row["level"]), str(row["said"])) for row in rows],
        folded=len(rows) > BRIEF,
        numbers=(1,),
    )


def _crossed(name: str, levels: Mapping[str, float]) -> Picture:
    rows = []
    for level, value in levels.items():
        found = CROSSED.match(level)
        if found:
            rows.append(
                {"down": f"first name {found[1]}", "across": found[2], "log_odds": value, "said": signed(value)}
            )
    title = f"{field_words(name)}: first name by surname"
    return Picture(
        f"weights-{_slug(title)}",
        "crossed",
        title,
        "What each combination adds to the log-odds of a pair; across: the surname.",
        rows,
        ("first name", "surname", "adds"),
        [(str(row["down"]), str(row["across"]), str(row["said"])) for row in rows],
        numbers=(2,),
    )


def _fall_row(row: str, start: float, end: float, adds: float) -> dict[str, Any]:
    speaks = "for" if adds >= 0 else "against"
    return {
        "row": row,
        "start": start,
        "end": end,
        "right": max(start, end),
        "adds": signed(adds),
        "speaks": speaks,
    }


def _keep_apart(rows: list[dict[str, Any]]) -> None:
    """Lengthen equal names, which a picture would draw as one row."""
    seen: set[str] = set()
    for row in rows:
        while row["row"] in seen:
            row["row"] += " "
        seen.add(row["row"])


def _brief(text: str, most: int = 44) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"


def _slug(text: str) -> str:
    return re.sub(r"[^a-z]+", "-", text.lower()).strip("-")


def _number(row: Mapping[str, object]) -> float:
    return float(str(row["count"]))
