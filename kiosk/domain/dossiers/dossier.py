"""Dossiers: applications filed by citizens, their codes, their states and every move between these."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import IntEnum

from kiosk.domain.dossiers.refusals import AlreadyRedated, BadDossierCode, WrongDossierState

# VIETNAM.md, "Dossiers": the unit, the day of filing (YYMMDD), a serial of that unit and day.
_UNIT = r"\d{3}\.\d{2}\.\d{2}\.[A-Z]\d{2}|[A-Z]\d{2}(?:\.\d{2,3}){0,4}"
_CODE = re.compile(rf"({_UNIT})-(\d{{2}})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])-([A-Z]{{0,2}}\d{{4,10}})", re.ASCII)


class DossierState(IntEnum):
    """The national codes; "soon due" and "overdue" are computed from dates, never stored."""

    SUBMITTED = 1
    ACCEPTED = 2
    NOT_ACCEPTED = 3
    IN_HAND = 4
    SUPPLEMENT = 5
    PAYMENT = 6
    WITHDRAWN = 7
    STOPPED = 8
    READY = 9
    RETURNED = 10


S = DossierState
MOVES: Mapping[DossierState, frozenset[DossierState]] = {
    S.SUBMITTED: frozenset({S.ACCEPTED, S.NOT_ACCEPTED, S.SUPPLEMENT, S.WITHDRAWN}),
    S.ACCEPTED: frozenset({S.IN_HAND, S.SUPPLEMENT, S.PAYMENT, S.WITHDRAWN, S.STOPPED, S.READY}),
    S.NOT_ACCEPTED: frozenset(),
    S.IN_HAND: frozenset({S.SUPPLEMENT, S.PAYMENT, S.WITHDRAWN, S.STOPPED, S.READY}),
    S.SUPPLEMENT: frozenset({S.SUBMITTED, S.NOT_ACCEPTED, S.IN_HAND, S.WITHDRAWN, S.STOPPED}),
    S.PAYMENT: frozenset({S.IN_HAND, S.WITHDRAWN, S.STOPPED, S.READY}),
    S.WITHDRAWN: frozenset(),
    S.STOPPED: frozenset(),
    S.READY: frozenset({S.RETURNED}),
    S.RETURNED: frozenset(),
}
PAUSED = frozenset({S.SUPPLEMENT, S.PAYMENT})  # the clock stands still
ENDED = frozenset({S.NOT_ACCEPTED, S.WITHDRAWN, S.STOPPED, S.RETURNED})
OPEN = frozenset(S) - ENDED - {S.READY}  # somebody still works on it

BEFORE_RECEPTION = frozenset({S.SUBMITTED, S.NOT_ACCEPTED})

CHANNELS = ("direct", "online", "post")
LEVELS = ("full", "partial")
RETURNS = ("direct", "post", "electronic")
PAYMENTS = ("online", "transfer", "cash")
CORRECTED = "corrected"  # the reason of the step with which its procedure was put right
MADE_UP = "(mẫu)"  # behind the name of whoever the demo invented


@dataclass(frozen=True, slots=True)
class TraceStep:
    """From `at` on the dossier was in `state`, due at `due_at` (None: "theo quy định"); `reason` is a code."""

    at: datetime
    state: DossierState
    due_at: datetime | None = None
    reason: str | None = None
    officer: int | None = None


@dataclass(frozen=True, slots=True)
class Dossier:
    """One application as it now is, with its trace; the person who filed it is an `Applicant`, kept apart.

    `agency` decides, `unit` received. `duration` and `measure` (hour, working_day, day, month) are the regulation's as
    it was at reception. `finished_at`: the work on it ended, with a result or without one. `receipt` says on which
    paper form 01 was given ("80mm", "a5"), or the reason code for which it was not; `edition` counts its PINs.
    """

    id: int
    code: str
    procedure: str
    agency: int
    unit: int
    field: str
    channel: str
    state: DossierState
    submitted_at: datetime | None = None
    received_at: datetime | None = None
    due_at: datetime | None = None
    finished_at: datetime | None = None
    returned_at: datetime | None = None
    returned_by: str | None = None
    online_level: str | None = None
    non_local: bool = False
    post_to_agency: bool = False
    post_back: bool = False
    on_the_spot: bool = False
    apology_at: datetime | None = None
    new_due_at: datetime | None = None
    fee: int | None = None
    paid_by: str | None = None
    paid_at: datetime | None = None
    digitised: bool = False
    assisted: bool = False
    duration: float | None = None
    measure: str | None = None
    leg: int | None = None
    receipt: str | None = None
    receipt_at: datetime | None = None
    edition: int = 0
    trace: tuple[TraceStep, ...] = ()

    @property
    def promised_at(self) -> datetime | None:
        """The date the citizen was told last: the new one after an apology."""
        return self.new_due_at or self.due_at

    @property
    def paused(self) -> bool:
        return self.state in PAUSED

    @property
    def since(self) -> datetime | None:
        """When the present state began."""
        return self.trace[-1].at if self.trace else None

    def overdue(self, now: datetime) -> bool:
        """Whether the promised instant has passed over unfinished work; never while the clock stands still."""
        due = self.promised_at
        return self.state in OPEN - PAUSED and due is not None and now > due

    def step_at(self, at: datetime) -> TraceStep | None:
        """What was true at an instant of the past; None before the dossier was there."""
        return next((step for step in reversed(self.trace) if step.at <= at), None)

    def move(
        self, state: DossierState, at: datetime, reason: str | None = None, officer: int | None = None
    ) -> "Dossier":
        """Go to another state; a move the rules do not know is refused."""
        if state not in MOVES[self.state] or (self.received_at and state in BEFORE_RECEPTION):
            raise WrongDossierState(code=self.code, state=self.state.value, wanted=state.value)
        step = TraceStep(at, state, self.due_at, reason, officer)
        ended = at if state in ENDED | {S.READY} else None
        return replace(self, state=state, finished_at=self.finished_at or ended, trace=(*self.trace, step))

    def redate(self, new_due_at: datetime, at: datetime) -> "Dossier":
        """Apologise with a new date, once."""
        if self.new_due_at is not None:
            raise AlreadyRedated(code=self.code)
        return replace(self, apology_at=at, new_due_at=new_due_at)


@dataclass(frozen=True, slots=True)
class Applicant:
    """Who filed a dossier: erasable, never in the log; of the ID number a keyed digest and the last four only."""

    name: str = ""
    phone: str = ""
    address: str = ""
    email: str = ""
    id_digest: str | None = None
    id_last4: str | None = None


@dataclass(frozen=True, slots=True)
class Code:
    """The parts of a dossier's code."""

    unit: str
    day: date
    serial: str

    def __str__(self) -> str:
        return f"{self.unit}-{self.day.isoformat()[2:].replace('-', '')}-{self.serial}"


def parse_code(text: str) -> Code:
    """The code somebody typed or scanned: lower case, blanks and long dashes are no mistakes, a wrong date is."""
    if not (match := _CODE.fullmatch(text) or _CODE.fullmatch(_plain(text))):
        raise BadDossierCode(code=text.strip()[:40])
    unit, year, month, day, serial = match.groups()
    try:
        return Code(unit, date(2000 + int(year), int(month), int(day)), serial)
    except ValueError as error:
        raise BadDossierCode(code=text.strip()[:40]) from error


def _plain(text: str) -> str:
    dashed = re.sub("[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]", "-", unicodedata.normalize("NFKC", text))
    return re.sub("[\\s\u200b\ufeff]", "", dashed).upper()


def make_code(unit: str, day: date, serial: int) -> str:
    """The code of the unit's next dossier of a day."""
    return str(Code(unit, day, f"{serial:04d}"))


def is_unit(text: str) -> bool:
    """Whether a text is a unit's code, the first part of its dossiers' codes."""
    return re.fullmatch(_UNIT, text) is not None
