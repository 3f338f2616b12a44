"""Turn operations on documents into bulk requests, tried again piece by piece while the cluster is busy."""

import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from entities.errors import EngineBusy, TalentjoinError
from indexing.opensearch.operations import Conflict, Operation, to_force
from indexing.opensearch.refusals import Blocked
from indexing.opensearch.wire import Wire, refused

CHUNK_BYTES = 8_000_000
CHUNK_COUNT = 500  # so that in a rebuild the next is made while one is under way
MOST_TRIES = 6
FIRST_WAIT_SECONDS = 0.1  # doubled with every try, each time between half and all of it
NEWER_THERE = 409
TOLD = "errors,items.*.status,items.*.error"


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
        alone = refresh and len(requests) == 1
        conflicts = [one for chunk in requests for one in self.send(alias, chunk, refresh=alone)]
        for _ in range(MOST_TRIES):
            again = to_force(self._wire, alias, conflicts) if conflicts else []
            conflicts = [one for chunk in chunks(again) for one in self.send(alias, chunk, refresh=refresh)]
        if refresh and not alone and requests:
            self.refresh(alias)

    def refresh(self, alias: str) -> None:
        """Let every later search see what was written."""
        self._wire.call("POST", alias, "_refresh", seconds=self._wire.cluster.write_seconds)

    def send(self, alias: str, chunk: Sequence[Operation], *, refresh: bool = False) -> list[Conflict]:
        """Do one request's operations, those refused for now again and again; gives those that met something newer."""
        left, conflicts = list(chunk), []
        error: TalentjoinError | None = None
        for attempt in range(MOST_TRIES):
            if attempt:
                self._wait(FIRST_WAIT_SECONDS * 2 ** (attempt - 1) * self._chance.uniform(0.5, 1.0))
            try:
                told = self._once(alias, left, refresh=refresh)
            except EngineBusy as busy:
                error = busy
                continue
            left, error, met = _outcomes(left, told)
            conflicts += met
            if error is None:
                return conflicts
            if isinstance(error, Blocked):
                break
        assert error is not None
        raise error

    def _once(self, alias: str, chunk: list[Operation], *, refresh: bool) -> dict[str, Any]:
        parameters = {"require_alias": "true", "filter_path": TOLD}
        if refresh:
            parameters["refresh"] = "true"
        body = "".join(operation.line for operation in chunk)
        seconds = self._wire.cluster.write_seconds
        return self._wire.call("POST", alias, "_bulk", parameters=parameters, body=body, seconds=seconds)


def _outcomes(
    chunk: list[Operation], told: dict[str, Any]
) -> tuple[list[Operation], TalentjoinError | None, list[Conflict]]:
    """Read one answer: the operations to do again, why, and those that met something newer."""
    again: list[Operation] = []
    conflicts: list[Conflict] = []
    why: TalentjoinError | None = None
    for operation, item in zip(chunk, told["items"] if told.get("errors") else (), strict=False):
        (outcome,) = item.values()
        if "error" not in outcome:
            continue
        if outcome["status"] == NEWER_THERE:
            conflicts.append(Conflict(operation, str(outcome["error"].get("reason"))))
            continue
        error = refused(outcome["status"], outcome)
        if outcome["status"] != 429 and outcome["status"] < 500:
            raise error
        again.append(operation)
        why = error
    return again, why, conflicts
