"""The moves of the legs of a day, as an undone step takes them back.

A step is undone while its legs are as it left them. What came between and was taken back, or led back to the same, is
no hindrance: so the move is sought that led to what a leg is now, first among those of the counter that takes it back.
"""

from dataclasses import dataclass, field

from kiosk.domain.queue.ticket import Leg


@dataclass(frozen=True, slots=True)
class Move:
    """What a leg was before a move (None: it began), what it was then, and the counter that moved it."""

    before: Leg | None
    after: Leg
    counter: int | None


@dataclass(slots=True)
class Moves:
    """The moves of each leg since its day began, oldest first."""

    of: dict[int, list[Move]] = field(default_factory=dict)

    def note(self, before: Leg | None, after: Leg, counter: int | None) -> None:
        self.of.setdefault(after.id, []).append(Move(before, after, counter))

    def take_back(self, now: Leg, counter: int) -> Move:
        """The move that led to what a leg is now; it and whatever came after it are forgotten."""
        moves = self.of[now.id]
        led = [place for place, move in enumerate(moves) if move.after == now]
        own = [place for place in led if moves[place].counter == counter]
        place = (own or led or [len(moves) - 1])[-1]
        last_move = moves[place]
        del moves[place:]
        return last_move

    def clear(self) -> None:
        """No step of a former day is taken back."""
        self.of.clear()
