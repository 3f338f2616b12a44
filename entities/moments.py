"""Turn times from outside into aware UTC times, and refuse what no ATS can mean."""

from datetime import UTC, datetime, timedelta
from typing import Annotated

from pydantic import BeforeValidator, PlainSerializer, WithJsonSchema
from pydantic_core import PydanticCustomError

EARLIEST = datetime(1970, 1, 2, tzinfo=UTC)
LATEST = datetime(2200, 1, 1, tzinfo=UTC)
FUTURE_SLACK = timedelta(days=2)  # clocks differ; a receiver refuses times further ahead of its own clock
EPOCH_MS = 10_000_000_000  # numbers above are milliseconds since 1970


def moment(value: object) -> datetime:
    """Read an ISO 8601 text, an aware datetime, or epoch milliseconds (seconds below 1e10) as UTC.

    A time without a zone is taken as UTC. Before 1970-01-02 or from 2200 on: refused.
    """
    try:
        read = _read(value)
        aware = read.replace(tzinfo=UTC) if read.tzinfo is None else read.astimezone(UTC)
    except (TypeError, ValueError, OverflowError, OSError):
        raise PydanticCustomError("invalid_time", "not a time: give ISO 8601 or epoch milliseconds") from None
    if not EARLIEST <= aware < LATEST:
        raise PydanticCustomError("time_out_of_range", "before 1970 or after 2199")
    return aware.replace(microsecond=aware.microsecond // 1000 * 1000)


def as_text(value: datetime) -> str:
    """Write a UTC time so that text order is time order: always with milliseconds, always with Z."""
    return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.") + f"{value.microsecond // 1000:03d}Z"


def _read(value: object) -> datetime:
    if isinstance(value, datetime):
        return value
    if isinstance(value, str):
        return datetime.fromisoformat(value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return datetime.fromtimestamp(value / 1000 if value > EPOCH_MS else value, UTC)
    raise TypeError


def is_in_future(value: datetime, now: datetime) -> bool:
    """Tell whether a time lies further ahead of `now` than clocks differ."""
    return value > now + FUTURE_SLACK


TOLD = {"anyOf": [{"type": "string", "format": "date-time"}, {"type": "number", "description": "epoch milliseconds"}]}
Moment = Annotated[datetime, BeforeValidator(moment), PlainSerializer(as_text, when_used="json"), WithJsonSchema(TOLD)]
