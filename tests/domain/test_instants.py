"""Instants that people and spreadsheets write."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from kiosk.domain.instants import from_local

HALL = ZoneInfo("Asia/Ho_Chi_Minh")
HALF_PAST_EIGHT = datetime(2026, 7, 3, 1, 30, tzinfo=UTC)
MIDNIGHT = datetime(2026, 7, 2, 17, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "2026-07-03T08:30",
        "2026-07-03 08:30:00",
        "2026-07-03 08:30:00.250",
        "2026-07-03T01:30:00Z",
        "2026-07-03T08:30:00+07:00",
        "03/7/2026 8:30",
        "3-7-2026 8:30:00",
        "03.07.2026, 8h30",
        "46206.354166667",
        "46206,354166667",
    ],
)
def test_one_instant_is_written_in_many_ways(text: str) -> None:
    assert from_local(text, HALL) == HALF_PAST_EIGHT


@pytest.mark.parametrize("text", ["2026-07-03", "03/7/2026", "3.7.2026", "46206", "2026/7/3"])
def test_a_day_alone_is_its_midnight_in_the_hall(text: str) -> None:
    assert from_local(text, HALL) == MIDNIGHT


@pytest.mark.parametrize("text", ["", "yesterday", "31/02/2026", "2026-13-01", "7/2026", "1234", "03/7/2026 25:00"])
def test_what_is_no_instant_is_named(text: str) -> None:
    with pytest.raises(ValueError, match="is no date or time"):
        from_local(text, HALL)
