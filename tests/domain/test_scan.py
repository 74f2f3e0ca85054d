"""What a scanner read: a slip, a receipt, a dossier's code or a citizen's card, in any of their clothes."""

import secrets

import pytest

from kiosk.domain.scan import MOST, CitizenCard, FiledAs, ScannedReceipt, ScannedSlip, classify, read

TOKEN = "Ab3_-" + "x" * 17
RECEIPT = "12.1." + "A2" * 13
CARD = "020090123456|082123456|NGUYỄN VĂN MẪU|01021990|Nam|Khối 1, Lạng Sơn|15042021"


@pytest.mark.parametrize(
    "text",
    [
        TOKEN,
        f"https://so.example.gov.vn/t/{TOKEN}",
        f"http://127.0.0.1:8080/t/{TOKEN}?lang=en",
        f"  {TOKEN}\r\n",
        f"\x02{TOKEN}\x03\x1d",
        f"]Q1{TOKEN}",
        f"]C0https://so.example.gov.vn/t/{TOKEN}",
        f"]d2{TOKEN}\t",
        f"]z3 {TOKEN}",
        f"https://so.example.gov.vn/t/{TOKEN}/",
        f"https://so.example.gov.vn/t/{TOKEN}/?lang=vi",
        f"https://example.gov.vn/so/t/{TOKEN}",
        f"https://example.gov.vn/mot-cua/so/t/{TOKEN}#top",
    ],
)
def test_a_slip_is_known_by_its_token(text: str) -> None:
    assert classify(text) == ScannedSlip(TOKEN)


def test_every_token_is_known() -> None:
    assert all(classify(token) == ScannedSlip(token) for token in (secrets.token_urlsafe(16) for _ in range(200)))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "A012",
        TOKEN[:-1],
        f"{TOKEN}x",
        f"https://so.example.gov.vn/x/{TOKEN}",
        f"javascript:alert('/t/{TOKEN}')",
        "8934563138165",
        "020090123456|0821|NGUYỄN VĂN MẪU|01021990|Nam|Khối 1|15042021",
        "20090123456|082123456|NGUYỄN VĂN MẪU|01021990|Nam|Khối 1|15042021",
        f"https://so.example.gov.vn/lookup/{RECEIPT}",
        "H15.50.05.13-260231-0001",
        f"https://{'x' * MOST}/t/{TOKEN}",
    ],
)
def test_anything_else_is_unknown(text: str) -> None:
    assert classify(text) is None


@pytest.mark.parametrize(
    "text",
    [
        f"https://so.example.gov.vn/lookup/r/{RECEIPT}",
        f"HS:{RECEIPT}",
        f" HS:{RECEIPT}\r",
        f"]Q1https://example.gov.vn/so/lookup/r/{RECEIPT}/",
    ],
)
def test_a_receipt_is_known_by_its_token(text: str) -> None:
    assert classify(text) == ScannedReceipt(RECEIPT)


@pytest.mark.parametrize("text", ["H15.50.05.13-261008-0975", "h15.50.05.13–261008–0975", "000.00.12.H62-201105-0004"])
def test_a_dossiers_code_is_read_tolerantly(text: str) -> None:
    found = classify(text)
    assert isinstance(found, FiledAs)
    assert found.code in ("H15.50.05.13-261008-0975", "000.00.12.H62-201105-0004")


@pytest.mark.parametrize(
    "text",
    [
        CARD,
        CARD.replace("082123456", ""),
        CARD.replace("01021990", "1954"),
        CARD.replace("01021990", "021954"),
        CARD.replace("01021990", ""),
        CARD.replace("082123456", "020054000123"),
        f"]Q1{CARD}",
        f"{CARD}||Nguyễn Thị Mẫu|20240101",
    ],
)
def test_a_card_gives_its_number_and_shows_nothing(text: str) -> None:
    found = classify(text)
    assert isinstance(found, CitizenCard)
    assert found.id_number == "020090123456"
    assert (found.name, found.address) == ("NGUYỄN VĂN MẪU", "Khối 1, Lạng Sơn")
    assert repr(found) == "CitizenCard()"


def test_what_the_keys_typed_is_tried_when_their_places_say_nothing() -> None:
    assert read("", TOKEN) == read(TOKEN, "") == read("?" * 30, f"]Q1{TOKEN}") == ScannedSlip(TOKEN)
    assert read(TOKEN, CARD) == ScannedSlip(TOKEN)
    assert read("x", "y") is None
