"""One thing the doctor looked at."""

from dataclasses import dataclass

from kiosk.i18n import Words


@dataclass(frozen=True, slots=True)
class Finding:
    """What was looked at, what was found there with its cure, and whether the office can work with it."""

    what: str
    state: str
    well: bool = True


def looked(t: Words, what: str, state: str, well: bool = True, **facts: object) -> Finding:
    """A finding by the keys of its words; the facts fill both."""
    return Finding(t(f"doctor.what.{what}", **facts), t(f"doctor.{what}.{state}", **facts), well)
