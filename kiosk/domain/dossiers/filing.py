"""A row of a table of dossiers: read as people write it, refused when it cannot be."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta, tzinfo
from functools import lru_cache
from typing import Any

from kiosk.domain import dates, numbers
from kiosk.domain.dates import swapped
from kiosk.domain.dossiers.dossier import CHANNELS, LEVELS, PAYMENTS, RETURNS, Code, DossierState, parse_code
from kiosk.domain.dossiers.procedure import procedure_code
from kiosk.domain.dossiers.refusals import BadDossierCode
from kiosk.domain.instants import from_local, to_ms
from kiosk.domain.rows import Flaw, Row
from kiosk.domain.texts import alike, clean

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
# What people call the columns: hints for a heading that nobody reads.
SAID = {
    "mã hồ sơ": "code",
    "số hồ sơ": "code",
    "mã thủ tục": "procedure_code",
    "tên thủ tục": "procedure",
    "thủ tục hành chính": "procedure",
    "cơ quan": "agency",
    "cơ quan giải quyết": "agency",
    "lĩnh vực": "field",
    "hình thức nộp": "channel",
    "kênh": "channel",
    "người nộp": "applicant",
    "họ và tên": "applicant",
    "họ tên": "applicant",
    "chủ hồ sơ": "applicant",
    "cccd": "id_number",
    "cmnd": "id_number",
    "số định danh": "id_number",
    "căn cước": "id_number",
    "điện thoại": "phone",
    "số điện thoại": "phone",
    "đơn vị tiếp nhận": "receiving_unit",
    "ngày nộp": "submitted_at",
    "ngày tiếp nhận": "received_at",
    "ngày nhận": "received_at",
    "ngày hẹn trả": "due_at",
    "hạn trả": "due_at",
    "hạn xử lý": "due_at",
    "ngày hoàn thành": "finished_at",
    "ngày có kết quả": "finished_at",
    "ngày trả": "returned_at",
    "ngày trả kết quả": "returned_at",
    "trạng thái": "state",
    "lệ phí": "fee",
    "phí": "fee",
}
LONGEST = {"applicant": 200, "agency": 300, "receiving_unit": 300, "field": 300, "procedure": 2000, "phone": 60}
PAST = frozenset(INSTANTS) - {"due_at", "new_due_at"}  # what happened; a promise may lie ahead
BACKLOG = timedelta(days=20)  # so much earlier than the day in its code a dossier may have come
TOMORROW = timedelta(days=1)  # clocks of two machines
_STATES: Mapping[int | None, DossierState] = {state.value: state for state in DossierState}
_BARE = re.compile(r"\d{4}-\d\d-\d\d|\d{5}")  # a date without a time, as spreadsheets say it
_TIMED = re.compile(r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d.*")


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
    unsaid: tuple[tuple[str, str, str], ...] = ()  # what a cell says that is no number: how it was taken, column, text
    events: tuple[Event, ...] = ()


def read(row: Row, zone: tzinfo, closing: time, now: datetime) -> Filing:
    """The filing of a row, or its Flaw. A due date without a time is due at `closing`."""
    cells = row.cells
    code = _code(cells.get("code", ""), now)
    for name, most in LONGEST.items():
        if len(cells.get(name, "")) > most:
            raise Flaw("too-long", column=name, most=most)
    reads = _MONTH_FIRST if row.month_first else _READ
    facts = {name: _fact(name, text, of, zone, closing) for name, of in reads.items() if (text := cells.get(name))}
    _require_possible(row, facts, code, zone, now)
    identity, phone = _numbers(cells)
    if row.received_by_end and "received_at" in facts:
        facts["received_at"] = min(facts["received_at"], facts.get("finished_at", facts["received_at"]))
    return Filing(
        code=str(code),
        filed_at=datetime.combine(code.day, time(), zone),
        state=_state(cells.get("state", "")),
        facts=facts,
        procedure=procedure_code(cells.get("procedure_code", "")),
        procedure_name=clean(cells.get("procedure", "")),
        agency=clean(cells.get("agency", "")),
        unit=clean(cells.get("receiving_unit", "")),
        applicant=clean(cells.get("applicant", "")),
        phone=phone,
        id_number=identity,
        bare=frozenset(name for name in INSTANTS if (text := cells.get(name)) and _is_bare(text, row.month_first)),
        unsaid=tuple(_unsaid(cells)),
        events=tuple(_event(event, zone, closing, row.month_first) for event in row.events),
    )


def _numbers(cells: Mapping[str, str]) -> tuple[str, str]:
    """The person's number and the phone's; where both cells hold none, both are told."""
    pair, flaws = list[str](), list[Flaw]()
    for name, read_cell in (("id_number", numbers.identity), ("phone", numbers.phone)):
        try:
            pair.append(_number(name, cells, read_cell))
        except Flaw as flaw:
            flaws.append(flaw)
    if len(flaws) == 2:
        raise Flaw("both", first=flaws[0], then=flaws[1])
    if flaws:
        raise flaws[0]
    return pair[0], pair[1]


def _number(name: str, cells: Mapping[str, str], read_cell: Callable[[str], str]) -> str:
    """A phone's or a person's number; "" when there is none, and a Flaw when the cell holds something else."""
    text = cells.get(name, "")
    try:
        return read_cell(text) if text and not numbers.is_none(text) else ""
    except Flaw as flaw:
        raise Flaw(flaw.code, column=name, text=text) from flaw


def _unsaid(cells: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    """What a cell says beside a number, or instead of one: how it was taken, its column and its text."""
    for name in ("phone", "id_number"):
        if (text := cells.get(name, "")) and numbers.is_none(text):
            yield "none", name, text
    if (text := cells.get("phone", "")) and numbers.is_one_of_several(text):
        yield "first", "phone", text


def _require_possible(row: Row, facts: Mapping[str, Any], code: Code, zone: tzinfo, now: datetime) -> None:
    """Refuse dates that lie in the future or contradict the day in the code."""
    filed = datetime.combine(code.day, time(), zone)
    earliest, latest = filed - BACKLOG, now + TOMORROW
    for name in INSTANTS:
        if (at := facts.get(name)) is None:
            continue
        text = row.cells.get(name, "")
        if name in PAST and at > latest:
            raise Flaw("to-come", column=name, text=text)
        if row.received_by_end:
            continue
        if at < earliest:
            raise Flaw("before-code", column=name, text=text, day=code.day)
        if name in ("submitted_at", "received_at") and _is_turned(at, filed):
            raise Flaw("turned", column=name, text=text, day=code.day)


def _is_turned(at: datetime, filed: datetime) -> bool:
    """Whether a date is another than the code's, and would be just that with day and month in the other order."""
    near = abs(at - filed) < BACKLOG  # whoever turns a date round is off by four weeks at least
    return not near and swapped(at.astimezone(filed.tzinfo).date()) == filed.date()


def _is_bare(text: str, month_first: bool) -> bool:
    """Whether a date was written without a time."""
    if _TIMED.match(text):
        return False
    if _BARE.fullmatch(text):
        return True
    written = dates.read(text, month_first)
    return written is not None and not written.timed


def _code(text: str, now: datetime) -> Code:
    try:
        code = parse_code(text)
    except BadDossierCode as error:
        raise Flaw("no-dossier-code", text=text) if text else Flaw("empty", column="code") from error
    if code.day > (now + TOMORROW).date():
        raise Flaw("to-come", column="code", text=text)
    return code


def _event(event: tuple[str, int, str], zone: tzinfo, closing: time, month_first: bool) -> Event:
    at, state, reason = event
    reads = _MONTH_FIRST if month_first else _READ
    return Event(_fact("at", at, reads["received_at"], zone, closing), DossierState(state), reason or None)


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
    if (said := numbers.flag(text)) is None:
        raise Flaw("not-one-of", known="0, 1")
    return said


def _chosen(choices: tuple[str, ...]) -> Callable[..., str]:
    @lru_cache(256)  # a register says the same few words again and again
    def chosen(text: str) -> str:
        word = WORDS.get(alike(text), alike(text))
        if word not in choices:
            raise Flaw("not-one-of", known=", ".join(choices))
        return word

    return lambda text, *_: chosen(text)


_READ: Mapping[str, Callable[..., Any]] = {
    **dict.fromkeys(INSTANTS, _instant),
    **dict.fromkeys(("due_at", "new_due_at"), _due),
    **dict.fromkeys(FLAGS, _flag),
    **{name: _chosen(choices) for name, choices in CHOICES.items()},
    "fee": lambda text, *_: numbers.amount(text),
    "field": lambda text, *_: clean(text),
}


def _turning(read_cell: Callable[..., Any]) -> Callable[..., Any]:
    """How a date is read in a file in which the months stand first."""

    def read_turned(text: str, zone: tzinfo, closing: time) -> Any:
        try:
            return read_cell(dates.turned(text), zone, closing)
        except ValueError as error:
            raise Flaw("no-instant") from error

    return read_turned


_MONTH_FIRST = {**_READ, **{name: _turning(_READ[name]) for name in INSTANTS}}


def _state(text: str) -> DossierState | None:
    if not text:
        return None
    if (state := _STATES.get(numbers.whole(text))) is None:
        raise Flaw("no-number", column="state", text=text, most=max(DossierState).value)
    return state


def kind_of(agency: str) -> str:
    """What sort of agency a name that nobody knew yet is."""
    first = agency.casefold()
    kinds = {
        "xã": ("ubnd xã", "ubnd phường", "ủy ban nhân dân xã", "ủy ban nhân dân phường", "xã ", "phường "),
        "doanh nghiệp": ("công ty", "điện lực", "tổng công ty"),
        "ngành dọc": ("công an", "thuế", "cục ", "chi cục thuế", "bảo hiểm xã hội", "kho bạc"),
    }
    return next((kind for kind, beginnings in kinds.items() if first.startswith(beginnings)), "sở")
