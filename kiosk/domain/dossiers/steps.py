"""Which step may be taken next with a dossier as it is?"""

from collections.abc import Callable, Mapping

from kiosk.domain.dossiers.dossier import MOVES, OPEN, PAUSED, Dossier, DossierState

MAY_BE_LATE = frozenset({DossierState.ACCEPTED, DossierState.IN_HAND, *PAUSED})

# Where a step leads; it fits when the dossier may move there, but for those with a rule of their own.
_TO = {
    "accept": DossierState.ACCEPTED,
    "supplement": DossierState.SUPPLEMENT,
    "payment": DossierState.PAYMENT,
    "ready": DossierState.READY,
    "return": DossierState.RETURNED,
    "withdraw": DossierState.WITHDRAWN,
    "stop": DossierState.STOPPED,
}
_FITS: Mapping[str, Callable[[Dossier], bool]] = {
    "begin": lambda d: DossierState.IN_HAND in MOVES[d.state] and not d.paused,
    "supplemented": lambda d: d.state is DossierState.SUPPLEMENT,
    "pay": lambda d: d.paid_at is None and (d.state is DossierState.PAYMENT or d.fee is not None),
    "apologise": lambda d: d.due_at is not None and d.new_due_at is None and d.state in MAY_BE_LATE,
    "spot": lambda d: DossierState.READY in MOVES[d.state] and not d.paused,
    "refuse": lambda d: DossierState.NOT_ACCEPTED in MOVES[d.state] and d.received_at is None,
    "correct": lambda d: d.state in OPEN and not any(step.state in PAUSED for step in d.trace) and d.new_due_at is None,
    "print": lambda d: d.received_at is not None,
    "receipt": lambda d: d.received_at is not None and d.receipt is None,
    "renew-pin": lambda d: d.edition > 0,
}


def fits(step: str, dossier: Dossier) -> bool:
    """Whether a step may be taken with a dossier."""
    special = _FITS.get(step)
    return special(dossier) if special else _TO[step] in MOVES[dossier.state]
