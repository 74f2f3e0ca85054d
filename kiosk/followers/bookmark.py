"""A follower's place in the log; it stands in the database, so a restored office's followers go back with it."""

from collections.abc import Iterator
from contextlib import contextmanager

from kiosk.office import Office
from kiosk.storage.record import bookmarks, log


@contextmanager
def following(office: Office, follower: str) -> Iterator[list[log.Logged]]:
    """What the log says since a follower read it last; its bookmark moves when the block ends well."""
    with office.db.reading() as sql:
        entries = list(log.since(sql, bookmarks.load(sql, follower)))
    yield entries
    if entries:
        with office.db.turn() as sql:
            bookmarks.move(sql, follower, entries[-1].seq)
