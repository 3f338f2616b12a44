"""Turn what happened into one line of JSON on stderr: an event's name, ids and counts, never a person's data."""

import logging
import sys
from typing import Any, Literal

import structlog


def start_logging(*, least: Literal["info", "warning"] = "info") -> None:
    """Write events as JSON lines to stderr from now on, those at least of a level."""
    structlog.configure(
        wrapper_class=structlog.make_filtering_bound_logger(least),
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.JSONRenderer(),
        ],
        logger_factory=_to_stderr,
    )


def hush_libraries() -> None:
    """Let libraries say from now on that they warn of something, in a line of ours, but not their own words."""
    logging.basicConfig(level=logging.WARNING, handlers=[_Quiet()], force=True)


class _Quiet(logging.Handler):
    """Says which library warned, and of what kind of error; its own words may hold anything, so they are left out."""

    def emit(self, record: logging.LogRecord) -> None:
        error = record.exc_info[1] if record.exc_info else None
        kind = None if error is None else type(error).__name__
        get_log().log(record.levelno, "library.warned", reason=record.name, error=kind)


def _to_stderr(*_: Any) -> structlog.PrintLogger:
    """Write to what stderr is now: a program that runs commands in turn may give each its own."""
    return structlog.PrintLogger(sys.stderr)


def get_log() -> Any:
    """Give the log; its calls take an event named `noun.verb` and fields that can't hold a person."""
    return structlog.get_logger()
