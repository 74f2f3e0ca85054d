"""Tickets of former days, written straight into the tables: only for measuring, so the log knows nothing of them."""

from datetime import timedelta

from kiosk.domain.instants import to_text
from kiosk.office import Office

A_DAY = 400


def fill(office: Office, tickets: int) -> None:
    """So many served tickets, 400 a day, before today."""
    if not tickets:
        return
    sql, now = office.db.writer(), office.clock()
    sql.execute("BEGIN")
    for number in range(tickets):
        day = now - timedelta(days=2 + number // A_DAY)
        area, serial, at = "ABCEGHKM"[number % 8], number % A_DAY // 8 + 1, to_text(day)
        sql.execute(
            "INSERT INTO tickets(id, day, area, serial, token, unsure, issued_at) VALUES (?, ?, ?, ?, ?, 0, ?)",
            (number + 1, day.date().isoformat(), area, serial, f"old-{number}", at),
        )
        sql.execute(
            "INSERT INTO legs(id, ticket, area, number, state, turn_at, waiting_since, unsure, counter, called_at, "
            "started_at, ended_at, recalls, returns) VALUES (?, ?, ?, ?, 'done', ?, ?, 0, 1, ?, ?, ?, 0, 0)",
            (number + 1, number + 1, area, f"{area}{serial:03d}", at, at, at, at, to_text(day + timedelta(minutes=5))),
        )
        sql.execute(
            "INSERT INTO paper_jobs(kind, subject, copy, state, created_at, ended_at) "
            "VALUES ('slip', ?, 0, 'printed', ?, ?)",
            (number + 1, at, at),
        )
    sql.execute("COMMIT")
