"""What an older program did not note of the waits and calls of its days, as the log tells it."""

import logging
import sqlite3

from kiosk.domain.errors import Refusal
from kiosk.domain.instants import from_text, to_text
from kiosk.domain.queue.ticket import Leg
from kiosk.domain.record import history
from kiosk.storage.record import log

_WAITS = (
    "UPDATE legs SET (waiting_since, out_of_turn, chosen, called_before, first_wait_ms, later_wait_ms) = "
    "(?, ?, ?, ?, ?, ?) WHERE id = ?"
)


def waits(sql: sqlite3.Connection) -> None:
    """Note the waits of every leg the log tells of, and the calls out of turn.

    Of a log that somebody damaged nothing is taken: `verify` names the damage, and the office works on.
    """
    try:
        past = history.replay((each.entry, from_text(each.at)) for each in log.since(sql))
    except (Refusal, KeyError, TypeError, ValueError) as error:
        logging.getLogger(__name__).warning("the waits of former days are not known, for the log is damaged: %s", error)
        return
    sql.executemany(_WAITS, map(_wait, past.legs.values()))
    legs = {leg for (leg,) in sql.execute("SELECT id FROM legs")}
    calls = ((at, leg, *call) for (at, leg), call in past.out_of_turn.items() if leg in legs)
    sql.executemany("INSERT OR IGNORE INTO calls_out_of_turn VALUES (?, ?, ?, ?)", calls)


def _wait(leg: Leg) -> tuple[object, ...]:
    waited = (leg.called_before or None, leg.first_wait_ms, leg.later_wait_ms)
    return to_text(leg.waiting_since), leg.out_of_turn, leg.chosen, *waited, leg.id
