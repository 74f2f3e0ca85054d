"""Tickets and their legs, and every move a leg may make."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from kiosk.domain.errors import NoReturnLeft, WrongState
from kiosk.domain.numbering import number
from kiosk.domain.priority import RETURNS


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

# DESIGN §3, "States of a leg": everything else is refused.
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
    """One visit's place in the queue."""

    id: int
    day: date
    area: str
    serial: int
    token: str
    priority: str | None
    unsure: bool
    issued_at: datetime
    carried_from: int | None = None

    @property
    def number(self) -> str:
        return number(self.area, self.serial)


@dataclass(frozen=True, slots=True)
class Leg:
    """One stretch of a ticket in one area, from waiting to its outcome."""

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

    def call_to(self, counter: int, at: datetime) -> "Leg":
        """The first call; only of one who waits."""
        self._require(C, only_from={W})
        return replace(self, state=C, counter=counter, called_at=at, recalls=0)

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
        """One who missed the call waits again, at a new turn, at most twice."""
        self._require(W, only_from={A})
        if self.returns >= RETURNS:
            raise NoReturnLeft(number=self.number)
        return replace(self._wait(at), turn_at=turn_at, returns=self.returns + 1)

    def park(self) -> "Leg":
        """Set aside, turn kept, not callable until resumed."""
        self._require(P)
        return replace(self, state=P, counter=None, called_at=None, started_at=None)

    def resume(self, at: datetime) -> "Leg":
        """A parked ticket waits again at its kept turn."""
        self._require(W, only_from={P})
        return self._wait(at)

    def leave(self, reason: str, at: datetime) -> "Leg":
        """The visit ends unserved, for a reason code."""
        self._require(L)
        return replace(self, state=L, ended_at=at, reason=reason)

    def end_with_day(self, at: datetime) -> "Leg":
        """The day ended over an open leg, whatever its state: the one move that is nobody's decision."""
        if self.state not in OPEN:
            raise WrongState(number=self.number, state=self.state)
        return replace(self, state=L, ended_at=at, reason="day-ended")

    def transfer(self, at: datetime) -> "Leg":
        """This stretch ends; the next begins in another area."""
        self._require(T)
        return replace(self, state=T, ended_at=at)

    def _wait(self, at: datetime) -> "Leg":
        return replace(self, state=W, waiting_since=at, counter=None, called_at=None, started_at=None, recalls=0)

    def _require(self, to: State, only_from: set[State] | None = None) -> None:
        if to not in MOVES[self.state] or (only_from is not None and self.state not in only_from):
            raise WrongState(number=self.number, state=self.state)
