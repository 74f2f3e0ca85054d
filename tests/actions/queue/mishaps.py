"""What befalls an office on a random day: restarts, clocks that leap ahead and back, strangers at public addresses."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import rule

from kiosk.actions.office import clock
from kiosk.actions.queue import visitor
from kiosk.actions.queue.visitor import Wish
from kiosk.actions.work import begin_day
from kiosk.domain.errors import Refusal
from kiosk.domain.instants import from_text
from kiosk.domain.office.roles import CONSOLE
from kiosk.domain.queue.numbering import business_day
from kiosk.domain.queue.ticket import OPEN
from kiosk.domain.record.refusals import ClockAhead, ClockBehind, LaterDayBegan, NothingToReopen
from kiosk.office import Office
from kiosk.storage.record import log
from tests.actions.queue.model import Hall, lasting
from tests.conftest import client_of

DAYS = st.sampled_from([1, 3, 400, 3650])


class Mishaps(Hall):
    """Whatever befalls it, the office goes on where it was."""

    @rule(reboot=st.booleans())
    def restart(self, reboot: bool) -> None:
        self.office.db.close()
        self.machine.boot += reboot
        self.office = Office(self.office.config, self.clock, self.machine)

    @rule(days=DAYS)
    def the_clock_leaps_ahead_and_is_put_right(self, days: int) -> None:
        self._put(days)
        self._refused(ClockAhead)
        self._put(-days)
        begin_day(self.office)

    @rule(days=DAYS, issued_there=st.booleans())
    def a_leap_is_taken_for_right_and_then_undone(self, days: int, issued_there: bool) -> None:
        """Who waited waits on, unless a number was given on the day that was none."""
        self._put(days)
        clock.accept(self.office, "set-wrong", CONSOLE)
        ended = {i: leg.end_with_day(self.clock()) for i, leg in self.legs.items() if leg.state in OPEN}
        if issued_there:
            self._issue()
        self._put(-days)
        clock.accept(self.office, "set-wrong", CONSOLE)
        begin_day(self.office)
        self.day_turned()
        self.legs |= ended
        if issued_there:
            self.past |= {i: lasting(leg) for i, leg in self.all_stored().items() if i not in self.past | self.legs}
        if ended and not self.spoilt:
            clock.reopen_day(self.office, CONSOLE)
            self.legs |= {i: leg.reopen() for i, leg in ended.items()}
        else:
            with pytest.raises(LaterDayBegan if ended else NothingToReopen):
                clock.reopen_day(self.office, CONSOLE)

    @rule(minutes=st.sampled_from([3, 45, 120]))
    def the_clock_is_set_back(self, minutes: int) -> None:
        begin_day(self.office)
        back = timedelta(minutes=minutes)
        if self._day(self.clock() - back) != self._day(self.clock()):
            return
        self.clock.at -= back
        self.machine.since -= back
        self.set_back += back
        with self.office.db.reading() as sql:
            newest = log.head(sql)[2].at
        if newest is None or from_text(newest) - self.clock() <= timedelta(minutes=2):
            return  # nothing was written since
        self._refused(ClockBehind)
        clock.accept(self.office, "set-wrong", CONSOLE)
        begin_day(self.office)

    @rule(data=st.data(), verb=st.sampled_from(["", "/now", "/late", "/leave", "/return", "/code.svg"]))
    def a_stranger_tries_a_number_at_a_public_address(self, data: st.DataObject, verb: str) -> None:
        numbers = sorted({leg.number for leg in self.legs.values()})
        name = data.draw(st.sampled_from([*numbers, "A001", "a 001", "x" * 22]))
        before, client = self.all_stored(), client_of(self.office)
        ask = client.post if verb in ("/late", "/leave", "/return") else client.get
        assert ask(f"/t/{name}{verb}").status_code == 404
        assert self.all_stored() == before

    def pass_time(self, seconds: float) -> None:
        """The clock goes on as clocks do; a business day that ends meanwhile ends over all who are there."""
        day = self._day(self.clock())
        self.clock.forward(seconds)
        if self._day(self.clock()) == day:
            return
        begin_day(self.office)
        self.day_turned()
        ended = (leg.end_with_day(self.clock()) if leg.state in OPEN else leg for leg in self.legs.values())
        self.past |= {leg.id: lasting(leg) for leg in ended}
        self.legs.clear()

    def _put(self, days: int) -> None:
        """Put the clock so many days ahead; the machine's own time goes on as ever."""
        if days > 0:
            begin_day(self.office)
            self.clock.forward(1)
        self.clock.at += timedelta(days=days)
        self.machine.since += timedelta(days=days)

    def _refused(self, kind: type[Refusal]) -> None:
        before = self.all_stored()
        with pytest.raises(kind):
            begin_day(self.office)
        assert self.all_stored() == before

    @property
    def spoilt(self) -> bool:
        """Whether a number was given on a day after today."""
        return any(day > self._day(self.clock()).isoformat() for day, *_ in self.issued.values())

    def _issue(self) -> None:
        ticket = visitor.issue(self.office, Wish("A")).ticket
        self.issued[ticket.id] = (ticket.day.isoformat(), ticket.number, self.clock(), ticket.token)

    def _day(self, at: datetime) -> date:
        with self.office.reading() as (_, plan):
            return business_day(at, plan.day_starts_at, plan.zone_info)
