"""Turn a session with a scratch folder into the stages of a match, each on the engine's workers."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa

from matcher.shards import KEY_SCHEMA, MET_SCHEMA, PLACED_SCHEMA, ROW_SCHEMA
from service.spark import tasks
from service.spark.splits import Split, Which

HOME_ROWS = 25_000  # candidates decided together, about
SHARD_ROWS = 100_000  # rows of both sides whose keys meet together, about
FEWEST = 4
PART_ROWS = 5_000_000  # links put in order at once
Frame = Any  # pyspark.sql.DataFrame, which has no types where no engine is installed


@dataclass(frozen=True, slots=True)
class Stages:
    """A session, the folder that it and all its workers see, both sides' splits, and how far the work is spread."""

    session: Any
    folder: Path
    candidates: tuple[Split, ...]
    profiles: tuple[Split, ...]
    shards: int  # of keys
    homes: int  # of candidates

    @property
    def total(self) -> int:
        """Count the profiles."""
        return sum(split.length for split in self.profiles)

    def ids(self) -> Frame:
        """Read the ids of both sides with their places."""
        left = self._from(self.candidates, tasks.reading_ids(self.candidates, 0), tasks.ID_SCHEMA)
        return left.unionByName(self._from(self.profiles, tasks.reading_ids(self.profiles, 1), tasks.ID_SCHEMA))

    def rows(self, side: Which) -> Frame:
        """Read a side, each row with its place and home."""
        splits, homes = self._side(side)
        return self._from(splits, tasks.reading(splits, side, homes), ROW_SCHEMA)

    def met(self) -> Frame:
        """Bring both sides together by their keys; keeps what they find (`MET_SCHEMA`)."""
        frames = []
        sides: tuple[Which, Which] = ("candidates", "profiles")
        for side in sides:
            splits, homes = self._side(side)
            frames.append(self._from(splits, tasks.keying(splits, side, homes, self.shards, self.total), KEY_SCHEMA))
        left, right = (frame.groupBy("shard") for frame in frames)
        met = left.cogroup(right).applyInArrow(tasks.meeting(self.total), tasks.ddl(MET_SCHEMA))
        folder = str(self.folder / "met")
        met.write.parquet(folder)
        return self.session.read.schema(tasks.ddl(MET_SCHEMA)).parquet(folder)

    def paired(self, pairs: Frame) -> Frame:
        """Join each profile once to every home where candidates are paired with it, with the list of them."""
        from pyspark.sql import functions

        meetings = functions.collect_list(functions.struct("left", "number")).alias("meetings")
        listed = pairs.groupBy("home", "right").agg(meetings)
        people = self.rows("profiles").drop("home").withColumnRenamed("row", "right")
        return listed.join(people, "right").withColumnRenamed("right", "row")

    def sample(self, size: int, labelled: pa.Table | None) -> Frame:
        """Choose the candidates that weights are fitted to: the first in the order of `draw`, and all labelled ones."""
        rows = self.rows("candidates")
        drawn = rows.select("draw").orderBy("draw").limit(size).toArrow()["draw"].to_pylist()
        wanted = rows.where(f"draw <= {max(drawn, default=0)}").select("row")
        if labelled is None or not labelled.num_rows:
            return wanted
        known = self.session.createDataFrame(labelled.select(["candidate_id"])).distinct()
        return wanted.union(rows.join(known, rows["id"] == known["candidate_id"]).select("row")).distinct()

    def links(self, pairs: Frame, model: Path) -> Path:
        """Decide every candidate at its home; gives the folder of links, divided by place in the file."""
        met = self.rows("candidates").groupBy("home").cogroup(self.paired(pairs).groupBy("home"))
        links = met.applyInArrow(tasks.linking(str(model)), tasks.ddl(PLACED_SCHEMA))
        folder = self.folder / "links"
        links.selectExpr("*", f"`row` div {PART_ROWS} AS part").write.partitionBy("part").parquet(str(folder))
        return folder

    def _side(self, side: Which) -> tuple[tuple[Split, ...], int]:
        return (self.candidates, self.homes) if side == "candidates" else (self.profiles, 1)

    def _from(self, splits: tuple[Split, ...], task: tasks.Task, schema: pa.Schema) -> Frame:
        """Hand each split's number to a task."""
        if not splits:
            return self.session.createDataFrame([], tasks.ddl(schema))
        return self.session.range(0, len(splits), 1, len(splits)).mapInArrow(task, tasks.ddl(schema))


def shards_for(candidates: int, profiles: int) -> tuple[int, int]:
    """Choose (shards of keys, homes of candidates) so that one task holds about as much whatever the size."""
    return max(FEWEST, -(-(candidates + profiles) // SHARD_ROWS)), max(FEWEST, -(-candidates // HOME_ROWS))
