"""One form for what people type, and the name they most likely meant."""

import pytest

from kiosk.domain.texts import alike, clean, folded, nearest

KNOWN = ("code", "phone", "received_at", "due_at", "applicant", "procedure", "procedure_code")


@pytest.mark.parametrize(
    "text", ["Mã hồ sơ", " Mã\nhồ  sơ ", "Mã\xa0hồ\u202fsơ", "Ma\u0303 hồ\u200b sơ", "Mã\r\n\thồ sơ\ufeff"]
)
def test_every_kind_of_blank_is_one(text: str) -> None:
    assert clean(text) == "Mã hồ sơ"


def test_capitals_do_not_matter_where_words_are_compared() -> None:
    assert alike("TRỰC\xa0 TIẾP") == alike("trực tiếp")
    assert folded("Đăng ký ĐẤT đai") == "dang ky dat dai"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("phone number", "phone"),
        ("recieved_at", "received_at"),
        ("Due  Date", "due_at"),
        ("procedure code", "procedure_code"),
        ("Số Điện Thoại", "phone"),
        ("Ghi chú", None),
        ("", None),
    ],
)
def test_the_nearest_name_is_told(written: str, meant: str | None) -> None:
    assert nearest(written, KNOWN, {"số điện thoại": "phone"}) == meant
