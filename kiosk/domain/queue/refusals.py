"""Refusals of the queue: tickets, turns and counters."""

from kiosk.domain.errors import Refusal


class UnknownPriority(Refusal):
    code = "unknown-priority"


class UnknownNeed(Refusal):
    code = "unknown-need"


class UnknownLanguage(Refusal):
    code = "unknown-language"


class UnknownTicket(Refusal):
    code = "unknown-ticket"


class UnknownAssistKind(Refusal):
    """Facts: the `kind` named, the `kinds` there are."""

    code = "unknown-assist-kind"


class AssistGone(Refusal):
    """It was taken back already, is of another day, or another's."""

    code = "assist-gone"


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


class NothingSkipped(Refusal):
    """No numbers of an area were skipped today, or they were restored with the office. Facts: `area`."""

    code = "nothing-skipped"


class SkipOvertaken(Refusal):
    """Numbers after those that were skipped were given meanwhile. Facts: `number`, the last one given or skipped."""

    code = "skip-overtaken"


class NoteTooLong(Refusal):
    code = "note-too-long"


class AlreadyLate(Refusal):
    code = "already-late"


class UnknownCode(Refusal):
    """What a scanner read is nothing the office knows."""

    code = "unknown-code"


class LetterNeeded(Refusal):
    """Digits alone name several who wait. Facts: `numbers`, theirs."""

    code = "letter-needed"


class ScanElsewhere(Refusal):
    """What a scanner read belongs to another page of the counter, or to none."""

    code = "scan-elsewhere"


class WrongCode(Refusal):
    """No slip of today has this number and these four digits."""

    code = "wrong-code"


class StalePage(Refusal):
    code = "stale-page"


class KeySpent(Refusal):
    code = "key-spent"


class KeyReused(Refusal):
    code = "key-reused"


class GivenBackTooLate(Refusal):
    """The number is no longer one just taken: the visit is over, or it was called."""

    code = "given-back-too-late"


class BadKey(Refusal):
    code = "bad-key"


class NoSuchSlip(Refusal):
    code = "no-such-slip"
