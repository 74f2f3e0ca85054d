"""What a server does now and then though nobody asks, and when it stops."""

from kiosk.actions.ratings import ratings
from kiosk.actions.work import begin_day
from kiosk.office import Office


def keep_house(office: Office) -> None:
    """Begin the business day though nobody came yet, store ripe ratings, fold the write-ahead log into the file."""
    begin_day(office)
    ratings.settle(office)
    office.db.checkpoint()


def close(office: Office) -> None:
    """Store what is only in memory, and leave the file whole."""
    if office.db.path.exists():
        ratings.settle(office, everything=True)
    office.db.close()
