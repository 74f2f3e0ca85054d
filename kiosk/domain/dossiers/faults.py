"""What is to be seen each morning: dossiers soon due, late without an apology, left lying, or without receipt."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from kiosk.domain.dossiers.dossier import OPEN, PAUSED, Dossier

SOON = timedelta(hours=24)
KINDS = ("due-soon", "no-apology", "late-again", "no-receipt", "no-entry")


def faults_of(dossier: Dossier, now: datetime, idle: timedelta) -> Iterator[str]:
    """The faults of one dossier, as codes.

    `due-soon`: due within a day, so that an apology must go out today. `no-apology`: past its date without one.
    `late-again`: past its new date, and there is no second one. `no-receipt`: received without form 01 or a reason.
    `no-entry`: open, its clock running, and nothing was entered for so long.
    """
    due, running = dossier.promised_at, dossier.state in OPEN - PAUSED
    if running and due and now <= due < now + SOON:
        yield "due-soon"
    if dossier.overdue(now):
        yield "late-again" if dossier.new_due_at else "no-apology"
    if dossier.received_at and dossier.receipt is None and dossier.edition and dossier.state in OPEN:
        yield "no-receipt"
    if running and dossier.since and now - dossier.since >= idle:
        yield "no-entry"
