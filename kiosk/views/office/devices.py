"""How are the slip printer and the loudspeakers?"""

from collections.abc import Mapping
from dataclasses import dataclass

from kiosk.moment import Moment
from kiosk.storage.paper import printers
from kiosk.views import read_by
from kiosk.views.hall import sound


@dataclass(frozen=True, slots=True)
class Devices:
    """The state of the slip printer, and by zone that of the sound: on, muted or off."""

    printer: str
    sound: Mapping[str, str]


@read_by("nobody")
def devices(moment: Moment) -> Devices:
    """How the devices are."""
    return Devices(printer(moment), sound.states(moment))


def printer(moment: Moment) -> str:
    """How the slip printer is: its newest report, "unknown" when that is old or there is none."""
    return moment.once(printers.printer_state, moment.now)
