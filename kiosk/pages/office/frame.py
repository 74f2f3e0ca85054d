"""The frame of every page of the staff: who is signed in, and what alarms."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import Flask

from kiosk.domain.office.people import Officer
from kiosk.views.hall import news
from kiosk.views.hall.news import StaffNews
from kiosk.web.guard import sessions
from kiosk.web.guard.security import may
from kiosk.web.reading import see


@dataclass(frozen=True, slots=True)
class StaffFrame:
    """Who looks at the page, nobody in a demo, and what they may do there."""

    me: Officer | None
    may: Callable[..., bool]

    @property
    def in_charge(self) -> bool:
        return self.may("manager")


def init_app(app: Flask) -> None:
    """Templates ask for it by themselves, so that no page can forget it."""
    app.jinja_env.globals |= {"staff": staff, "staff_news": staff_news}


def staff() -> StaffFrame:
    """Who looks at the page of this request."""
    return StaffFrame(sessions.officer(), may)


def staff_news(counter: int) -> StaffNews:
    """What alarms as the page is made, of a counter or (0) of none."""
    return see(news.of_staff, counter)
