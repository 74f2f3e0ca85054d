"""Dates and times as they are written in Vietnam, one order of day and month a file, none that cannot be."""

import pytest

from tests.outside.imports.conftest import CODE, Office, counts

HALF_PAST = "2026-07-03T01:30:00.000Z"


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("08:30 03/07/2026", HALF_PAST),
        ("8:30:00, 03/07/2026", HALF_PAST),
        ("03/07/2026 02:30:00 CH", "2026-07-03T07:30:00.000Z"),
        ("03/07/2026 8:30:00 SA", HALF_PAST),
        ("03/07/2026 12:15 SA", "2026-07-02T17:15:00.000Z"),
        ("03/07/2026 12:15 CH", "2026-07-03T05:15:00.000Z"),
        ("03/07/2026 2:30 PM", "2026-07-03T07:30:00.000Z"),
        ("03/07/26", "2026-07-02T17:00:00.000Z"),
        ("03/07/2026 08:30:15.123", "2026-07-03T01:30:15.000Z"),
        ("03/7/2026 8 giờ 30", HALF_PAST),
        ("8h30 ngày 03/07/2026", HALF_PAST),
        ("8 giờ 30 phút, ngày 03 tháng 7 năm 2026", HALF_PAST),
        ("'03/07/2026  08:30", HALF_PAST),
        ("03-Jul-2026 8:30", HALF_PAST),
        ("03/07/2026 8g30", HALF_PAST),
        ("2026-07-03T01:30:00Z", HALF_PAST),
        ("20260703 08:30", HALF_PAST),
    ],
)
def test_a_time_is_read_as_it_is_written_in_vietnam(office: Office, text: str, stored: str) -> None:
    done = office.text(f'code;received_at\n{CODE.format(1)};"{text}"\n')
    assert counts(done).startswith("read 1 new 1 changed 0 refused 0"), done.stderr
    assert office.column("received_at") == [stored]


@pytest.mark.parametrize(
    "text", ["13:30 CH CH", "31/02/2026", "25:00 03/07/2026", "03/07/2026 13:99", "8 giờ", "hôm kia"]
)
def test_what_is_no_time_is_named(office: Office, text: str) -> None:
    done = office.text(f"code;received_at\n{CODE.format(1)};{text}\n")
    assert counts(done) == "read 1 new 0 changed 0 refused 1"
    assert text in done.stderr


def test_a_mapping_may_tell_the_form_of_a_date(office: Office) -> None:
    mapping = office.mapping('[columns]\ncode = "so"\nreceived_at = "luc"\n[formats]\nreceived_at = "%H%M %y%m%d"\n')
    done = office.text(f"so;luc\n{CODE.format(1)};0830 260703\n", "--map", mapping)
    assert counts(done).startswith("read 1 new 1 changed 0 refused 0"), done.stderr
    assert office.column("received_at") == [HALF_PAST]


def test_a_mapping_may_tell_the_order_of_day_and_month(office: Office) -> None:
    mapping = office.mapping('dates = "month-first"\n[columns]\ncode = "so"\nreceived_at = "luc"\n')
    done = office.text(f"so;luc\n{CODE.format(1)};07/03/2026 8:30\n", "--map", mapping)
    assert counts(done).startswith("read 1 new 1 changed 0 refused 0"), done.stderr
    assert office.column("received_at") == [HALF_PAST]


@pytest.mark.parametrize(
    "lines",
    [
        ["07/03/2026 08:30;07/10/2026", "07/03/2026 08:31;07/24/2026"],
        ["07/03/2026 08:30;07/10/2026", "07/03/2026 08:31;"],
        ["07/03/2026 08:30;", "07/03/2026 9:00 AM;07/31/2026"],
        ["07-03-2026 08:30;07-24-2026", "07-03-2026 08:31;07-10-2026"],
        [";07/24/2026", "07/03/2026 08:30;07/10/2026"],
        ["7/3/26 8:30;7/24/26", "7/3/26 9:30;"],
    ],
)
def test_a_file_whose_months_stand_first_is_read_so_and_says_it(office: Office, lines: list[str]) -> None:
    told = [f"{CODE.format(i)};{line};4" for i, line in enumerate(lines, 1)]
    done = office.text("\n".join(["code;received_at;due_at;state", *told]))
    assert counts(done).startswith(f"read {len(lines)} new {len(lines)} changed 0 refused 0"), done.stderr
    assert "month" in done.stderr
    assert {at[:10] for at in office.column("received_at")} <= {"2026-07-02", "2026-07-03"}


def test_one_file_never_has_two_orders(office: Office) -> None:
    lines = ["03/07/2026;24/07/2026", "03/07/2026;10/07/2026", "03/07/2026;07/24/2026"]
    told = [f"{CODE.format(i)};{line}" for i, line in enumerate(lines, 1)]
    done = office.text("\n".join(["code;received_at;due_at", *told]))
    assert counts(done) == "read 3 new 2 changed 0 refused 1"
    assert "07/24/2026" in done.stderr


@pytest.mark.parametrize(
    ("column", "text"),
    [
        ("received_at", "03/07/2062"),
        ("submitted_at", "2027-01-05"),
        ("finished_at", "05/12/2026"),
        ("returned_at", "2026-12-31 08:00"),
        ("received_at", "03/07/2016"),
        ("received_at", "2026-03-07"),  # a spreadsheet turned the third of July round
        ("received_at", "03/07/1926"),
        ("apology_at", "01/01/2027"),
        ("paid_at", "01/01/2030"),
        ("due_at", "03/07/2126"),
    ],
)
def test_a_date_that_cannot_be_is_named(office: Office, column: str, text: str) -> None:
    done = office.text(f"code;field;{column}\n{CODE.format(1)};a;03/07/2026\n{CODE.format(2)};b;{text}\n")
    assert "refused 1" in counts(done), done.stderr
    assert text in done.stderr
    assert column in done.stderr
    assert office.column("field") in (["a"], [])


def test_a_code_of_a_day_to_come_is_named(office: Office) -> None:
    done = office.text("code\nH21.50.05.13-270703-0001\n")
    assert counts(done) == "read 1 new 0 changed 0 refused 1"


def test_a_rating_of_the_order_of_its_file(office: Office) -> None:
    lines = ["06/05/2026 9:00,satisfied,pad", "06/24/2026 9:00,satisfied,pad"]
    done = office.text("\n".join(["rated_at,level,source", *lines]), what="ratings")
    assert counts(done) == "read 2 new 2 changed 0 refused 0"
    assert "month" in done.stderr
