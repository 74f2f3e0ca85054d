"""What stands in the log, and whose record is it?"""

from kiosk.office import Office
from kiosk.storage.record import log, records
from kiosk.storage.record.records import OfficeRecord


def log_entries(office: Office, since: str | None = None) -> list[log.Logged]:
    """The log's entries, oldest first, from an instant (text) on."""
    with office.db.reading() as sql:
        return list(log.since_instant(sql, since) if since else log.since(sql))


def record_of(office: Office) -> OfficeRecord | None:
    """What the office is called in its record, and the prints of its keys; None before the set-up."""
    with office.db.reading() as sql:
        return records.load(sql)


def name_of_record(office: Office) -> str:
    """What the office is called in its record: with an entry's number it names that entry in the whole country."""
    record = record_of(office)
    return record.unit if record else ""
