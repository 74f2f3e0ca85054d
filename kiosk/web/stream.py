"""Live regions: rendered once per change and watcher's kind by one thread, shared by all who watch.

A topic is a region in a language, e.g. ("board", "1", "vi"). Streams hold no database connection: they wait for
the publisher and send its newest text; a lost message costs nothing, as each one is whole.
"""

import logging
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from flask import Response

from kiosk.domain.errors import Overloaded
from kiosk.domain.plan import Plan
from kiosk.office import Office
from kiosk.storage.db import connect

Topic = tuple[str, ...]
Render = Callable[[sqlite3.Connection, Plan, Topic], object]

WATCH_S = 0.05
RENDER_S = 0.1
HEARTBEAT_S = 5.0
REFRESH_S = 20.0  # clocks and estimates move though nothing was written
MOST_STREAMS = 200


@dataclass(slots=True)
class Region:
    """A topic's newest content and how often it changed; `watchers` streams wait for the next."""

    content: object = None
    version: int = 0
    watchers: int = 0


class Publisher:
    """Watches the database for commits of any process and renders the watched regions anew."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.stopping = threading.Event()
        self._renders: dict[str, Render] = {}
        self._regions: dict[Topic, Region] = {}
        self._changed = threading.Condition()
        self._thread: threading.Thread | None = None

    def kind(self, name: str, render: Render) -> None:
        """Say how the topics of a kind are rendered."""
        self._renders[name] = render

    def stream(self, topic: Topic) -> Iterator[object | None]:
        """The region's content now and after each change; None is a heartbeat."""
        region = self._join(topic)
        try:
            seen = 0
            while not self.stopping.is_set():
                with self._changed:
                    self._changed.wait_for(lambda seen=seen: region.version > seen or self.stopping.is_set(), HEARTBEAT_S)
                    content, fresh = region.content, region.version > seen
                    seen = region.version
                yield content if fresh else None
        finally:
            with self._changed:
                region.watchers -= 1

    def streams(self) -> int:
        """How many streams are open."""
        with self._changed:
            return sum(region.watchers for region in self._regions.values())

    def stop(self) -> None:
        """End every stream, so that the server can stop at once."""
        self.stopping.set()
        with self._changed:
            self._changed.notify_all()

    def _join(self, topic: Topic) -> Region:
        with self._changed:
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="publisher", daemon=True)
                self._thread.start()
            if sum(region.watchers for region in self._regions.values()) >= MOST_STREAMS:
                raise Overloaded()
            region = self._regions.setdefault(topic, Region())
            region.watchers += 1
        self._render([topic])
        return region

    def _run(self) -> None:
        watcher = connect(self.office.db.path)
        seen, rendered = -1, 0.0
        while not self.stopping.wait(WATCH_S):
            version = watcher.execute("PRAGMA data_version").fetchone()[0]
            now = time.monotonic()
            if (version == seen and now - rendered < REFRESH_S) or now - rendered < RENDER_S:
                continue
            seen, rendered = version, now
            with self._changed:
                watched = [topic for topic, region in self._regions.items() if region.watchers]
            self._render(watched)
        watcher.close()

    def _render(self, topics: list[Topic]) -> None:
        for topic in topics:
            try:
                with self.office.reading() as (sql, plan):
                    content = self._renders[topic[0]](sql, plan, topic)
            except Exception:  # one broken region must not silence the others
                logging.getLogger(__name__).exception("the region %s could not be rendered", topic)
                continue
            with self._changed:
                region = self._regions[topic]
                if content != region.content:
                    region.content, region.version = content, region.version + 1
                    self._changed.notify_all()


def sse(events: Iterator[str]) -> Response:
    """Server-sent events as a response."""
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    return Response(events, mimetype="text/event-stream", headers=headers)


def regions(contents: Iterator[object | None]) -> Iterator[str]:
    """Regions of text as events, a heartbeat as an event of its own."""
    return (BEAT if text is None else event(str(text)) for text in contents)


def event(data: str, name: str = "", number: int | None = None) -> str:
    """One server-sent event; `number` is what a reconnecting page names as the last it saw."""
    head = (f"id: {number}\n" if number is not None else "") + (f"event: {name}\n" if name else "")
    return head + "".join(f"data: {line}\n" for line in data.splitlines() or [""]) + "\n"


BEAT = event("", "beat")
