"""What the machine needs to know: one TOML file in the data folder, frozen once read, environment wins."""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from kiosk.domain.errors import BadConfig

FILE = "kiosk.toml"


@dataclass(frozen=True, slots=True)
class Config:
    """The settings of one machine.

    `public_url`: what QR codes point to, "" when phones cannot reach the office.
    `plain_passwords`: officers' passwords may cross the network without TLS.
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
    demo: bool = False
    clock_file: str = ""


def load(folder: Path, environment: Mapping[str, str] = os.environ) -> Config:
    """The configuration of a data folder; an unknown key or a wrong kind of value is refused by name."""
    found = _file(folder / FILE)
    for field in fields(Config):
        if (text := environment.get(f"KIOSK_{field.name.upper()}")) is not None:
            found[field.name] = text
    found.pop("folder", None)
    return Config(folder=folder, **{key: _value(key, value) for key, value in found.items()})


def _file(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadConfig(file=path, detail=str(error)) from error


def _value(key: str, value: Any) -> Any:
    kinds = {field.name: field.type for field in fields(Config)}
    kind = kinds.get(key)
    if kind is int and isinstance(value, str) and value.isdigit():
        value = int(value)
    if kind is bool and value in ("0", "1"):
        value = value == "1"
    if kind is None or not isinstance(kind, type) or type(value) is not kind:
        raise BadConfig(file=FILE, detail=f"{key} = {value!r}")
    return value.rstrip("/") if isinstance(value, str) and key == "public_url" else value
