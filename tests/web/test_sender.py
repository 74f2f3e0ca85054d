"""The sender: one thread writes to all who listen, waits for none of them, and lets go of who went away."""

import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest

from kiosk.moment import Moment
from kiosk.office import Office
from kiosk.web import sender as module
from kiosk.web import stream
from kiosk.web.events import Events, event, plain
from kiosk.web.sender import Line, Sender
from kiosk.web.stream import Publisher, Topic
from tests.conftest import issue
from tests.web.test_stream import until

TOPIC = ("count", "vi")
LARGE = 400_000  # bytes: more than a connection holds for who does not read


def count(moment: Moment, topic: Topic) -> bytes:
    """A region for these tests: how many tickets there are."""
    return event(_tickets(moment))


def large(moment: Moment, topic: Topic) -> bytes:
    return event(_tickets(moment) + " " * LARGE)


def _tickets(moment: Moment) -> str:
    return f"{moment.sql.execute('SELECT count(*) FROM tickets').fetchone()[0]} tickets"


@dataclass
class Listening:
    """A page's end of a line, and whether the other end was given up."""

    socket: socket.socket
    ended: list[bool]
    rest: bytes = b""

    def until(self, wanted: bytes) -> bytes:
        """What arrives, up to and with these bytes."""
        while wanted not in self.rest:
            self.rest += self.socket.recv(65_536)
        heard, found, self.rest = self.rest.partition(wanted)
        return heard + found


Listen = Callable[..., Listening]


@pytest.fixture
def publisher(office: Office) -> Iterator[Publisher]:
    publisher = Publisher(office)
    publisher.kind("count", count)
    publisher.kind("large", large)
    yield publisher
    publisher.stop()


@pytest.fixture
def sender(publisher: Publisher) -> Sender:
    return Sender(publisher)


@pytest.fixture
def listen(office: Office, publisher: Publisher, sender: Sender) -> Iterator[Listen]:
    """Open a line to a page."""
    opened = list[socket.socket]()

    def begun(topic: Topic = TOPIC, chunked: bool = False, may: Callable[[], bool] = lambda: True) -> Listening:
        mine, theirs = socket.socketpair()
        theirs.settimeout(5)
        opened.extend((mine, theirs))
        ended: list[bool] = []

        def end() -> None:
            ended.append(True)
            mine.close()

        sender.take(Line(mine, Events(office, publisher, topic, plain, may), chunked, end))
        return Listening(theirs, ended)

    yield begun
    for each in opened:
        each.close()


def test_a_page_hears_the_region_and_each_change(office: Office, listen: Listen) -> None:
    pages = [listen() for _ in range(20)]
    assert {page.until(b"\n\n") for page in pages} == {b"data: 0 tickets\n\n"}
    issue(office)
    assert {page.until(b"\n\n") for page in pages} == {b"data: 1 tickets\n\n"}


def test_what_has_no_length_is_framed_for_http_1_1(publisher: Publisher, listen: Listen) -> None:
    page = listen(chunked=True)
    assert page.until(b"\n\n\r\n") == b"11\r\ndata: 0 tickets\n\n\r\n"
    publisher.stop()
    assert page.until(b"0\r\n\r\n") == b"0\r\n\r\n"
    assert page.socket.recv(1) == b""


def test_silence_is_filled_with_heartbeats(listen: Listen, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "HEARTBEAT_S", 0.1)
    page = listen()
    page.until(b"tickets\n\n")
    assert page.until(b"\n\n") == b"event: beat\ndata: 2026-07-02T01:30:00.000Z\n\n"


def test_who_does_not_read_keeps_nobody_waiting_and_then_sees_the_present(office: Office, listen: Listen) -> None:
    slow, quick = listen(("large", "vi")), listen(("large", "vi"))
    assert b"0 tickets" in quick.until(b"\n\n")
    for n in (1, 2, 3):
        issue(office)
        assert f"{n} tickets".encode() in quick.until(b"\n\n")
    assert slow.until(b"\n\n").startswith(b"data: 0 tickets")
    heard = slow.until(b"\n\n")
    assert b"3 tickets" in heard
    assert b"1 tickets" not in heard


def test_who_takes_nothing_for_long_is_given_up(
    office: Office, publisher: Publisher, listen: Listen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "STUCK_S", 0.1)
    page = listen(("large", "vi"))
    until(lambda: page.ended)
    assert publisher.streams() == 0


def test_who_comes_while_all_stops_is_told_so(publisher: Publisher, listen: Listen) -> None:
    first = listen()
    first.until(b"\n\n")
    publisher.stop()
    assert first.socket.recv(1) == b""
    late = listen(chunked=True)
    assert late.until(b"0\r\n\r\n") == b"0\r\n\r\n"
    until(lambda: late.ended)


def test_stop_waits_for_nobody_who_does_not_read(publisher: Publisher, listen: Listen) -> None:
    page = listen(("large", "vi"))
    until(lambda: publisher.streams() == 1)
    publisher.stop()
    until(lambda: page.ended)


def test_who_went_away_watches_no_longer(publisher: Publisher, listen: Listen) -> None:
    page, stays = listen(), listen()
    page.until(b"\n\n")
    assert publisher.streams() == 2
    page.socket.close()
    until(lambda: publisher.streams() == 1)
    assert page.ended == [True]
    assert not stays.ended


def test_who_may_not_listen_any_longer_is_sent_no_more(
    office: Office, listen: Listen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kiosk.web.events.LOOK_S", 0.0)
    signed_in = [True]
    page = listen(may=lambda: signed_in[0])
    page.until(b"\n\n")
    signed_in.clear()
    signed_in.append(False)
    issue(office)
    assert page.socket.recv(100) == b""


def test_a_line_that_fails_is_given_up_alone(office: Office, listen: Listen, caplog: pytest.LogCaptureFixture) -> None:
    def broken() -> bool:
        raise ZeroDivisionError

    stays = listen()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("kiosk.web.events.LOOK_S", 0.0)
        page = listen(may=broken)
        until(lambda: page.ended)
    stays.until(b"0 tickets\n\n")
    issue(office)
    stays.until(b"1 tickets\n\n")
    assert "a stream was given up" in caplog.text


def test_stop_ends_every_line_at_once(publisher: Publisher, listen: Listen) -> None:
    pages = [listen() for _ in range(20)]
    for page in pages:
        page.until(b"\n\n")
    publisher.stop()
    assert all(page.socket.recv(1) == b"" for page in pages)
    assert stream.HEARTBEAT_S > 1  # none of them waited for it


@pytest.mark.parametrize("broken", ["cannot begin", "cannot end"])
def test_a_line_that_cannot_even_be_ended_silences_no_other(
    broken: str, office: Office, publisher: Publisher, sender: Sender, listen: Listen
) -> None:
    mine, theirs = socket.socketpair()
    ended: list[bool] = []

    def end() -> None:
        ended.append(True)
        raise OSError("the server has no ear for it")

    if broken == "cannot begin":
        mine.close()
    else:
        theirs.close()
    sender.take(Line(mine, Events(office, publisher, TOPIC, plain, lambda: True), False, end))
    until(lambda: ended)
    assert publisher.streams() == 0
    assert listen().until(b"\n\n") == b"data: 0 tickets\n\n"
    mine.close()
