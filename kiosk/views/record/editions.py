"""Whether the seals of days that were taken up again belong together."""

from collections.abc import Iterable, Iterator

from kiosk.domain.record.damage import Damage
from kiosk.domain.record.entries.day import DayReopened, DaySealed
from kiosk.storage.record.log import Logged

KINDS = ("DaySealed", "DayReopened")


def faults(logged: Iterable[Logged]) -> Iterator[Damage]:
    """Each edition of a seal counts those before it, and who takes a day up again names its newest; else a damage."""
    seals: dict[str, list[str]] = {}
    for each in logged:
        entry = each.entry
        if isinstance(entry, DayReopened) and entry.seal != seals.get(entry.day, [""])[-1]:
            yield Damage.of("reopened-seal", day=entry.day, seq=f"{each.seq}")
        if isinstance(entry, DaySealed):
            of_day = seals.setdefault(entry.day, [])
            of_day.append(each.hash)
            if entry.edition not in (None, len(of_day)):
                yield Damage.of(
                    "seal-edition", day=entry.day, seq=f"{each.seq}", edition=len(of_day), told=entry.edition
                )
