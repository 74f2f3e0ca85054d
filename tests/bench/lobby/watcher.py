"""Screens by the hundred: one process that reads server-sent events on real connections and notes when each arrived.

`python -m tests.bench.lobby.watcher PORT` reads stream addresses, one a line, until an empty line; says "watching" once
every stream has sent its first event; reads on until its input ends; then prints what arrived: one JSON line a stream.
While it watches it only reads and takes the time, so that its own work does not weigh on what it measures.
"""

import json
import re
import selectors
import socket
import sys
import time
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate

HEAD_END, EVENT_END, LINE = b"\r\n\r\n", b"\n\n", b"\r\n"
SERVING = re.compile(r'data-number="([^"]*)"')
WAITING = re.compile(r'<th scope="row"><button class="link" data-ticket="([^"]+)"')
AT_COUNTER = re.compile(r'<span class="place">(\d+)</span> <b>([A-Z]\d+)</b>')


@dataclass(slots=True)
class Watched:
    """One stream: its address, and each piece as it came with its moment (s, monotonic)."""

    path: str
    pieces: list[tuple[float, bytes]] = field(default_factory=list)
    closed: bool = False


def main() -> None:
    port = int(sys.argv[1])
    streams = {_open(port, path): Watched(path) for path in iter(lambda: sys.stdin.readline().strip(), "")}
    with selectors.DefaultSelector() as ready:
        for connection in streams:
            ready.register(connection, selectors.EVENT_READ)
        ready.register(sys.stdin, selectors.EVENT_READ)
        _watch(ready, streams)
    for watched in streams.values():
        print(json.dumps({"path": watched.path, "closed": watched.closed, "events": [*_events(watched)]}))


def _open(port: int, path: str) -> socket.socket:
    connection = socket.create_connection(("127.0.0.1", port), timeout=30)
    connection.sendall(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: text/event-stream\r\n\r\n".encode())
    return connection


def _watch(ready: selectors.BaseSelector, streams: dict[socket.socket, Watched]) -> None:
    silent = set(streams)
    while True:
        for key, _ in ready.select():
            if key.fileobj is sys.stdin:
                return
            connection = key.fileobj
            assert isinstance(connection, socket.socket)
            piece = connection.recv(1 << 18)
            streams[connection].pieces.append((time.monotonic(), piece))
            if not piece:
                streams[connection].closed = True
                ready.unregister(connection)
            if connection in silent and piece.endswith(EVENT_END + LINE):
                silent.discard(connection)
                if not silent:
                    print("watching", flush=True)


def _events(watched: Watched) -> Iterator[dict[str, object]]:
    """What each event showed, and when the last byte of it had arrived."""
    whole, moments = b"".join(piece for _, piece in watched.pieces), [moment for moment, _ in watched.pieces]
    ends = [*accumulate(len(piece) for _, piece in watched.pieces)]
    head, _, body = whole.partition(HEAD_END)
    text, places = _dechunked(body, len(head) + len(HEAD_END))
    start = 0
    while (end := text.find(EVENT_END, start)) >= 0:
        at = moments[bisect_left(ends, places(end + len(EVENT_END)))]
        yield {"at": at, **_facts(text[start:end].decode())}
        start = end + len(EVENT_END)


def _dechunked(body: bytes, offset: int) -> tuple[bytes, "Places"]:
    """The body without its chunks' sizes, and where its bytes lay on the wire."""
    text, begins, at = bytearray(), list[tuple[int, int]](), 0
    while (line := body.find(LINE, at)) >= 0:
        size = int(body[at:line], 16)
        begins.append((len(text), offset + line + 2))
        text += body[line + 2 : line + 2 + size]
        at = line + 2 + size + 2
    return bytes(text), Places(begins)


@dataclass(frozen=True, slots=True)
class Places:
    """Where a byte of the text lay on the wire: each chunk's beginning in the text and on the wire."""

    begins: list[tuple[int, int]]

    def __call__(self, length: int) -> int:
        """How many bytes had come when the first `length` of the text had."""
        text, wire = self.begins[bisect_left(self.begins, (length, 0)) - 1]
        return wire + length - text


def _facts(event: str) -> dict[str, object]:
    """What an event shows of calls: an announcement, a board's counters, or a desk's ticket and queue."""
    event = event.partition("\n")[2] if event.startswith("as-of: ") else event
    if event.startswith("id: ") and "\nevent: call\n" in event:
        return {"call": json.loads(event.rpartition("data: ")[2])["number"]}
    if event.startswith("event: "):
        return {}
    if found := SERVING.search(event):
        return {"serving": found[1], "waiting": WAITING.findall(event)}
    return {"counters": dict(AT_COUNTER.findall(event))}


if __name__ == "__main__":
    main()
