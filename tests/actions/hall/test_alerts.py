"""Alerts: raised once while open, ended once, in the log without a word too many."""

import pytest

from kiosk.actions.hall import alerts
from kiosk.actions.work import working
from kiosk.domain.office.refusals import UnknownCounter
from kiosk.office import Office
from kiosk.views.record import audit
from tests.conftest import SetClock, kinds, nothing_happens, person, rows

DAY = 24 * 3600


def open_now(office: Office) -> list[tuple[object, ...]]:
    return rows(office, "SELECT kind, counter FROM alerts WHERE ended_at IS NULL ORDER BY id")


def test_the_same_alert_is_open_once_and_may_come_again(office: Office) -> None:
    first = alerts.raise_at_counter(office, "help", 3)
    assert alerts.raise_at_counter(office, "help", 3) == first
    other = alerts.raise_at_counter(office, "help", 4)
    assert open_now(office) == [("help", 3), ("help", 4)]
    alerts.end_alert(office, first)
    assert open_now(office) == [("help", 4)]
    assert alerts.raise_at_counter(office, "help", 3) > other
    assert kinds(office).count("AlertRaised") == 3


def test_an_alert_of_no_counter_is_one_too(office: Office) -> None:
    for _ in range(2):
        with working(office) as work:
            alerts.raise_alert(work, "printer")
    assert open_now(office) == [("printer", None)]


@pytest.mark.parametrize("alert", [1, 99])
def test_what_is_over_or_never_was_ends_without_a_word(office: Office, alert: int) -> None:
    alerts.end_alert(office, alerts.raise_at_counter(office, "alarm", 1), by=person(7))
    with nothing_happens(office):
        alerts.end_alert(office, alert)


def test_an_alarm_from_a_counter_that_is_not_there_is_refused(office: Office) -> None:
    with nothing_happens(office), pytest.raises(UnknownCounter):
        alerts.raise_at_counter(office, "alarm", 99)


def test_an_alert_ended_after_its_day_leaves_verify_clean(office: Office, clock: SetClock) -> None:
    raised = alerts.raise_at_counter(office, "alarm", 1)
    clock.forward(DAY)
    alerts.end_alert(office, raised)
    assert audit.verify(office) == []
    assert audit.verify(office, everything=True) == []
