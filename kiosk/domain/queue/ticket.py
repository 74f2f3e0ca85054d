"""Tickets and their legs, and every move a leg may make."""

import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from kiosk.domain.queue.numbering import number
from kiosk.domain.queue.refusals import AlreadyLate, NoReturnLeft, WrongState
from kiosk.domain.queue.waiting import Wait
from kiosk.domain.record.witness import code_of

MILLISECOND = timedelta(milliseconds=1)


class State(StrEnum):
    WAITING = "waiting"
    CALLED = "called"
    SERVING = "serving"
    PARKED = "parked"
    ABSENT = "absent"
    DONE = "done"
    LEFT = "left"
    TRANSFERRED = "transferred"


W, C, S, P, A = State.WAITING, State.CALLED, State.SERVING, State.PARKED, State.ABSENT
D, L, T = State.DONE, State.LEFT, State.TRANSFERRED

# Everything else is refused.
MOVES: Mapping[State, frozenset[State]] = {
    W: frozenset({C, P, L, T}),
    C: frozenset({C, S, D, A, W, P, T}),
    S: frozenset({D, W, P, T}),
    P: frozenset({W, L}),
    A: frozenset({W, L}),
    D: frozenset(),
    L: frozenset(),
    T: frozenset(),
}
AT_COUNTER = frozenset({C, S})
OPEN = frozenset({W, C, S, P, A})


@dataclass(frozen=True, slots=True)
class Ticket:
    """One visit's place in the queue; `promise`: what was told of the wait at issue, None when it was carried over.

    `sealed`: what the office is called in its record, and the hash of the log entry that gave the number.
    """

    id: int
    day: date
    area: str
    serial: int
    token: str
    priority: str | None
    unsure: bool
    issued_at: datetime
    carried_from: int | None = None
    lang: str | None = None
    needs: tuple[str, ...] = ()
    promise: Wait | None = None
    sealed: tuple[str, str] | None = field(default=None, compare=False)

    @property
    def witness(self) -> str:
        """The code that bears witness of the log as it was when the number was given; "" when nobody noted it."""
        return code_of(*self.sealed) if self.sealed else ""

    @property
    def number(self) -> str:
        return number(self.area, self.serial)

    def first_leg(self, turn_at: datetime) -> "Leg":
        """The stretch a ticket begins with, not yet stored."""
        return Leg(
            id=0,
            ticket=self.id,
            area=self.area,
            number=self.number,
            state=State.WAITING,
            turn_at=turn_at,
            waiting_since=self.issued_at,
            priority=self.priority,
            unsure=self.unsure,
            lang=self.lang,
            needs=self.needs,
        )

    @property
    def code(self) -> str:
        """The four digits beside the number on the slip: who knows both holds the slip, but cannot name the token."""
        drawn = hmac.digest(self.token.encode(), b"slip code", "sha256")
        return f"{int.from_bytes(drawn) % 10_000:04d}"


@dataclass(frozen=True, slots=True)
class Leg:
    """One stretch of a ticket in one area, from waiting to its outcome.

    `lang`: None for Vietnamese. `meant_for`: the counter it was sent to. `out_of_turn`: the reason code of a place that
    no turn time gives, `chosen`: of a call. `nth`: the how-manieth service of one turn. `reason`: why it is parked or
    left. `away_until`: the holder, who runs late, is not called before.

    The wait of a visit is from its number to its first call, wherever that falls: whoever is parked, sent on or late
    before it waits on since then. Once the visit was called (`called_before`), each further wait counts apart.
    `waiting_since`: since when the present wait counts. `first_wait_ms`: the wait of the visit, in the stretch of its
    first call; `later_wait_ms`: the sum of the others of this stretch. None: there was none.
    """

    id: int
    ticket: int
    area: str
    number: str
    state: State
    turn_at: datetime
    waiting_since: datetime
    priority: str | None = None
    unsure: bool = False
    counter: int | None = None
    called_at: datetime | None = None
    started_at: datetime | None = None
    ended_at: datetime | None = None
    recalls: int = 0
    returns: int = 0
    reason: str | None = None
    lang: str | None = None
    needs: tuple[str, ...] = ()
    meant_for: int | None = None
    out_of_turn: str | None = None
    remind_at: datetime | None = None
    nth: int = 1
    late: bool = False
    away_until: datetime | None = None
    chosen: str | None = None
    called_before: bool = False
    first_wait_ms: int | None = None
    later_wait_ms: int | None = None

    @property
    def why_out_of_turn(self) -> str | None:
        """The reason code of a call or place that no turn time gives; None when all goes by turns."""
        return self.chosen or self.out_of_turn

    @property
    def waited(self) -> bool:
        """Whether anybody waited for its present call; for the next service of one turn nobody did."""
        return self.first_wait_ms is not None or self.later_wait_ms is not None

    def is_away(self, now: datetime) -> bool:
        """Whether its holder said that they cannot be here yet."""
        return self.away_until is not None and now < self.away_until

    def call_to(self, counter: int, at: datetime, reason: str | None = None) -> "Leg":
        """The first call; only of one who waits. `reason` when it is not their turn."""
        self._require(C, only_from={W})
        waited = self._waited_until(at)
        called = replace(self, state=C, counter=counter, called_at=at, recalls=0, away_until=None, **waited)
        return called if called.chosen == reason else replace(called, chosen=reason)

    def recall(self) -> "Leg":
        """Call the same ticket to the same counter once more."""
        self._require(C, only_from={C})
        return replace(self, recalls=self.recalls + 1)

    def start(self, at: datetime) -> "Leg":
        """The citizen stands at the counter."""
        self._require(S)
        return replace(self, state=S, started_at=at)

    def finish(self, at: datetime) -> "Leg":
        """End the service; finishing a called ticket starts and ends it."""
        self._require(D)
        return replace(self, state=D, started_at=self.started_at or at, ended_at=at)

    def absent(self) -> "Leg":
        """Called, and nobody came."""
        self._require(A)
        return replace(self, state=A)

    def put_back(self, at: datetime) -> "Leg":
        """Back into the queue at its old turn."""
        self._require(W, only_from={C, S})
        return self._wait(at)

    def come_back(self, turn_at: datetime, at: datetime) -> "Leg":
        """One who missed the call waits again, at a new turn."""
        self._require(W, only_from={A})
        return replace(self._wait(at), turn_at=turn_at, returns=self.returns + 1)

    def require_return(self, times: int) -> "Leg":
        """Refuse one who came back or ran late so often already."""
        if self.returns >= times:
            raise NoReturnLeft(number=self.number)
        return self

    def run_late(self, turn_at: datetime, until: datetime | None = None) -> "Leg":
        """Who will come later than their turn waits on at a new one, once; until then nobody calls them.

        It counts as a return. None: by the rule of former years, when it was none and one could be called at once.
        """
        if self.state is not W:
            raise WrongState(number=self.number, state=self.state)
        if self.late:
            raise AlreadyLate(number=self.number)
        return replace(self, turn_at=turn_at, late=True, away_until=until, returns=self.returns + bool(until))

    def park(self, at: datetime, reason: str, counter: int | None = None, remind_at: datetime | None = None) -> "Leg":
        """Set aside for a reason code, at a counter that is reminded; turn kept, not callable until resumed."""
        self._require(P)
        aside = replace(self._wait(at), state=P, counter=counter)
        return replace(aside, reason=reason, remind_at=remind_at)

    def resume(self, at: datetime) -> "Leg":
        """A parked ticket waits again at its kept turn."""
        self._require(W, only_from={P})
        return self._wait(at)

    def regrade(self, priority: str | None, turn_at: datetime) -> "Leg":
        """Another priority class, or none, while the visit lasts."""
        if self.state not in OPEN:
            raise WrongState(number=self.number, state=self.state)
        return replace(self, priority=priority, turn_at=turn_at)

    def leave(self, reason: str, at: datetime) -> "Leg":
        """The visit ends unserved, for a reason code."""
        self._require(L)
        return replace(self, state=L, ended_at=at, reason=reason)

    def end_with_day(self, at: datetime) -> "Leg":
        """The day ended over an open leg, whatever its state: the one move that is nobody's decision."""
        if self.state not in OPEN:
            raise WrongState(number=self.number, state=self.state)
        return replace(self, state=L, ended_at=at, reason="day-ended")

    def reopen(self) -> "Leg":
        """Its day is taken up again: who left with the day's end waits on at the old turn, as if since ever.

        Who had been called waits anew since that call.
        """
        if self.state is not L or self.reason != "day-ended":
            raise WrongState(number=self.number, state=self.state)
        since = self.called_at or self.waiting_since
        back = replace(self, state=W, waiting_since=since, counter=None, called_at=None, started_at=None, ended_at=None)
        return replace(back, recalls=0, reason=None, remind_at=None, chosen=None)

    def transfer(self, at: datetime) -> "Leg":
        """This stretch ends; the next begins elsewhere."""
        self._require(T)
        return replace(self, state=T, ended_at=at)

    def onward(self, area: str, turn_at: datetime, at: datetime) -> "Leg":
        """The stretch after this one, not yet stored: it waits in an area."""
        fresh = replace(self._wait(at), id=0, area=area, turn_at=turn_at, ended_at=None, nth=1)
        return replace(fresh, meant_for=None, out_of_turn=None, first_wait_ms=None, later_wait_ms=None)

    def again(self, area: str, at: datetime) -> "Leg":
        """The stretch after this one, not yet stored: the next service of the same turn, at the same counter."""
        fresh = replace(self.onward(area, self.turn_at, at), nth=self.nth + 1)
        there = replace(fresh, state=S, counter=self.counter, called_at=at, started_at=at)
        return replace(there, out_of_turn=self.out_of_turn)  # whose place it still is

    def _wait(self, at: datetime) -> "Leg":
        since = at if self.called_before else self.waiting_since
        here: dict[str, Any] = dict.fromkeys(("counter", "called_at", "started_at", "reason", "remind_at", "chosen"))
        return replace(self, state=W, waiting_since=since, recalls=0, **here)

    def _waited_until(self, at: datetime) -> dict[str, Any]:
        """The present wait is over, as facts: it was the visit's first, or one of the later ones."""
        waited = max(0, (at - self.waiting_since) // MILLISECOND)
        if self.called_before:
            return {"later_wait_ms": (self.later_wait_ms or 0) + waited}
        return {"first_wait_ms": waited, "called_before": True}

    def _require(self, to: State, only_from: set[State] | None = None) -> None:
        if to not in MOVES[self.state] or (only_from is not None and self.state not in only_from):
            raise WrongState(number=self.number, state=self.state)
