"""The slip on paper: its size, its number, its code and its words, measured in the picture that is printed."""

import shutil
import subprocess
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields, replace
from functools import cache
from io import BytesIO
from itertools import groupby

import pytest
import zxingcpp
from PIL import Image, ImageChops

from kiosk.paper.typeset import Slip, Width, slip_png

VI = Slip(
    office="Trung tâm Phục vụ hành chính công tỉnh Lạng Sơn",
    area="Hộ tịch, tư pháp, công chứng",
    number="A012",
    priority="Ưu tiên",
    issued="03/7/2026 8:30",
    ahead="Còn 4 người trước Ông/Bà",
    expected="dự kiến gọi từ 9:10 đến 9:40, có thể thay đổi",
    where="Mời chờ tại Khu vực 1",
    qr="https://motcua.example.vn/t/Zk3x9QpLr7TmW2aVb8NcYg",
    follow="Quét mã để theo dõi lượt. Vui lòng giữ màn hình điện thoại mở.",
    missed="Lỡ lượt? Quét phiếu này tại máy lấy số để được gọi lại (tối đa 2 lần trong ngày).",
)
EN = replace(
    VI,
    area="Civil status, justice, notary",
    priority="Priority",
    issued="3 July 2026 8:30",
    ahead="4 people before you",
    expected="expected between 9:10 and 9:40, may change",
    where="Please wait in Zone 1",
    follow="Scan to follow your turn. Please keep your phone screen on.",
    missed="Missed your call? Scan this slip at the kiosk to be called again (at most 2 times today).",
    lang="en",
)
WIDTHS: tuple[Width, Width] = (80, 58)
both_widths = pytest.mark.parametrize("width", WIDTHS)
both_languages = pytest.mark.parametrize("slip", [VI, EN], ids=["vi", "en"])


@cache
def drawn(slip: Slip, width: Width = 80) -> Image.Image:
    return Image.open(BytesIO(slip_png(slip, width)))


def bands(image: Image.Image) -> list[tuple[bool, int]]:
    """The picture from top to bottom as runs of rows: with ink or without, and how many."""
    inked = [0 in row for row in batched_rows(image.convert("L"))]
    return [(ink, len(list(rows))) for ink, rows in groupby(inked)]


def tallest(image: Image.Image) -> int:
    """The rows of the tallest band of ink: without a code, that is the number."""
    return max(rows for ink, rows in bands(image) if ink)


def batched_rows(image: Image.Image) -> list[bytes]:
    """The picture's rows, a byte a dot."""
    dots, width = image.tobytes(), image.width
    return [dots[at : at + width] for at in range(0, len(dots), width)]


def touches_an_edge(image: Image.Image) -> bool:
    """Whether ink comes within half a millimetre of an edge of the picture, as it does when words are clipped."""
    inked = ImageChops.invert(image.convert("L")).getbbox()
    assert inked
    left, top, right, bottom = inked
    return left < 4 or top < 4 or right > image.width - 4 or bottom > image.height - 4


@both_languages
@both_widths
def test_a_slip_is_as_wide_as_the_head_and_black_and_white(slip: Slip, width: Width) -> None:
    image = drawn(slip, width)
    assert image.format == "PNG"
    assert image.width == {80: 576, 58: 384}[width]
    assert image.mode == "1"
    assert image.height / 8 <= 110, "mm of paper"


@pytest.mark.parametrize("number", ["A012", "H123", "Đ012", "A1234"])
def test_the_number_has_a_cap_height_of_12_mm_on_80_mm_paper(number: str) -> None:
    assert tallest(drawn(replace(VI, number=number, qr=""))) / 8 >= 12


def test_the_number_has_a_cap_height_of_12_mm_on_58_mm_paper_too() -> None:
    assert tallest(drawn(replace(VI, number="E017", qr=""), 58)) / 8 >= 12


@both_widths
@pytest.mark.parametrize("number", ["A1234", "M98765", "M987654"])
def test_a_long_number_shrinks_to_one_line(number: str, width: Width) -> None:
    image = drawn(Slip(number=number), width)
    assert [ink for ink, _ in bands(image)].count(True) == 1
    assert not touches_an_edge(image)


@both_languages
@both_widths
def test_the_code_on_a_full_slip_reads_back_exactly(slip: Slip, width: Width) -> None:
    (code,) = zxingcpp.read_barcodes(drawn(slip, width).convert("L"))
    assert code.text == VI.qr
    assert code.format == zxingcpp.BarcodeFormat.QRCode
    assert code.ec_level == "M"


@both_widths
@pytest.mark.parametrize("payload", ["Q7K2-A012", "https://motcua.example.vn/t/" + "x9QpLr7TmW2aVb8" * 8])
def test_short_and_long_codes_read_back_and_hide_no_words(payload: str, width: Width) -> None:
    image = drawn(replace(VI, qr=payload), width)
    (code,) = zxingcpp.read_barcodes(image.convert("L"))
    assert code.text == payload
    assert not touches_an_edge(image)


@both_widths
def test_the_modules_of_the_code_are_whole_dots(width: Width) -> None:
    image = drawn(Slip(qr=VI.qr), width).convert("L")
    code = image.crop(ImageChops.invert(image).getbbox())
    rows = [[len(list(dots)) for _, dots in groupby(row)] for row in batched_rows(code)]
    module = rows[0][0] // 7  # the upper edge of the finder pattern
    assert module >= {80: 4, 58: 3}[width]
    assert all(run % module == 0 for row in rows for run in row)


@pytest.mark.parametrize(
    "office", ["#lorem(50)", "*Sở* _Tư_ pháp", "$x^2$", "\\ #v(9cm) \\", '"a" `b` <c> @d', "// e /* f"]
)
def test_markup_in_a_value_is_printed_as_it_stands(office: str) -> None:
    plain = drawn(replace(VI, office="x" * len(office)))
    image = drawn(replace(VI, office=office))
    assert image.height == plain.height
    assert image.tobytes() != drawn(replace(VI, office="".join(c for c in office if c.isalnum() or c == " "))).tobytes()


@both_widths
@pytest.mark.parametrize("key", [f.name for f in fields(Slip) if f.name not in ("lang", "number")])
def test_an_empty_field_leaves_no_hole(key: str, width: Width) -> None:
    slip = replace(VI, heading="PHIẾU IN LẠI")
    full, without = drawn(slip, width), drawn(replace(slip, **{key: ""}), width)
    assert max(rows for ink, rows in bands(without) if not ink) / 8 <= 4.2, "mm without ink"
    assert without.height <= full.height


def test_a_slip_with_a_number_alone_is_just_that() -> None:
    image = drawn(Slip(number="B007"))
    assert [ink for ink, _ in bands(image)] == [False, True, False]
    assert image.height / 8 < 25


@both_widths
def test_the_longest_words_wrap_and_are_never_clipped(width: Width) -> None:
    office = "Trung tâm Phục vụ hành chính công phường Đông Kinh – Bộ phận tiếp nhận và trả kết quả " * 3
    area = "Lao động, bảo hiểm xã hội, người có công với cách mạng " * 4 + "Thủtụcrấtdài" * 8
    image = drawn(
        replace(VI, office=office, area=area, where="H15.50.05.13-261008-0975" * 4, heading="PHIẾU IN LẠI"), width
    )
    assert not touches_an_edge(image)
    assert image.height > drawn(VI, width).height + 200
    (code,) = zxingcpp.read_barcodes(image.convert("L"))
    assert code.text == VI.qr


def test_decomposed_letters_and_line_breaks_print_like_composed_ones() -> None:
    odd = replace(VI, area="\r\n" + unicodedata.normalize("NFD", VI.area).replace(" ", "\n", 1))
    assert slip_png(odd, 80) == slip_png(VI, 80)


def test_accents_are_on_the_paper() -> None:
    assert slip_png(replace(VI, area="Hồ sơ đổi"), 80) != slip_png(replace(VI, area="Hố sơ đối"), 80)


def test_slips_are_set_by_several_threads_at_once() -> None:
    slips = [replace(VI, number=f"A{n:03d}") for n in range(8)]
    alone = [slip_png(slip, 80) for slip in slips]
    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(lambda slip: slip_png(slip, 80), slips)) == alone


@pytest.mark.nightly
@pytest.mark.skipif(shutil.which("tesseract") is None, reason="tesseract is not installed")
@both_widths
def test_the_words_are_read_back_with_their_accents(width: Width) -> None:
    slip = replace(VI, priority="", number="")
    read = subprocess.run(
        ["tesseract", "-", "-", "-l", "vie", "--dpi", "203", "--psm", "4"],
        input=slip_png(slip, width),
        capture_output=True,
        check=True,
    ).stdout.decode()
    words = " ".join([slip.office, slip.area, slip.ahead, slip.expected, slip.where, slip.follow, slip.missed]).split()
    lost = [word for word in words if word not in unicodedata.normalize("NFC", read).split()]
    assert len(lost) <= len(words) // 50, lost
