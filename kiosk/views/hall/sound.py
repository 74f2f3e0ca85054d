"""Does each zone have a voice, how far has it come, and what does it say now or next?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from kiosk.domain.hall.announcement import Saying
from kiosk.domain.hall.loudspeaker import Loudspeaker, SoundRecord
from kiosk.domain.office.plan import Zone
from kiosk.domain.queue.ticket import Leg
from kiosk.moment import Moment
from kiosk.storage.hall import announcements, loudspeakers
from kiosk.storage.queue import legs
from kiosk.views import read_by


@dataclass(frozen=True, slots=True)
class SpeakingZone:
    """A zone whose loudspeaker listens, the counters that call into it, and who may be called next."""

    zone: Zone
    counters: Sequence[int]
    next_up: Sequence[Leg]


@read_by("nobody")
def saying(moment: Moment, zone: str, no: int) -> Saying | None:
    """An announcement of a zone with what it is put into words from."""
    announcement = announcements.load(moment.sql, zone, no)
    return announcements.saying(moment.sql, announcement) if announcement else None


@read_by("nobody")
def next_sayings(moment: Moment, ahead: int) -> list[SpeakingZone]:
    """Of each zone that somebody speaks in, what is likely to be said next: of so many visitors."""
    plan = moment.plan
    speaking = [code for code in plan.zones if speaker(moment, code).alive(moment.now)]
    return [SpeakingZone(plan.zones[code], plan.counters_in(code), _next_up(moment, code, ahead)) for code in speaking]


@read_by("manager")
def records(moment: Moment) -> dict[str, tuple[str, SoundRecord]]:
    """How it stands with the sound of each zone, and what became of the announcements of the day."""
    zone_states = states(moment).items()
    return {zone: (state, loudspeakers.record_since(moment.sql, zone, moment.began)) for zone, state in zone_states}


def speaker(moment: Moment, zone: str) -> Loudspeaker:
    """The loudspeaker of a zone."""
    return moment.once(loudspeakers.load, zone)


def states(moment: Moment) -> Mapping[str, str]:
    """How it stands with the sound of each zone: on, muted or off."""
    return {zone: speaker(moment, zone).state(moment.now) for zone in moment.plan.zones}


def silent(moment: Moment) -> list[tuple[Zone, str]]:
    """The zones without a voice while anybody may be called there, and why."""
    plan, local = moment.plan, moment.local
    awake = [code for code in plan.zones if not plan.asleep(plan.areas_in(code), local, timedelta())]
    return [(plan.zones[code], state) for code in awake if (state := speaker(moment, code).state(moment.now)) != "on"]


def _next_up(moment: Moment, code: str, ahead: int) -> list[Leg]:
    areas = frozenset(area.letter for area in moment.plan.areas_in(code))
    return moment.once(legs.waiting, areas, ahead)
