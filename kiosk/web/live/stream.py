"""Live regions: rendered once per change and watcher's kind by one thread, shared by all who watch.

A topic is a region in a language, e.g. ("board", "1", "vi"). Who watches holds no database connection: they wait for
the publisher and take its newest content; a lost one costs nothing, as each is whole.
"""

import logging
import sqlite3
import threading
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import AbstractContextManager, closing, nullcontext
from dataclasses import dataclass

from kiosk.domain.office.refusals import UnknownCounter, UnknownZone
from kiosk.moment import Moment
from kiosk.office import Office
from kiosk.storage.db import connect
from kiosk.storage.record import log

Topic = tuple[str, ...]
Render = Callable[[Moment, Topic], object]

GONE = b""  # what is shown of a counter or zone that the office no longer has
WATCH_S = 0.02
RENDER_S = 0.07
REST = 3  # times what rendering cost: the screens leave most of the machine to those who issue and call
BORROWED_S = 0.15  # of that rest: a call soon after a large rendering is not kept waiting
CALM_S = 0.5  # how many wait may be told a little later than a call
HEARTBEAT_S = 5.0
REFRESH_S = 20.0  # clocks and estimates move though nothing was written
MEND_S = 1.0


@dataclass(slots=True, eq=False)
class Region:
    """A topic's newest content, of which state it is, and how often it changed.

    `watchers` streams wait for the next, woken by `changed`.

    `live`: the content was rendered since somebody has been watching, so the publisher keeps it fresh.
    """

    changed: threading.Condition
    content: object = None
    as_of: str = ""
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
        # called with what changed; None when all is to end
        self.on_change: Callable[[Region | None], None] = lambda _: None
        self.happened: Callable[[Collection[int]], None] = lambda _: None  # called with the tickets that were touched

    def kind(self, name: str, render: Render) -> None:
        """Say how the topics of a kind are rendered."""
        self.renders[name] = render

    def watch(self, topic: Topic) -> "Watch":
        """Begin to watch a region."""
        region = self._join(topic)
        try:
            with self._rendering:
                if not region.live:
                    self._render([topic])
        except BaseException:
            self.leave(region)
            raise
        return Watch(self, region)

    def begin(self) -> None:
        """Look for commits from now on."""
        with self._lock:
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="publisher", daemon=True)
                self._thread.start()

    def leave(self, region: Region) -> None:
        """One fewer watches a region."""
        with self._lock:
            region.watchers -= 1
            region.live = region.live and region.watchers > 0

    def newest(self, region: Region) -> tuple[object, str, int]:
        """A region's content, of which state of the office it is, and its version."""
        with self._lock:
            return region.content, region.as_of, region.version

    def wait(self, region: Region, seen: int) -> None:
        """Wait for a version after `seen`, at most from one heartbeat to the next."""
        with region.changed:
            region.changed.wait_for(lambda: region.version > seen or self.stopping.is_set(), HEARTBEAT_S)

    def streams(self) -> int:
        """How many streams are open."""
        with self._lock:
            return sum(region.watchers for region in self._regions.values())

    def watched(self) -> frozenset[Topic]:
        """The topics that somebody watches now."""
        with self._lock:
            return frozenset(topic for topic, region in self._regions.items() if region.watchers > 0)

    def regions(self) -> int:
        """How many regions are watched."""
        with self._lock:
            return sum(region.watchers > 0 for region in self._regions.values())

    def stop(self) -> None:
        """End every stream, so that the server can stop at once."""
        self.stopping.set()
        with self._lock:
            for region in self._regions.values():
                region.changed.notify_all()
        self.on_change(None)

    def rendered(self, topics: list[Topic]) -> Iterator[tuple[Topic, object, str]]:
        """Render regions of one state: what several show is read once."""
        with self._within(), self.office.moment() as moment:
            for topic in topics:
                try:
                    yield topic, self.renders[topic[0]](moment, topic), moment.as_of
                except (UnknownCounter, UnknownZone) as error:
                    logging.getLogger(__name__).warning("the region %s is no more: %r", topic, error)
                    yield topic, GONE, moment.as_of
                except Exception:  # one broken region must not silence the others
                    logging.getLogger(__name__).exception("the region %s could not be rendered", topic)

    def show(self, topic: Topic, content: object, as_of: str) -> None:
        """Let all who watch a region see what was rendered."""
        with self._lock:
            region = self._regions[topic]
            region.live = region.watchers > 0
            if content == region.content:
                return
            region.content, region.as_of, region.version = content, as_of, region.version + 1
            region.changed.notify_all()
        self.on_change(region)

    def _join(self, topic: Topic) -> Region:
        self.begin()
        with self._lock:
            region = self._regions.setdefault(topic, Region(threading.Condition(self._lock)))
            region.watchers += 1
        return region

    def _run(self) -> None:
        while not self.stopping.is_set():
            try:
                with closing(connect(self.office.db.path)) as watcher:
                    self._watch(watcher)
            except Exception:  # streams beat on without their publisher: nobody would notice that it died
                logging.getLogger(__name__).exception("the publisher starts again")
                self.stopping.wait(MEND_S)

    def _watch(self, watcher: sqlite3.Connection) -> None:
        seen, rendered, entry, rested = -1, 0.0, 0, 0.0
        while not self.stopping.wait(WATCH_S):
            version = watcher.execute("PRAGMA data_version").fetchone()[0]
            age = time.monotonic() - rendered
            if (version == seen and age < REFRESH_S) or age < RENDER_S or time.monotonic() < rested - BORROWED_S:
                continue
            newest, hurried = log.news(watcher, entry)
            if not hurried and age < CALM_S:
                continue
            if newest > entry:
                self.happened(log.touched(watcher, entry))
            seen, rendered, entry = version, time.monotonic(), newest
            with self._lock:
                watched = {topic: region.watchers for topic, region in self._regions.items() if region.watchers}
            cost = -time.thread_time()
            self._render(sorted(watched, key=watched.__getitem__, reverse=True))  # boards before single desks
            rested = max(rested, rendered) + REST * (cost + time.thread_time())

    def _render(self, topics: list[Topic]) -> None:
        with self._rendering:
            for topic, content, as_of in self.rendered(topics):
                self.show(topic, content, as_of)


class Watch:
    """One who watches a region."""

    def __init__(self, publisher: Publisher, region: Region) -> None:
        self._publisher, self.region, self._seen, self._left = publisher, region, 0, False
        self.as_of = ""  # of what it was told last

    @property
    def over(self) -> bool:
        """Whether nothing more is to come."""
        return self._left or self._publisher.stopping.is_set() or self.region.content == GONE

    def news(self) -> object | None:
        """The region's content if it changed since it was last asked for."""
        if self.region.version == self._seen:
            return None
        content, self.as_of, self._seen = self._publisher.newest(self.region)
        return None if content == GONE else content

    def wait(self) -> object | None:
        """The same, waited for; None is a heartbeat."""
        self._publisher.wait(self.region, self._seen)
        return self.news()

    def leave(self) -> None:
        """Watch no longer."""
        if not self._left:
            self._left = True
            self._publisher.leave(self.region)
