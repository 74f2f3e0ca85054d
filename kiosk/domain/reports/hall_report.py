"""What a day, or several, was like in the hall: by area and by counter, how long people waited and were served."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

Key = TypeVar("Key", int, str)


@dataclass(frozen=True, slots=True)
class LegFacts:
    """One leg of a day: its waits and its service (s), None where nobody waited or nobody measured.

    `wait_s`: from the number to the first call, where that fell in this leg; `later_wait_s`: what was waited in it
    after the visit was called once. `out_of_turn`: how often it was called so. `asked`: a rating was offered.
    """

    area: str
    counter: int | None
    state: str
    wait_s: float | None
    later_wait_s: float | None
    service_s: float | None
    out_of_turn: int
    asked: bool


@dataclass(frozen=True, slots=True)
class Workload:
    """What became of some legs. `not_asked`: served, but never offered a rating. Times (s): of how many in ten.

    `not_measured`: served, but nobody said when it began; these count in no time. `waited_again`: who waited once more
    after their first call; that counts in no wait but in `later_wait_p50_s`.
    """

    served: int
    left: int
    transferred: int
    open: int
    out_of_turn: int
    not_asked: int
    not_measured: int
    waited_again: int
    wait_p50_s: float | None
    wait_p90_s: float | None
    later_wait_p50_s: float | None
    service_p50_s: float | None
    service_p90_s: float | None


def work_of(legs: Sequence[LegFacts]) -> Workload:
    """The sum of some legs."""
    states = [leg.state for leg in legs]
    ended = {state: states.count(state) for state in ("done", "left", "transferred")}
    waits = [leg.wait_s for leg in legs if leg.wait_s is not None]
    later = [leg.later_wait_s for leg in legs if leg.later_wait_s is not None]
    services = [leg.service_s for leg in legs if leg.service_s is not None and leg.state == "done"]
    return Workload(
        served=ended["done"],
        left=ended["left"],
        transferred=ended["transferred"],
        open=len(states) - sum(ended.values()),
        out_of_turn=sum(leg.out_of_turn for leg in legs),
        not_asked=sum(leg.state == "done" and not leg.asked for leg in legs),
        not_measured=ended["done"] - len(services),
        waited_again=len(later),
        wait_p50_s=quantile(waits, 50),
        wait_p90_s=quantile(waits, 90),
        later_wait_p50_s=quantile(later, 50),
        service_p50_s=quantile(services, 50),
        service_p90_s=quantile(services, 90),
    )


def by_area(legs: Iterable[LegFacts]) -> Mapping[str, Workload]:
    """The work in each area."""
    return _by(legs, lambda leg: leg.area)


def by_counter(legs: Iterable[LegFacts]) -> Mapping[int, Workload]:
    """The work of each counter; legs that no counter called are of none."""
    return _by((leg for leg in legs if leg.counter is not None), lambda leg: leg.counter or 0)


def _by(legs: Iterable[LegFacts], key: Callable[[LegFacts], Key]) -> dict[Key, Workload]:
    grouped: dict[Key, list[LegFacts]] = {}
    for leg in legs:
        grouped.setdefault(key(leg), []).append(leg)
    return {name: work_of(grouped[name]) for name in sorted(grouped)}


def quantile(values: Sequence[float], percent: int) -> float | None:
    """The smallest value that so many in a hundred do not exceed; None of nothing."""
    ordered = sorted(values)
    return round(ordered[max(0, -(-len(ordered) * percent // 100) - 1)], 1) if ordered else None
