"""Codes of dossiers follow each other: who guesses what proves one must not get far, and who is right never waits."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

from kiosk.domain.dossiers.dossier import parse_code
from kiosk.domain.dossiers.refusals import DossierNotFound
from kiosk.web.guard.patience import Patience
from kiosk.web.guard.security import screen_name

of_screen = Patience(tries=5, pause_s=300.0)
of_codes = Patience(tries=40, pause_s=300.0)  # of one unit and day, whatever the screens


@contextmanager
def counted(code: str | None = None) -> Iterator[None]:
    """Count a wrong factor, by the screen and by the unit and day of the code; refuse when there were too many."""
    day = f"{parse_code(code)}".rpartition("-")[0] if code is not None else None
    unit_and_day = of_codes.counted(day, DossierNotFound) if day else nullcontext()
    with of_screen.counted(screen_name(), DossierNotFound), unit_and_day:
        yield
