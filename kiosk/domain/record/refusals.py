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
