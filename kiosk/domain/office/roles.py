"""Who acts in the office, and in which role.

Roles of people: officer, manager (the person in charge); of devices: kiosk, pad, board, desk. `console` is whoever
works at the command line of the office's own machine.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: a `person` who signed in and a `device` by their numbers, the `role`, and the counter they are at.

    `role` is None of somebody unknown; an officer acts in the role `desk`.
    """

    person: int | None = None
    device: int | None = None
    role: str | None = None
    counter: int | None = None


NOBODY = Actor()
CONSOLE = Actor(role="console")
