"""The one loudspeaker of a zone: a lease that its owner renews, and how far it has said the zone's ledger."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

BEAT = timedelta(seconds=2)  # how often a board speaks to the server
RENEWED = timedelta(seconds=3.5)  # a lease younger than this is not written anew: each write renders every screen
LEASE = timedelta(seconds=7.5)  # with a beat more, another board has taken over within 10 s
MUTED = timedelta(seconds=30)  # a board that may not play says so at least this often


@dataclass(frozen=True, slots=True)
class Loudspeaker:
    """Who speaks in a zone, and how far it is.

    `owner`: an identity of a board or player, `trusted` when it is the office's own device. `spoken_no`: all up to
    this number is said or accounted for; `saying_no`: what is being said, 0 for nothing; `message_no`: the last
    message, as messages go before calls. `muted_at`: when a board last reported that its browser forbids sound.
    """

    zone: str
    owner: str | None = None
    trusted: bool = False
    seen_at: datetime | None = None
    spoken_no: int = 0
    saying_no: int = 0
    message_no: int = 0
    muted_at: datetime | None = None

    def alive(self, now: datetime) -> bool:
        """Whether somebody holds the lease; one of the future is of a clock set back since."""
        return self.owner is not None and self.seen_at is not None and abs(now - self.seen_at) < LEASE

    def free_for(self, owner: str, trusted: bool, now: datetime) -> bool:
        """Whether `owner` may speak: the lease is its own, or over, or held by a lesser one."""
        return self.owner == owner or not self.alive(now) or (trusted and not self.trusted)

    def taken(self, owner: str, trusted: bool, now: datetime) -> "Loudspeaker":
        """With the lease renewed, or taken over: what the former owner was saying is said again."""
        again = self if self.owner == owner else replace(self, owner=owner, trusted=trusted, saying_no=0)
        return replace(again, seen_at=now)

    def stale(self, now: datetime) -> bool:
        """Whether the lease needs to be written anew."""
        return self.seen_at is None or abs(now - self.seen_at) >= RENEWED

    def released(self) -> "Loudspeaker":
        return replace(self, owner=None, trusted=False, saying_no=0)

    def ended(self, no: int, message: bool) -> "Loudspeaker":
        """The announcement `no` was said to its end."""
        if message:
            return replace(self, saying_no=0, message_no=max(no, self.message_no))
        return replace(self, saying_no=0, spoken_no=max(no, self.spoken_no))

    def state(self, now: datetime) -> str:
        """`on`; `muted`: there is a board, but its browser forbids sound; `off`: nobody is there to speak."""
        if self.alive(now):
            return "on"
        return "muted" if self.muted_at and abs(now - self.muted_at) < MUTED else "off"


@dataclass(frozen=True, slots=True)
class SoundRecord:
    """What became of a zone's announcements: how many came to each outcome, and how long those spoken waited (s).

    `silent`: those made while nothing was being said; `busy`: those that had to wait for another to end.
    """

    outcomes: Mapping[str, int]
    silent: Sequence[float]
    busy: Sequence[float]
