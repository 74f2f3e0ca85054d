"""What must everybody know now: what the person in charge tells the hall, and what alarms the staff?"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from kiosk.domain.hall.message import Message, foremost, shown_to
from kiosk.moment import Moment
from kiosk.storage.hall import alerts as stored_alerts
from kiosk.storage.hall import messages as stored_messages
from kiosk.storage.hall.alerts import Alert
from kiosk.storage.ratings import ratings
from kiosk.views import read_by
from kiosk.views.office import devices
from kiosk.views.office.devices import PrinterTrouble


@dataclass(frozen=True, slots=True)
class StaffNews:
    """What everybody who works here must see, on whatever page (local time); `printers`: those in trouble there."""

    message: Message | None
    alerts: list[Alert]
    printers: list[PrinterTrouble]
    now: datetime

    def local(self, at: datetime) -> datetime:
        """An instant by the office's clock."""
        return at.astimezone(self.now.tzinfo)


@read_by("desk", "greeter", "administrator")
def of_staff(moment: Moment, counter: int = 0) -> StaffNews:
    """What alarms the staff, at a counter or (0) at none."""
    return StaffNews(message_for_all(moment), alerts(moment), devices.troubles_at(moment, counter), moment.local)


@read_by("manager")
def messages(moment: Moment) -> list[Message]:
    """All that the hall is told now, newest first."""
    return moment.once(stored_messages.open_ones)


def told_in(moment: Moment, zones: Collection[str]) -> Message | None:
    """The one message for who is in any of these zones."""
    return shown_to(zones, moment.once(stored_messages.open_ones))


def message_for_all(moment: Moment) -> Message | None:
    """The one message for who stands before all zones."""
    return foremost(moment.once(stored_messages.open_ones))


def alerts(moment: Moment) -> list[Alert]:
    """All that alarms the staff, the oldest first."""
    return moment.once(stored_alerts.open_ones)


def complaints(moment: Moment) -> list[int]:
    """The counters where somebody is not satisfied: for whoever is in charge, who promised to tell no officer."""
    return moment.once(ratings.complaints)
