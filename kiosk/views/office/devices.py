"""How are the printers and the loudspeakers?"""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass

from kiosk.domain.office.plan import Printer
from kiosk.domain.paper.printers import WANTS_STAFF, PrinterState, best
from kiosk.moment import Moment
from kiosk.storage.paper import printers as stored
from kiosk.views import read_by
from kiosk.views.hall import sound


@dataclass(frozen=True, slots=True)
class Devices:
    """The state of the slip printer (of several the best), and by zone that of the sound: on, muted or off."""

    printer: PrinterState
    sound: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class PrinterTrouble:
    """A printer that somebody must see to, and how it is; UNKNOWN when no agent tells."""

    name: str
    state: PrinterState
    counters: tuple[int, ...] = ()


@read_by("nobody")
def devices(moment: Moment) -> Devices:
    """How the devices are."""
    return Devices(printer(moment), sound.states(moment))


def printers(moment: Moment) -> dict[str, PrinterState]:
    """How each printer of the office is, and each other that an agent told of lately; UNKNOWN without news."""
    news = {name: _state_of(state) for name, state in moment.once(stored.printer_states, moment.now).items()}
    return {**dict.fromkeys(moment.plan.printers, PrinterState.UNKNOWN), **news}


def printer(moment: Moment) -> PrinterState:
    """How the slip printer is, of several the best."""
    states = printers(moment)
    return best(states[each.name] for each in _named(moment, states) if not each.counters)


def troubles(moment: Moment) -> list[PrinterTrouble]:
    """The printers that somebody must see to; one that no agent tells of is only for who keeps them running."""
    states = printers(moment)
    troublesome = WANTS_STAFF | {PrinterState.UNKNOWN}
    return [
        PrinterTrouble(each.name, states[each.name], each.counters)
        for each in _named(moment, states)
        if states[each.name] in troublesome
    ]


def troubles_at(moment: Moment, counter: int) -> list[PrinterTrouble]:
    """What of that an officer can do something about: where slips come out, and at their own counter."""
    own = [each for each in moment.made(troubles) if not each.counters or counter in each.counters]
    return [each for each in own if each.state is not PrinterState.UNKNOWN]


def _named(moment: Moment, states: Mapping[str, PrinterState]) -> list[Printer]:
    """The printers found, as the office's plan has them."""
    return [moment.plan.printers.get(name) or Printer(name, "", 80) for name in states]


def _state_of(state: str) -> PrinterState:
    with suppress(ValueError):
        return PrinterState(state)
    return PrinterState.UNKNOWN
