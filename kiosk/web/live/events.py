"""Server-sent events: what a page hears of the live regions it watches."""

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import cast

from flask import Response, current_app, request

from kiosk.domain.instants import to_text
from kiosk.office import Office
from kiosk.web.context import the_office
from kiosk.web.guard import network, sessions
from kiosk.web.live.stream import Publisher, Region, Topic, Watch
from kiosk.web.serving.bridge import Live
from kiosk.web.serving.places import Attendee, Places

Tell = Callable[[object], Iterable[bytes]]

LOOK_S = 4.0  # less than from one heartbeat to the next
PART = "office.part"  # in the environment of a stream that is asked for as one of several


@dataclass(slots=True)
class EventPart:
    """One region of a stream, and whether its page may still hear of it; `number` where a stream has several.

    `tell`: a content as events.
    """

    watch: Watch
    tell: Tell
    may: Callable[[], bool]
    number: int | None = None

    def events_of(self, content: object) -> bytes:
        """A content as events, which say of which state they are, and of which region where there are several."""
        of = b"" if self.number is None else b"of: %d\n" % self.number
        head = of + b"as-of: %b\n" % self.watch.as_of.encode()
        return b"".join(head + each for each in self.tell(content))

    def news(self) -> bytes:
        """The events since it was last asked; nothing when nothing changed."""
        content = self.watch.news()
        return b"" if content is None else self.events_of(content)


class Events(Live):
    """The events of one connection: driven by the loop, which asks for what is new, or iterated, which waits."""

    def __init__(
        self, office: Office, parts: list[EventPart], leave: Callable[[], None] = lambda: None, first: bytes = b""
    ) -> None:
        self._office, self.parts, self._leave, self._first = office, parts, leave, first
        self._looked = time.monotonic()
        self._forbidden = False

    def __iter__(self) -> Iterator[bytes]:
        while not self.over and self.allowed():
            yield self.news() or self._waited()

    @property
    def regions(self) -> list[Region]:
        """Whose events they are."""
        return [part.watch.region for part in self.parts]

    @property
    def over(self) -> bool:
        """Whether the page hears no more."""
        return self._forbidden or any(part.watch.over for part in self.parts)

    def news(self) -> bytes:
        """The events since it was last asked."""
        first, self._first = self._first, b""
        return first + b"".join(part.news() for part in self.parts)

    def _waited(self) -> bytes:
        """What the first region has to tell next, or a heartbeat."""
        content = self.parts[0].watch.wait()
        return self.beat() if content is None else self.parts[0].events_of(content)

    def beat(self) -> bytes:
        """A heartbeat."""
        return beat(self._office)

    def allowed(self) -> bool:
        """Whether the page may still listen; looked up every few seconds, in the database."""
        if time.monotonic() - self._looked >= LOOK_S:
            self._looked = time.monotonic()
            self._forbidden = not all(part.may() for part in self.parts)
        return not self._forbidden

    def close(self) -> None:
        """The page went away."""
        for part in self.parts:
            part.watch.leave()
        self._leave()


def plain(content: object) -> Iterable[bytes]:
    """A region that is one event, as it is."""
    assert isinstance(content, bytes)
    return (content,)


def sse(topic: Topic, tell: Tell = plain, may: Callable[[], bool] = lambda: True) -> Response:
    """A live region as a response; what refuses it refuses it here, before it began."""
    publisher: Publisher = current_app.extensions["publisher"]
    leave = place()
    try:
        watch = publisher.watch(topic)
    except BaseException:
        leave()
        raise
    return streamed(Events(the_office(), [EventPart(watch, tell, may)], leave))


def streamed(events: Events) -> Response:
    """Events as a response."""
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    response = Response(events, mimetype="text/event-stream", headers=headers, direct_passthrough=True)
    response.call_on_close(events.close)
    return response


def place() -> Callable[[], None]:
    """A place to listen for who asks; one of several regions needs none of its own."""
    if PART in request.environ:
        return lambda: None
    is_known = sessions.officer() is not None or sessions.device() is not None
    places = cast(Places, current_app.extensions["places"])
    return places.take(Attendee(network.caller(), is_known, network.is_local()))


def event(data: str, name: str = "", number: int | None = None) -> bytes:
    """One server-sent event; `number` is what a reconnecting page names as the last it saw."""
    head = (f"id: {number}\n" if number is not None else "") + (f"event: {name}\n" if name else "")
    lines = data.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n")  # what ends a line, by the standard
    return b"%bdata: %b\n\n" % (head.encode(), lines.encode().replace(b"\n", b"\ndata: "))


def beat(office: Office) -> bytes:
    """A heartbeat; it carries the office's time, which the page's clocks follow."""
    return event(to_text(office.clock()), "beat")
