"""Paper set by typst from `templates/paper`: pure, no device is touched. Values are inputs, never markup."""

import json
import unicodedata
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cache
from io import BytesIO
from threading import Lock
from typing import Any, Final, Literal

import segno
import typst
from PIL import Image, ImageChops

from kiosk.assets import font_folder, templates

Width = Literal[80, 58]

DOTS: Final[Mapping[int, int]] = {80: 576, 58: 384}
"""Dots across by the paper's width in mm: 72 and 48 mm of print at 8 dots a mm."""
_PPI: Final = 203.2
"""8 dots a mm, the pitch of every common thermal head."""
_MODULE: Final[Mapping[int, int]] = {80: 4, 58: 3}
"""The least dots a module of the QR code."""
_CODE: Final[Mapping[int, int]] = {80: 200, 58: 152}
"""The side in dots that a code of few modules is enlarged to (25 and 19 mm)."""
_QUIET: Final = 2
"""Modules of white drawn around the code; the template keeps the other two of the four it needs (ISO/IEC 18004)."""
_INK: Final = 200
"""Grey below this is black: well above the middle, so that accents keep together (tried: 200 is read best by OCR)."""
_UNBROKEN: Final = 14
"""Letters that fit the narrowest line, beside the code on 58 mm paper."""

_typst = Lock()


@dataclass(frozen=True)
class Slip:
    """What a slip says: ready-made words in the visitor's language; what is empty is not printed."""

    heading: str = ""
    office: str = ""
    area: str = ""
    number: str = ""
    digits: str = ""
    witness: str = ""
    priority: str = ""
    issued: str = ""
    ahead: str = ""
    expected: str = ""
    where: str = ""
    qr: str = ""
    follow: str = ""
    missed: str = ""
    lang: str = "vi"


@dataclass(frozen=True)
class Form01:
    """What the receipt and appointment says: ready-made words; what is empty is not printed."""

    heading: str = ""
    office: str = ""
    title: str = ""
    nation: str = ""
    motto: str = ""
    code_label: str = ""
    code: str = ""
    rows: tuple[tuple[str, str], ...] = ()
    papers_label: str = ""
    papers: tuple[str, ...] = ()
    due_label: str = ""
    due: str = ""
    pin_label: str = ""
    pin: str = ""
    scan: str = ""
    keep: str = ""
    book: str = ""
    place: str = ""
    citizen: str = ""
    name: str = ""
    receiver: str = ""
    officer: str = ""
    sign: str = ""
    qr: str = ""
    lang: str = "vi"


def form01_png(form: Form01, width_mm: Width) -> bytes:
    """Form 01 on thermal paper, as `slip_png` answers a slip."""
    code = _qr(form.qr, width_mm)
    values = {"form": _form_json(form), "wide": str(int(width_mm == 80)), "code": str(code.width)}
    return _png(_in_dots(_set_png("receipt", values), code))


def form01_pdf(form: Form01) -> bytes:
    """Form 01 on A5, of as many pages as its papers need."""
    matrix = segno.make_qr(form.qr, error="m", boost_error=False).matrix
    modules = ["".join("1" if module else "0" for module in row) for row in matrix]
    return _set_pdf("form01", {"form": _form_json(form, modules=modules)})


def _form_json(form: Form01, **more: object) -> str:
    """The form's words as JSON, each text as it can be printed."""
    return json.dumps({name: _fit(value) for name, value in asdict(form).items() if name != "qr"} | more)


def _fit(value: Any) -> Any:
    return _printable(value) if isinstance(value, str) else [_fit(each) for each in value]


@dataclass(frozen=True)
class RatingForm:
    """What numbered rating forms ask: ready-made words; each number is a page of its own."""

    office: str
    title: str
    number_label: str
    numbers: tuple[str, ...]
    intro: str
    day: str
    counter: str
    question: str
    levels: tuple[str, ...]
    why: str
    reasons: tuple[str, ...]
    thanks: str
    lang: str = "vi"


@dataclass(frozen=True)
class Section:
    """One table of a sheet; `figures`: which columns are flush right; `none`: what is said of an empty one."""

    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    figures: tuple[bool, ...]
    none: str


@dataclass(frozen=True)
class TableSheet:
    """What a sheet of tables says."""

    office: str
    title: str
    subtitle: str
    sections: tuple[Section, ...]
    lang: str = "vi"


def sheet_pdf(sheet: TableSheet) -> bytes:
    """A sheet of tables on A4, of as many pages as they need."""
    return _set_pdf("sheet", {"sheet": json.dumps(asdict(sheet))})


def slip_png(slip: Slip, width_mm: Width) -> bytes:
    """The slip as a 1-bit PNG at 8 dots a mm, 576 or 384 dots wide and as long as its words need."""
    code = _qr(slip.qr, width_mm) if slip.qr else None
    values = {key: _printable(value) for key, value in asdict(slip).items() if key != "qr"}
    page = _set_png("slip", values | {"wide": str(int(width_mm == 80)), "code": str(code.width if code else 0)})
    return _png(_in_dots(page, code))


def rating_forms_pdf(form: RatingForm) -> bytes:
    """Rating forms on A5, a page for each number."""
    return _set_pdf("rating_form", {"form": json.dumps(asdict(form))})


def _qr(payload: str, width_mm: Width) -> Image.Image:
    """The payload's QR code, error level M, one pixel a dot."""
    code = segno.make_qr(payload, error="m", boost_error=False)
    modules, _ = code.symbol_size(border=_QUIET)
    drawn = BytesIO()
    code.save(drawn, kind="png", scale=max(_MODULE[width_mm], _CODE[width_mm] // int(modules)), border=_QUIET)
    return Image.open(drawn).convert("1")


def _printable(text: str) -> str:
    """NFC on one line; a very long word may break anywhere (U+200B), the last words keep together (U+00A0)."""
    words = "".join(" " if unicodedata.category(c) == "Cc" else c for c in unicodedata.normalize("NFC", text)).split()
    kept = [w if len(w) <= _UNBROKEN else "\u200b".join(w) for w in words]
    while len(kept) > 1 and len(kept[-2]) + len(kept[-1]) < _UNBROKEN:
        kept[-2:] = [f"{kept[-2]}\u00a0{kept[-1]}"]
    return " ".join(kept)


def _set_png(name: str, values: Mapping[str, str]) -> Image.Image:
    """The one page of `templates/paper/<name>.typ` in colour, at 8 dots a mm."""
    with _typst:  # the compiler keeps the inputs of the last call, so it is for one thread at a time
        page = _compiler().compile(
            templates() / "paper" / f"{name}.typ", format="png", ppi=_PPI, sys_inputs=dict(values)
        )
    assert isinstance(page, bytes), f"{name}.typ must be one page"
    return Image.open(BytesIO(page)).convert("RGB")


def _set_pdf(name: str, values: Mapping[str, str]) -> bytes:
    """`templates/paper/<name>.typ` as a PDF."""
    with _typst:
        made = _compiler().compile(templates() / "paper" / f"{name}.typ", format="pdf", sys_inputs=dict(values))
    assert isinstance(made, bytes), f"{name}.typ must be one document"
    return made


@cache
def _compiler() -> typst.Compiler:
    """The kept compiler, which knows Inter and no other font."""
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[font_folder()])
    return typst.Compiler(root=templates(), font_paths=fonts, ignore_system_fonts=True)


def _in_dots(page: Image.Image, code: Image.Image | None) -> Image.Image:
    """The page in black and white, its QR code drawn dot by dot where the template left a magenta square."""
    red, green, _blue = page.split()
    black = green.point(lambda grey: 255 * (grey >= _INK))
    if code:
        place = ImageChops.subtract(red, green).getbbox()
        assert place, "the template keeps no place for the code"
        black.paste(255, place)
        black.paste(code, place[:2])
    return black.convert("1", dither=Image.Dither.NONE)


def _png(image: Image.Image) -> bytes:
    """The image as a PNG file."""
    file = BytesIO()
    image.save(file, "PNG")
    return file.getvalue()
