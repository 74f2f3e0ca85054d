"""Every report says as of when its figures are."""

import pytest

from tests.outside.conftest import Desk

DAYS = ("--from", "2026-11-01", "--to", "2026-11-30")


@pytest.mark.parametrize("name", ["summary", "ii06a", "day", "ratings", "waits"])
def test_a_report_as_json_says_as_of_when_it_is(desk: Desk, name: str) -> None:
    assert desk.set_up().told("report", name, *DAYS)["as_of"] == "2026-11-28T03:00:00.000Z"
