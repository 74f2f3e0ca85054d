"""Letters of former times are told by whether they become Vietnamese; others are left alone."""

import pytest

from kiosk.domain.letters import Spelling, form_of, lost, mended, sound


@pytest.mark.parametrize(
    ("old", "form", "new"),
    [
        ("NguyÔn ThÞ MÉu", "TCVN3", "Nguyễn Thị Mẫu"),
        ("Së T\xad ph¸p", "TCVN3", "Sở Tư pháp"),
        ("NGUYÔN THÞ MÉU", "TCVN3", "NGUYỄN THỊ MẪU"),
        ("Nguyeãn Thò Maãu", "VNI", "Nguyễn Thị Mẫu"),
        ("ÑAÊNG KYÙ ÑAÁT ÑAI", "VNI", "ĐĂNG KÝ ĐẤT ĐAI"),
        ("Sôû Tö phaùp", "VNI", "Sở Tư pháp"),
        ("Nguyá»\x85n Thá»\x8b Máº«u", "twice", "Nguyễn Thị Mẫu"),
    ],
)
def test_old_letters_become_those_of_today(old: str, form: str, new: str) -> None:
    assert (form_of(old), mended(old, None)) == (form, new)


@pytest.mark.parametrize("text", ["José García", "Müller", "Škoda", "Nguyễn Văn A", "Đắk Lắk", "Café “Sen”", "5 m²"])
def test_what_is_of_today_or_of_elsewhere_stays(text: str) -> None:
    assert (form_of(text), mended(text, None), lost(text)) == (None, text, False)


def test_a_word_that_could_be_either_follows_its_column() -> None:
    assert sound("Thò")
    assert (mended("Thò", None), mended("Thò", "VNI")) == ("Thò", "Thị")


def test_one_text_that_is_certainly_of_today_saves_its_column() -> None:
    spelling = Spelling()
    spelling.hear("Nguyeãn Thò Maãu")
    assert spelling.form() == "VNI"
    spelling.hear("Nguyễn Thị Mẫu")
    assert spelling.form() is None


@pytest.mark.parametrize("text", ["Trần H\ufffd", "\x81", "a\udce0"])
def test_what_is_lost_is_lost(text: str) -> None:
    assert lost(text)


SYLLABLES = "Quyền Giêng Gìn Khuỷu Nghiêng Ngoằn Thuỷ Hoà Ỷ ĐƯỜNG rượu Uỷ Yến xoáy chuyện thuở quạch"


def test_a_syllable_is_known() -> None:
    assert [word for word in [*SYLLABLES.split()] if not sound(word)] == []


@pytest.mark.parametrize("word", ["MÉu", "Nguyeãn", "Sôû", "Tráº§n", "ThÞ"])
def test_what_is_no_syllable_is_known(word: str) -> None:
    assert not sound(word)
