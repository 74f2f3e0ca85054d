"""A large hall's live regions are rendered by a process of its own, so that the server's goes on issuing and calling.

Both ends of the pipe between them: the server asks for regions, the renderer answers in parts with what has changed.
"""

import logging
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from multiprocessing.connection import Connection, Pipe

from kiosk.config import Config
from kiosk.web.stream import Rendered, Topic

MANY = 16  # regions; fewer are rendered by the server itself, which saves a small machine the second process's memory
PART_S = 0.01  # what is rendered is not kept back for longer
ANSWER_S = 5.0  # a renderer that says nothing for so long is given up
AGAIN_S = 30.0  # between two starts
READY = "ready"

Part = tuple[list[tuple[Topic, object]], bool]  # regions, None where one is as it was; whether they were the last


class Renderer:
    """The server's end: it renders by itself as long as there is no other process, and again when that one has died.

    `module`: what is run as that process. `watched`: how many regions are.
    """

    def __init__(self, itself: Rendered, config: Config, module: str, watched: Callable[[], int]) -> None:
        self._itself, self._config, self._module, self._watched = itself, config, module, watched
        self.process: subprocess.Popen[bytes] | None = None
        self._pipe: Connection | None = None
        self._ready, self._started = False, -AGAIN_S

    def __call__(self, topics: list[Topic]) -> Iterator[tuple[Topic, object]]:
        """Regions of one state, one after the other; None for one that is as it was."""
        try:
            if pipe := self._reached():
                yield from _asked(pipe, topics)
                return
        except (EOFError, OSError) as error:
            logging.getLogger(__name__).warning("the renderer is given up: %r", error)
            self.close()
        except BaseException:  # nobody takes the rest, which the next would be given for an answer
            self.close()
            raise
        yield from self._itself(topics)

    def close(self) -> None:
        """End the other process."""
        if self._pipe:
            self._pipe.close()
        if self.process:
            self.process.kill()
            self.process.wait()
        self.process, self._pipe, self._ready = None, None, False

    def _reached(self) -> Connection | None:
        """The pipe to the other process once it is ready; a large hall has it started."""
        rested = time.monotonic() - self._started >= AGAIN_S
        if not self._pipe and rested and self._watched() >= MANY:
            self._start()
        if self._pipe and not self._ready and self._pipe.poll():
            self._ready = self._pipe.recv() == READY
        return self._pipe if self._ready else None

    def _start(self) -> None:
        self._started = time.monotonic()
        self._pipe, theirs = Pipe()
        with theirs:
            end = theirs.fileno()
            command = [sys.executable, "-P", "-m", self._module, str(end)]
            # In a group of its own: what stops a server from a terminal is for the server, whose end is this one's too.
            self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL, pass_fds=(end,), process_group=0)
        self._pipe.send(self._config)


def _asked(pipe: Connection, topics: list[Topic]) -> Iterator[tuple[Topic, object]]:
    pipe.send(topics)
    last = False
    while not last:
        if not pipe.poll(ANSWER_S):
            raise TimeoutError("it does not answer")
        part, last = pipe.recv()
        yield from part


def answer(pipe: Connection, rendered: Rendered) -> None:
    """The renderer's end: answer until the server has gone."""
    sent: dict[Topic, object] = {}
    pipe.send(READY)
    while True:
        for part in _parts(rendered(pipe.recv()), sent):
            pipe.send(part)


def _parts(regions: Iterable[tuple[Topic, object]], sent: dict[Topic, object]) -> Iterator[Part]:
    """The regions in parts of a few milliseconds; one that is as it was sent before is not sent again."""
    part, begun = list[tuple[Topic, object]](), time.monotonic()
    for topic, content in regions:
        part.append((topic, None if sent.get(topic) == content else content))
        sent[topic] = content
        if time.monotonic() - begun >= PART_S:
            yield part, False
            part, begun = [], time.monotonic()
    yield part, True
