"""From how far are a zone's boards read, by their panel and what the office has to show?"""

from kiosk.domain.hall.sizes import Arrangement, arrange, content_of
from kiosk.moment import Moment
from kiosk.views import read_by


@read_by("nobody")
def reach(moment: Moment) -> dict[str, Arrangement]:
    """How each zone's boards are laid out, and so from how far they are read."""
    plan = moment.plan
    return {code: arrange(zone.rules, content_of(plan, code)) for code, zone in plan.zones.items()}
