"""Refusals: what the office declines, for a reason a person can act on.

`code` is the key of the words in the catalogue (`refusal.<code>`), `facts` fill its placeholders.
"""

from typing import ClassVar


class Refusal(Exception):
    """The office declines a request."""

    code: ClassVar[str] = "refused"

    def __init__(self, **facts: object) -> None:
        super().__init__(self.code, facts)
        self.facts = facts


class UnknownArea(Refusal):
    code = "unknown-area"


class AreaClosed(Refusal):
    """Facts: `time`, `day` of the next opening (local text), `lunch` when it is later the same day."""

    code = "area-closed"


class BuildingCleared(Refusal):
    """Everybody is asked to leave the building: no numbers now."""

    code = "building-cleared"


class LunchBreak(AreaClosed):
    code = "lunch-break"


class AreaShut(AreaClosed):
    """No opening is known in the days ahead."""

    code = "area-shut"


class UnknownPriority(Refusal):
    code = "unknown-priority"


class UnknownNeed(Refusal):
    code = "unknown-need"


class UnknownLanguage(Refusal):
    code = "unknown-language"


class UnknownReason(Refusal):
    code = "unknown-reason"


class ReasonNeeded(Refusal):
    """A page's words for an unknown reason: its form lists the reasons, a program is told their codes."""

    code = "reason-needed"


class UnknownCounter(Refusal):
    code = "unknown-counter"


class UnknownZone(Refusal):
    code = "unknown-zone"


class UnknownTicket(Refusal):
    code = "unknown-ticket"


class BadMessage(Refusal):
    code = "bad-message"


class MessageOver(Refusal):
    code = "message-over"


class NotSure(Refusal):
    code = "not-sure"


class CounterBusy(Refusal):
    code = "counter-busy"


class NobodyAtCounter(Refusal):
    code = "nobody-at-counter"


class NobodyWaiting(Refusal):
    code = "nobody-waiting"


class WrongState(Refusal):
    code = "wrong-state"


class NoReturnLeft(Refusal):
    code = "no-return-left"


class RecallFirst(Refusal):
    code = "recall-first"


class AbsentTooSoon(Refusal):
    """Facts: `number`, `seconds` to wait on."""

    code = "absent-too-soon"


class CounterPaused(Refusal):
    code = "counter-paused"


class TransferClosed(Refusal):
    code = "transfer-closed"


class NowhereToGo(Refusal):
    """A transfer that names no other area or counter."""

    code = "nowhere-to-go"


class NoBreak(Refusal):
    code = "no-break"


class NothingToUndo(Refusal):
    code = "nothing-to-undo"


class UndoTooLate(Refusal):
    code = "undo-too-late"


class UndoOvertaken(Refusal):
    """The ticket was changed by another, or rated."""

    code = "undo-overtaken"


class NumberOnPaper(Refusal):
    """The number was skipped: if anybody holds it, then on paper, and nobody waits under it."""

    code = "number-on-paper"


class NumberGiven(Refusal):
    code = "number-given"


class NoteTooLong(Refusal):
    code = "note-too-long"


class AlreadyLate(Refusal):
    code = "already-late"


class UnknownCode(Refusal):
    """What a scanner read is nothing the office knows."""

    code = "unknown-code"


class WrongCode(Refusal):
    """No slip of today has this number and these four digits."""

    code = "wrong-code"


class StalePage(Refusal):
    code = "stale-page"


class StaleForm(Refusal):
    code = "stale-form"


class KeySpent(Refusal):
    code = "key-spent"


class KeyReused(Refusal):
    code = "key-reused"


class BadKey(Refusal):
    code = "bad-key"


class BadRequest(Refusal):
    code = "bad-request"


class TooLarge(Refusal):
    code = "too-large"


class NotSignedIn(Refusal):
    code = "not-signed-in"


class WrongToken(Refusal):
    code = "wrong-token"


class NotAllowed(Refusal):
    code = "not-allowed"


class WrongPassword(Refusal):
    code = "wrong-password"


class TooManyTries(Refusal):
    code = "too-many-tries"


class PlainPassword(Refusal):
    code = "plain-password"


class WeakPassword(Refusal):
    code = "weak-password"


class WeakPin(Refusal):
    code = "weak-pin"


class UnknownOfficer(Refusal):
    code = "unknown-officer"


class SeatOccupied(Refusal):
    """Facts: `counter`, `name` of who sits there."""

    code = "seat-occupied"


class NoOfficers(Refusal):
    code = "no-officers"


class OfficerExists(Refusal):
    code = "officer-exists"


class NotFound(Refusal):
    code = "not-found"


class MethodNotAllowed(Refusal):
    code = "method-not-allowed"


class Faulted(Refusal):
    code = "faulted"


class Overloaded(Refusal):
    code = "overloaded"


class ClockBehind(Refusal):
    code = "clock-behind"


class ClockInOrder(Refusal):
    code = "clock-in-order"


class NoOffice(Refusal):
    code = "no-office"


class OfficeExists(Refusal):
    code = "office-exists"


class BadOffice(Refusal):
    code = "bad-office"


class BadConfig(Refusal):
    code = "bad-config"


class BadFile(Refusal):
    code = "bad-file"


class NewerDatabase(Refusal):
    code = "newer-database"


class DamagedDatabase(Refusal):
    code = "damaged-database"


class NotWritable(Refusal):
    code = "not-writable"


class FolderInUse(Refusal):
    code = "folder-in-use"


class PortInUse(Refusal):
    code = "port-in-use"


class BackupFailed(Refusal):
    code = "backup-failed"


class BadPrinter(Refusal):
    code = "bad-printer"


class ReplayFailed(Refusal):
    code = "replay-failed"


class NoSuchSlip(Refusal):
    code = "no-such-slip"


class BadDossierCode(Refusal):
    code = "bad-dossier-code"


class DossierNotFound(Refusal):
    """Told to citizens: there is none, or it is not proven to be theirs, which are told apart to nobody."""

    code = "dossier-not-found"


class CardNotRead(Refusal):
    code = "card-not-read"


class UnknownDossier(Refusal):
    code = "unknown-dossier"


class WrongDossierState(Refusal):
    """Facts: `code`, `state` and `wanted` (national codes)."""

    code = "wrong-dossier-state"


class AlreadyRedated(Refusal):
    code = "already-redated"


class UnknownLevel(Refusal):
    code = "unknown-level"


class NotServedYet(Refusal):
    code = "not-served-yet"


class AlreadyRated(Refusal):
    """The first rating stands."""

    code = "already-rated"


class RatingOver(Refusal):
    """The day of the service is over, or the pad closed."""

    code = "rating-over"


class UnknownForm(Refusal):
    code = "unknown-form"


class FormTyped(Refusal):
    code = "form-typed"


class BadFormDay(Refusal):
    code = "bad-form-day"


class AlreadyPaid(Refusal):
    code = "already-paid"


class UnknownProcedure(Refusal):
    code = "unknown-procedure"


class NoUnitCode(Refusal):
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


class DossierRatingOver(Refusal):
    code = "dossier-rating-over"


class BadPeriod(Refusal):
    """Facts: `first` and `last`, as they were asked for."""

    code = "bad-period"
