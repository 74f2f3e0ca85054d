"""How often a proof may be guessed at: the delay belongs to what is guessed at, grows, has a bound, and fades.

Nobody waits for what others guess elsewhere. So many wrong tries are free; each further one is answered only a while
after the last, twice as long each time. In any time T nobody and no number of places gets further than the free tries,
the doublings, `places`, and T / `fades`.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

TOLD_FROM = 5  # wrong tries at one thing that somebody in charge should know of


@dataclass(frozen=True, slots=True)
class Allowance:
    """What may be tried: `free` wrong tries, then one after `first`, after twice that, and so on up to `longest`.

    `fades`: the quiet after which one wrong try is forgotten. `places`: while no more than so many places were wrong,
    one that never was goes on at once: the owner, most likely.
    """

    free: int
    first: timedelta
    longest: timedelta
    fades: timedelta
    places: int = 0

    def delay(self, wrong: int) -> timedelta:
        """How long after so many wrong tries the next has to wait."""
        doublings = min(wrong - self.free, 20)
        return min(self.first * 2**doublings, self.longest) if doublings >= 0 else timedelta()


@dataclass(frozen=True, slots=True)
class Wrong:
    """How often something was guessed at in vain, when last, and from which places (names that tell no address)."""

    count: int
    at: datetime
    places: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Aim:
    """What is guessed at: `name` is WHAT/NUMBER/WAY and holds no secret; `known`: the office has it.

    `dossier`: its internal number, where it is one.
    """

    name: str
    allowance: Allowance
    known: bool = True
    dossier: int | None = None


DIGITS_OF_PHONE = Allowance(5, timedelta(days=1), timedelta(days=30), timedelta(days=30))  # where a PIN does better
PHONE_ALONE = Allowance(5, timedelta(seconds=30), timedelta(hours=6), timedelta(hours=6), places=20)
PIN = Allowance(40, timedelta(seconds=2), timedelta(hours=2), timedelta(hours=2), places=64)
SLIP = Allowance(5, timedelta(seconds=10), timedelta(minutes=10), timedelta(minutes=10), places=8)
PASSWORD = Allowance(5, timedelta(minutes=5), timedelta(minutes=5), timedelta(minutes=5))
OFFICERS_PIN = Allowance(10, timedelta(seconds=30), timedelta(hours=1), timedelta(hours=1), places=20)
REMEMBERED = 8  # places at least, to be told of


def faded(wrong: Wrong, allowance: Allowance, now: datetime) -> Wrong | None:
    """What is left of it by now."""
    left = wrong.count - max(0, (now - wrong.at) // allowance.fades)
    return Wrong(left, wrong.at, wrong.places) if left > 0 else None


def wait(wrong: Wrong | None, allowance: Allowance, now: datetime, place: str) -> timedelta:
    """How long a place has to wait before it may try; nothing for who may at once."""
    left = faded(wrong, allowance, now) if wrong else None
    if left is None or (place not in left.places and len(left.places) < allowance.places):
        return timedelta()
    delay = allowance.delay(left.count)
    return min(delay, max(timedelta(), left.at + delay - now))


def once_more(wrong: Wrong | None, allowance: Allowance, now: datetime, place: str) -> Wrong:
    """The same after one more wrong try from a place."""
    left = faded(wrong, allowance, now) if wrong else None
    if left is None:
        return Wrong(1, now, frozenset({place}))
    room = len(left.places) < max(allowance.places, REMEMBERED)
    return Wrong(left.count + 1, now, left.places | {place} if room else left.places)
