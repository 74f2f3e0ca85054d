"""Flask behind the asynchronous server: a request is read whole, then answered by one of a few threads.

No thread ever waits for a peer: the body is here before one is taken, and what is answered is sent by the loop. A body
that lives on (`Live`: a stream, a long poll) is handed to the loop as it is; whether somebody may have it was decided
by the route that answered it.
"""

import asyncio
import sys
from collections.abc import Awaitable, Callable, Iterable, Iterator, MutableMapping
from dataclasses import dataclass, field
from functools import partial
from io import BytesIO
from typing import Any
from urllib.parse import unquote_to_bytes

from kiosk.web.serving.threads import Threads

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Environ = dict[str, Any]
WSGI = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]
Headers = list[tuple[bytes, bytes]]

AT_ONCE = 262_144  # bytes: a larger answer is made as it is taken
DISCARDED = 4_194_304  # bytes of a body too large that are heard to the end, so that its sender hears why


class Live:
    """A response's body that goes on by itself; in the loop it is driven, elsewhere it is iterated."""

    def __iter__(self) -> Iterator[bytes]:
        raise NotImplementedError

    def close(self) -> None:
        """Nobody listens any more."""


class Gone(Exception):
    """Who asked went away."""


@dataclass(slots=True)
class WsgiAnswer:
    """What the application said: `first` of its body, then `rest`, or a body that lives on."""

    status: int = 500
    headers: Headers = field(default_factory=list)
    first: bytes = b""
    rest: Iterator[bytes] | None = None
    live: Live | None = None
    close: Callable[[], None] = lambda: None


@dataclass(frozen=True, slots=True)
class RequestBody:
    """A request's body: what of it is kept, and how long it was."""

    kept: bytes
    length: int


async def whole_body(scope: Scope, receive: Receive, most: int) -> RequestBody:
    """The body of a request, whole; of one larger than `most` bytes nothing is kept. Gone when its sender is."""
    kept, length = bytearray(), 0
    stated_length = int(next((value for name, value in scope["headers"] if name == b"content-length"), b"0"))
    while True:
        message = await receive()
        if message["type"] != "http.request":
            raise Gone()
        length += len(message.get("body", b""))
        if length <= most:
            kept += message.get("body", b"")
        if not message.get("more_body") or max(stated_length, length) > DISCARDED:
            length = max(stated_length, length)
            return RequestBody(bytes(kept) if length <= most else b"", length)


def environ_of(scope: Scope, body: RequestBody) -> Environ:
    """A request as WSGI wants it (PEP 3333)."""
    host, port = scope.get("server") or ("localhost", 80)
    environ: Environ = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(scope["raw_path"]).decode("latin1"),
        "QUERY_STRING": scope["query_string"].decode("latin1"),
        "SERVER_NAME": host,
        "SERVER_PORT": str(port),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "REMOTE_ADDR": (scope.get("client") or ("",))[0],
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope["scheme"],
        "wsgi.input": BytesIO(body.kept),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }
    for name, value in scope["headers"]:
        _tell(environ, name.decode("latin1"), value.decode("latin1"))
    if body.length:
        environ["CONTENT_LENGTH"] = str(body.length)
    return environ


def is_stranger(environ: Environ) -> bool:
    """Whether a request shows nothing that somebody of the office would show; what it shows is not looked at here."""
    return "HTTP_AUTHORIZATION" not in environ and "HTTP_COOKIE" not in environ


def _tell(environ: Environ, name: str, value: str) -> None:
    if "_" in name or name == "transfer-encoding":
        return  # one could stand for another; the body is whole already
    key = name.upper().replace("-", "_")
    key = key if key in ("CONTENT_TYPE", "CONTENT_LENGTH") else f"HTTP_{key}"
    environ[key] = f"{environ[key]}{'; ' if key == 'HTTP_COOKIE' else ','}{value}" if key in environ else value


class Bridge:
    """Asks the application."""

    def __init__(self, app: WSGI, threads: Threads) -> None:
        self._app, self.threads = app, threads

    async def ask(self, environ: Environ) -> WsgiAnswer:
        """What the application answers to a request."""
        return await self.threads.do(lambda: self._answer(environ), environ["REMOTE_ADDR"], is_stranger(environ))

    async def send(self, answer: WsgiAnswer, send: Send) -> None:
        """Send an answer whose body ends."""
        try:
            await send({"type": "http.response.start", "status": answer.status, "headers": answer.headers})
            piece = answer.first
            while answer.rest is not None and piece:
                await send({"type": "http.response.body", "body": piece, "more_body": True})
                piece = await self.threads.do(partial(_piece, answer.rest))
            await send({"type": "http.response.body", "body": piece})
        finally:
            if answer.rest is not None:
                await self.threads.do(answer.close)

    def _answer(self, environ: Environ) -> WsgiAnswer:
        answer = WsgiAnswer()

        def start_response(status: str, headers: list[tuple[str, str]], exc_info: object = None) -> None:
            answer.status = int(status[:3])
            answer.headers = [(name.encode("latin1").lower(), value.encode("latin1")) for name, value in headers]

        body = self._app(environ, start_response)
        if isinstance(body, Live):
            answer.live = body
            return answer
        answer.close = getattr(body, "close", lambda: None)
        rest = iter(body)
        try:
            answer.first = _piece(rest)
            answer.rest = rest if len(answer.first) >= AT_ONCE else None
        finally:
            if answer.rest is None:
                answer.close()
        return answer


def _piece(rest: Iterator[bytes]) -> bytes:
    """As much of a body as is sent at once; nothing when that was all."""
    piece = bytearray()
    for each in rest:
        piece += each
        if len(piece) >= AT_ONCE:
            break
    return bytes(piece)


async def within(seconds: float, wait: Awaitable[Any]) -> Any:
    """What is waited for, or TimeoutError."""
    async with asyncio.timeout(seconds):
        return await wait
