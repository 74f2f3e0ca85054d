"""Long polls: a phone asks once and is answered when something changed for it; meanwhile it holds no thread."""

import asyncio
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from flask import Response, current_app, request

from kiosk.domain.errors import Overloaded
from kiosk.web.guard import network
from kiosk.web.serving.bridge import Environ, Live
from kiosk.web.serving.places import Attendee, Places

LONGEST_S = 25.0
WAITS = "wait"  # in the address of who wants to wait


@dataclass(frozen=True, slots=True)
class Poll(Live):
    """An answer that is still to come: nothing new yet for who holds a ticket.

    `pace_s`: how long others may move before it is looked at again; what happens to the ticket itself is told at once.
    """

    ticket: int
    pace_s: float
    leave: Callable[[], None]

    def __iter__(self) -> Iterator[bytes]:
        return iter(())

    def close(self) -> None:
        self.leave()


@dataclass(eq=False, slots=True)
class Ear:
    """Who waits in the loop: woken by `own` when their ticket was touched, by `any` when anything happened."""

    ticket: int
    own: asyncio.Event = field(default_factory=asyncio.Event)
    any: asyncio.Event = field(default_factory=asyncio.Event)


class Ears:
    """All who wait, by their tickets."""

    def __init__(self) -> None:
        self._of: defaultdict[int, set[Ear]] = defaultdict(set)

    @contextmanager
    def open(self, ticket: int) -> Iterator[Ear]:
        """One who waits."""
        ear = Ear(ticket)
        self._of[ticket].add(ear)
        try:
            yield ear
        finally:
            self._of[ticket].discard(ear)
            if not self._of[ticket]:
                del self._of[ticket]

    def tell(self, touched: Collection[int] | None) -> None:
        """Something happened, to these tickets among others; None: the server stops."""
        for ticket, ears in self._of.items():
            for ear in ears:
                ear.any.set()
                if touched is None or ticket in touched:
                    ear.own.set()


def unchanged(ticket: int, pace_s: float) -> Response:
    """Nothing new (204); for who wants to wait and finds a place what is still to come (202, as 204 has no body)."""
    places: Places = current_app.extensions["polls"]
    if WAITS in request.args:
        try:
            leave = places.take(Attendee(network.caller(), known=False, local=network.is_local()))
        except Overloaded:
            return Response(status=204)
        return Response(Poll(ticket, pace_s, leave), status=202, direct_passthrough=True)
    return Response(status=204)


def asked_again(environ: Environ) -> Environ:
    """The same question of one who waits no longer."""
    kept = "&".join(each for each in environ["QUERY_STRING"].split("&") if each.partition("=")[0] != WAITS)
    return {name: value for name, value in environ.items() if not name.startswith(("werkzeug.", "flask."))} | {
        "QUERY_STRING": kept
    }
