"""A row of a table of dossiers: read as people write it, refused when it cannot be; and the dossier it makes."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, time, tzinfo
from functools import lru_cache
from operator import itemgetter
from typing import Any

from kiosk.domain.dossier import (
    BEFORE_RECEPTION,
    CHANNELS,
    ENDED,
    LEVELS,
    MOVES,
    PAUSED,
    PAYMENTS,
    RETURNS,
    Code,
    Dossier,
    State,
    Step,
    parse_code,
)
from kiosk.domain.errors import BadDossierCode
from kiosk.domain.instants import from_local, to_ms
from kiosk.domain.procedure import clean
from kiosk.domain.rows import Flaw, Row

COLUMNS = (
    *("code", "procedure_code", "procedure", "agency", "field", "channel", "online_level", "non_local"),
    *("applicant", "id_number", "phone", "receiving_unit"),
    *("submitted_at", "received_at", "due_at", "finished_at", "returned_at", "returned_by"),
    *("post_to_agency", "post_back", "state", "on_the_spot", "apology_at", "new_due_at"),
    *("fee", "paid_by", "paid_at", "digitised", "assisted"),
)
Dates = Mapping[str, datetime | None]
INSTANTS = (
    *("submitted_at", "received_at", "due_at", "finished_at", "returned_at"),
    *("apology_at", "new_due_at", "paid_at"),
)
FLAGS = ("non_local", "post_to_agency", "post_back", "on_the_spot", "digitised", "assisted")
CHOICES = {"channel": CHANNELS, "online_level": LEVELS, "returned_by": RETURNS, "paid_by": PAYMENTS}
WORDS = {
    "trực tiếp": "direct",
    "trực tuyến": "online",
    "bưu chính": "post",
    "bưu chính công ích": "post",
    "bcci": "post",
    "điện tử": "electronic",
    "toàn trình": "full",
    "một phần": "partial",
    "chuyển khoản": "transfer",
    "tiền mặt": "cash",
}
SAID = dict.fromkeys(("1", "true", "yes", "x", "có"), True) | dict.fromkeys(("0", "false", "no", "không"), False)
LONGEST = {"applicant": 200, "agency": 300, "receiving_unit": 300, "field": 300, "procedure": 2000, "phone": 20}
CORRECTED = "corrected"  # the reason of a step that only tells another due date
_AMOUNT = re.compile(r"(\d{1,3}(?:[.,]\d{3})+|\d{1,12})(?:[.,]0{1,2})?")
_FINISHED = ENDED | {State.READY}
_STATES = {f"{state.value}": state for state in State}
_DAY = re.compile(r"\d{4}[-/.]\d\d?[-/.]\d\d?|\d\d?[-/.]\d\d?[-/.]\d{4}|\d{5}")
# Before and after, as they must follow each other.
_ORDER = (
    ("submitted_at", "received_at"),
    ("received_at", "due_at"),
    ("received_at", "finished_at"),
    ("finished_at", "returned_at"),
    ("due_at", "new_due_at"),
)


@dataclass(frozen=True, slots=True)
class Event:
    """One line of a dossier's own history: in which state it was from then on, for a reason code."""

    at: datetime
    state: State
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Filing:
    """What a row says of a dossier; names that the office knows by numbers are still names."""

    code: str
    filed_at: datetime  # midnight of the day in the code
    state: State | None
    facts: Mapping[str, Any]
    procedure: str = ""
    procedure_name: str = ""
    agency: str = ""
    unit: str = ""
    applicant: str = ""
    phone: str = ""
    id_number: str = ""
    bare: frozenset[str] = frozenset()  # the dates that were written without a time
    events: tuple[Event, ...] = ()


def read(row: Row, zone: tzinfo, closing: time) -> Filing:
    """The filing of a row, or its Flaw. A due date without a time is due at `closing`."""
    cells = row.cells
    code = _code(cells.get("code", ""))
    for name, most in LONGEST.items():
        if len(cells.get(name, "")) > most:
            raise Flaw("too-long", column=name, most=most)
    facts = {name: _fact(name, text, of, zone, closing) for name, of in _READ.items() if (text := cells.get(name))}
    if row.received_by_end and "received_at" in facts:
        facts["received_at"] = min(facts["received_at"], facts.get("finished_at", facts["received_at"]))
    return Filing(
        code=str(code),
        filed_at=datetime.combine(code.day, time(), zone),
        state=_state(cells.get("state", "")),
        facts=facts,
        procedure=_procedure(cells.get("procedure_code", "")),
        procedure_name=clean(cells.get("procedure", "")),
        agency=clean(cells.get("agency", "")),
        unit=clean(cells.get("receiving_unit", "")),
        applicant=clean(cells.get("applicant", "")),
        phone=_digits(cells.get("phone", ""), 9),
        id_number=_digits(cells.get("id_number", ""), 11),
        bare=frozenset(name for name in INSTANTS if len(day := cells.get(name, "")) <= 10 and _DAY.fullmatch(day)),
        events=tuple(_event(event, zone, closing) for event in row.events),
    )


def new_dossier(filing: Filing, about: Mapping[str, Any]) -> Dossier:
    """The dossier of a row that nobody knew, or its Flaw; `about` fills the fields that no row tells."""
    told = {**about, **filing.facts}
    state, dates = _now(filing, told, State.SUBMITTED, received=False)
    told |= {**dates, "state": state, "trace": _trace(state, dates, filing.events)}
    return Dossier(id=0, code=filing.code, **told)


def dossier_of(filing: Filing, former: Dossier, now: datetime) -> Dossier:
    """What a row makes of the dossier known by its code, or its Flaw: it never goes back, and its trace only grows.

    What the row does not tell stays.
    """
    known = {name: filing.facts.get(name) or getattr(former, name) for name in INSTANTS}
    state, dates = _now(filing, known, former.state, received=former.received_at is not None)
    told = {**filing.facts, **dates, "state": state}
    same = all(getattr(former, name) == value for name, value in told.items())
    return former if same else replace(former, **told, trace=(*former.trace, *_news(state, dates, former, now)))


def _now(filing: Filing, known: Mapping[str, Any], former: State, received: bool) -> tuple[State, Dates]:
    """The state a dossier is in by a row and the dates known of it, and those dates, whole and in order."""
    dates = {name: known.get(name) for name in INSTANTS}
    state = filing.state or max(former, _by_dates(dates))
    if state not in _reach(former, received):
        raise Flaw("goes-back", former=former.value, state=state.value)
    whole = _whole(dates, state, filing)
    _require_order(whole, filing)
    return state, whole


def _by_dates(dates: Dates) -> State:
    """How far it is by the dates alone."""
    if dates["returned_at"]:
        return State.RETURNED
    if dates["finished_at"]:
        return State.READY
    return State.ACCEPTED if dates["received_at"] else State.SUBMITTED


@lru_cache
def _reach(state: State, received: bool) -> frozenset[State]:
    """Where the moves lead to from a state, itself included; never back to before the reception."""
    found, ahead = {state}, [state]
    while ahead:
        fresh = MOVES[ahead.pop()] - found - (BEFORE_RECEPTION if received else set())
        found |= fresh
        ahead += fresh
    return frozenset(found)


def _whole(told: dict[str, datetime | None], state: State, filing: Filing) -> Dates:
    """The dates that follow from others: a dossier is received on the day in its code unless a row knows better."""
    if (told["finished_at"] and state not in _FINISHED) or (told["returned_at"] and state not in ENDED):
        raise Flaw("not-so-far", state=state.value)
    if state in BEFORE_RECEPTION:
        told["submitted_at"] = told["submitted_at"] or told["received_at"] or filing.filed_at
    else:
        told["received_at"] = told["received_at"] or told["submitted_at"] or filing.filed_at
    if state in _FINISHED:
        told["finished_at"] = told["finished_at"] or told["returned_at"]
        if told["finished_at"] is None:
            raise Flaw("no-end", state=state.value)
    if state is State.RETURNED:
        told["returned_at"] = told["returned_at"] or told["finished_at"]
    return told


def _require_order(dates: Dates, filing: Filing) -> None:
    for first, then in _ORDER:
        before, after = dates[first], dates[then]
        if before and after and after < before and not _one_day(before, after, filing, {first, then}):
            raise Flaw("before", first=first, then=then)


def _one_day(before: datetime, after: datetime, filing: Filing, names: set[str]) -> bool:
    """Whether two instants are of one day and one of them was written without its time, so that nothing is wrong."""
    zone = filing.filed_at.tzinfo
    return bool(names & filing.bare) and before.astimezone(zone).date() == after.astimezone(zone).date()


def _trace(state: State, dates: Dates, events: tuple[Event, ...]) -> tuple[Step, ...]:
    """The steps of a dossier by its dates and its own history, in order."""
    steps: list[tuple[datetime, State, str | None]] = [(at, each, None) for at, each in _milestones(state, dates)]
    steps += [(each.at, _during(state, dates, each), each.reason) for each in events]
    steps.sort(key=itemgetter(0))  # a milestone comes before an event of the same instant
    due, accepted = dates["due_at"], dates["received_at"]
    return tuple(Step(at, each, due if accepted and at >= accepted else None, reason) for at, each, reason in steps)


def _milestones(state: State, dates: Dates) -> list[tuple[datetime, State]]:
    """When the dates say that it came into which state; never backwards."""
    received, finished = dates["received_at"], dates["finished_at"]
    found = [
        (dates["submitted_at"], State.SUBMITTED),
        (received, State.ACCEPTED),
        (received or dates["submitted_at"], state if state in PAUSED or state is State.IN_HAND else None),
        (finished, state if state in ENDED and state is not State.RETURNED else State.READY),
        (dates["returned_at"], State.RETURNED if state is State.RETURNED else None),
    ]
    steps: list[tuple[datetime, State]] = []
    for at, each in found:
        if at and each:
            steps.append((max(at, steps[-1][0]) if steps else at, each))
    return steps


def _during(state: State, dates: Dates, event: Event) -> State:
    """The state an event of its history left it in: before its reception and after its end nothing is in hand."""
    received, finished, returned = dates["received_at"], dates["finished_at"], dates["returned_at"]
    if finished and event.at >= finished:
        ended = state is not State.RETURNED or (returned and event.at >= returned)
        return state if ended else State.READY
    return State.SUBMITTED if received and event.at < received else event.state


def _news(state: State, dates: Dates, former: Dossier, now: datetime) -> list[Step]:
    """What the trace of a known dossier gains."""
    newest, due = former.since or now, dates["due_at"]
    if state is former.state:
        return [Step(max(now, newest), state, due, CORRECTED)] if due != former.due_at else []
    known = {step.state for step in former.trace}
    gained = [(at, each) for at, each in _milestones(state, dates) if each not in known and each >= former.state]
    gained = gained if gained and gained[-1][1] is state else [*gained, (now, state)]
    return [Step(max(at, newest), each, due) for at, each in gained]


def _code(text: str) -> Code:
    try:
        return parse_code(text)
    except BadDossierCode as error:
        raise Flaw("no-dossier-code", text=text) if text else Flaw("empty", column="code") from error


def _event(told: tuple[str, int, str], zone: tzinfo, closing: time) -> Event:
    at, state, reason = told
    return Event(_fact("at", at, _instant, zone, closing), State(state), reason or None)


def _fact(name: str, text: str, read_cell: Callable[..., Any], zone: tzinfo, closing: time) -> Any:
    """A cell as a fact of the dossier."""
    try:
        return read_cell(text, zone, closing)
    except Flaw as flaw:
        raise Flaw(flaw.code, column=name, text=text, **flaw.facts) from flaw


def _instant(text: str, zone: tzinfo, _: time) -> datetime:
    try:
        at = to_ms(from_local(text, zone))
    except (ValueError, OverflowError) as error:
        raise Flaw("no-instant") from error
    if not 1990 <= at.year < 2100:
        raise Flaw("not-our-time")
    return at


def _due(text: str, zone: tzinfo, closing: time) -> datetime:
    local = _instant(text, zone, closing).astimezone(zone)
    return local if local.time() != time() else datetime.combine(local.date(), closing, zone)


def _flag(text: str, *_: object) -> bool:
    if (said := SAID.get(text.lower())) is None:
        raise Flaw("not-one-of", known="0, 1")
    return said


def _chosen(known: tuple[str, ...]) -> Callable[..., str]:
    def read_choice(text: str, *_: object) -> str:
        word = WORDS.get(text.lower(), text.lower())
        if word not in known:
            raise Flaw("not-one-of", known=", ".join(known))
        return word

    return read_choice


def _amount(text: str, *_: object) -> int:
    if not (found := _AMOUNT.fullmatch(text) or _AMOUNT.fullmatch(re.sub(r"[\sđ₫]|vnđ|vnd", "", text.lower()))):
        raise Flaw("no-amount")
    return int(re.sub("[.,]", "", found[1]))


_READ: Mapping[str, Callable[..., Any]] = {
    **dict.fromkeys(INSTANTS, _instant),
    **dict.fromkeys(("due_at", "new_due_at"), _due),
    **dict.fromkeys(FLAGS, _flag),
    **{name: _chosen(known) for name, known in CHOICES.items()},
    "fee": _amount,
    "field": lambda text, *_: clean(text),
}


def _state(text: str) -> State | None:
    number = text.removesuffix(".0")
    if not text:
        return None
    if number not in _STATES:
        raise Flaw("no-number", column="state", text=text, most=max(State).value)
    return _STATES[number]


def _procedure(text: str) -> str:
    """A procedure's code; a spreadsheet that took it for a number dropped the zeros at its end."""
    if re.fullmatch(r"\d\.\d{1,5}", text):
        return text.ljust(8, "0")
    if text and not re.fullmatch(r"[\w./-]{1,40}", text):
        raise Flaw("no-procedure-code", text=text[:40])
    return text


def _digits(text: str, bare: int) -> str:
    """A number of digits; a spreadsheet that took it for a number dropped the zero at its beginning."""
    plain = re.sub(r"[\s.-]", "", text.removesuffix(".0"))
    return f"0{plain}" if plain.isdigit() and len(plain) == bare else plain


def kind_of(agency: str) -> str:
    """What sort of agency a name that nobody knew yet is."""
    first = agency.casefold()
    kinds = {
        "xã": ("ubnd xã", "ubnd phường", "ủy ban nhân dân xã", "ủy ban nhân dân phường", "xã ", "phường "),
        "doanh nghiệp": ("công ty", "điện lực", "tổng công ty"),
        "ngành dọc": ("công an", "thuế", "cục ", "chi cục thuế", "bảo hiểm xã hội", "kho bạc"),
    }
    return next((kind for kind, beginnings in kinds.items() if first.startswith(beginnings)), "sở")
