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
