"""Refusals of the record: the clock, the database, its folder."""

from kiosk.domain.errors import Refusal


class ClockBehind(Refusal):
    code = "clock-behind"


class ClockInOrder(Refusal):
    code = "clock-in-order"


class NewerDatabase(Refusal):
    code = "newer-database"


class DamagedDatabase(Refusal):
    code = "damaged-database"


class NotWritable(Refusal):
    code = "not-writable"


class FolderInUse(Refusal):
    code = "folder-in-use"


class BackupFailed(Refusal):
    code = "backup-failed"


class CopyOntoOffice(Refusal):
    """A backup would replace a file that the office works with."""

    code = "copy-onto-office"


class FileReplaced(Refusal):
    """The database beneath a running program was deleted or replaced by another file."""

    code = "file-replaced"


class TailMissing(Refusal):
    """The log ends before an entry that is known to have been written."""

    code = "tail-missing"


class KeyMissing(Refusal):
    code = "key-missing"


class KeyDamaged(Refusal):
    code = "key-damaged"


class KeyForeign(Refusal):
    """The key beside the database is not the one its record names."""

    code = "key-foreign"


class BadSessionKey(Refusal):
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
