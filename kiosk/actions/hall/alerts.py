"""Alerts: somebody in the hall needs the staff now."""

from kiosk.actions.work import Work, working
from kiosk.domain.office.roles import CONSOLE, Actor
from kiosk.domain.record.entries.hall import AlertEnded, AlertRaised
from kiosk.office import Office
from kiosk.storage.hall import alerts

KINDS = ("alarm", "help", "kiosk", "printer")


def raise_alert(work: Work, kind: str, counter: int | None = None) -> int:
    """Alert the staff, once while the same is open at the same place; answers the alert's id."""
    if kind not in KINDS:
        raise ValueError(f"no kind of alert: {kind!r}")
    if standing := alerts.open_like(work.sql, kind, counter):
        return standing
    raised = alerts.add(work.sql, kind, counter, work.now)
    work.log(AlertRaised(raised, kind, counter))
    return raised


def raise_at_counter(office: Office, kind: str, number: int) -> int:
    """An officer calls the others: alarm in an emergency, help in a difficulty."""
    with working(office) as work:
        work.plan.counter(number)
        return raise_alert(work, kind, number)


def end_alert(office: Office, alert: int, by: Actor = CONSOLE) -> None:
    """Somebody saw to it; an alert that is over already stays as it is."""
    with working(office, by) as work:
        if alerts.end(work.sql, alert, work.now):
            work.log(AlertEnded(alert, by.person))
