"""Turn parses of documents whose truth is known into the confidence table of matcher.resume.

python -m tools.build_confidence FOLDER...      folders with manifest.json as benchmarks.cvs makes them

Only documents of split "dev" are read. Every folder counts the same. Each document is read three times: as it is; with
some of its section titles spelled as no list has them, which is what a parser meets in a stranger's resume; and in
letters of one size without addresses, which leaves little to know a name or an entry by. Scores are cross-fitted by
layout, so that no document helps to calibrate the values of its own layout. Rebuild whenever the parser's rules have
changed; then put the printed hash into matcher/resume/confidence.py.
"""

import argparse
import hashlib
import json
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.isotonic import IsotonicRegression
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from benchmarks.cvs.judge import Outcome, judge
from matcher.resume.confidence import LEAST, MOST, TABLE, Measured, measure, rebuilt
from matcher.resume.headings import kind_of_title
from matcher.resume.limits import Limits, Unreadable
from matcher.resume.line import Line, Pages
from matcher.resume.person import read_raw
from matcher.resume.read import read_lines

OUT = Path(__file__).parents[1] / "matcher" / "resume" / "lexicons" / TABLE
FOLDS = 10
STRENGTH = 0.2  # of the logistic regression (inverse)
QUANTILES = (0, 0.01, 0.02, 0.04, 0.07, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)  # most values are right
HIDDEN = 0.3  # share of titles spelled as no list has them, in the second reading
ADDRESSES = ("email", "phone", "links")  # not judged in a reading without them
SECOND_WEIGHT, THIRD_WEIGHT = 0.5, 0.25
SURE = 0.9
BELOW_SURE = 0.89
# Precision that values of at least SURE must have: of contact data .99, of positions .97, with room to spare.
GOALS = {
    **dict.fromkeys(("email", "phone", "city"), 0.99),
    **dict.fromkeys(("name", "links"), 0.98),
    **dict.fromkeys(("company", "title", "start", "end"), 0.985),
}
VOWELS = str.maketrans("aeiouäöüáéíóúаеиоу", "eaouiöüäéáóíúеаоуи")
Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Example:
    """A measured value, whether it was right, the layout it came from, how much it counts."""

    measured: Measured
    right: bool
    layout: str
    weight: float


def with_hidden_titles(pages: Pages, seed: str) -> Pages:
    """Return the document with some of its section titles in letters that no list has."""
    rng = random.Random(seed)  # noqa: S311 - a reproducible draw

    def hidden(line: Line) -> Line:
        if kind_of_title(line.text) is None or rng.random() > HIDDEN:
            return line
        return replace(line, parts=tuple(replace(part, text=part.text.translate(VOWELS)) for part in line.parts))

    return replace(pages, lines=tuple(map(hidden, pages.lines)))


def without_style(pages: Pages) -> Pages:
    """Return the document in letters of one size and weight, without any address."""

    def plain(line: Line) -> Line:
        parts = [replace(part, text=part.text.replace("@", " "), size=10.0, bold=False) for part in line.parts]
        return replace(line, parts=tuple(parts), size=10.0, bold=False, italic=False, heading=0)

    return replace(pages, lines=tuple(map(plain, pages.lines)), links=())


def examples(folder: Path) -> Iterator[Example]:
    """Yield the judged values of a folder's documents."""
    entries = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    for entry in entries:
        if entry.get("split", "dev") != "dev":
            continue
        try:
            pages = read_lines((folder / entry["path"]).read_bytes(), entry["path"], Limits())
        except Unreadable:
            continue
        layout = f"{folder.name}/{entry['layout']}"
        yield from judged(pages, entry, layout, 1.0)
        yield from judged(with_hidden_titles(pages, entry["path"]), entry, layout, SECOND_WEIGHT)
        yield from judged(without_style(pages), entry, layout, THIRD_WEIGHT)


def judged(pages: Pages, entry: dict[str, Any], layout: str, weight: float) -> Iterator[Example]:
    """Yield each value of a parse with its outcome: a value is known again by a confidence of its own."""
    resume, sections = read_raw(pages)
    measured = measure(resume, sections)
    marks = {id(one.value): 1e-6 * (number + 1) for number, one in enumerate(measured)}
    marked = rebuilt(resume, marks).model_dump(mode="json")
    for outcome in judge(entry, marked):
        if outcome.confidence is not None and outcome.field != "position":
            one = measured[round(outcome.confidence * 1e6) - 1]
            if one.field == outcome.field and not (weight == THIRD_WEIGHT and one.field in ADDRESSES):
                yield Example(one, outcome.right or _is_its_year(outcome), layout, weight)


def _is_its_year(outcome: Outcome) -> bool:
    """Tell whether an end of studies is the truth's year: made documents print it so and know the month."""
    year = outcome.read if outcome.field == "school_end" else None
    return year is not None and outcome.truth is not None and outcome.truth[:4] == year


def fitted(signs: Numbers, right: Numbers, weights: Numbers) -> Numbers:
    """Return the weights of signs, the constant first; the raw score never counts against a value."""
    if right.min() == right.max():
        return np.concatenate([[0.0, 1.0], np.zeros(signs.shape[1] - 1)])
    model = LogisticRegression(C=STRENGTH, max_iter=2000).fit(signs, right, sample_weight=weights)
    found = np.concatenate([model.intercept_, model.coef_[0]])
    found[1] = max(found[1], 0.0)
    return found


def cross_fitted(signs: Numbers, right: Numbers, weights: Numbers, layouts: Sequence[str]) -> Numbers:
    """Return scores of values by weights that were fitted on other layouts."""
    scores = np.zeros(len(right))
    folds = GroupKFold(min(FOLDS, len(set(layouts))))
    for train, test in folds.split(signs, right, layouts):
        found = fitted(signs[train], right[train], weights[train])
        scores[test] = found[0] + signs[test] @ found[1:]
    return scores


def steps(scores: Numbers, right: Numbers, weights: Numbers, goal: float | None) -> tuple[Numbers, Numbers]:
    """Return rising scores with the confidence from each on; where there is a goal, only what keeps it is sure."""
    order = np.argsort(scores)
    edges = np.unique(np.quantile(scores, QUANTILES))
    curve = IsotonicRegression(y_min=LEAST, y_max=MOST, out_of_bounds="clip").fit(
        scores[order], right[order], sample_weight=weights[order]
    )
    places = np.searchsorted(edges, scores, side="right") - 1
    sure = np.array(
        [np.average(curve.predict(scores[places == n]), weights=weights[places == n]) for n in range(len(edges))]
    )
    if goal is not None:
        for number in range(len(edges)):
            above = places >= number
            if np.average(right[above], weights=weights[above]) < goal:
                sure[number] = min(sure[number], BELOW_SURE)
    return edges, np.maximum.accumulate(np.clip(sure, LEAST, MOST))


def report(field: str, right: Numbers, sure: Numbers, weights: Numbers) -> None:
    """Print how far confidences are from what came true."""
    bins = np.minimum((sure * 10).astype(int), 9)
    error = sum(abs(np.sum(weights[bins == n] * (sure - right)[bins == n])) for n in range(10)) / weights.sum()
    top = sure >= SURE
    precise = np.average(right[top], weights=weights[top]) if top.any() else float("nan")
    sys.stdout.write(
        f"{field:15s} {len(right):6d} values, right {np.average(right, weights=weights):.3f}, error {error:.3f}, "
        f"at .9: {precise:.3f} of {np.average(top, weights=weights):.2f}\n"
    )


def main() -> int:
    """Build the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    folders: list[Path] = parser.parse_args().folders
    by_field: dict[str, list[Example]] = defaultdict(list)
    for folder in folders:
        for example in examples(folder):
            by_field[example.measured.field].append(example)
    lines = ["# field: built by tools/build_confidence.py; weights of signs, scores of steps, confidences of steps"]
    for field, found in sorted(by_field.items()):
        lines += table(field, found)
    content = "\n".join(lines) + "\n"
    OUT.write_text(content, encoding="utf-8")
    sys.stdout.write(f"sha256 {hashlib.sha256(content.encode()).hexdigest()}\n")
    return 0


def table(field: str, found: Sequence[Example]) -> list[str]:
    """Return the three lines of a field."""
    totals = Counter[str]()
    for example in found:
        totals[example.layout.partition("/")[0]] += 1
    share = {folder: len(found) / len(totals) / total for folder, total in totals.items()}
    signs = np.array([example.measured.signs for example in found])
    right = np.array([float(example.right) for example in found])
    weights = np.array([example.weight * share[example.layout.partition("/")[0]] for example in found])
    scores = cross_fitted(signs, right, weights, [example.layout for example in found])
    edges, sure = steps(scores, right, weights, GOALS.get(field))
    report(field, right, sure[np.maximum(np.searchsorted(edges, scores, side="right") - 1, 0)], weights)
    rows = {"weights": fitted(signs, right, weights), "scores": edges, "confidences": sure}
    return [f"{field} {kind}: {'; '.join(f'{number:.3f}' for number in numbers)}" for kind, numbers in rows.items()]


if __name__ == "__main__":
    sys.exit(main())
