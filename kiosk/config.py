"""What the machine needs to know: one TOML file in the data folder, frozen once read, environment wins."""

import os
import pwd
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from pathlib import Path
from typing import Any

from kiosk.domain.errors import BadConfig, NotRoots
from kiosk.domain.file_flaws import toml_flaw
from kiosk.domain.rows import Flaw

FILE = "kiosk.toml"
Network = IPv4Network | IPv6Network
_NAME = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*")


@dataclass(frozen=True, slots=True)
class Config:
    """The settings of one machine.

    `public_url`: what QR codes point to, "" when phones cannot reach the office.
    `plain_passwords`: officers' passwords may cross the network without TLS; `plain_devices`: the tokens of screens and
    programs, and what proves a dossier.
    `trusted_proxies`: the networks whose word counts for whom they hand on.
    `hosts`: the names under which the office answers; none: its own addresses and the name of `public_url`.
    `demo`: every screen answers on this machine without a sign-in.
    `clock_file`: a rehearsal's clock, one instant in a file, instead of the machine's.
    """

    folder: Path
    host: str = "127.0.0.1"
    port: int = 8080
    cert: str = ""
    key: str = ""
    public_url: str = ""
    plain_passwords: bool = False
    plain_devices: bool = False
    trusted_proxies: tuple[Network, ...] = ()
    hosts: tuple[str, ...] = ()
    demo: bool = False
    clock_file: str = ""


def load(folder: Path, environment: Mapping[str, str] = os.environ) -> Config:
    """The configuration of a data folder; an unknown key or a wrong kind of value is refused by name.

    Refuses root in a folder of somebody else.
    """
    _require_owner(folder)
    settings = _file(folder / FILE)
    for field in fields(Config):
        if (text := environment.get(f"KIOSK_{field.name.upper()}")) is not None:
            settings[field.name] = _listed(text) if field.name in _LISTS else text
    settings.pop("folder", None)
    return Config(folder=folder, **{key: _value(key, value) for key, value in settings.items()})


def _require_owner(folder: Path) -> None:
    """What root makes in a folder of the service's user, the service could not open: keys, locks, the database."""
    if os.geteuid() == 0 and folder.exists() and (owner := folder.stat().st_uid) != 0:
        raise NotRoots(folder=folder, owner=_name_of(owner))


def _name_of(user: int) -> str:
    try:
        return pwd.getpwuid(user).pw_name
    except KeyError:
        return str(user)


def _file(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise BadConfig(file=path, detail=Flaw("unreadable")) from error
    except UnicodeDecodeError as error:
        raise BadConfig(file=path, detail=Flaw("no-utf8")) from error
    except tomllib.TOMLDecodeError as error:
        raise BadConfig(file=path, detail=toml_flaw(error)) from error


def _listed(text: str) -> list[str]:
    """A list as the environment holds it, with commas."""
    return [each.strip() for each in text.split(",") if each.strip()]


def _value(key: str, value: Any) -> Any:
    if key in _LISTS:
        return _list(key, value)
    kinds = {field.name: field.type for field in fields(Config)}
    kind = kinds.get(key)
    if kind is int and isinstance(value, str) and value.isdigit():
        value = int(value)
    if kind is bool and value in ("0", "1"):
        value = value == "1"
    if kind is None or not isinstance(kind, type) or type(value) is not kind:
        raise BadConfig(file=FILE, detail=f"{key} = {value!r}")
    return value.rstrip("/") if isinstance(value, str) and key == "public_url" else value


def _list(key: str, value: Any) -> tuple[Any, ...]:
    try:
        if not isinstance(value, list):
            raise TypeError(key)
        return tuple(_LISTS[key](each) for each in value)
    except (AttributeError, TypeError, ValueError) as error:
        raise BadConfig(file=FILE, detail=f"{key} = {value!r}") from error


def _network(text: Any) -> Network:
    """A network; that of everybody is none, for then anybody could say who they are."""
    network = ip_network(text) if isinstance(text, str) else None
    if network is None or network.prefixlen == 0:
        raise ValueError(text)
    return network


def _host(text: Any) -> str:
    """A name or address, without a port."""
    if not _NAME.fullmatch(text.lower()):
        ip_address(text)
    return str(text.lower())


_LISTS: Mapping[str, Callable[[Any], Any]] = {"trusted_proxies": _network, "hosts": _host}
