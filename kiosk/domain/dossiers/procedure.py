"""Administrative procedures as the national database describes them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from kiosk.domain import numbers
from kiosk.domain.rows import Flaw
from kiosk.domain.texts import alike, clean

UNITS = {"ngày làm việc": "working_day", "ngày": "day", "giờ": "hour", "tháng": "month"}
COLUMNS = (
    "ma_thu_tuc",
    "ten_thu_tuc",
    "bo",
    "linh_vuc",
    "cap_thuc_hien",
    "loai_thu_tuc",
    "so_quyet_dinh",
    "doi_tuong",
    "co_quan_thuc_hien",
    "kenh",
    "thoi_han",
    "don_vi",
    "mien_phi",
    "phi_vnd",
    "ma_ket_qua",
)
_CODE = re.compile(r"\d\.\d{6}(\.[A-Z]\d{2,3})?")


@dataclass(frozen=True, slots=True)
class Procedure:
    """One procedure; `duration` is None when the regulation names none, `unit` "" when it names a bare number."""

    code: str
    name: str
    ministry: str
    field: str
    level: str
    kind: str
    decision: str
    audience: str
    agency: str
    channels: str
    duration: float | None
    unit: str
    free: bool
    fee: str
    results: str


def is_code(text: str) -> bool:
    """Whether a text is a procedure's code, like 1.012753 or 1.012753.H19."""
    return _CODE.fullmatch(text) is not None


def procedure_code(text: str) -> str:
    """A procedure's code; a spreadsheet that took it for a number dropped the zeros at its end, or wrote a comma."""
    if re.fullmatch(r"\d[.,]\d{1,6}", text):
        return text.replace(",", ".").ljust(8, "0")
    if text and not re.fullmatch(r"[\w./-]{1,40}", text):
        raise Flaw("no-procedure-code", text=text[:40])
    return text


def from_row(cells: Mapping[str, str]) -> Procedure:
    """The procedure of a row of the national catalogue, or its Flaw."""
    cell = {column: clean(text) for column, text in cells.items()}
    for column in ("ma_thu_tuc", "ten_thu_tuc"):
        if not cell[column]:
            raise Flaw("empty", column=column)
    code = procedure_code(cell["ma_thu_tuc"])
    if not is_code(code):
        raise Flaw("no-procedure-code", text=cell["ma_thu_tuc"])
    return Procedure(
        code=code,
        name=cell["ten_thu_tuc"],
        ministry=cell["bo"],
        field=cell["linh_vuc"],
        level=cell["cap_thuc_hien"],
        kind=cell["loai_thu_tuc"],
        decision=cell["so_quyet_dinh"],
        audience=cell["doi_tuong"],
        agency=cell["co_quan_thuc_hien"],
        channels=cell["kenh"],
        duration=_duration(cell["thoi_han"]),
        unit=_unit(cell["don_vi"]),
        free=_free(cell["mien_phi"]),
        fee=cell["phi_vnd"],
        results=cell["ma_ket_qua"],
    )


def _duration(text: str) -> float | None:
    if not text:
        return None
    duration = numbers.number(text)
    if not duration or duration >= 10_000:
        raise Flaw("no-duration", column="thoi_han", text=text)
    return float(duration)


def _free(text: str) -> bool:
    if text and numbers.flag(text) is None:
        raise Flaw("not-one-of", column="mien_phi", text=text, known="0, 1")
    return bool(text and numbers.flag(text))


def _unit(text: str) -> str:
    if text and alike(text) not in UNITS:
        raise Flaw("not-one-of", column="don_vi", text=text, known=", ".join(UNITS))
    return UNITS.get(alike(text), "")
