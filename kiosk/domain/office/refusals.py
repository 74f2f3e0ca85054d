"""Refusals of the office itself: what it lacks, who works there, when it is open."""

from kiosk.domain.errors import OfficeFault, Refusal


class UnknownArea(Refusal):
    code = "unknown-area"


class AreaClosed(Refusal):
    """Facts: `time`, `day` of the next opening (local text), `lunch` when it is later the same day."""

    code = "area-closed"


class LunchBreak(AreaClosed):
    code = "lunch-break"


class AreaShut(AreaClosed):
    """No opening is known in the days ahead."""

    code = "area-shut"


class UnknownCounter(Refusal):
    code = "unknown-counter"


class UnknownZone(Refusal):
    code = "unknown-zone"


class WrongPassword(Refusal):
    code = "wrong-password"


class WrongOldPassword(WrongPassword):
    """Who changes their own password does not know it."""

    code = "wrong-old-password"


class SamePassword(Refusal):
    """A new password that is the old one."""

    code = "same-password"


class WeakPassword(Refusal):
    code = "weak-password"


class WeakPin(Refusal):
    code = "weak-pin"


class UnknownOfficer(Refusal):
    code = "unknown-officer"


class SeatOccupied(Refusal):
    """Facts: `counter`, `name` of who sits there."""

    code = "seat-occupied"


class SitDownFirst(Refusal):
    """Facts: the `counter` where nobody sits, the `number` that was left there."""

    code = "sit-down-first"


class NoOfficers(OfficeFault):
    code = "no-officers"


class NotYourCounter(Refusal):
    """A device of one counter asked for another. Facts: `counter`, its own."""

    code = "not-your-counter"


class BadDevice(Refusal):
    """Facts: `detail`, what does not fit."""

    code = "bad-device"


class UnknownDevice(Refusal):
    code = "unknown-device"


class UnknownSession(Refusal):
    code = "unknown-session"


class OfficerExists(Refusal):
    code = "officer-exists"


class NoOffice(OfficeFault):
    code = "no-office"


class OfficeExists(Refusal):
    code = "office-exists"


class BadOffice(Refusal):
    code = "bad-office"


class BrokenOfficeFile(BadOffice):
    """A file that is no TOML. Facts: `key`, the file; the `line`; what the reader says of it, as `cure`."""

    code = "broken-office-file"


class NewerExport(Refusal):
    """An export that a newer program wrote. Facts: its `form`, and the newest one `known` here."""

    code = "newer-export"


class ForeignExport(Refusal):
    """An export of another office, to be taken over an office that is set up."""

    code = "foreign-export"


class PasswordsDiffer(Refusal):
    """A new password was typed twice, and not alike."""

    code = "passwords-differ"


class RoleNeeded(Refusal):
    """Nobody works here without a role."""

    code = "role-needed"


class LastAdministrator(Refusal):
    """Without one nobody could name another. Facts: their `name`."""

    code = "last-administrator"


class RolesChanged(Refusal):
    """Somebody else changed the roles since the page was shown. Facts: `name` of whose they are."""

    code = "roles-changed"


class LoginNeeded(Refusal):
    code = "login-needed"
