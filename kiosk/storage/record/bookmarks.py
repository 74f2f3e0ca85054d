"""How far each follower has read the log."""

import sqlite3


def load(sql: sqlite3.Connection, follower: str) -> int:
    """The number of the last entry that a follower read; 0 before the first."""
    row = sql.execute("SELECT seq FROM bookmarks WHERE follower = ?", (follower,)).fetchone()
    return row["seq"] if row else 0


def move(sql: sqlite3.Connection, follower: str, seq: int) -> None:
    """Let a follower go on after entry `seq`."""
    sql.execute(
        "INSERT INTO bookmarks(follower, seq) VALUES (?, ?) ON CONFLICT(follower) DO UPDATE SET seq = excluded.seq",
        (follower, seq),
    )
