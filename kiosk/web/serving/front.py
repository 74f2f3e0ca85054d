"""The asynchronous front: requests become answers of the application, and live bodies are sent to all who listen."""

import asyncio
import contextlib
import json
import logging
from collections import Counter, defaultdict, deque
from collections.abc import Collection, Iterator
from typing import Any, cast

from flask import Flask

from kiosk.domain import errors
from kiosk.i18n import LANGUAGES, words
from kiosk.web.live.events import Events
from kiosk.web.live.polls import LONGEST_S, Ears, Poll, asked_again
from kiosk.web.live.stream import HEARTBEAT_S, Publisher, Region
from kiosk.web.refusals import API, MAX_BODY_KB, status_of
from kiosk.web.serving.bridge import (
    Bridge,
    Environ,
    Gone,
    Receive,
    RequestBody,
    Scope,
    Send,
    WsgiAnswer,
    environ_of,
    is_stranger,
    whole_body,
    within,
)
from kiosk.web.serving.door import guest
from kiosk.web.serving.threads import Threads

THREADS = 16
STRANGERS = 2  # of these: more of them would only keep others from their turn
BODY_S = 10.0
GRACE_S = 2.0  # to be told that it took too long
STUCK_S = 30.0  # who takes nothing of an answer for so long is gone
MOST_AT_ONCE = 1_024  # requests that are answered or wait for a thread
MOST_AT_ONCE_EACH = 512  # of one address
CLOSING = (b"connection", b"close")
AGAIN = (b"retry-after", b"2")  # s


class News:
    """Tells those who listen in the loop what a publisher tells in a thread."""

    def __init__(self, publisher: Publisher) -> None:
        self._publisher = publisher
        self._listening: defaultdict[Region, set[asyncio.Event]] = defaultdict(set)
        self._changed: deque[Region | None] = deque()
        self._woken = False
        self._loop = asyncio.get_running_loop()
        self.ears, self._touched = Ears(), deque[Collection[int]]()
        publisher.on_change, publisher.happened = self._tell, self._happened
        publisher.begin()

    @contextlib.contextmanager
    def of(self, regions: list[Region], woken: asyncio.Event) -> Any:
        """Wake one who listens when any of the regions has changed."""
        for region in regions:
            self._listening[region].add(woken)
        try:
            yield
        finally:
            for region in regions:
                self._listening[region].discard(woken)
                if not self._listening[region]:
                    del self._listening[region]

    def _happened(self, tickets: Collection[int]) -> None:
        """In the publisher's thread: tickets were touched, or something else happened."""
        self._touched.append(tickets)
        with contextlib.suppress(RuntimeError):
            self._loop.call_soon_threadsafe(self._tell_ears)

    def _tell_ears(self) -> None:
        while self._touched:
            self.ears.tell(self._touched.popleft())

    def _tell(self, region: Region | None) -> None:
        """In the publisher's thread: a region changed, or all is to end."""
        self._changed.append(region)
        if not self._woken:
            self._woken = True
            with contextlib.suppress(RuntimeError):  # the loop has ended
                self._loop.call_soon_threadsafe(self._wake)

    def _wake(self) -> None:
        self._woken = False
        while self._changed:
            region = self._changed.popleft()
            if region is None:
                self.ears.tell(None)
            everybody = [each for listening in self._listening.values() for each in listening]
            for each in everybody if region is None else [*self._listening.get(region, ())]:
                each.set()


class Front:
    """The ASGI application around the office's Flask application."""

    def __init__(self, app: Flask) -> None:
        self._bridge = Bridge(app, Threads(THREADS, STRANGERS))
        self._publisher: Publisher = app.extensions["publisher"]
        self._news: News | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._busy = Counter[tuple[str, str]]()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        task = cast("asyncio.Task[None]", asyncio.current_task())
        self._tasks.add(task)
        try:
            guest.get().bring(BODY_S + GRACE_S)
            body = await self._body(scope, receive, send)
            if body is not None:
                with guest.get().answering():
                    await self._answer(scope, body, receive, send)
        except (Gone, asyncio.CancelledError):
            pass
        except TimeoutError:
            guest.get().go()
        finally:
            self._tasks.discard(task)

    def give_up(self) -> None:
        """Answer nobody any more."""
        for task in [*self._tasks]:
            task.cancel()

    async def _body(self, scope: Scope, receive: Receive, send: Send) -> RequestBody | None:
        """The whole body; who takes too long is told so."""
        try:
            body: RequestBody = await within(BODY_S, whole_body(scope, receive, MAX_BODY_KB * 1024))
        except TimeoutError:
            await refuse(errors.TooSlow(), scope, send)
            return None
        return body

    async def _answer(self, scope: Scope, body: RequestBody, receive: Receive, send: Send) -> None:
        environ = environ_of(scope, body)
        with self._counted(environ) as free:
            if not free:
                return await refuse(errors.Overloaded(), scope, send)
            answer = await self._bridge.ask(environ)
        if answer.live is None:
            return await self._say(_closing(answer, body), send)
        if isinstance(answer.live, Poll):
            return await self._wait(answer.live, environ, receive, _patient(send))
        return await self._stream(answer, receive, _patient(send))

    async def _say(self, answer: WsgiAnswer, send: Send) -> None:
        """Send an answer that ends; what is here already is sent under one deadline, else each piece has its own."""
        if answer.rest is None:
            await within(STUCK_S, self._bridge.send(answer, send))
        else:
            await self._bridge.send(answer, _patient(send))

    @contextlib.contextmanager
    def _counted(self, environ: Environ) -> Iterator[bool]:
        """Whether one more can wait for a thread; strangers' queues are their own, and no address fills them alone."""
        lane = "stranger" if is_stranger(environ) else "known"
        queues = ((lane, ""), (lane, environ["REMOTE_ADDR"]))
        if self._busy[queues[0]] >= MOST_AT_ONCE or self._busy[queues[1]] >= MOST_AT_ONCE_EACH:
            yield False
            return
        self._busy.update(queues)
        try:
            yield True
        finally:
            self._busy.subtract(queues)
            for queue in queues:
                if not self._busy[queue]:
                    del self._busy[queue]

    async def _wait(self, poll: Poll, environ: Environ, receive: Receive, send: Send) -> None:
        """Ask again when something changed for one who waits: they hear what they would have heard by asking."""
        loop, answer = asyncio.get_running_loop(), WsgiAnswer(204)
        looked, last = loop.time(), loop.time() + LONGEST_S
        try:
            with self._heard().ears.open(poll.ticket) as ear:
                away = asyncio.create_task(_away(receive, ear.any))
                while answer.status == 204 and loop.time() < last:
                    await _until(ear.any, last)
                    await _until(ear.own, min(looked + poll.pace_s, last))
                    ear.any.clear()
                    ear.own.clear()
                    if self._publisher.stopping.is_set() or away.done():
                        break
                    looked = loop.time()
                    answer = await self._bridge.ask(asked_again(environ))
                away.cancel()
        finally:
            poll.close()
        await self._bridge.send(answer, send)

    def _heard(self) -> News:
        """What is told of the publisher, from the first who listens on."""
        self._news = self._news or News(self._publisher)
        return self._news

    async def _stream(self, answer: WsgiAnswer, receive: Receive, send: Send) -> None:
        events = answer.live
        assert isinstance(events, Events)
        news = self._heard()
        woken = asyncio.Event()
        away = asyncio.create_task(_away(receive, woken))
        try:
            with news.of(events.regions, woken):
                await send({"type": "http.response.start", "status": answer.status, "headers": answer.headers})
                await self._tell(events, woken, away, send)
            if not away.done():
                await send({"type": "http.response.body", "body": b""})
        finally:
            away.cancel()
            await self._bridge.threads.do(events.close)

    async def _tell(self, events: Events, woken: asyncio.Event, away: asyncio.Task[None], send: Send) -> None:
        """Send what is new until nobody listens or nothing more may be heard."""
        due = asyncio.get_running_loop().time() + HEARTBEAT_S
        while not events.over and not away.done():
            woken.clear()
            if text := events.news():
                await send({"type": "http.response.body", "body": text, "more_body": True})
            await _until(woken, due)
            if asyncio.get_running_loop().time() < due:
                continue
            due = asyncio.get_running_loop().time() + HEARTBEAT_S
            if not await self._bridge.threads.do(events.allowed):
                return
            await send({"type": "http.response.body", "body": events.beat(), "more_body": True})


async def _until(event: asyncio.Event, deadline: float) -> None:
    """Wait for an event, or until then."""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout_at(deadline):
            await event.wait()


async def _away(receive: Receive, woken: asyncio.Event) -> None:
    """Ends when who listens went away."""
    while (await receive())["type"] != "http.disconnect":
        pass
    woken.set()


def _patient(send: Send) -> Send:
    """Sends to who takes it; who does not is given up after a while."""

    async def sent(message: Any) -> None:
        await within(STUCK_S, send(message))

    return sent


def _closing(answer: WsgiAnswer, body: RequestBody) -> WsgiAnswer:
    """Of a body too large the rest may still be on its way: no other request follows it."""
    if body.length > len(body.kept):
        answer.headers.append(CLOSING)
    return answer


async def refuse(refusal: errors.Refusal, scope: Scope, send: Send) -> None:
    """A refusal of the server itself, which needs no thread: JSON for programs, else a sentence in every language."""
    logging.getLogger(__name__).info("refused %s: %s", scope["path"], refusal.code)  # a flood must not fill the journal
    said = "\n".join(words(lang).refusal(refusal) for lang in LANGUAGES)
    kind = b"text/plain; charset=utf-8"
    if scope["path"].startswith(API):
        said, kind = json.dumps({"error": refusal.code, "message": said}, ensure_ascii=False), b"application/json"
    headers = [(b"content-type", kind), (b"content-length", b"%d" % len(said.encode())), CLOSING]
    if isinstance(refusal, errors.Overloaded):
        headers.append(AGAIN)
    await send({"type": "http.response.start", "status": status_of(refusal), "headers": headers})
    await send({"type": "http.response.body", "body": said.encode()})
