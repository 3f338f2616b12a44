"""Turn two sides of people in Parquet files into a Parquet file of links, whole or not at all."""

from collections.abc import Collection, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from entities.errors import InputError, NotFound
from matcher import Weights
from matcher.streams import Matched, Wishes, match_stream
from service.crew import crew
from service.drafts import Drafts
from service.flows.people_files import PeopleFiles, people_files, unreadable_text
from service.report import Report
from service.shelf import Shelf, shelf

SAMPLES = 10  # candidates of each decision from which a report chooses whom to explain
LABELS = ("candidate_id", "profile_id")
CORRECTIONS = (*LABELS, "linked")
FEW = 300_000  # profiles up to which one process is faster than several, and memory than files


@dataclass(frozen=True, slots=True)
class MatchOrder:
    """What a run is asked for beside its three files.

    `wishes` are the matcher's own (precision, costs, one to one, clock); what the files here say is added to them.
    `workers` is the number of processes; `values` lets personal values stand in the HTML report.
    """

    weights: Path | None = None
    labels: Path | None = None
    corrections: Path | None = None
    save_weights: Path | None = None
    html: Path | None = None
    values: bool = False
    workers: int = 1
    wishes: Wishes = Wishes()  # noqa: RUF009 - frozen

    @property
    def read(self) -> tuple[Path, ...]:
        """List the files that are read."""
        return tuple(file for file in (self.weights, self.labels, self.corrections) if file is not None)


def match_files(
    candidates: Path, profiles: Path, out: Path, *, report: Report, order: MatchOrder | None = None
) -> dict[str, Any]:
    """Match candidates against profiles; gives counts, decisions and the matcher's report.

    Every output is opened before the work and has its name only after it.

    Raises:
        NotFound: an input file doesn't exist.
        InvalidTable: an input can't be read, lacks `id`, or has a column of a wrong type.
        InputError: the weights can't be read, or an output can't be written.

    """
    asked = order or MatchOrder()
    sides = people_files("candidates", candidates), people_files("profiles", profiles)
    read = (*sides[0].files, *sides[1].files, *asked.read)
    with Drafts() as drafts:
        place = drafts.open(out, apart_from=read)
        saved = drafts.open(asked.save_weights, apart_from=read) if asked.save_weights else None
        page = drafts.open(asked.html, apart_from=read) if asked.html else None
        with telling_bad_text(*sides):
            people = sides[0].table()
            matched = match_sides(people, sides[1], asked, report=report)
            with writing(out):
                pq.write_table(matched.table, place)
            if saved and asked.save_weights:
                with writing(asked.save_weights):
                    saved.write(matched.weights.to_json().encode())
            if page and asked.html:
                with writing(asked.html):
                    page.write(_page(asked, matched, people, sides).encode())
        drafts.publish()
    return told(matched)


def match_sides(
    candidates: pa.Table,
    profiles: PeopleFiles,
    order: MatchOrder,
    *,
    report: Report,
    explain: Collection[str] = (),
) -> Matched:
    """Run the matcher on candidates in memory and profiles on disk, which are read in parts."""
    wishes = replace(
        order.wishes,
        weights=read_weights(order.weights) if order.weights else None,
        labels=_read("labels", order.labels, LABELS),
        corrections=_read("corrections", order.corrections, CORRECTIONS),
        progress=report,
        explain=explain,
        samples=SAMPLES if order.html else 0,
    )
    many = profiles.rows > FEW
    opened: AbstractContextManager[Shelf | None] = shelf() if many else nullcontext()
    with opened as place, crew(order.workers if many else 1) as workers:
        matched = match_stream(candidates, profiles.parts(), wishes, workers=workers, shelf=place)
    if wishes.labels is None:
        return matched
    from service.pictures import by_labels

    return replace(matched, report={**matched.report, "by_labels": by_labels(matched.table, wishes.labels)})


def told(matched: Matched) -> dict[str, Any]:
    """Shape what a run says of itself."""
    table = matched.table
    decisions = table["decision"].value_counts().to_pylist()
    return {
        "candidates": table.num_rows,
        "linked": table.num_rows - table["profile_id"].null_count,
        "decisions": {row["values"]: row["counts"] for row in decisions},
        "weights": matched.weights.hash,
        "report": dict(matched.report),
    }


def read_weights(file: Path) -> Weights:
    """Read weights. Raises NotFound, or InputError where they are none."""
    try:
        return Weights.from_json(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise NotFound(f"no such file: {file.name}") from None
    except (OSError, ValueError):
        raise InputError(f"not readable: {file.name}") from None


@contextmanager
def telling_bad_text(*sides: PeopleFiles) -> Iterator[None]:
    """Say where a text is no UTF-8 when the work has failed on one."""
    try:
        yield
    except (UnicodeError, pa.ArrowInvalid):
        for side in sides:
            found = unreadable_text(side)
            if found is not None:
                raise found from None
        raise


@contextmanager
def writing(place: Path) -> Iterator[None]:
    """Name the file that can't be written. Raises InputError."""
    try:
        yield
    except OSError as error:
        raise InputError(f"can't write {place.name}: {error.strerror}") from None


def _read(side: str, file: Path | None, columns: tuple[str, ...]) -> pa.Table | None:
    return None if file is None else people_files(side, file, columns).table()


def _page(order: MatchOrder, matched: Matched, candidates: pa.Table, sides: tuple[PeopleFiles, PeopleFiles]) -> str:
    from service.flows.match_story import story_of
    from service.pictures import report_page

    names = {side.side: ", ".join(file.name for file in side.files) for side in sides}
    given = {"weights": order.weights, "labels": order.labels, "corrections": order.corrections}
    names |= {name: file.name for name, file in given.items() if file is not None}
    return report_page(story_of(matched, candidates, names, profiles=sides[1] if order.values else None))
