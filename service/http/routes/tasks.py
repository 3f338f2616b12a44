"""Turn requests on ordered work into jobs, and jobs into what a caller may know of them."""

from datetime import datetime
from types import MappingProxyType
from typing import Annotated, Literal

from fastapi import Path, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from entities.errors import NotFound
from service.flows.rematch import JOB, order
from service.http.api import Api, Here
from service.http.effects import once
from service.http.routes.kinds import LIMIT, LIMIT_MOST
from store import TenantTx, jobs

api = Api(tag="tasks")
TaskState = Literal["queued", "running", "succeeded", "failed"]
STATES: MappingProxyType[str, TaskState] = MappingProxyType(
    {"waiting": "queued", "running": "running", "done": "succeeded", "failed": "failed", "buried": "failed"}
)
NUMBER_MOST = 2**53 - 1
EVERY: tuple[jobs.State, ...] = ("waiting", "running", "done", "failed", "buried")
EXAMPLE = {
    "number": 7,
    "kind": "rematch",
    "state": "queued",
    "attempts": 0,
    "code": "",
    "progress": {},
    "added_at": "2026-01-05T09:00:00Z",
    "ended_at": None,
}


class TaskOrder(BaseModel):
    """What is to be done: `rematch` estimates the tenant's weights anew and links everybody again."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: Literal["rematch"]


class Task(BaseModel):
    """One piece of ordered work."""

    model_config = ConfigDict(frozen=True)

    number: int
    kind: str
    state: TaskState
    attempts: int
    code: str = Field(description="Why the last attempt failed, empty where none did.")
    progress: dict[str, int]
    added_at: datetime
    ended_at: datetime | None


class TaskList(BaseModel):
    """Tasks, the newest first."""

    model_config = ConfigDict(frozen=True)

    items: tuple[Task, ...]


@api.route("GET", "/tasks", scope="status:read", example={"items": [EXAMPLE]})
def list_tasks(call: Here, limit: Annotated[int, Query(ge=1, le=LIMIT_MOST)] = LIMIT) -> TaskList:
    """List ordered work, the newest first."""
    with call.parts.store.reading(call.tenant) as tx:
        return TaskList(items=tuple(_task(job) for job in jobs.listing(tx, EVERY, limit=limit)))


@api.route("GET", "/tasks/{number}", scope="status:read", problems=["not_found"], example=EXAMPLE)
def read_task(call: Here, number: Annotated[int, Path(ge=1, le=NUMBER_MOST)]) -> Task:
    """Read one piece of ordered work."""
    with call.parts.store.reading(call.tenant) as tx:
        job = jobs.get(tx, number)
    if job is None:
        raise NotFound
    return _task(job)


@api.route("POST", "/tasks", scope="tasks:write", status=202, once=True, example=EXAMPLE, response_model=Task)
def order_task(call: Here, request: Request, body: TaskOrder) -> Response:
    """Order work for the worker; what already waits is not queued twice."""
    assert body.kind == JOB

    def queue(tx: TenantTx) -> Task:
        job = jobs.get(tx, order(tx))
        assert job is not None
        return _task(job)

    return once(call, request, queue, status=202)


def _task(job: jobs.Job) -> Task:
    return Task(
        number=job.number,
        kind=job.kind,
        state=STATES[job.state],
        attempts=job.attempts,
        code=job.code,
        progress=job.progress,
        added_at=job.added_at,
        ended_at=job.ended_at,
    )
