"""A row of a table of dossiers: read as people write it, refused when it cannot be."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, time, tzinfo
from typing import Any

from kiosk.domain.dossiers.dossier import CHANNELS, LEVELS, PAYMENTS, RETURNS, Code, DossierState, parse_code
from kiosk.domain.dossiers.procedure import clean
from kiosk.domain.dossiers.refusals import BadDossierCode
from kiosk.domain.instants import from_local, to_ms
from kiosk.domain.rows import Flaw, Row

COLUMNS = (
    *("code", "procedure_code", "procedure", "agency", "field", "channel", "online_level", "non_local"),
    *("applicant", "id_number", "phone", "receiving_unit"),
    *("submitted_at", "received_at", "due_at", "finished_at", "returned_at", "returned_by"),
    *("post_to_agency", "post_back", "state", "on_the_spot", "apology_at", "new_due_at"),
    *("fee", "paid_by", "paid_at", "digitised", "assisted"),
)
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
_AMOUNT = re.compile(r"(\d{1,3}(?:[.,]\d{3})+|\d{1,12})(?:[.,]0{1,2})?")
_STATES = {f"{state.value}": state for state in DossierState}
_DAY = re.compile(r"\d{4}[-/.]\d\d?[-/.]\d\d?|\d\d?[-/.]\d\d?[-/.]\d{4}|\d{5}")


@dataclass(frozen=True, slots=True)
class Event:
    """One line of a dossier's own history: in which state it was from then on, for a reason code."""

    at: datetime
    state: DossierState
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Filing:
    """What a row says of a dossier; names that the office knows by numbers are still names."""

    code: str
    filed_at: datetime  # midnight of the day in the code
    state: DossierState | None
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


def _code(text: str) -> Code:
    try:
        return parse_code(text)
    except BadDossierCode as error:
        raise Flaw("no-dossier-code", text=text) if text else Flaw("empty", column="code") from error


def _event(told: tuple[str, int, str], zone: tzinfo, closing: time) -> Event:
    at, state, reason = told
    return Event(_fact("at", at, _instant, zone, closing), DossierState(state), reason or None)


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


def _state(text: str) -> DossierState | None:
    number = text.removesuffix(".0")
    if not text:
        return None
    if number not in _STATES:
        raise Flaw("no-number", column="state", text=text, most=max(DossierState).value)
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
