"""Paper forms of one printing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Batch:
    """Paper forms printed together, numbered from 1."""

    id: int
    forms: int
    printed_at: datetime

    def number(self, form: int) -> str:
        """The number in the corner of a form: its batch and its place in it."""
        return f"{self.id}-{form:03d}"

    @property
    def numbers(self) -> Sequence[str]:
        """The numbers of all its forms."""
        return [self.number(form) for form in range(1, self.forms + 1)]
