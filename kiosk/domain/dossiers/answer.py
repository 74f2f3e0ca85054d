"""What a citizen is told about a dossier: where it is, when it is due, what to do next; nobody queues in vain."""

from datetime import datetime

from kiosk.domain.dossiers.dossier import Dossier, DossierState

S = DossierState


def sentences(dossier: Dossier, now: datetime, *, papers: bool, reason: bool, hotline: bool) -> list[str]:
    """The keys of what is said, in order; the flags tell which of a sentence's facts are known."""
    if dossier.overdue(now):
        return ["lookup.overdue" if hotline else "lookup.overdue_ask", *_redated(dossier, reason)]
    return [_state(dossier, papers=papers, reason=reason), *_redated(dossier, reason)]


def _state(dossier: Dossier, *, papers: bool, reason: bool) -> str:
    is_whole = {
        S.ACCEPTED: dossier.promised_at is not None,
        S.NOT_ACCEPTED: reason,
        S.IN_HAND: dossier.promised_at is not None,
        S.SUPPLEMENT: papers,
        S.STOPPED: reason,
        S.RETURNED: dossier.returned_by is not None,
    }
    whole = is_whole.get(dossier.state, True)
    return f"lookup.state.{dossier.state.value}" + ("" if whole else "_short")


def _redated(dossier: Dossier, reason: bool) -> list[str]:
    """An apology is told as long as the dossier is worked on."""
    if dossier.new_due_at is None or dossier.state not in (S.ACCEPTED, S.IN_HAND, S.SUPPLEMENT, S.PAYMENT):
        return []
    return ["lookup.redated" if reason else "lookup.redated_short"]


def masked(name: str) -> str:
    """A name that its bearer knows again and a stranger does not learn: the family's, then initials.

    What stands in brackets, another name or a remark, is not shown.
    """
    family, *rest = name.partition("(")[0].split() or [""]
    return " ".join([family, *(f"{part[0]}{'*' * (len(part) - 1)}" for part in rest)])
