"""Who may do what: an officer or a device acts, in a role; the decision is here, sign-in is the web's."""

from dataclasses import dataclass

from kiosk.domain.errors import NotAllowed, NotSignedIn


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: `role` is kiosk, desk, board, pad or manager, None if unknown; `officer` when a person signed in."""

    role: str | None = None
    officer: int | None = None


NOBODY = Actor()
ALSO = {"manager": "desk"}  # a person in charge may sit down at a desk


def require(actor: Actor, role: str) -> Actor:
    """Refuse an actor who is unknown or acts in another role."""
    if actor.role is None:
        raise NotSignedIn()
    if not may(actor, role):
        raise NotAllowed(role=actor.role)
    return actor


def may(actor: Actor, role: str) -> bool:
    """Whether somebody known acts in a role."""
    return actor.role is not None and role in (actor.role, ALSO.get(actor.role))
