"""Who may do what: the decision is here, sign-in is the web's."""

from collections.abc import Collection

from kiosk.domain.errors import NotAllowed, NotSignedIn
from kiosk.domain.office.refusals import NotYourCounter
from kiosk.domain.office.roles import Actor

ALSO = {"manager": "desk"}  # a person in charge may sit down at a desk


def require(actor: Actor, role: str, counter: int | None = None) -> Actor:
    """Refuse an actor who is unknown or acts in another role, and a device of another counter than the one asked."""
    require_any(actor, (role,))
    if actor.counter is not None and counter not in (None, actor.counter):
        raise NotYourCounter(counter=actor.counter)
    return actor


def require_any(actor: Actor, roles: Collection[str]) -> Actor:
    """Refuse an actor who is unknown or acts in none of these roles."""
    if actor.role is None:
        raise NotSignedIn()
    if not any(may(actor, role) for role in roles):
        needed = min(role for role in roles if role != "console")
        raise NotAllowed(role=actor.role, needed=needed)
    return actor


def may(actor: Actor, role: str) -> bool:
    """Whether somebody known acts in a role."""
    return actor.role is not None and role in (actor.role, ALSO.get(actor.role))
