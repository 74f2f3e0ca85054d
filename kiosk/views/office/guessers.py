"""What did somebody guess at today: for whoever is in charge, without what was typed or proven."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from kiosk.domain.guessing import TOLD_FROM, Wrong
from kiosk.moment import Moment
from kiosk.storage.office import guesses

LATELY = timedelta(hours=24)
SHOWN = 5


@dataclass(frozen=True, slots=True)
class GuessedAt:
    """Wrong tries at one thing: `what` (dossier, slip, officer) of which number, and by which `way` (pin, phone …).

    `devices`: the registered screens they came from; `elsewhere`: how many other places of each kind (here, near, far).
    """

    what: str
    number: str
    way: str
    wrong: int
    at: datetime
    devices: tuple[int, ...]
    elsewhere: Mapping[str, int]


def guessed_at(moment: Moment) -> list[GuessedAt]:
    """What was guessed at in the last day, the newest first."""
    return [_guess(*each) for each in moment.once(guesses.newest, moment.now - LATELY, TOLD_FROM, SHOWN)]


def _guess(name: str, wrong: Wrong) -> GuessedAt:
    what, number, way = name.split("/")
    places = [place.partition("/") for place in sorted(wrong.places)]
    devices = tuple(int(which) for kind, _, which in places if kind == "device")
    elsewhere = Counter(kind for kind, _, _ in places if kind != "device")
    return GuessedAt(what, number.rpartition("-")[2], way, wrong.count, wrong.at, devices, elsewhere)
