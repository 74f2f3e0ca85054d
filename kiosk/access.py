"""Who may do what: the decision is here, sign-in is the web's."""

from collections.abc import Collection

from kiosk.domain.errors import NotAllowed, NotSignedIn
from kiosk.domain.office.refusals import NotYourCounter
from kiosk.domain.office.roles import Actor

ALSO = {"manager": "desk", "greeter": "kiosk"}  # who is in charge may sit at a desk, a greeter press for a visitor
STAFF = ("desk", "greeter", "administrator")  # everybody who works here


def require(actor: Actor, *roles: str, counter: int | None = None) -> Actor:
    """Refuse who is unknown or acts in none of the roles, and a device of another counter than the one asked."""
    require_any(actor, roles)
    if actor.counter is not None and counter not in (None, actor.counter):
        raise NotYourCounter(counter=actor.counter)
    return actor


def require_any(actor: Actor, roles: Collection[str]) -> Actor:
    """Refuse an actor who is unknown or acts in none of these roles."""
    if actor.role is None:
        raise NotSignedIn()
    if not may(actor, *roles):
        needed = min(role for role in roles if role != "console")
        raise NotAllowed(role=actor.role, needed=needed)
    return actor


def may(actor: Actor, *roles: str) -> bool:
    """Whether somebody known acts in one of these roles."""
    return any(role in roles or ALSO.get(role) in roles for role in actor.roles)
