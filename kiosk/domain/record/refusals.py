"""Refusals of the record: the clock, the database, its folder."""

from kiosk.domain.errors import OfficeFault, Refusal

SERVER_LOCK = "serve.lock"  # the file that a server holds in its folder, also one of an earlier program


class ClockBehind(OfficeFault):
    code = "clock-behind"


class ClockAhead(OfficeFault):
    """A new business day waits for somebody's word. Facts: `day`, `former` (dates)."""

    code = "clock-ahead"


class NothingToReopen(Refusal):
    """Facts: `day`."""

    code = "nothing-to-reopen"


class LaterDayBegan(Refusal):
    """Numbers were given since the day was sealed. Facts: `day`, `later`."""

    code = "later-day-began"


class ClockInOrder(Refusal):
    code = "clock-in-order"


class NewerDatabase(OfficeFault):
    code = "newer-database"


class DamagedDatabase(OfficeFault):
    code = "damaged-database"


class NotWritable(OfficeFault):
    code = "not-writable"


class FolderInUse(Refusal):
    code = "folder-in-use"


class OlderServer(Refusal):
    """A server from before an upgrade still works on the database, which must not change beneath it."""

    code = "older-server"


class BackupFailed(Refusal):
    code = "backup-failed"


class CopyOntoOffice(Refusal):
    """A backup would replace a file that the office works with."""

    code = "copy-onto-office"


class FileReplaced(OfficeFault):
    """The database beneath a running program was deleted or replaced by another file."""

    code = "file-replaced"


class TailMissing(OfficeFault):
    """The log ends before an entry that is known to have been written."""

    code = "tail-missing"


class KeyMissing(OfficeFault):
    code = "key-missing"


class KeyDamaged(OfficeFault):
    code = "key-damaged"


class KeyForeign(OfficeFault):
    """The key beside the database is not the one its record names."""

    code = "key-foreign"


class BadSessionKey(OfficeFault):
    code = "bad-session-key"


class BadKeyCard(Refusal):
    code = "bad-key-card"


class KeysMissing(Refusal):
    code = "keys-missing"


class BadCopy(Refusal):
    code = "bad-copy"


class AnotherOffice(Refusal):
    code = "another-office"


class OfficeInUse(Refusal):
    code = "office-in-use"


class BadPaperNumber(Refusal):
    code = "bad-paper-number"
