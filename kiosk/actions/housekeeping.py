"""What a server does now and then though nobody asks, and when it stops."""

from kiosk.actions.ratings import ratings
from kiosk.actions.work import begin_day
from kiosk.office import Office


def keep_house(office: Office) -> None:
    """Begin the business day though nobody came yet, store ripe ratings and who guesses, fold the write-ahead log."""
    begin_day(office)
    ratings.settle(office)
    office.guesses.store()
    office.db.checkpoint()


def close(office: Office) -> None:
    """Store what is only in memory, and leave the file whole."""
    if office.db.path.exists():
        ratings.settle(office, everything=True)
        office.guesses.store()
    office.db.close()
