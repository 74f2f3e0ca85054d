"""Connections that hold a server up: begun and never ended, or ended and never closed."""

import contextlib
import resource
import socket
import ssl
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
def held(
    port: int, kind: str, count: int, addresses: int = 1, trusting: ssl.SSLContext | None = None
) -> Iterator[list[socket.socket]]:
    """So many connections of a kind, from so many addresses of this machine, all of which then speak at once."""
    _room_for(count)
    trusting = None if kind == "half a handshake" else trusting
    with contextlib.ExitStack() as opened:
        found = [opened.enter_context(_opened(port, n % addresses, trusting)) for n in range(count)]
        for each in found:
            with contextlib.suppress(OSError):  # a server may well have had enough by then
                each.sendall(BEGUN[kind])
        yield found


@contextlib.contextmanager
def crowd(port: int, kind: str, count: int) -> Iterator[list[socket.socket]]:
    """So many from many addresses, who speak as they come, so that the last come while the first are answered."""
    _room_for(count)
    with contextlib.ExitStack() as opened:
        found = list[socket.socket]()
        for n in range(count):
            found.append(opened.enter_context(_opened(port, n % ADDRESSES, None)))
            found[-1].sendall(BEGUN[kind])
        yield found


def answered(connection: socket.socket) -> bool:
    """Whether a page has come, which nobody has read yet."""
    connection.setblocking(False)
    with contextlib.suppress(OSError):
        return connection.recv(12, socket.MSG_PEEK) == b"HTTP/1.1 200"
    return False


def _opened(port: int, address: int, trusting: ssl.SSLContext | None) -> socket.socket:
    """One connection, in which nothing was said yet."""
    source = f"127.0.{1 + address // 200}.{1 + address % 200}" if address else "127.0.0.1"
    connection = socket.create_connection(("127.0.0.1", port), timeout=10, source_address=(source, 0))
    if not trusting:
        return connection
    try:
        return trusting.wrap_socket(connection, server_hostname="localhost")
    except OSError:
        return connection  # shown out before it came to the handshake


def _room_for(count: int) -> None:
    """As many open files as the machine allows, when it is asked for more than usual."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    assert hard == resource.RLIM_INFINITY or hard > 2 * count, "this machine allows too few open files"
