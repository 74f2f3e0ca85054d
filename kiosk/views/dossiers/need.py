"""Who needs to know of a dossier today: the counter it is of, and whoever took a step with it?"""

from dataclasses import dataclass

from kiosk.moment import Moment
from kiosk.storage.queue import legs
from kiosk.views import read_by
from kiosk.views.dossiers import register


@dataclass(frozen=True, slots=True)
class Need:
    """The counter at which a dossier was filed today (None: at none), and who took a step with it today."""

    counter: int | None
    officers: frozenset[int]


@read_by("desk")
def of(moment: Moment, number: int) -> Need:
    """Who needs to know of a dossier by the work of the day."""
    dossier = register.by_number(moment, number)
    leg = legs.load(moment.sql, dossier.leg) if dossier.leg else None
    today = leg if leg and leg.called_at and leg.called_at >= moment.began else None
    officers = frozenset(step.officer for step in dossier.trace if step.officer and step.at >= moment.began)
    return Need(today.counter if today else None, officers)
