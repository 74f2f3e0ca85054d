"""What reports count of dossiers (read only): each as it stood when the period was over, by its dates and its trace.

Looked at are those received in the period, and of the earlier ones those that were not settled before it. Days are
local: Vietnam's clock has one offset all year, so the one of the period's end serves for every day of it.
"""

import sqlite3
from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime, timedelta, tzinfo

from kiosk.domain.dossiers.dossier import PAUSED, DossierState
from kiosk.domain.instants import to_text

Key = tuple[int, str]  # agency and field

_CHOSEN = """
SELECT id FROM dossiers INDEXED BY dossiers_taken WHERE received_at >= :since AND received_at < :until
UNION ALL
SELECT id FROM dossiers INDEXED BY dossiers_settled WHERE finished_at >= :since AND received_at < :since
UNION ALL
SELECT id FROM dossiers INDEXED BY dossiers_settled WHERE finished_at IS NULL AND received_at < :since
"""
# The trace is asked for the open ones only: of the settled all is known by their dates, for none is opened again.
_THEN = "FROM dossier_steps s WHERE s.dossier = d.id AND s.at < :until ORDER BY s.no DESC LIMIT 1"
_STOOD = f"""
SELECT d.agency, d.field, d.procedure, d.channel, d.online_level, d.state, d.apology_at, d.received_at, d.paid_by,
    d.non_local, d.post_to_agency, d.post_back, d.on_the_spot, d.digitised, d.assisted,
    coalesce(d.paid_at, d.received_at) AS paid_at, d.received_at >= :since AS fresh,
    coalesce(d.finished_at < :until, 0) AS settled,
    CASE WHEN d.finished_at < :until THEN CASE WHEN d.state = {DossierState.WITHDRAWN} THEN 0
        WHEN d.finished_at < d.due_at THEN -(date(d.finished_at, :zone) < date(d.due_at, :zone))
        WHEN d.finished_at > d.due_at THEN date(d.finished_at, :zone) > date(d.due_at, :zone) ELSE 0 END
    ELSE coalesce((SELECT state {_THEN}) NOT IN ({", ".join(f"{state}" for state in sorted(PAUSED))}), 1)
        AND coalesce(date((SELECT due_at {_THEN}), :zone) < :last, 0) END AS late
FROM dossiers d WHERE d.id IN ({_CHOSEN}) AND d.state <> {DossierState.NOT_ACCEPTED}
"""
_PAID = "paid_at >= :since AND paid_at < :until AND paid_by"
_COUNTS = {
    "before": "NOT fresh",
    "online_full": "fresh AND channel = 'online' AND online_level = 'full'",
    "online_partial": "fresh AND channel = 'online' AND coalesce(online_level, '') <> 'full'",
    "direct": "fresh AND channel = 'direct'",
    "post": "fresh AND channel = 'post'",
    "early": "settled AND late < 0",
    "on_time": "settled AND late = 0",
    "late": "settled AND late > 0",
    "late_sorry": "settled AND late > 0 AND apology_at IS NOT NULL",
    "late_silent": "settled AND late > 0 AND apology_at IS NULL",
    "open_in_time": "NOT settled AND late = 0",
    "open_late": "NOT settled AND late > 0",
    "non_local": "fresh AND non_local",
    "withdrawn": f"settled AND state = {DossierState.WITHDRAWN}",
    "stopped": f"settled AND state = {DossierState.STOPPED}",
    "paid_online": f"{_PAID} = 'online'",
    "paid_transfer": f"{_PAID} = 'transfer'",
    "paid_direct": f"{_PAID} = 'cash'",
}
_SUMS = {
    **_COUNTS,
    "post_out": "fresh AND post_to_agency",
    "post_back": "post_back",
    "on_the_spot": "settled AND on_the_spot",
    "digitised": "fresh AND digitised",
    "assisted": "fresh AND assisted",
}


def _filters(counts: Mapping[str, str]) -> str:
    return ", ".join(f"count(*) FILTER (WHERE {what}) AS {name}" for name, what in counts.items())


_OF_LINES = f"SELECT agency, field, {_filters(_COUNTS)} FROM ({_STOOD}) GROUP BY agency, field"
_OF_ALL = (
    f"SELECT count(DISTINCT procedure) AS procedures, count(DISTINCT agency) AS agencies, {_filters(_SUMS)} "
    f"FROM ({_STOOD})"
)
_REFUSED = (
    "SELECT agency, field, count(*) FROM dossiers INDEXED BY dossiers_settled "
    f"WHERE finished_at >= :since AND finished_at < :until AND state = {DossierState.NOT_ACCEPTED} "
    "GROUP BY agency, field"
)
_WAITING = (
    "SELECT agency, field, submitted_at FROM dossiers INDEXED BY dossiers_taken WHERE submitted_at < :until "
    "AND (received_at IS NULL OR received_at >= :until) AND (finished_at IS NULL OR finished_at >= :until)"
)


def by_line(sql: sqlite3.Connection, since: datetime, until: datetime, zone: tzinfo) -> dict[Key, dict[str, int]]:
    """The counts of a period by agency and field."""
    bounds = _bounds(since, until, zone)
    line_counts: dict[Key, dict[str, int]] = defaultdict(dict)
    for agency, field, *counts in sql.execute(_OF_LINES, bounds):
        line_counts[agency, field] = dict(zip(_COUNTS, counts, strict=True))
    for agency, field, count in sql.execute(_REFUSED, bounds):
        line_counts[agency, field]["refused"] = count
    return line_counts


def of_all(sql: sqlite3.Connection, since: datetime, until: datetime, zone: tzinfo) -> dict[str, int]:
    """The counts of a period over all, with how many procedures and agencies had a dossier."""
    return dict(sql.execute(_OF_ALL, _bounds(since, until, zone)).fetchone())


def waiting(sql: sqlite3.Connection, since: datetime, until: datetime, zone: tzinfo) -> list[tuple[Key, str]]:
    """What had been submitted and was neither accepted nor refused when the period was over, and since when."""
    rows = sql.execute(_WAITING, _bounds(since, until, zone))
    return [((agency, field), submitted) for agency, field, submitted in rows]


def _bounds(since: datetime, until: datetime, zone: tzinfo) -> dict[str, str]:
    offset = until.astimezone(zone).utcoffset()
    minutes = int(offset.total_seconds() // 60) if offset else 0
    last = (until - timedelta(milliseconds=1)).astimezone(zone).date()
    return {"since": to_text(since), "until": to_text(until), "zone": f"{minutes:+d} minutes", "last": last.isoformat()}
