"""What people see of the office: each view is a function of one `Moment`, names who may read it, and never writes.

Pages, API, command line and display render the same views, so a figure is the same wherever it is shown.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Concatenate, Generic, Literal, ParamSpec, TypeVar

from kiosk.moment import Moment

P = ParamSpec("P")
T = TypeVar("T")
# nobody: who is not known may read it too
Reader = Literal["nobody", "kiosk", "pad", "board", "desk", "greeter", "manager", "administrator"]


@dataclass(frozen=True, slots=True, eq=False)
class View(Generic[P, T]):
    """What its readers see of a moment; `long`: it reads for seconds, which nobody else shall wait for."""

    make: Callable[Concatenate[Moment, P], T]
    readers: tuple[Reader, ...]
    long: bool = False

    def __call__(self, moment: Moment, /, *of: P.args, **named: P.kwargs) -> T:
        return self.make(moment, *of, **named)


def read_by(*readers: Reader, long: bool = False) -> Callable[[Callable[Concatenate[Moment, P], T]], View[P, T]]:
    """Declare who may read what a function makes of a moment."""

    def declared(make: Callable[Concatenate[Moment, P], T]) -> View[P, T]:
        return View(make, readers, long)

    return declared
