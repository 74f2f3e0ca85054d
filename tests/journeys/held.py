"""Connections that hold a server up: begun and never ended, or ended and never closed."""

import contextlib
import resource
import socket
from collections.abc import Iterator

HEAD = b"GET /touch/ HTTP/1.1\r\nHost: localhost\r\n"
FORM = b"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 500\r\n\r\ncode="
HELLO = b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(40)  # the first bytes of a TLS handshake
BEGUN = {
    "silent": b"",
    "half a head": HEAD,
    "half a body": b"POST /lookup/ HTTP/1.1\r\nHost: localhost\r\n" + FORM,
    "half a handshake": HELLO,
    "garbage": b"\x00\xff not a request \xfe\r\n\r\n",
    "not closed": HEAD + b"Connection: close\r\n\r\n",
    "HTTP/1.0": b"GET /touch/ HTTP/1.0\r\n\r\n",
}
ADDRESSES = 200


@contextlib.contextmanager
def held(port: int, kind: str, count: int, addresses: int = 1) -> Iterator[list[socket.socket]]:
    """So many connections of a kind, from so many addresses of this machine, until the block ends."""
    _room_for(count)
    with contextlib.ExitStack() as opened:
        found = [opened.enter_context(begun(port, kind, n % addresses)) for n in range(count)]
        yield found


def begun(port: int, kind: str, address: int = 0) -> socket.socket:
    """One connection that sent what its kind sends first."""
    source = f"127.0.{1 + address // 200}.{1 + address % 200}" if address else "127.0.0.1"
    connection = socket.create_connection(("127.0.0.1", port), timeout=10, source_address=(source, 0))
    with contextlib.suppress(ConnectionError):  # a server may well have had enough by then
        connection.sendall(BEGUN[kind])
    return connection


def _room_for(count: int) -> None:
    """As many open files as the machine allows, when it is asked for more than usual."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    assert hard == resource.RLIM_INFINITY or hard > 2 * count, "this machine allows too few open files"
