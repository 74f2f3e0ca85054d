"""Server-sent events: what a page hears of a live region."""

import time
from collections.abc import Callable, Iterable, Iterator

from flask import Response, current_app

from kiosk.domain.instants import to_text
from kiosk.office import Office
from kiosk.web.context import the_office
from kiosk.web.stream import Publisher, Region, Topic

Tell = Callable[[object], Iterable[bytes]]

LOOK_S = 4.0  # less than from one heartbeat to the next


class Events:
    """The events of one page, as the body of its response: to be iterated, which waits, or asked for what is new.

    `tell`: a content as events. `may`: whether the page may still hear of it, asked every few seconds.
    """

    def __init__(self, office: Office, publisher: Publisher, topic: Topic, tell: Tell, may: Callable[[], bool]) -> None:
        self._office, self._tell, self._may = office, tell, may
        self._watch = publisher.watch(topic)
        self._looked = time.monotonic()

    def __iter__(self) -> Iterator[bytes]:
        while not self.over():
            content = self._watch.wait()
            yield from self._tell(content) if content is not None else [self.beat()]

    @property
    def region(self) -> Region:
        """Whose events they are."""
        return self._watch.region

    def news(self) -> bytes:
        """The events since it was last asked; nothing when nothing changed."""
        content = self._watch.news()
        return b"" if content is None else b"".join(self._tell(content))

    def beat(self) -> bytes:
        """A heartbeat."""
        return beat(self._office)

    def over(self) -> bool:
        """Whether the page hears no more: the server stops, or it may not listen any longer."""
        if time.monotonic() - self._looked >= LOOK_S:
            self._looked = time.monotonic()
            if not self._may():
                return True
        return self._watch.over

    def close(self) -> None:
        """The page went away."""
        self._watch.leave()


def plain(content: object) -> Iterable[bytes]:
    """A region that is one event, as it is."""
    assert isinstance(content, bytes)
    return (content,)


def sse(topic: Topic, tell: Tell = plain, may: Callable[[], bool] = lambda: True) -> Response:
    """A live region as a response; what refuses it refuses it here, before it began."""
    events = Events(the_office(), current_app.extensions["publisher"], topic, tell, may)
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    response = Response(events, mimetype="text/event-stream", headers=headers, direct_passthrough=True)
    response.call_on_close(events.close)
    return response


def event(data: str, name: str = "", number: int | None = None) -> bytes:
    """One server-sent event; `number` is what a reconnecting page names as the last it saw."""
    head = (f"id: {number}\n" if number is not None else "") + (f"event: {name}\n" if name else "")
    lines = data.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n")  # what ends a line, by the standard
    return b"%bdata: %b\n\n" % (head.encode(), lines.encode().replace(b"\n", b"\ndata: "))


def beat(office: Office) -> bytes:
    """A heartbeat; it carries the office's time, which the page's clocks follow."""
    return event(to_text(office.clock()), "beat")
