"""Live regions: rendered once per change and watcher's kind by one thread, shared by all who watch.

A topic is a region in a language, e.g. ("board", "1", "vi"). Streams hold no database connection: they wait for
the publisher and send its newest text; a lost message costs nothing, as each one is whole.
"""

import logging
import sqlite3
import threading
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import AbstractContextManager, closing, nullcontext
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from flask import Response

from kiosk.domain.errors import Overloaded
from kiosk.domain.instants import to_text
from kiosk.office import Moment, Office
from kiosk.storage import log
from kiosk.storage.db import connect

Topic = tuple[str, ...]
Render = Callable[[Moment, Topic], object]

WATCH_S = 0.02
RENDER_S = 0.1
CALM_S = 0.5  # how many wait may be told a little later than a call
HEARTBEAT_S = 5.0
REFRESH_S = 20.0  # clocks and estimates move though nothing was written
MEND_S = 1.0
MOST_STREAMS = 320  # twice a large hall: who comes back counts twice until the former stream is found dead


@dataclass(slots=True)
class Region:
    """A topic's newest content and how often it changed; `watchers` streams wait for the next, woken by `changed`.

    `live`: the content was rendered since somebody has been watching, so the publisher keeps it fresh.
    """

    changed: threading.Condition
    content: object = None
    version: int = 0
    watchers: int = 0
    live: bool = False


class Publisher:
    """Watches the database for commits of any process and renders the watched regions anew."""

    def __init__(self, office: Office, within: Callable[[], AbstractContextManager[object]] = nullcontext) -> None:
        self.office = office
        self._within = within  # what the renderers need around them: the application's templates
        self.stopping = threading.Event()
        self.renders: dict[str, Render] = {}
        self._regions: dict[Topic, Region] = {}
        self._lock = threading.Lock()
        self._rendering = threading.RLock()  # what was read first is shown first: an old state never covers a new one
        self._thread: threading.Thread | None = None

    def kind(self, name: str, render: Render) -> None:
        """Say how the topics of a kind are rendered."""
        self.renders[name] = render

    def stream(self, topic: Topic) -> Iterator[object | None]:
        """The region's content now and after each change; None is a heartbeat."""
        region = self._join(topic)
        try:
            self._begin(topic, region)
            seen = 0
            while not self.stopping.is_set():
                content, version = self._next(region, seen)
                yield content if version > seen else None
                seen = version
        finally:
            with self._lock:
                region.watchers -= 1
                region.live = region.live and region.watchers > 0

    def streams(self) -> int:
        """How many streams are open."""
        with self._lock:
            return sum(region.watchers for region in self._regions.values())

    def stop(self) -> None:
        """End every stream, so that the server can stop at once."""
        self.stopping.set()
        with self._lock:
            for region in self._regions.values():
                region.changed.notify_all()

    def _next(self, region: Region, seen: int) -> tuple[object, int]:
        """The content after version `seen`, waited for as long as from one heartbeat to the next."""
        with region.changed:
            region.changed.wait_for(lambda: region.version > seen or self.stopping.is_set(), HEARTBEAT_S)
            return region.content, region.version

    def _join(self, topic: Topic) -> Region:
        with self._lock:
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="publisher", daemon=True)
                self._thread.start()
            if sum(region.watchers for region in self._regions.values()) >= MOST_STREAMS:
                raise Overloaded()
            region = self._regions.setdefault(topic, Region(threading.Condition(self._lock)))
            region.watchers += 1
        return region

    def _begin(self, topic: Topic, region: Region) -> None:
        with self._rendering:
            if not region.live:
                self._render([topic])

    def _run(self) -> None:
        while not self.stopping.is_set():
            try:
                with closing(connect(self.office.db.path)) as watcher:
                    self._watch(watcher)
            except Exception:  # streams beat on without their publisher: nobody would notice that it died
                logging.getLogger(__name__).exception("the publisher starts again")
                self.stopping.wait(MEND_S)

    def _watch(self, watcher: sqlite3.Connection) -> None:
        seen, rendered, entry = -1, 0.0, 0
        while not self.stopping.wait(WATCH_S):
            version = watcher.execute("PRAGMA data_version").fetchone()[0]
            age = time.monotonic() - rendered
            if (version == seen and age < REFRESH_S) or age < RENDER_S:
                continue
            newest, hurried = log.news(watcher, entry)
            if not hurried and age < CALM_S:
                continue
            seen, rendered, entry = version, time.monotonic(), newest
            with self._lock:
                watched = {topic: region.watchers for topic, region in self._regions.items() if region.watchers}
            self._render(sorted(watched, key=watched.__getitem__, reverse=True))  # boards before single desks

    def _render(self, topics: list[Topic]) -> None:
        """Render regions of one state: what several show is read once."""
        with self._rendering, self._within(), self.office.moment() as moment:
            for topic in topics:
                try:
                    content = self.renders[topic[0]](moment, topic)
                except Exception:  # one broken region must not silence the others
                    logging.getLogger(__name__).exception("the region %s could not be rendered", topic)
                else:
                    self._show(topic, content)

    def _show(self, topic: Topic, content: object) -> None:
        with self._lock:
            region = self._regions[topic]
            region.live = region.watchers > 0
            if content != region.content:
                region.content, region.version = content, region.version + 1
                region.changed.notify_all()


def sse(events: Generator[str, None, None]) -> Response:
    """Server-sent events as a response; what refuses the stream refuses it here, before it began."""
    first = next(events, "")
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    response = Response(chain([first], events), mimetype="text/event-stream", headers=headers)
    response.call_on_close(events.close)
    return response


def regions(office: Office, contents: Iterator[object | None]) -> Generator[str, None, None]:
    """Regions of text as events, a heartbeat as an event of its own."""
    for text in contents:
        yield beat(office) if text is None else region(str(text))


@lru_cache(256)  # many streams send the same
def region(text: str) -> str:
    """A region's text as an event."""
    return event(text)


def event(data: str, name: str = "", number: int | None = None) -> str:
    """One server-sent event; `number` is what a reconnecting page names as the last it saw."""
    head = (f"id: {number}\n" if number is not None else "") + (f"event: {name}\n" if name else "")
    return head + "".join(f"data: {line}\n" for line in data.splitlines() or [""]) + "\n"


def beat(office: Office) -> str:
    """A heartbeat; it carries the office's time, which the page's clocks follow."""
    return event(to_text(office.clock()), "beat")
