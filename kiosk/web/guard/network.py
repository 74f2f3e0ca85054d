"""Whence a request came: from this machine or another, through which proxy, in clear or not, and under which name."""

import hmac
import re
import socket
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, current_app, request

from kiosk.config import Config
from kiosk.domain.errors import UnknownHost
from kiosk.web.context import the_office

Address = IPv4Address | IPv6Address
FORWARDED = ("Forwarded", "X-Forwarded-For", "X-Real-IP")
HOUSEHOLD = 64  # bits of an IPv6 address that one customer has to themselves
_HOST = re.compile(r"(\[[0-9a-f:.]{2,45}\]|[a-z0-9_]([a-z0-9_.-]{0,250}[a-z0-9_.])?)(:[0-9]{1,5})?", re.IGNORECASE)
_LABEL = 63
_NOBODYS = "nobody.invalid"


def init_app(app: Flask) -> None:
    """Refuse what asks for a name that is not the office's; one that no resolver would take is never looked at."""
    app.wsgi_app = _sane(app.wsgi_app)  # type: ignore[method-assign]
    app.before_request(_require_known_host)


def address() -> str:
    """The address of who asks: what a proxy tells is believed only of one the machine's file names."""
    peer = request.remote_addr or ""
    if not _by_proxy():
        return peer
    hops = ",".join(request.headers.getlist("X-Forwarded-For")).split(",")
    for each in reversed([each.strip() for each in hops]):  # the nearest last; before it stands what anybody may write
        if (ip := parsed(each)) is None:
            return peer
        if not _trusted(ip):
            return str(ip)
    return peer


def caller() -> str:
    """A name for the caller's address that tells nobody the address."""
    ip = parsed(address())
    named = IPv6Network((ip, HOUSEHOLD), strict=False) if isinstance(ip, IPv6Address) else ip
    return hmac.digest(current_app.config["SECRET_KEY"], f"{named}".encode(), "sha256").hex()[:16]


def is_local() -> bool:
    """Whether the request was made on this machine and by its own name; never because a proxy is silent."""
    peer = parsed(request.remote_addr or "")
    handed_on = _by_proxy() or any(name in request.headers for name in FORWARDED)
    return peer is not None and peer.is_loopback and not handed_on and _is_of_this_machine(_host_asked())


def in_clear() -> bool:
    """Whether others on the network could read along."""
    return not (is_safe() or is_local())


def is_safe() -> bool:
    """Whether TLS was spoken to here, or to a proxy that the office trusts."""
    return request.is_secure or (_by_proxy() and _forwarded_proto() == "https")


@lru_cache(1_024)  # a request asks ten times for the same few
def parsed(text: str) -> Address | None:
    """An address; one of IPv4 in the dress of IPv6 is one of IPv4."""
    try:
        ip = ip_address(text)
    except ValueError:
        return None
    return (ip.ipv4_mapped or ip) if isinstance(ip, IPv6Address) else ip


def names_of_nobody(config: Config) -> list[str]:
    """Those among the names of the machine's file that no resolver knows."""
    return [name for name in config.hosts if parsed(name) is None and not _resolves(name)]


def _by_proxy() -> bool:
    if not the_office().config.trusted_proxies:
        return False
    peer = parsed(request.remote_addr or "")
    return peer is not None and _trusted(peer)


def _forwarded_proto() -> str:
    return request.headers.get("X-Forwarded-Proto", "").rpartition(",")[2].strip()


def _trusted(ip: Address) -> bool:
    return any(ip in network for network in the_office().config.trusted_proxies)


def _host_asked() -> str:
    """The name asked for, without its port; "" where none was named."""
    named = request.headers.get("Host", "").lower()
    return named.partition("]")[0].lstrip("[") if named.startswith("[") else named.partition(":")[0]


def _require_known_host() -> None:
    name, config = _host_asked(), the_office().config
    if name and not _is_known(name, config):
        raise UnknownHost(host=name[:100])


def _is_known(name: str, config: Config) -> bool:
    if _is_of_this_machine(name) or name in config.hosts or name == (urlsplit(config.public_url).hostname or ""):
        return True
    return not config.hosts and (name == f"{_own_name()}.local" or _is_own(name))


def _is_of_this_machine(name: str) -> bool:
    """Whether a name leads to this machine from itself alone."""
    ip = parsed(name)
    return ip.is_loopback if ip else name in ("localhost", _own_name())


def _is_own(name: str) -> bool:
    """Whether an address is one of this machine's: then, and only then, it can be bound."""
    ip = parsed(name)
    if ip is None or ip.is_unspecified or ip.is_multicast:
        return False
    family = socket.AF_INET6 if isinstance(ip, IPv6Address) else socket.AF_INET
    with socket.socket(family, socket.SOCK_DGRAM) as tried:
        try:
            tried.bind((str(ip), 0))
        except OSError:
            return False
    return True


@lru_cache
def _own_name() -> str:
    return socket.gethostname().lower()


def _resolves(name: str) -> bool:
    try:
        return bool(socket.getaddrinfo(name, None))
    except (OSError, UnicodeError):
        return False


def _sane(inner: Callable[..., Iterable[bytes]]) -> Callable[..., Iterable[bytes]]:
    """An application that never sees a name which cannot be one: the library itself would stumble over it."""

    def application(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        if not _could_be(environ):
            environ["HTTP_HOST"] = _NOBODYS
        return inner(environ, start)

    return application


def _could_be(environ: Mapping[str, Any]) -> bool:
    named = environ.get("HTTP_HOST", "localhost")
    return bool(_HOST.fullmatch(named)) and max(map(len, named.split("."))) <= _LABEL + len(":65535")
