"""Who acts in the office, and in which roles.

Roles of people, of which one may hold several: greeter, officer, manager (the person in charge), administrator; of
devices: kiosk, pad, board, desk. `console` is whoever works at the command line of the office's own machine.
"""

from collections.abc import Collection
from dataclasses import dataclass, field

PEOPLE = ("manager", "administrator", "officer", "greeter")  # in the order in which somebody's are named
ACTS = {"officer": "desk"}  # an officer acts as a desk does


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: a `person` who signed in and a `device` by their numbers, the `role`, and the counter they are at.

    `role` is None of somebody unknown; an officer acts in the role `desk`. `also`: what else a person is.
    """

    person: int | None = None
    device: int | None = None
    role: str | None = None
    counter: int | None = None
    also: frozenset[str] = field(default=frozenset())

    @property
    def roles(self) -> frozenset[str]:
        """All they act in; none of somebody unknown."""
        return self.also | {self.role} if self.role else self.also


NOBODY = Actor()
CONSOLE = Actor(role="console")


def in_order(roles: Collection[str]) -> tuple[str, ...]:
    """Somebody's roles as they are named everywhere."""
    return tuple(role for role in PEOPLE if role in roles)


def somebody(person: int, device: int | None, roles: Collection[str]) -> Actor:
    """A person who signed in, as they act."""
    first, *others = (ACTS.get(role, role) for role in in_order(roles))
    return Actor(person, device, first, also=frozenset(others))
