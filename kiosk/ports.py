"""What can be listened on; what cannot is refused by its true reason."""

import errno
import socket
from contextlib import closing

from kiosk.domain.errors import NoSuchAddress, PortForbidden, PortInUse, Refusal

BACKLOG = 2_048
_REASONS: dict[int | None, type[Refusal]] = {
    errno.EADDRINUSE: PortInUse,
    errno.EACCES: PortForbidden,
    errno.EPERM: PortForbidden,
}


def listeners(host: str, port: int) -> list[socket.socket]:
    """Sockets that listen at every address of a host; refuse when one of them cannot."""
    try:
        addresses = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    except (OSError, UnicodeError) as error:
        raise NoSuchAddress(host=host) from error
    bound: list[socket.socket] = []
    try:
        for family, *_, address in addresses:
            bound.append(_listening(family, address))
    except OSError as error:
        for each in bound:
            each.close()
        raise _REASONS.get(error.errno, NoSuchAddress)(host=host, port=str(port)) from error
    return bound


def require_free(host: str, port: int) -> None:
    """Refuse a port that cannot be listened on."""
    for each in listeners(host, port):
        each.close()


def free_port() -> int:
    """A port of this machine that nothing listens on just now."""
    with closing(_listening(socket.AF_INET, ("127.0.0.1", 0))) as probe:
        return int(probe.getsockname()[1])


def _listening(family: int, address: object) -> socket.socket:
    listener = socket.socket(family, socket.SOCK_STREAM)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:  # as what it is, whatever the machine's habit
            listener.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        listener.bind(address)  # type: ignore[arg-type]
        listener.listen(BACKLOG)
    except OSError:
        listener.close()
        raise
    return listener
