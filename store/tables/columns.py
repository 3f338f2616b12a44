"""Turn a column's meaning into its type on both dialects."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import BigInteger, Boolean, Column, Dialect, Float, Integer, LargeBinary, Text
from sqlalchemy.types import TypeDecorator

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


def to_micros(moment: datetime) -> int:
    """Count the whole microseconds from 1970 to an aware time."""
    return (moment - EPOCH) // MICROSECOND


def from_micros(count: int) -> datetime:
    """Make the aware UTC time of a count of microseconds since 1970."""
    return EPOCH + timedelta(microseconds=count)


class Instant(TypeDecorator[datetime]):
    """An aware time, kept as whole microseconds since 1970: exact and ordered alike on both dialects."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:  # noqa: ARG002 - SQLAlchemy's signature
        """Turn a time into its count."""
        return None if value is None else to_micros(value)

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - SQLAlchemy's signature
        """Turn a count into its time."""
        return None if value is None else from_micros(value)


def text(name: str, *, key: bool = False, optional: bool = False, default: str | None = None) -> Column[str]:
    """Make a column of text; an id is text too."""
    return Column(name, Text(), primary_key=key, nullable=optional, server_default=default)


def number(name: str, *, key: bool = False, optional: bool = False, default: int | None = None) -> Column[int]:
    """Make a column of whole numbers up to 64 bits."""
    kept = None if default is None else str(default)
    return Column(name, BigInteger(), primary_key=key, nullable=optional, server_default=kept, autoincrement=False)


def flag(name: str, *, key: bool = False) -> Column[bool]:
    """Make a column that is true or false."""
    return Column(name, Boolean(), primary_key=key, nullable=False)


def instant(name: str, *, optional: bool = False) -> Column[datetime]:
    """Make a column of aware times."""
    return Column(name, Instant(), nullable=optional)


def octets(name: str, *, key: bool = False, optional: bool = False) -> Column[bytes]:
    """Make a column of bytes: a hash or a sealed payload."""
    return Column(name, LargeBinary(), primary_key=key, nullable=optional)


def share(name: str) -> Column[float]:
    """Make a column of probabilities or scores."""
    return Column(name, Float(precision=53), nullable=True)


def small(name: str, *, default: int = 0) -> Column[int]:
    """Make a column of small counts."""
    return Column(name, Integer(), nullable=False, server_default=str(default))
