"""Turn one task's links by two tools into rows: what was promised, what was measured, whether it holds."""

from collections.abc import Mapping
from dataclasses import dataclass

import pyarrow as pa

from benchmarks.matching_figures import Figures, Outcome, calibrated, differences, figures, intervals, outcome
from benchmarks.matching_runs import Cost, Linked
from benchmarks.report import Row

LEAD, MISSING = 0.04, 0.5  # F1 over the peer's; share of the peer's missing recall at precision 0.99
LARGE, MEDIUM = 10_000, 2_000  # candidates from which on a calibration error, a precision is promised as a number
ERROR, ERROR_LABELLED, BOUND = 0.02, 0.01, 0.985


@dataclass(frozen=True, slots=True)
class Promise:
    """What a task promises; None where nothing is."""

    f1: float | None = None
    recall: float | None = None
    lead: float | None = None
    missing: float | None = None
    error: float = ERROR
    wall_share: float | None = None
    memory_share: float | None = None
    wall: float | None = None
    megabytes: float | None = None


def told(name: str, measured: float, unit: str) -> Row:
    """Tell a figure of which nothing was promised."""
    return Row(name, "", _shown(measured), unit, None)


def at_least(name: str, measured: float, least: float, unit: str) -> Row:
    """Tell a figure that may not be smaller."""
    return Row(name, f">= {least:g}", _shown(measured), unit, measured >= least)


def at_most(name: str, measured: float, most: float, unit: str) -> Row:
    """Tell a figure that may not be larger."""
    return Row(name, f"<= {most:g}", _shown(measured), unit, measured <= most)


def growth_row(name: str, before: float, after: float, times: float | None) -> Row:
    """Tell how many times more something became; without a limit it is not judged."""
    grown = after / max(before, 1e-3)
    row = f"growth: {name}"
    return told(row, grown, "x") if times is None else at_most(row, grown, times, "x")


def link_rows(name: str, promise: Promise, ours: Linked, theirs: Linked | None, truth: pa.Table) -> list[Row]:
    """Tell figures, costs, and how both compare, on the same candidates of the same run."""
    mine = outcome(ours.links, truth)
    found = figures(mine)
    rows = _quality_rows(name, promise, mine, found)
    rows += [
        _promised(f"{name}: wall", ours.cost.wall, promise.wall, "s"),
        told(f"{name}: CPU", ours.cost.cpu, "s"),
        _promised(f"{name}: peak memory", ours.cost.megabytes, promise.megabytes, "MB"),
    ]
    if theirs is not None:
        peer = outcome(theirs.links, truth)
        rows += _peer_rows(name, promise, found, mine, peer)
        rows += _cost_rows(name, promise, ours.cost, theirs)
    return rows


def culture_rows(name: str, mine: Outcome, cultures: list[str], least: int = 200) -> list[Row]:
    """Tell false links a candidate and the share of missed ones, of decision `match`, by the culture of the name."""
    groups: dict[str, list[int]] = {}
    for at, culture in enumerate(cultures):
        groups.setdefault(culture, []).append(at)
    rows = []
    for culture, places in sorted(groups.items()):
        matched, right, has = mine.matched[places], mine.right[places], mine.has[places]
        if len(places) >= least:
            false = float((matched & ~right).sum() / len(places))
            missed = float((has & ~(matched & right)).sum() / max(int(has.sum()), 1))
            rows.append(Row(f"{name}: {culture}", "", f"{false:.4f}, {missed:.3f}", "false, missed", None))
    return rows


def _quality_rows(name: str, promise: Promise, mine: Outcome, found: Figures) -> list[Row]:
    ends = intervals(mine)
    rows = [
        _floor(f"{name}: F1", found.f1, promise.f1),
        _interval(f"{name}: F1, 95 % interval", ends["f1"]),
        _floor(f"{name}: recall at precision 0.99", found.recall, promise.recall),
        _interval(f"{name}: recall at precision 0.99, 95 % interval", ends["recall"]),
        told(f"{name}: calibration error, equal mass", found.ece_mass, ""),
        told(f"{name}: precision of decision match", found.match_precision, ""),
        told(f"{name}: recall of decision match", found.match_recall, ""),
        told(f"{name}: matches among those without a profile", found.false_matches, "share"),
        told(f"{name}: precision at probability 0.99", found.sure_precision, ""),
    ]
    if len(mine.has) >= LARGE and promise.error is not None:
        rows.append(_ceiling(f"{name}: calibration error", found.ece_width, promise.error))
    elif promise.error is not None:
        error, chance = calibrated(mine)
        row = f"{name}: calibration error (what chance alone shows: {chance:.4f})"
        rows.append(Row(row, "not above chance", error, "", error <= chance))
    if found.sure >= MEDIUM:
        rows.append(_floor(f"{name}: precision at probability 0.99, lower bound", found.sure_bound, BOUND))
    return rows


def calibration_row(name: str, mine: Outcome, found: Figures, most: float) -> Row:
    """Judge the calibration error: by a number on large sets, on small ones by what chance alone would show."""
    if len(mine.has) >= LARGE:
        return at_most(f"{name}: calibration error", found.ece_width, most, "")
    error, chance = calibrated(mine)
    return Row(f"{name}: calibration error", f"<= {chance:.4f}, as by chance", _shown(error), "", error <= chance)


def _peer_rows(name: str, promise: Promise, found: Figures, mine: Outcome, peer: Outcome) -> list[Row]:
    other = figures(peer)
    gaps = differences(mine, peer)
    missing = (1 - found.recall) / max(1 - other.recall, 1e-9)
    return [
        told(f"{name}: F1, Splink", other.f1, ""),
        _floor(f"{name}: F1 over Splink's", found.f1 - other.f1, promise.lead),
        _interval(f"{name}: F1 over Splink's, 95 % interval", gaps["f1"]),
        told(f"{name}: recall at precision 0.99, Splink", other.recall, ""),
        _interval(f"{name}: recall at precision 0.99 over Splink's, 95 % interval", gaps["recall"]),
        _ceiling(f"{name}: missing recall over Splink's", missing, promise.missing),
        told(f"{name}: calibration error, Splink", other.ece_width, ""),
        told(f"{name}: precision at probability 0.99, Splink", other.sure_precision, ""),
    ]


def _cost_rows(name: str, promise: Promise, ours: Cost, theirs: Linked) -> list[Row]:
    rows = [
        told(f"{name}: wall, Splink", theirs.cost.wall, "s"),
        told(f"{name}: CPU, Splink", theirs.cost.cpu, "s"),
        told(f"{name}: peak memory, Splink", theirs.cost.megabytes, "MB"),
        _ceiling(f"{name}: wall over Splink's", ours.wall / theirs.cost.wall, promise.wall_share),
        told(f"{name}: CPU over Splink's", ours.cpu / max(theirs.cost.cpu, 1e-9), "x"),
        _ceiling(f"{name}: memory over Splink's", ours.megabytes / theirs.cost.megabytes, promise.memory_share),
    ]
    if theirs.told.get("found") is not None:
        rows.append(told(f"{name}: blocking recall after its cut, Splink", theirs.told["found"], ""))
    if theirs.told.get("pairs") is not None:
        pairs = theirs.told["pairs"] / max(len(theirs.links), 1)
        rows.append(told(f"{name}: pairs per candidate after its cut, Splink", pairs, ""))
    return rows + _input_rows(name, theirs.told.get("input", {}))


def _input_rows(name: str, checked: Mapping[str, Mapping[str, int]]) -> list[Row]:
    """Judge the peer's input: cleaning may not leave more than a thousandth of the people without a name."""
    return [
        at_most(
            f"{name}: people without a name in Splink's {side}", found["without a name"] / found["rows"], 1e-3, "share"
        )
        for side, found in checked.items()
        if found["rows"]
    ]


def _shown(measured: float) -> float | int:
    """Keep four digits after the point of a small figure, one of a large one."""
    return round(measured, 5 if abs(measured) < 0.01 else 4 if abs(measured) < 10 else 1)


def _floor(name: str, measured: float, least: float | None) -> Row:
    return told(name, measured, "") if least is None else at_least(name, measured, least, "")


def _ceiling(name: str, measured: float, most: float | None) -> Row:
    return told(name, measured, "") if most is None else at_most(name, measured, most, "")


def _promised(name: str, measured: float, most: float | None, unit: str) -> Row:
    return told(name, measured, unit) if most is None else at_most(name, measured, most, unit)


def _interval(name: str, ends: tuple[float, float]) -> Row:
    return Row(name, "", f"{ends[0]:.4f} to {ends[1]:.4f}", "", None)
