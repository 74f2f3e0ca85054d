"""Reading the record."""

from kiosk.office import Office
from kiosk.storage.record import log


def log_entries(office: Office, since: str | None = None) -> list[log.Logged]:
    """The log's entries, oldest first, from an instant (text) on."""
    with office.db.reading() as sql:
        return list(log.since_instant(sql, since) if since else log.since(sql))
