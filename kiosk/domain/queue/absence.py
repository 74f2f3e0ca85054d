"""How patiently a call is awaited before it counts as missed."""

from datetime import datetime
from math import ceil

from kiosk.domain.office.settings import DeskRules
from kiosk.domain.queue.refusals import AbsentTooSoon, RecallFirst
from kiosk.domain.queue.ticket import Leg, State


def patience_s(leg: Leg, rules: DeskRules) -> int:
    """How long (s) a called visitor is awaited; longer with a priority class or special needs."""
    return rules.absent_after_priority_s if leg.priority or leg.needs else rules.absent_after_s


def require_awaited(leg: Leg, now: datetime, rules: DeskRules) -> None:
    """Refuse to count a called visitor absent before the recalls and the time the office grants."""
    if leg.state is not State.CALLED or leg.called_at is None:
        return
    if leg.recalls < rules.absent_recalls:
        raise RecallFirst(number=leg.number)
    awaited = (now - leg.called_at).total_seconds()
    left = patience_s(leg, rules) - awaited
    if awaited >= 0 and left > 0:  # a clock that was set back tells nothing of how long
        raise AbsentTooSoon(number=leg.number, seconds=ceil(left))
