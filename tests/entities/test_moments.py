"""Times come in several spellings, mean one UTC instant, and sort as text."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError

from entities.moments import EARLIEST, LATEST, Moment, as_text, is_in_future, moment

PLAIN = st.datetimes(min_value=EARLIEST.replace(tzinfo=None), max_value=LATEST.replace(tzinfo=None) - timedelta(days=1))


class Event(BaseModel):
    at: Moment


@pytest.mark.parametrize(
    "spelling",
    ["2024-03-01T12:00:00Z", "2024-03-01T13:00:00+01:00", "2024-03-01T12:00:00", 1709294400, 1709294400000],
)
def test_every_spelling_means_the_same_instant(spelling: object) -> None:
    assert moment(spelling) == datetime(2024, 3, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize("wrong", ["yesterday", "", None, True, [], "2024-13-01", float("nan"), float("inf"), 10**30])
def test_what_is_no_time_is_refused_by_name(wrong: object) -> None:
    with pytest.raises(ValidationError) as refused:
        Event.model_validate({"at": wrong})
    assert refused.value.errors()[0]["type"] == "invalid_time"


@pytest.mark.parametrize("wrong", ["0001-01-01", "1969-12-31T00:00:00Z", "2200-01-01T00:00:00Z", "9999-12-31", 0, -1])
def test_times_that_no_ats_can_mean_are_refused(wrong: object) -> None:
    with pytest.raises(ValidationError) as refused:
        Event.model_validate({"at": wrong})
    assert refused.value.errors()[0]["type"] == "time_out_of_range"


@given(PLAIN, PLAIN)
def test_text_order_is_time_order(one: datetime, other: datetime) -> None:
    first, second = moment(one), moment(other)
    assert (as_text(first) < as_text(second)) == (first < second)


@given(PLAIN)
def test_writing_and_reading_give_the_time_back(plain: datetime) -> None:
    read = moment(plain)
    assert moment(as_text(read)) == read
    assert Event(at=read).model_dump(mode="json") == {"at": as_text(read)}


def test_another_zone_is_kept_as_utc() -> None:
    local = datetime(2024, 3, 1, 12, tzinfo=timezone(timedelta(hours=5)))
    assert moment(local).utcoffset() == timedelta(0)
    assert moment(local) == local


def test_clocks_may_differ_by_two_days_and_no_more() -> None:
    now = datetime(2024, 3, 1, tzinfo=UTC)
    assert not is_in_future(now + timedelta(days=2), now)
    assert is_in_future(now + timedelta(days=2, seconds=1), now)
