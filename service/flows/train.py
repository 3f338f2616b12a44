"""Turn two sides of people in Parquet files into weights, written as one JSON file."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from service.drafts import Drafts
from service.flows.match import MatchOrder, match_sides, telling_bad_text, writing
from service.flows.people_files import people_files
from service.report import Report

TOLD = ("candidates", "profiles", "training", "check", "calibration", "by_labels", "labels", "warning")


def train_files(candidates: Path, profiles: Path, out: Path, *, report: Report, order: MatchOrder) -> Mapping[str, Any]:
    """Estimate weights from two sides, and from labels if there are some; gives what `match` would report of them.

    Raises:
        NotFound: an input file doesn't exist.
        InvalidTable: an input can't be read, lacks `id`, or has a column of a wrong type.
        InputError: the output can't be written.

    """
    sides = people_files("candidates", candidates), people_files("profiles", profiles)
    with Drafts() as drafts:
        place = drafts.open(out, apart_from=(*sides[0].files, *sides[1].files, *order.read))
        with telling_bad_text(*sides):
            matched = match_sides(sides[0].table(), sides[1], order, report=report)
        with writing(out):
            place.write(matched.weights.to_json().encode())
        drafts.publish()
    told = {name: matched.report[name] for name in TOLD if name in matched.report}
    return {"weights": matched.weights.hash, "source": matched.weights.source, **told}
