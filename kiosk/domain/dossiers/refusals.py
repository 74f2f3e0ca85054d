"""Refusals of dossiers and their receipts."""

from kiosk.domain.errors import OfficeFault, Refusal


class BadDossierCode(Refusal):
    code = "bad-dossier-code"


class DossierNotFound(Refusal):
    """Told to citizens: there is none, or it is not proven to be theirs, which are told apart to nobody."""

    code = "dossier-not-found"


class CardNotRead(Refusal):
    code = "card-not-read"


class NeedToKnow(Refusal):
    """A dossier of another counter or day that was not found by its code. Facts: `dossier`."""

    code = "need-to-know"


class NotYourFiling(Refusal):
    """Somebody else filed it, or on another day. Facts: `code`."""

    code = "not-your-filing"


class UnknownDossier(Refusal):
    code = "unknown-dossier"


class NothingSought(Refusal):
    """No dossier belongs to the phone number or slip that was typed or scanned."""

    code = "nothing-sought"


class WrongDossierState(Refusal):
    """Facts: `code`, `state` and `wanted` (national codes)."""

    code = "wrong-dossier-state"


class AlreadyRedated(Refusal):
    code = "already-redated"


class AlreadyPaid(Refusal):
    code = "already-paid"


class UnknownProcedure(Refusal):
    code = "unknown-procedure"


class NoUnitCode(OfficeFault):
    code = "no-unit-code"


class NoReceipt(Refusal):
    """Form 01 is neither printed nor left out for a reason, or there is nothing yet to give it for."""

    code = "no-receipt"


class BadFiling(Refusal):
    """Facts: `field`, the name of what does not fit."""

    code = "bad-filing"


class NoWords(Refusal):
    code = "no-words"


class NewDateTooEarly(Refusal):
    code = "new-date-too-early"


class NotReturnedYet(Refusal):
    code = "not-returned-yet"
