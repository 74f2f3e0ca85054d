"""Trying out whether the office can issue and call."""

from kiosk.actions.work import begin_day
from kiosk.office import Office
from kiosk.storage.health import probe


def try_out(office: Office) -> None:
    """Begin the day, and see that the disk takes a write and each table can be read; what refuses it is raised."""
    begin_day(office)
    probe(office.db)
