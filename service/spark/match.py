"""Turn two Parquet files of people into a file of links on an engine that spreads the work over machines."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pyarrow as pa
from pyarrow import compute, dataset, feather, parquet

from entities.errors import EngineError, InputError, InvalidTable, NotFound
from matcher import Weights
from matcher.shards import (
    PLACED_SCHEMA,
    Kind,
    Model,
    fit_sample,
    labels_told,
    placed_rows,
    reports_of,
    values_of,
)
from service.drafts import Drafts
from service.flows.match import writing
from service.flows.people_files import PeopleFiles, people_files
from service.report import Report
from service.spark.session import opened_session
from service.spark.splits import schema_of, splits_of
from service.spark.stages import Frame, Stages, shards_for

LABELS = ("candidate_id", "profile_id")
PARTS = "part=*"  # folders of links, by place in the file
STEPS = ("read ids", "pair", "weigh", "link", "write")
SAMPLE = 20_000  # candidates
LINKS = pa.schema([field for field in PLACED_SCHEMA if field.name not in ("row", "open", "counted")])
Told = dict[str, Any]
Sides = tuple[PeopleFiles, PeopleFiles]


def match_on_spark(
    candidates: Path,
    profiles: Path,
    out: Path,
    *,
    weights: Path | None,
    labels: Path | None,
    remote: str | None,
    report: Report,
) -> dict[str, Any]:
    """Match as `match_files` does, with the same links row by row; gives counts, decisions and the matcher's report.

    The inputs and the folder of the output must stand under the same paths on every machine of the engine.

    Raises:
        NotFound: an input file doesn't exist.
        InvalidTable: an input can't be read, lacks `id`, repeats one, or has a column of a wrong type.
        InputError: the engine isn't installed, the weights can't be read, or the output can't be written.
        EngineError: the engine can't be reached, or a task of it failed.

    """
    sides = people_files("candidates", candidates), people_files("profiles", profiles)
    for side in sides:
        placed_rows(schema_of(side).empty_table(), side.side, 0, 1)  # types are judged before anything starts
    given = Weights.from_json(_text(weights)) if weights else None
    known = people_files("labels", labels, LABELS).table() if labels else None
    with Drafts() as drafts:
        read = [one for one in (weights, labels) if one is not None]
        file = drafts.open(out, apart_from=(*sides[0].files, *sides[1].files, *read))
        with (
            TemporaryDirectory(prefix=f".{out.name}.", dir=out.parent) as scratch,
            opened_session(remote) as session,
            _typed_failures(),
        ):
            splits = splits_of(sides[0]), splits_of(sides[1])
            stages = Stages(session, Path(scratch).resolve(), *splits, *shards_for(sides[0].rows, sides[1].rows))
            links, told = _run(stages, sides, given, known, report)
            with writing(out):
                decisions, linked = _write(links, file)
        drafts.publish()
    report(STEPS[-1], len(STEPS), len(STEPS))
    return {
        "candidates": sides[0].rows,
        "linked": linked,
        "decisions": dict(decisions),
        "weights": told["weights"],
        "report": told | {"decisions": dict(decisions)},
    }


def _run(
    stages: Stages, sides: Sides, weights: Weights | None, labels: pa.Table | None, report: Report
) -> tuple[Path, Told]:
    """Run the stages; gives the folder of links and the report."""
    report(STEPS[0], 0, len(STEPS))
    _check_ids(stages.ids(), sides)
    report(STEPS[1], 1, len(STEPS))
    met = stages.met()
    counted = met.where(f"kind <> {Kind.PAIR:d}").toArrow()
    pairs = met.where(f"kind = {Kind.PAIR:d}")
    counts = values_of(counted, Kind.PROFILES, sides[1].rows)
    report(STEPS[2], 2, len(STEPS))
    told: Told = {"candidates": sides[0].rows, "profiles": sides[1].rows}
    if labels is not None and labels.num_rows:
        told["labels"] = _labels_told(stages.ids(), labels)
    if weights is None:
        own = values_of(counted, Kind.CANDIDATES, sides[0].rows)
        weights, fitted = _fitted(stages, pairs, sides[0].rows, (counts, own), labels)
        told |= fitted
    report(STEPS[3], 3, len(STEPS))
    model = stages.folder / "model"
    feather.write_feather(Model(weights, counts).to_table(), str(model))
    links = stages.links(pairs, model)
    report(STEPS[4], 4, len(STEPS))
    return links, told | {"weights": weights.hash} | _counted(links, counted)


def _fitted(
    stages: Stages, pairs: Frame, count: int, counts: tuple[Any, Any], labels: pa.Table | None
) -> tuple[Weights, Told]:
    """Fit weights to a sample, here; gives them with what training tells."""
    candidates = stages.rows("candidates")
    if count > SAMPLE:
        chosen = stages.sample(SAMPLE, labels)
        candidates = candidates.join(chosen, "row")
        pairs = pairs.join(chosen.withColumnRenamed("row", "left"), "left")
    trained = fit_sample(candidates.toArrow(), stages.paired(pairs).toArrow(), *counts, labels)
    told: Told = {"training": dict(trained.report), "check": dict(trained.check)}
    told["calibration"] = [dict(row) for row in trained.calibration]
    return trained.weights, told | ({"warning": trained.warning} if trained.warning else {})


def _labels_told(ids: Frame, labels: pa.Table) -> dict[str, int]:
    """Find which labelled ids are there."""
    here: list[set[str]] = []
    for side, column in enumerate(LABELS):
        named = labels.select([column]).drop_null()
        if not len(named):  # no engine takes a table of nothing
            here.append(set())
            continue
        known = ids.sparkSession.createDataFrame(named).distinct()
        mine = ids.where(f"side = {side}").join(known, ids["id"] == known[column])
        here.append(set(mine.select("id").toArrow()["id"].to_pylist()))
    return labels_told(labels, *here)


def _counted(links: Path, met: pa.Table) -> Told:
    """Add up what the shards counted."""
    kept = PLACED_SCHEMA.empty_table()
    if any(links.glob(PARTS)):  # without candidates there are none
        kept = dataset.dataset(links, format="parquet").to_table(["counted", "open"])
    pairs, families = reports_of(met, kept["counted"])
    open_ = compute.sum(kept["open"]).as_py() or 0
    return {"pairs": pairs, "blocking": families, "open": open_}


def _check_ids(ids: Frame, sides: Sides) -> None:
    """Refuse a null or repeated id, naming the first row that has one."""
    from pyspark.sql import functions

    places = functions.slice(functions.sort_array(functions.collect_list("row")), 1, 2)
    grouped = ids.groupBy("side", "id").agg(places.alias("rows"))
    bad = grouped.where("id IS NULL OR size(rows) > 1").toArrow().to_pylist()
    for number, people in enumerate(sides):
        mine = [row for row in bad if row["side"] == number]
        nulls = [row["rows"][0] for row in mine if row["id"] is None]
        if nulls:
            raise InvalidTable(f"{people.side}: column id is null in row {nulls[0]}")
        if mine:
            row = min(row["rows"][1] for row in mine)
            raise InvalidTable(f"{people.side}: column id in row {row} repeats an id of a row before it")


def _write(links: Path, file: Any) -> tuple[Counter[str], int]:
    """Put the links in the order of the candidates' file, part by part; gives decisions and how many have a profile."""
    decisions, linked = Counter[str](), 0
    with parquet.ParquetWriter(file, LINKS) as writer:
        for part in sorted(links.glob(PARTS), key=lambda one: int(one.name.partition("=")[2])):
            table = dataset.dataset(part, format="parquet").to_table(["row", *LINKS.names]).sort_by("row")
            writer.write_table(table.select(LINKS.names).cast(LINKS))
            decisions.update({row["values"]: row["counts"] for row in table["decision"].value_counts().to_pylist()})
            linked += len(table) - table["profile_id"].null_count
    return decisions, linked


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise NotFound(f"no such file: {file.name}") from None
    except (OSError, ValueError):
        raise InputError(f"not readable: {file.name}") from None


@contextmanager
def _typed_failures() -> Iterator[None]:
    """Turn an engine's failure into one line; its own words may hold values of rows."""
    from pyspark.errors import PySparkException

    try:
        yield
    except PySparkException as error:
        raise EngineError(f"a task of the engine failed: {error.getCondition() or type(error).__name__}") from error
