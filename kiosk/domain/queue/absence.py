"""How patiently a call is awaited before it counts as missed.

It is awaited from when it was heard: when the loudspeaker of its zone had said it, as whoever speaks there tells; where
nobody speaks, or the call was passed over, when the boards showed it, which is at once. Where several zones are called
the last of them counts. A minute after the call it counts as heard, whatever the loudspeaker is busy with.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from kiosk.domain.office.settings import DeskRules
from kiosk.domain.queue.refusals import AbsentTooSoon, RecallFirst
from kiosk.domain.queue.ticket import Leg, State

LATEST = timedelta(seconds=60)


@dataclass(frozen=True, slots=True)
class CallInZone:
    """A call as one zone has it: when it was made, said to its end (None: not yet), and whether it will still be."""

    at: datetime
    said_at: datetime | None
    pending: bool

    @property
    def heard_at(self) -> datetime:
        """When it was heard there, or will have been at the latest."""
        if self.said_at is None:
            return self.at + LATEST if self.pending else self.at
        return min(self.said_at, self.at + LATEST)


def awaited_since(leg: Leg, calls: Sequence[CallInZone]) -> datetime | None:
    """Since when a called visitor is awaited; None when nobody was called."""
    if leg.state is not State.CALLED or leg.called_at is None:
        return None
    return max((call.heard_at for call in calls), default=leg.called_at)


def patience_s(leg: Leg, rules: DeskRules) -> int:
    """How long (s) a called visitor is awaited; longer with a priority class or special needs."""
    return rules.absent_after_priority_s if leg.priority or leg.needs else rules.absent_after_s


def absent_at(leg: Leg, calls: Sequence[CallInZone], rules: DeskRules) -> datetime | None:
    """From when on a called visitor may count as absent."""
    since = awaited_since(leg, calls)
    return since + timedelta(seconds=patience_s(leg, rules)) if since else None


def require_awaited(leg: Leg, calls: Sequence[CallInZone], now: datetime, rules: DeskRules) -> None:
    """Refuse to count a called visitor absent before the recalls and the time the office grants."""
    due = absent_at(leg, calls, rules)
    if due is None or leg.called_at is None:
        return
    if leg.recalls < rules.absent_recalls:
        raise RecallFirst(number=leg.number)
    if leg.called_at <= now < due:  # a clock that was set back tells nothing of how long
        raise AbsentTooSoon(number=leg.number, seconds=ceil((due - now).total_seconds()))
