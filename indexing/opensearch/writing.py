"""Turn operations on documents into bulk requests, tried again piece by piece while the cluster is busy."""

import json
import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from entities.errors import EngineBusy, TalentjoinError
from indexing.opensearch.refusals import Blocked
from indexing.opensearch.wire import Wire, refused

CHUNK_BYTES = 8_000_000
CHUNK_COUNT = 500  # so that in a rebuild the next is made while one is under way
MOST_TRIES = 6
FIRST_WAIT_SECONDS = 0.1  # doubled with every try, each time between half and all of it
NEWER_THERE = 409  # as good as done
TOLD = "errors,items.*.status,items.*.error"

# Newest: what is there stays if it is newer. New: what is there stays if it is as new.
Rule = Literal["external_gte", "external"]
NEWEST: Rule = "external_gte"
NEW: Rule = "external"


@dataclass(frozen=True, slots=True)
class Operation:
    """One document to put, as the two lines of a bulk request, or one to delete."""

    line: str

    @property
    def size(self) -> int:
        """Give about how many bytes it takes."""
        return len(self.line)


def put(name: str, version: int, body: dict[str, Any], rule: Rule) -> Operation:
    """Write the operation that puts a document."""
    head = json.dumps({"index": {"_id": name, "version": version, "version_type": rule}}, ensure_ascii=False)
    return Operation(f"{head}\n{json.dumps(body, ensure_ascii=False, separators=(',', ':'))}\n")


def take(name: str, version: int) -> Operation:
    """Write the operation that deletes a document unless it is newer."""
    return Operation(
        json.dumps({"delete": {"_id": name, "version": version, "version_type": NEWEST}}, ensure_ascii=False) + "\n"
    )


def chunks(operations: Iterable[Operation]) -> Iterator[list[Operation]]:
    """Cut operations into requests, by bytes as well as by count."""
    chunk: list[Operation] = []
    size = 0
    for operation in operations:
        if chunk and (size + operation.size > CHUNK_BYTES or len(chunk) >= CHUNK_COUNT):
            yield chunk
            chunk, size = [], 0
        chunk.append(operation)
        size += operation.size
    if chunk:
        yield chunk


class Writer:
    """Sends bulk requests; raises EngineBusy or EngineDown where some documents were not taken in the end."""

    def __init__(self, wire: Wire, wait: Callable[[float], None], chance: random.Random) -> None:
        self._wire = wire
        self._wait = wait
        self._chance = chance

    def write(self, alias: str, operations: Iterable[Operation], *, refresh: bool) -> None:
        """Do operations on the index behind an alias; with `refresh`, every later search sees them.

        Raises PlaceGone where the alias isn't there: no index is ever made by writing.
        """
        requests = list(chunks(operations))
        for chunk in requests:
            self.send(alias, chunk, refresh=refresh and len(requests) == 1)
        if refresh and len(requests) > 1:
            self.refresh(alias)

    def refresh(self, alias: str) -> None:
        """Let every later search see what was written."""
        self._wire.call("POST", alias, "_refresh", seconds=self._wire.cluster.write_seconds)

    def send(self, alias: str, chunk: Sequence[Operation], *, refresh: bool = False) -> None:
        """Do one request's operations, those that were refused for now again and again."""
        left = list(chunk)
        error: TalentjoinError | None = None
        for attempt in range(MOST_TRIES):
            if attempt:
                self._wait(FIRST_WAIT_SECONDS * 2 ** (attempt - 1) * self._chance.uniform(0.5, 1.0))
            try:
                left, error = self._once(alias, left, refresh=refresh)
            except EngineBusy as busy:
                error = busy
            if error is None:
                return
            if isinstance(error, Blocked):
                break
        assert error is not None
        raise error

    def _once(
        self, alias: str, chunk: list[Operation], *, refresh: bool
    ) -> tuple[list[Operation], TalentjoinError | None]:
        """Send one request; gives the operations to do again and why."""
        parameters = {"require_alias": "true", "filter_path": TOLD}
        if refresh:
            parameters["refresh"] = "true"
        body = "".join(operation.line for operation in chunk)
        seconds = self._wire.cluster.write_seconds
        told = self._wire.call("POST", alias, "_bulk", parameters=parameters, body=body, seconds=seconds)
        if not told.get("errors"):
            return [], None
        again: list[Operation] = []
        why: TalentjoinError | None = None
        for operation, item in zip(chunk, told["items"], strict=True):
            (outcome,) = item.values()
            if "error" not in outcome or outcome["status"] == NEWER_THERE:
                continue
            error = refused(outcome["status"], outcome)
            if outcome["status"] != 429 and outcome["status"] < 500:
                raise error
            again.append(operation)
            why = error
        return again, why
