"""Numbers as people and spreadsheets write them."""

import pytest

from kiosk.domain import numbers
from kiosk.domain.rows import Flaw


@pytest.mark.parametrize(
    ("text", "found"),
    [("3", 3), ("3,0", 3), ("3.00", 3), ("1E+1", 10), ("0", 0), ("3,5", None), ("", None), ("-3", None), ("ba", None)],
)
def test_a_whole_number_may_have_zeros_behind_its_point(text: str, found: int | None) -> None:
    assert numbers.whole(text) == found


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("1", True),
        ("1.0", True),
        ("TRUE", True),
        ("Có", True),
        ("0,0", False),
        ("SAI", False),
        ("2", None),
        ("?", None),
    ],
)
def test_yes_and_no_are_said_in_many_ways(text: str, said: bool | None) -> None:
    assert numbers.flag(text) is said


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0912000077", "0912000077"),
        ("912000077", "0912000077"),
        ("+84912000077", "0912000077"),
        ("84 912 000 077", "0912000077"),
        ("024 3826 0077", "02438260077"),
        ("(024) 3826-0077", "02438260077"),
        ("1900 0077", "19000077"),
        ("+61 2 5550 0077", "+61255500077"),
        ("0912000077, 0912000078", "0912000077"),
        ("0912000077 / 0912000078", "0912000077"),
    ],
)
def test_a_phone_is_a_number_from_its_zero_on(text: str, number: str) -> None:
    assert numbers.phone(text) == number


@pytest.mark.parametrize(
    "text", ["", "9.12E+08", "09120000", "0112000077", "không", "001099000077", "0912 abc", "²" * 10]
)
def test_what_is_no_phone_is_refused(text: str) -> None:
    with pytest.raises(Flaw, match="no-phone"):
        numbers.phone(text)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("001099000077", "001099000077"),
        ("1099000077", "001099000077"),
        ("20099000077", "020099000077"),
        ("12345678", "012345678"),
        ("123456789", "123456789"),
        ("B1234567", "B1234567"),
        ("0101234567", "0101234567"),
        ("0101234567-001", "0101234567001"),
        ("2.0099000077E+10", "020099000077"),
    ],
)
def test_an_identity_number_gets_its_lost_zeros_back(text: str, number: str) -> None:
    assert numbers.identity(text) == number


@pytest.mark.parametrize("text", ["", "abc", "1234567", "12345678901234567", "2.00901E+11", "0200990000A7"])
def test_what_is_no_identity_number_is_refused(text: str) -> None:
    with pytest.raises(Flaw, match="no-identity"):
        numbers.identity(text)


@pytest.mark.parametrize(
    ("text", "plain"), [("'1", "1"), ('="0912"', "0912"), ("=", "="), ("", ""), ("O'Neil", "O'Neil")]
)
def test_what_keeps_a_spreadsheet_from_counting_is_no_part_of_a_cell(text: str, plain: str) -> None:
    assert numbers.bare(text) == plain
