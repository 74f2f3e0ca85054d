"""Who may type paper ratings in: somebody whom nobody rates; where everybody is rated, two together."""

from collections.abc import Collection
from dataclasses import dataclass

from kiosk.domain.office.people import Officer
from kiosk.domain.ratings.refusals import SecondNeeded, TypedByRated


@dataclass(frozen=True, slots=True)
class Typists:
    """Those who are not rated: in charge, and at no counter since the forms were printed. Nobody: two must type."""

    unrated: tuple[Officer, ...]

    @property
    def names(self) -> str:
        return ", ".join(each.name for each in self.unrated)

    def may_alone(self, person: int | None) -> bool:
        """Whether somebody may type alone; None is who works at the machine itself, as in a demo."""
        return person is None or person in {each.id for each in self.unrated}

    def require(self, person: int | None, second: int | None) -> str:
        """The source of what they type together; refused when it is not theirs to type."""
        if self.may_alone(person):
            return "paper"
        if self.unrated:
            raise TypedByRated(names=self.names)
        if second in (None, person):
            raise SecondNeeded()
        return "paper_two"


def typists(officers: Collection[Officer], seated: Collection[int]) -> Typists:
    """Who may type, of all who work here; `seated`: who sat at a counter meanwhile."""
    return Typists(tuple(each for each in officers if "manager" in each.roles and each.id not in seated))
