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


class OfficeFault(Refusal):
    """What only the office can mend, at its machine: citizens are sent to the help desk, staff to who keeps it."""


class UnknownReason(Refusal):
    code = "unknown-reason"


class ReasonNeeded(Refusal):
    """A page's words for an unknown reason: its form lists the reasons, a program is told their codes."""

    code = "reason-needed"


class StaleForm(Refusal):
    code = "stale-form"


class BadRequest(Refusal):
    code = "bad-request"


class TooLarge(Refusal):
    code = "too-large"


class NotSignedIn(Refusal):
    code = "not-signed-in"


class WrongToken(Refusal):
    code = "wrong-token"


class NotAllowed(Refusal):
    """A device or program of another role. Facts: its `role`, and the one `needed`."""

    code = "not-allowed"


class NotYours(Refusal):
    """Somebody who signed in, but not the one it is for. Facts: the role `needed`, and whom to `ask`."""

    code = "not-yours"


class TooManyTries(Refusal):
    code = "too-many-tries"


class PhoneDigitsRest(TooManyTries):
    """The end of a dossier's phone number was guessed at too often; its receipt goes on proving it."""

    code = "phone-digits-rest"


class ProofRests(TooManyTries):
    """The PIN or phone of a dossier was guessed at too often from here. Facts: `minutes`."""

    code = "proof-rests"


class PinRests(TooManyTries):
    """An officer's PIN was guessed at too often; the password goes on. Facts: `minutes`."""

    code = "pin-rests"


class SlipRests(TooManyTries):
    """The code of a slip was guessed at too often. Facts: `minutes`."""

    code = "slip-rests"


class PlainPassword(OfficeFault):
    code = "plain-password"


class PlainDevice(OfficeFault):
    """A device's token, or what proves a dossier, would cross the network in clear."""

    code = "plain-device"


class PlainProof(Refusal):
    """The same, told to who proves a dossier."""

    code = "plain-proof"


class TooFast(Refusal):
    """A device issues more numbers than people could take."""

    code = "too-fast"


class UnknownHost(OfficeFault):
    """Facts: `host`, the name asked for."""

    code = "unknown-host"


class NotRoots(Refusal):
    """Root would leave files that the owner of the folder cannot open. Facts: `folder`, `owner`."""

    code = "not-roots"


class NotFound(Refusal):
    code = "not-found"


class MethodNotAllowed(Refusal):
    code = "method-not-allowed"


class Faulted(Refusal):
    code = "faulted"


class Overloaded(Refusal):
    code = "overloaded"


class BadConfig(OfficeFault):
    code = "bad-config"


class BadFile(Refusal):
    code = "bad-file"


class TooSlow(Refusal):
    code = "too-slow"


class PortInUse(Refusal):
    code = "port-in-use"


class PortForbidden(Refusal):
    code = "port-forbidden"


class NoSuchAddress(Refusal):
    code = "no-such-address"


class BadCertificate(Refusal):
    """Facts: `file`, `detail`."""

    code = "bad-certificate"


class NotWritten(Refusal):
    """Facts: `file`, `why` (a flaw)."""

    code = "not-written"


class BadPrinter(Refusal):
    code = "bad-printer"


class PrinterTaken(Refusal):
    """Another agent of the office prints there already."""

    code = "printer-taken"


class ReplayFailed(Refusal):
    code = "replay-failed"


class BadPeriod(Refusal):
    """Facts: `first` and `last`, as they were asked for."""

    code = "bad-period"
