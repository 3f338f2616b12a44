"""Turn a run's progress into a bar for people, or into lines for programs."""

import json
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import typer

from service.report import Report, silent

LINE_SECONDS = 1.0  # at least so long between two lines of a stage, its first and last line apart
Clock = Callable[[], float]


@contextmanager
def watched(*, lines: bool = False, quiet: bool = False) -> Iterator[Report]:
    """Show progress on stderr: JSON lines if asked for, else one bar a stage where that is a terminal.

    Yields `report(stage, done, total)`.
    """
    if lines:
        yield ProgressLines(time.monotonic)
    elif quiet or not sys.stderr.isatty():
        yield silent
    else:
        with _bars() as report:
            yield report


class ProgressLines:
    """Write `{"stage", "done", "total", "rate", "eta_seconds"}`, a line now and then; the rate is per second."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._before = clock()  # when the stage before ended
        self._began: dict[str, float] = {}
        self._said: dict[str, float] = {}

    def __call__(self, stage: str, done: int, total: int | None) -> None:
        """Say how far a stage is, unless it was said just now."""
        now = self._clock()
        began = self._began.setdefault(stage, self._before)
        self._before = now
        if done != total and now - self._said.get(stage, -LINE_SECONDS) < LINE_SECONDS:
            return
        self._said[stage] = now
        rate = done / (now - began) if now > began else None
        left = (total - done) / rate if total is not None and rate else None
        row = {"stage": stage, "done": done, "total": total, "rate": _rounded(rate), "eta_seconds": _rounded(left)}
        typer.echo(json.dumps(row), err=True)


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 1)


@contextmanager
def _bars() -> Iterator[Report]:
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        ProgressColumn,
        Task,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )
    from rich.text import Text

    class Rate(ProgressColumn):
        def render(self, task: Task) -> Text:
            speed = task.finished_speed or task.speed
            return Text("" if speed is None else f"{speed:,.0f}/s", style="progress.data.speed")

    columns = (TextColumn("{task.description:<28}"), BarColumn(), MofNCompleteColumn(), Rate())
    with Progress(*columns, TimeElapsedColumn(), TimeRemainingColumn(), console=Console(stderr=True)) as bars:
        tasks: dict[str, Any] = {}

        def report(stage: str, done: int, total: int | None) -> None:
            if stage not in tasks:
                tasks[stage] = bars.add_task(stage, total=total)
            bars.update(tasks[stage], completed=done, total=total)

        yield report
