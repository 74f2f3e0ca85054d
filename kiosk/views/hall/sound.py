"""Does each zone have a voice, and how far has it come?"""

from collections.abc import Mapping
from datetime import timedelta

from kiosk.domain.hall.loudspeaker import Loudspeaker
from kiosk.domain.office.plan import Zone
from kiosk.moment import Moment
from kiosk.storage.hall import loudspeakers


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
