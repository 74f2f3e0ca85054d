"""Clients with as little work of their own as possible: raw keep-alive sockets, one thread each."""

import json
import socket
import ssl
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

Requests = Callable[[int], bytes]


@dataclass(slots=True)
class Taken:
    """What a load did: the time of each answer (s), its status, and how long it all took (s)."""

    times: list[float] = field(default_factory=list)
    statuses: dict[int, int] = field(default_factory=dict)
    seconds: float = 0.0

    @property
    def rate(self) -> float:
        return len(self.times) / self.seconds

    def percentile(self, share: float) -> float:
        """A percentile of the times in ms."""
        ranked = sorted(self.times)
        return 1000 * ranked[min(len(ranked) - 1, int(len(ranked) * share))]


class Client:
    """One keep-alive connection; over TLS where it is told whom to trust."""

    def __init__(self, port: int, trusting: ssl.SSLContext | None = None) -> None:
        self.port, self.trusting = port, trusting
        self.socket = self._connected()
        self.rest = b""

    def send(self, request: bytes) -> tuple[int, bytes]:
        """The status and body of an answer; a connection closed while idle is opened anew, once."""
        try:
            return self.send_once(request)
        except (ConnectionError, ValueError):
            self.socket, self.rest = self._connected(), b""
            return self.send_once(request)

    def send_once(self, request: bytes) -> tuple[int, bytes]:
        """The status and body of an answer; OSError when the connection is lost on the way."""
        self.socket.sendall(request)
        return self._answer()

    def _connected(self) -> socket.socket:
        connection = socket.create_connection(("127.0.0.1", self.port), timeout=30)
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return self.trusting.wrap_socket(connection, server_hostname="localhost") if self.trusting else connection

    def _answer(self) -> tuple[int, bytes]:
        while b"\r\n\r\n" not in self.rest:
            self._more()
        head, _, self.rest = self.rest.partition(b"\r\n\r\n")
        status, length = int(head[9:12]), 0
        for line in head.split(b"\r\n"):
            if line.lower().startswith(b"content-length:"):
                length = int(line.partition(b":")[2])
        while len(self.rest) < length:
            self._more()
        body, self.rest = self.rest[:length], self.rest[length:]
        return status, body

    def _more(self) -> None:
        found = self.socket.recv(65_536)
        if not found:
            raise ConnectionError("closed")
        self.rest += found


def post(path: str, token: str, body: object = None, key: str = "") -> bytes:
    """A POST as bytes."""
    text = json.dumps(body or {}).encode()
    once = f"Idempotency-Key: {key}\r\n" if key else ""
    head = (
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {token}\r\n"
        f"Content-Type: application/json\r\n{once}Content-Length: {len(text)}\r\n\r\n"
    )
    return head.encode() + text


def run(port: int, clients: int, requests: Sequence[Requests], seconds: float) -> Taken:
    """So many clients, each sending its requests over and over for so many seconds."""
    taken, lock = Taken(), threading.Lock()
    end = time.perf_counter() + seconds

    def work(number: int) -> None:
        client, times = Client(port), list[float]()
        statuses: dict[int, int] = {}
        while time.perf_counter() < end:
            for request in requests:
                started = time.perf_counter()
                status, _ = client.send(request(number))
                times.append(time.perf_counter() - started)
                statuses[status] = statuses.get(status, 0) + 1
        with lock:
            taken.times += times
            for status, count in statuses.items():
                taken.statuses[status] = taken.statuses.get(status, 0) + count

    started = time.perf_counter()
    threads = [threading.Thread(target=work, args=(number,)) for number in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    taken.seconds = time.perf_counter() - started
    return taken
