"""Who may type paper ratings in."""

import sqlite3
from datetime import datetime

from kiosk.domain.ratings.typing import Typists, typists
from kiosk.storage.office import people, seats


def typists_since(sql: sqlite3.Connection, at: datetime) -> Typists:
    """Those who are not rated by what was printed then."""
    return typists(people.officers(sql), seats.taken_since(sql, at))
