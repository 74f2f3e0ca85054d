"""A renderer of its own: it answers in order and tells only what changed; without it the server renders by itself."""

import threading
from collections.abc import Iterator
from multiprocessing.connection import Connection, Pipe
from pathlib import Path

import pytest

from kiosk.config import Config
from kiosk.web import renderer as module
from kiosk.web.renderer import MANY, READY, Renderer, answer
from kiosk.web.stream import Topic
from tests.web.test_stream import until

TOPICS: list[Topic] = [("sign", str(n), "vi") for n in range(MANY)]


@pytest.fixture
def state() -> dict[Topic, object]:
    """What the regions of these tests show."""
    return dict.fromkeys(TOPICS, b"before")


@pytest.fixture
def asked(state: dict[Topic, object]) -> Iterator[Connection]:
    """The server's end of the pipe to a renderer."""
    here, there = Pipe()
    answering = threading.Thread(target=_answer, args=(there, state))
    answering.start()
    yield here
    here.close()
    answering.join(5)
    assert not answering.is_alive(), "it outlives the server"


def _answer(pipe: Connection, state: dict[Topic, object]) -> None:
    try:
        answer(pipe, lambda topics: [(topic, state[topic]) for topic in topics])
    except (EOFError, OSError):
        pipe.close()


def test_it_answers_in_order_and_sends_what_is_as_it_was_no_more(
    asked: Connection, state: dict[Topic, object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "PART_S", 0.0)
    assert asked.recv() == READY
    assert _told(asked, TOPICS) == [(topic, b"before") for topic in TOPICS]
    state[TOPICS[3]] = b"after"
    assert [content for _, content in _told(asked, TOPICS)] == [None] * 3 + [b"after"] + [None] * (MANY - 4)


def _itself(topics: list[Topic]) -> list[tuple[Topic, object]]:
    return [(topic, b"itself") for topic in topics]


def _told(pipe: Connection, topics: list[Topic]) -> list[tuple[Topic, object]]:
    pipe.send(topics)
    told, last = [], False
    while not last:
        part, last = pipe.recv()
        told += part
    return told


def test_a_small_hall_has_no_second_process(tmp_path: Path) -> None:
    itself = Renderer(_itself, Config(tmp_path), "no_such_module", lambda: MANY - 1)
    assert [*itself(TOPICS)] == _itself(TOPICS)
    assert itself.process is None


def test_an_answer_that_is_not_heard_to_its_end_is_not_taken_for_the_next_one_s(tmp_path: Path) -> None:
    here, there = Pipe()
    rendered = Renderer(_itself, Config(tmp_path), "no_such_module", lambda: MANY - 1)
    rendered._pipe, rendered._ready = here, True
    there.send(([(topic, b"before") for topic in TOPICS[:2]], False))
    there.send(([(topic, b"before") for topic in TOPICS[2:]], True))
    answers = rendered(TOPICS)
    assert next(answers) == (TOPICS[0], b"before")
    del answers  # e.g. showing it failed
    assert [*rendered(TOPICS[:1])] == _itself(TOPICS[:1])


DUMB = """
import sys, time
from multiprocessing.connection import Connection
Connection(int(sys.argv[1])).send("ready")
time.sleep(60)
"""


@pytest.mark.parametrize("program", ["raise SystemExit(1)", DUMB], ids=["dies", "says nothing"])
def test_one_that_fails_costs_no_region(
    program: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "broken_renderer.py").write_text(program, "utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setattr(module, "ANSWER_S", 0.1)
    rendered = Renderer(_itself, Config(tmp_path), "broken_renderer", lambda: MANY)

    def given_up() -> bool:
        assert [*rendered(TOPICS)] == _itself(TOPICS)
        return rendered.process is None

    try:
        assert not given_up()
        until(given_up)
        assert "given up" in caplog.text
        assert given_up(), "it is not started anew at once"
    finally:
        rendered.close()
