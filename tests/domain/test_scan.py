"""What a scanner read: a slip's code in any of its clothes, and nothing else."""

import secrets

import pytest

from kiosk.domain.scan import MOST, Slip, classify

TOKEN = "Ab3_-" + "x" * 17


@pytest.mark.parametrize(
    "text",
    [
        TOKEN,
        f"https://so.example.gov.vn/t/{TOKEN}",
        f"http://127.0.0.1:8080/t/{TOKEN}?lang=en",
        f"  {TOKEN}\r\n",
        f"\x02{TOKEN}\x03\x1d",
    ],
)
def test_a_slip_is_known_by_its_token(text: str) -> None:
    assert classify(text) == Slip(TOKEN)


def test_every_token_is_known() -> None:
    assert all(classify(token) == Slip(token) for token in (secrets.token_urlsafe(16) for _ in range(200)))


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
        "020090123456|082123456|NGUYỄN VĂN MẪU|01021990|Nam|Khối 1|15042021",
        f"https://{'x' * MOST}/t/{TOKEN}",
    ],
)
def test_anything_else_is_unknown(text: str) -> None:
    assert classify(text) is None
