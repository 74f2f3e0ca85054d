"""Between the asynchronous server and Flask: what a request becomes, and what of an answer is sent when."""

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest

from kiosk.web.serving import bridge as module
from kiosk.web.serving.bridge import Bridge, Environ, Gone, RequestBody, environ_of, is_stranger, whole_body
from kiosk.web.serving.threads import Threads


def scope(*headers: tuple[bytes, bytes], **facts: Any) -> dict[str, Any]:
    told = {
        "method": "POST",
        "raw_path": b"/a%20b/%FF",
        "query_string": b"x=1",
        "http_version": "1.1",
        "scheme": "http",
    }
    return told | {"client": ("192.0.2.7", 5), "server": ("127.0.0.1", 80), "headers": [*headers], **facts}


def taken(headers: list[tuple[bytes, bytes]], *parts: bytes, most: int = 10) -> RequestBody:
    """The body of a request that came in these parts."""
    messages = [{"type": "http.request", "body": part, "more_body": True} for part in parts]
    messages[-1]["more_body"] = False
    coming = iter(messages)

    async def receive() -> dict[str, Any]:
        return next(coming)

    return asyncio.run(whole_body(scope(*headers), receive, most))


def test_a_request_becomes_an_environment() -> None:
    headers = ((b"host", b"so.example"), (b"cookie", b"a=1"), (b"cookie", b"b=2"), (b"content-type", b"text/plain"))
    environ = environ_of(scope(*headers), RequestBody(b"12", 2))
    assert (environ["PATH_INFO"], environ["QUERY_STRING"]) == ("/a b/\xff", "x=1")
    assert (environ["HTTP_HOST"], environ["HTTP_COOKIE"], environ["CONTENT_TYPE"]) == (
        "so.example",
        "a=1; b=2",
        "text/plain",
    )
    assert (environ["CONTENT_LENGTH"], environ["wsgi.input"].read(), environ["REMOTE_ADDR"]) == (
        "2",
        b"12",
        "192.0.2.7",
    )


def test_no_header_stands_for_another() -> None:
    environ = environ_of(
        scope((b"x_forwarded_for", b"127.0.0.1"), (b"transfer-encoding", b"chunked")), RequestBody(b"", 0)
    )
    assert not [name for name in environ if "FORWARDED" in name or "TRANSFER" in name]
    assert is_stranger(environ)
    assert not is_stranger(environ_of(scope((b"authorization", b"Bearer x")), RequestBody(b"", 0)))


@pytest.mark.parametrize(
    ("headers", "parts", "body"),
    [
        ([], (b"",), RequestBody(b"", 0)),
        ([(b"content-length", b"4")], (b"12", b"34"), RequestBody(b"1234", 4)),
        ([], (b"123456", b"123456"), RequestBody(b"", 12)),
        ([(b"content-length", b"9000000")], (b"1", b"2"), RequestBody(b"", 9_000_000)),
    ],
)
def test_a_body_is_read_whole_or_only_measured(headers: Any, parts: tuple[bytes, ...], body: RequestBody) -> None:
    assert taken(headers, *parts) == body


def test_who_goes_away_before_the_end_is_gone() -> None:
    async def receive() -> dict[str, Any]:
        return {"type": "http.disconnect"}

    with pytest.raises(Gone):
        asyncio.run(whole_body(scope(), receive, 10))


def test_a_large_answer_is_made_as_it_is_taken_and_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "AT_ONCE", 4)
    made: list[bytes] = []
    sent: list[Any] = []

    class Pieces:
        closed = False

        def __iter__(self) -> Iterator[bytes]:
            for piece in (b"1234", b"5678", b"9"):
                made.append(piece)
                yield piece

        def close(self) -> None:
            self.closed = True

    pieces = Pieces()

    def app(environ: Environ, start: Any) -> Pieces:
        start("200 OK", [("Content-Length", "9")])
        return pieces

    async def send(message: Any) -> None:
        sent.append((message.get("body"), len(made)))

    async def asked() -> None:
        bridge = Bridge(app, Threads(1, strangers=1))
        answer = await bridge.ask(environ_of(scope(), RequestBody(b"", 0)))
        assert (answer.status, answer.headers, made) == (200, [(b"content-length", b"9")], [b"1234"])
        await bridge.send(answer, send)

    asyncio.run(asked())
    assert sent == [(None, 1), (b"1234", 1), (b"5678", 2), (b"9", 3), (b"", 3)]
    assert pieces.closed
