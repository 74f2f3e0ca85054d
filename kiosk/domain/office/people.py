"""The people of an office."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Officer:
    """Someone who works here: `role` is officer, or manager for a person in charge, who may do all an officer may."""

    id: int
    login: str
    name: str
    password_hash: str
    role: str = "officer"
    pin_hash: str | None = None


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Somebody who is to work here, with what is kept of their secrets."""

    login: str
    name: str
    role: str
    password_hash: str
    pin_hash: str | None = None


@dataclass(frozen=True, slots=True)
class Played:
    """Somebody whom a visitor of the demo may play, with the PIN that is shown there."""

    login: str
    name: str
    role: str
    pin: str


PLAYED = (
    Played("tranlan", "Trần Thị Lan", "officer", "204060"),
    Played("leminh", "Lê Văn Minh", "officer", "315264"),
    Played("phamhoa", "Phạm Thu Hoa", "officer", "426375"),
    Played("nguyenha", "Nguyễn Thu Hà", "manager", "537486"),
)
