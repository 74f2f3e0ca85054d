"""Reading the record."""

from kiosk.office import Office
from kiosk.storage.record import log, records


def log_entries(office: Office, since: str | None = None) -> list[log.Logged]:
    """The log's entries, oldest first, from an instant (text) on."""
    with office.db.reading() as sql:
        return list(log.since_instant(sql, since) if since else log.since(sql))


def name_of_record(office: Office) -> str:
    """What the office is called in its record: with an entry's number it names that entry in the whole country."""
    with office.db.reading() as sql:
        known = records.load(sql)
        return known.unit if known else ""
