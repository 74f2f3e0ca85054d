"""Special needs of a visitor, told when the number is taken and seen before the call."""

from collections.abc import Iterable

from kiosk.domain.queue.refusals import UnknownNeed

NEEDS = ("wheelchair", "blind", "deaf", "interpreter", "large_print")


def checked(needs: Iterable[str]) -> tuple[str, ...]:
    """Needs in their order, each once; refuses one that is not known."""
    for need in (codes := set(needs)) - set(NEEDS):
        raise UnknownNeed(need=need, needs=", ".join(NEEDS))
    return tuple(need for need in NEEDS if need in codes)


def to_text(needs: tuple[str, ...]) -> str | None:
    """The stored form: joined by commas, None for none."""
    return ",".join(needs) or None


def from_text(text: str | None) -> tuple[str, ...]:
    """The needs of their stored form."""
    return tuple(text.split(",")) if text else ()
