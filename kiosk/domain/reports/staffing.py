"""How many counters an area wants, by what such days were like."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import ceil

BUSY = 0.85  # of its time that a counter serves: nearer to the whole, queues grow without end


@dataclass(frozen=True, slots=True)
class Rush:
    """What an area is like on some days: tickets a day, and of its busiest hour (local) how many come in it."""

    tickets: float
    hour: int
    in_hour: float

    def counters(self, service_s: float | None) -> int | None:
        """How many counters serve all who come in the busiest hour; None while no service was measured."""
        return None if service_s is None else max(1, ceil(self.in_hour * service_s / 3600 / BUSY))


def rush_of(arrivals: Iterable[tuple[str, int, int]], days: int) -> Mapping[str, Rush]:
    """By area what a day is like, from (area, hour, tickets) of so many days."""
    hours: dict[str, dict[int, int]] = {}
    for area, hour, count in arrivals:
        hours.setdefault(area, {})[hour] = count
    return {area: _rush(of_hours, days) for area, of_hours in sorted(hours.items())}


def _rush(of_hours: Mapping[int, int], days: int) -> Rush:
    busiest = max(of_hours, key=lambda hour: (of_hours[hour], -hour))
    return Rush(sum(of_hours.values()) / days, busiest, of_hours[busiest] / days)
