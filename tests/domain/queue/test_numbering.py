"""Numbers as people read and type them, and the day they are counted in."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.instants import from_text, to_ms, to_text
from kiosk.domain.queue.numbering import LETTERS, business_day, day_start, number, parse

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
INSTANTS = st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1)).map(lambda at: at.replace(tzinfo=UTC))


@given(st.sampled_from(LETTERS), st.integers(1, 999_999))
def test_a_number_is_read_back_as_it_was_written(letter: str, serial: int) -> None:
    assert parse(number(letter, serial)) == (letter, serial)


@pytest.mark.parametrize(
    ("typed", "read"),
    [("a012", ("A", 12)), (" A 0 12 ", ("A", 12)), ("đ1234", ("Đ", 1234)), ("m3", ("M", 3)), ("M 03", ("M", 3))],
)
def test_small_letters_blanks_and_zeros_left_out_are_forgiven(typed: str, read: tuple[str, int]) -> None:
    assert parse(typed) == read


@pytest.mark.parametrize("typed", ["", "A", "12", "012", "AB012", "A0000012", "Ă012", "A01２x", "A-012", "Á012"])
def test_what_is_no_number_is_none(typed: str) -> None:
    assert parse(typed) is None


def test_no_two_letters_are_mistaken_for_each_other() -> None:
    assert len(set(LETTERS)) == len(LETTERS)


@pytest.mark.parametrize(
    ("local", "day"),
    [
        ("2026-07-02T03:59:59.999", date(2026, 7, 1)),
        ("2026-07-02T04:00:00.000", date(2026, 7, 2)),
        ("2026-07-02T23:59:59.999", date(2026, 7, 2)),
        ("2026-07-03T00:00:00.000", date(2026, 7, 2)),
    ],
)
def test_the_day_turns_at_four_in_the_morning(local: str, day: date) -> None:
    assert business_day(datetime.fromisoformat(local).replace(tzinfo=HANOI), time(4), HANOI) == day


@pytest.mark.parametrize(
    ("zone", "day"), [("Asia/Ho_Chi_Minh", 2), ("UTC", 1), ("Pacific/Kiritimati", 2), ("America/New_York", 1)]
)
def test_one_instant_is_another_day_elsewhere(zone: str, day: int) -> None:
    at = datetime(2026, 7, 1, 22, 0, tzinfo=UTC)
    assert business_day(at, time(4), ZoneInfo(zone)) == date(2026, 7, day)


@given(INSTANTS, st.sampled_from(["Asia/Ho_Chi_Minh", "Europe/Warsaw", "America/New_York", "Pacific/Kiritimati"]))
def test_an_instant_lies_between_the_starts_of_its_day_and_the_next(at: datetime, zone: str) -> None:
    info = ZoneInfo(zone)
    day = business_day(at, time(4), info)
    assert day_start(day, time(4), info) <= at < day_start(day + timedelta(days=1), time(4), info)


@given(INSTANTS, INSTANTS)
def test_instants_are_stored_to_the_millisecond_and_their_text_sorts_as_they_do(a: datetime, b: datetime) -> None:
    assert from_text(to_text(a)) == to_ms(a)
    assert (to_text(a) < to_text(b)) == (to_ms(a) < to_ms(b))
    assert len(to_text(a)) == len("2026-07-02T01:30:00.000Z")


@pytest.mark.parametrize("text", ["", "today", "2026-07-02", "2026-07-02T01:30:00.000"])
def test_a_text_without_a_zone_is_no_instant(text: str) -> None:
    with pytest.raises(ValueError, match=r"no time zone|Invalid isoformat"):
        from_text(text)
