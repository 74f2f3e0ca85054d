"""Live regions: one render a change for all who watch, heartbeats, an end on demand, and never an old state last."""

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from itertools import pairwise
from sqlite3 import Connection

import pytest

from kiosk.actions.office import manager
from kiosk.app import create_app
from kiosk.moment import Moment
from kiosk.office import Office
from kiosk.storage.db import connect
from kiosk.web.live import events, stream
from kiosk.web.live.events import EventPart, Events, event
from kiosk.web.live.stream import Publisher, Topic
from tests.conftest import issue, sample_plan

TOPIC = ("count", "A", "vi")


def tickets(moment: Moment, topic: Topic) -> str:
    """A region for these tests: how many tickets there are."""
    return f"{moment.sql.execute('SELECT count(*) FROM tickets').fetchone()[0]} of {topic[1]}"


@pytest.fixture
def publisher(office: Office) -> Iterator[Publisher]:
    publisher = Publisher(office)
    publisher.kind("count", tickets)
    yield publisher
    publisher.stop()


def contents_of(publisher: Publisher, topic: Topic) -> Iterator[object | None]:
    """What one who watches is given, until all is over."""
    watch = publisher.watch(topic)
    try:
        while not watch.over:
            yield watch.wait()
    finally:
        watch.leave()


def fresh(contents: Iterator[object | None]) -> object:
    """The next content, heartbeats aside."""
    return next(content for content in contents if content is not None)


def until(condition: Callable[[], object]) -> None:
    """Wait, for at most 5 s."""
    deadline = time.monotonic() + 5
    while not condition():
        assert time.monotonic() < deadline, "it did not happen within 5 s"
        time.sleep(0.01)


def test_a_stream_begins_with_the_whole_region_and_follows_each_change(office: Office, publisher: Publisher) -> None:
    contents = contents_of(publisher, TOPIC)
    assert next(contents) == "0 of A"
    issue(office)
    assert fresh(contents) == "1 of A"


def test_another_process_s_commit_is_seen_long_before_a_refresh(office: Office, publisher: Publisher) -> None:
    contents = contents_of(publisher, TOPIC)
    next(contents)
    other = Office(office.config, office.clock)
    issue(other)
    other.db.close()
    committed = time.monotonic()
    assert fresh(contents) == "1 of A"
    assert time.monotonic() - committed < stream.REFRESH_S / 4


def test_one_render_a_change_is_shared_by_40_streams(office: Office, publisher: Publisher) -> None:
    rendered: list[str] = []

    def counted(moment: Moment, topic: Topic) -> str:
        rendered.append(tickets(moment, topic))
        return rendered[-1]

    publisher.kind("count", counted)
    streams = [contents_of(publisher, TOPIC) for _ in range(40)]
    assert {next(each) for each in streams} == {"0 of A"}
    time.sleep(0.3)  # the publisher's own first look
    before = len(rendered)
    assert before <= 2
    issue(office)
    assert {fresh(each) for each in streams} == {"1 of A"}
    assert rendered[before:] == ["1 of A"]


def test_commits_faster_than_the_eye_are_rendered_not_each_by_itself(office: Office, publisher: Publisher) -> None:
    rendered: list[float] = []

    def timed(moment: Moment, topic: Topic) -> str:
        rendered.append(time.monotonic())
        return tickets(moment, topic)

    contents = contents_of(publisher, TOPIC)
    next(contents)
    time.sleep(0.3)
    publisher.kind("count", timed)
    for _ in range(30):
        issue(office)
    while fresh(contents) != "30 of A":
        pass
    gaps = [later - earlier for earlier, later in pairwise(rendered)]
    assert all(gap > 0.9 * stream.RENDER_S for gap in gaps)


def test_silence_is_filled_with_heartbeats_that_tell_the_time(
    office: Office, publisher: Publisher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stream, "HEARTBEAT_S", 0.1)
    part = EventPart(publisher.watch(TOPIC), lambda content: [event(str(content))], lambda: True)
    heard = iter(Events(office, [part]))
    assert next(heard).endswith(b"data: 0 of A\n\n")
    assert next(heard) == b"event: beat\ndata: 2026-07-02T01:30:00.000Z\n\n"


def test_what_most_watch_is_rendered_first(office: Office, publisher: Publisher) -> None:
    rendered: list[str] = []

    def noted(moment: Moment, topic: Topic) -> str:
        rendered.append(topic[1])
        return tickets(moment, topic)

    publisher.kind("count", noted)
    streams = [contents_of(publisher, ("count", area, "vi")) for area in ("A", "B", "C", "B", "B", "C")]
    for each in streams:
        next(each)
    time.sleep(0.3)  # the publisher's own first look
    rendered.clear()
    issue(office)
    fresh(streams[0])
    assert rendered == ["B", "C", "A"]


def test_stop_ends_every_stream_at_once(publisher: Publisher) -> None:
    streams = [contents_of(publisher, TOPIC) for _ in range(3)]
    for each in streams:
        next(each)
    ended = threading.Thread(target=lambda: [list(each) for each in streams])
    ended.start()
    publisher.stop()
    ended.join(2)
    assert not ended.is_alive()
    assert publisher.streams() == 0


def test_who_comes_back_to_a_region_nobody_watched_sees_the_present(office: Office, publisher: Publisher) -> None:
    first = contents_of(publisher, TOPIC)
    next(first)
    del first
    issue(office)
    assert next(contents_of(publisher, TOPIC)) == "1 of A"


def test_an_old_state_never_covers_a_new_one(office: Office, publisher: Publisher) -> None:
    """The first watcher's render is slow; meanwhile a ticket is issued and the publisher renders too."""
    reading, go_on = threading.Event(), threading.Event()

    def slow(moment: Moment, topic: Topic) -> str:
        text = tickets(moment, topic)
        if not reading.is_set():
            reading.set()
            go_on.wait(5)
        return text

    publisher.kind("count", slow)
    contents = contents_of(publisher, TOPIC)
    seen: list[object] = []
    watching = threading.Thread(target=lambda: seen.append(next(contents)))
    watching.start()
    reading.wait(5)
    issue(office)
    time.sleep(0.3)
    go_on.set()
    watching.join(5)
    if seen == ["0 of A"]:
        seen.append(fresh(contents))
    assert seen[-1] == "1 of A"
    until(lambda: publisher._regions[TOPIC].content == "1 of A")


def test_a_broken_region_does_not_silence_the_others(
    office: Office, publisher: Publisher, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(moment: Moment, topic: Topic) -> str:
        raise ZeroDivisionError

    monkeypatch.setattr(stream, "HEARTBEAT_S", 0.1)
    publisher.kind("broken", broken)
    assert next(contents_of(publisher, ("broken",))) is None
    contents = contents_of(publisher, TOPIC)
    next(contents)
    issue(office)
    assert fresh(contents) == "1 of A"
    assert "could not be rendered" in caplog.text


def test_what_the_office_no_longer_has_is_watched_no_longer(office: Office, publisher: Publisher) -> None:
    def named(moment: Moment, topic: Topic) -> str:
        return f"counter {moment.plan.counter(8).number}"

    publisher.kind("sign", named)
    others, contents = contents_of(publisher, TOPIC), contents_of(publisher, ("sign", "8", "vi"))
    assert (next(others), next(contents)) == ("0 of A", "counter 8")
    plan = sample_plan()
    manager.set_up(office, replace(plan, counters={n: plan.counters[n] for n in range(1, 8)}), replace=True)
    assert [content for content in contents if content is not None] == []
    issue(office)
    assert fresh(others) == "1 of A"
    manager.set_up(office, plan, replace=True)
    assert next(contents_of(publisher, ("sign", "8", "vi"))) == "counter 8"


def test_a_publisher_that_fails_begins_again(
    office: Office, publisher: Publisher, monkeypatch: pytest.MonkeyPatch
) -> None:
    failures = [OSError("the disk is away")]

    def failing(path: object) -> Connection:
        if failures:
            raise failures.pop()
        return connect(office.db.path)

    monkeypatch.setattr(stream, "connect", failing)
    monkeypatch.setattr(stream, "MEND_S", 0.05)
    contents = contents_of(publisher, TOPIC)
    next(contents)
    issue(office)
    assert fresh(contents) == "1 of A"
    assert not failures


def test_streams_hold_no_connection(office: Office) -> None:
    app = create_app(office.config, office)
    streams = [app.test_client().get("/board/1/stream", buffered=False) for _ in range(20)]
    with office.db.reading() as sql:
        assert sql.execute("SELECT 1").fetchone()[0] == 1
    assert office.db._readers.qsize() <= 7
    for each in streams:
        each.close()
    assert app.extensions["publisher"].streams() == 0
    app.extensions["publisher"].stop()


@pytest.mark.parametrize(
    ("data", "name", "number", "text"),
    [
        ("a", "", None, "data: a\n\n"),
        ("a\nb", "", None, "data: a\ndata: b\n\n"),
        ("a\r\n\nb\r", "", None, "data: a\ndata: \ndata: b\n\n"),
        ("", "beat", None, "event: beat\ndata: \n\n"),
        ("{}", "call", 7, "id: 7\nevent: call\ndata: {}\n\n"),
    ],
)
def test_an_event_is_written_as_the_standard_asks(data: str, name: str, number: int | None, text: str) -> None:
    assert events.event(data, name, number).decode() == text


def test_a_beat_is_an_instant(office: Office) -> None:
    (line,) = [line for line in events.beat(office).decode().splitlines() if line.startswith("data: ")]
    assert datetime.fromisoformat(line.removeprefix("data: ")) == office.clock()
