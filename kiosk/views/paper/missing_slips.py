"""Whose slip never came out? To be printed again by hand, as a copy."""

from dataclasses import dataclass

from kiosk.domain.paper.missing import missing
from kiosk.moment import Moment
from kiosk.storage.paper import jobs
from kiosk.views.office import devices

SHOWN = 12


@dataclass(frozen=True, slots=True)
class MissingSlip:
    """The number of somebody who is here without a slip; `why`: failed, unknown or expired."""

    number: str
    area: str
    why: str


@dataclass(frozen=True, slots=True)
class MissingSlips:
    """The first whose slip never came out, and how many there are."""

    first: tuple[MissingSlip, ...]
    total: int


def missing_slips(moment: Moment) -> MissingSlips:
    """Of all whose visit lasts, those without a slip; none in an office that has no printer."""
    newest = moment.once(jobs.newest_slips, moment.today.isoformat()) if moment.made(devices.printers) else []
    slips = [
        MissingSlip(number, area, why)
        for number, area, state, created_at in newest
        if (why := missing(state, created_at, moment.now))
    ]
    return MissingSlips(tuple(slips[:SHOWN]), len(slips))
