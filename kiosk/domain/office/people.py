"""The people of an office."""

from dataclasses import dataclass

ONLY_OFFICER = frozenset({"officer"})
IN_CHARGE = frozenset({"manager", "administrator"})  # whoever is the first in charge


@dataclass(frozen=True, slots=True)
class Officer:
    """Someone who works here, with what they may do; a person in charge may do all an officer may."""

    id: int
    login: str
    name: str
    password_hash: str
    roles: frozenset[str] = ONLY_OFFICER
    pin_hash: str | None = None


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Somebody who is to work here, with what is kept of their secrets."""

    login: str
    name: str
    roles: frozenset[str]
    password_hash: str
    pin_hash: str | None = None


@dataclass(frozen=True, slots=True)
class Played:
    """Somebody whom a visitor of the demo may play, with the PIN that is shown there."""

    login: str
    name: str
    roles: frozenset[str]
    pin: str


PLAYED = (
    Played("tranlan", "Trần Thị Lan", ONLY_OFFICER, "204060"),
    Played("leminh", "Lê Văn Minh", ONLY_OFFICER, "315264"),
    Played("phamhoa", "Phạm Thu Hoa", frozenset({"greeter"}), "426375"),
    Played("nguyenha", "Nguyễn Thu Hà", IN_CHARGE, "537486"),
)
