"""The one meaning of an open counter: somebody sits there and is on no break.

A seat ends when its officer signs out, ten minutes after its desk was last seen, or with the business day. A desk is
seen while its page listens, and with each step that is taken there. A program, which takes no seat and has no page, is
there for ten minutes after each of its steps, and while it has somebody at its counter.
"""

from datetime import datetime, timedelta

from kiosk.domain.office.plan import Plan
from kiosk.domain.queue.numbering import business_day, day_start

AWAY = timedelta(minutes=10)


def seen_since(now: datetime, plan: Plan) -> datetime:
    """The earliest instant a desk may have been seen last for somebody to sit there still."""
    today = business_day(now, plan.day_starts_at, plan.zone_info)
    return max(now - AWAY, day_start(today, plan.day_starts_at, plan.zone_info))
