"""Turn scores whose right answers are known into a calibration of the best profile's probability.

Methods: Platt (1999), held to "nothing to change" by a ridge in place of his smoothed targets (which pull the many
sure answers of a list-wise probability far too close to a half); isotonic regression (Zadrozny and Elkan, 2002) by
pooling adjacent violators, leaning on Platt's line, where there is enough to carry it.
"""

import numpy as np
import numpy.typing as npt

from matcher.monotone import pooled
from matcher.score import calibrated
from matcher.weights import Calibration

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
FEWEST, MANY = 50, 1_000  # answers for Platt scaling, and for isotonic regression
ROUNDS, SETTLED = 50, 1e-9  # of Newton's method
HOLD_SLOPE, HOLD_SHIFT = 100.0, 16.0  # how firmly slope 1 and shift 0 are held: one over the variance believed in
FARTHEST = 12.0  # log-odds beyond which an answer teaches nothing more
SLOWEST, FASTEST = 0.2, 5.0  # bounds of the slope
BLOCK = 25  # fewest answers behind a knot
LEAN = 10.0  # answers that Platt's line counts for in each block
BINS = 10
STEPS = (  # probabilities to accept from
    *(0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.825, 0.85, 0.875, 0.9, 0.91, 0.92, 0.93, 0.94, 0.95, 0.96, 0.965),
    *(0.97, 0.975, 0.98, 0.985, 0.99, 0.9925, 0.995, 0.9975, 0.999, 0.9995, 0.9999),
)


def calibration_of(logits: Floats, right: Bools) -> Calibration:
    """Fit a calibration to log-odds of best profiles and whether each was right; none for fewer than 50 answers."""
    if len(logits) < FEWEST:
        return Calibration()
    if len(logits) < MANY or min(int(right.sum()), int((~right).sum())) < BLOCK:
        return platt(logits, right)
    return isotonic(logits, right)


def platt(logits: Floats, right: Bools) -> Calibration:
    """Fit slope and shift by penalised maximum likelihood."""
    x = np.clip(logits, -FARTHEST, FARTHEST)
    goal = right.astype(float)
    slope, shift = 1.0, 0.0
    for _ in range(ROUNDS):
        chance = 1.0 / (1.0 + np.exp(-(slope * x + shift)))
        off, bend = chance - goal, np.maximum(chance * (1.0 - chance), 1e-12)
        a = float((off * x).sum()) + HOLD_SLOPE * (slope - 1.0)
        b = float(off.sum()) + HOLD_SHIFT * shift
        aa, ab, bb = float((bend * x * x).sum()) + HOLD_SLOPE, float((bend * x).sum()), float(bend.sum()) + HOLD_SHIFT
        whole = aa * bb - ab * ab
        step = np.clip([(bb * a - ab * b) / whole, (aa * b - ab * a) / whole], -1.0, 1.0)
        slope, shift = float(np.clip(slope - step[0], SLOWEST, FASTEST)), shift - float(step[1])
        if float(np.abs(step).max()) < SETTLED:
            break
    return Calibration(kind="platt", slope=round(slope, 6), shift=round(shift, 6))


def isotonic(logits: Floats, right: Bools) -> Calibration:
    """Fit rising knots: blocks of equal answers by log-odds, their shares pooled where they would fall."""
    order = np.argsort(logits, kind="stable")
    x, y = logits[order], right[order].astype(float)
    blocks = np.array_split(np.arange(len(x)), max(2, min(len(x) // BLOCK, 100)))
    counts = np.array([float(len(block)) for block in blocks])
    places = np.array([float(np.mean(x[block])) for block in blocks])
    line = calibrated(places, platt(logits, right))
    lean = 1.0 / (1.0 + np.exp(-line))
    seen = np.array([float(y[block].sum()) for block in blocks])
    shares = -pooled(-(seen + LEAN * lean) / (counts + LEAN), counts)
    starts = np.flatnonzero(np.diff(shares, prepend=-1.0))
    middle = np.add.reduceat(counts * places, starts) / np.add.reduceat(counts, starts)
    levels = np.log(shares[starts]) - np.log1p(-shares[starts])
    fresh = np.append([True], np.diff(middle) > 1e-6)
    knots = tuple((round(float(a), 6), round(float(b), 6)) for a, b in zip(middle[fresh], levels[fresh], strict=True))
    return Calibration(kind="isotonic", knots=knots)


def accepted_of(logits: Floats, calibration: Calibration) -> tuple[tuple[float, float], ...]:
    """Say for rising probabilities which share of the best profiles from there on is expected to be right.

    One more than expected is taken to be wrong: few candidates prove little.
    """
    chance = np.sort(_chances(logits, calibration))[::-1]
    if not len(chance):
        return ()
    mean = np.cumsum(chance) / np.arange(2, len(chance) + 2)
    above = [int((chance >= step).sum()) for step in STEPS]
    return tuple((step, round(float(mean[many - 1]), 6)) for step, many in zip(STEPS, above, strict=True) if many)


def _chances(logits: Floats, calibration: Calibration) -> Floats:
    found: Floats = 1.0 / (1.0 + np.exp(-np.clip(calibrated(logits, calibration), -700, 700)))
    return found


def bins_of(
    logits: Floats, calibration: Calibration, right: Bools | None = None
) -> list[dict[str, float | int | None]]:
    """Count best profiles in ten equal steps of probability, with what was expected and, where known, observed."""
    chance = _chances(logits, calibration)
    place = np.minimum((chance * BINS).astype(np.int64), BINS - 1)
    found: list[dict[str, float | int | None]] = []
    for step in range(BINS):
        mine = place == step
        many = int(mine.sum())
        seen = None if right is None or not many else round(float(right[mine].mean()), 4)
        mean = round(float(chance[mine].mean()), 4) if many else None
        found.append({"from": step / BINS, "to": (step + 1) / BINS, "count": many, "expected": mean, "observed": seen})
    return found
