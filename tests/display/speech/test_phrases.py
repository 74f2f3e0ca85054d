"""What is said: the call, the ticket's number, whole numbers against an independent table."""

import unicodedata
from functools import cache
from itertools import product

import pytest

from display.speech.phrases import aloud, call, spoken_ticket, whole_number

# Written by hand, from how people say them.
VIETNAMESE = """
0 không
1 một
2 hai
3 ba
4 bốn
5 năm
9 chín
10 mười
11 mười một
12 mười hai
14 mười bốn
15 mười lăm
16 mười sáu
19 mười chín
20 hai mươi
21 hai mươi mốt
22 hai mươi hai
24 hai mươi tư
25 hai mươi lăm
29 hai mươi chín
30 ba mươi
31 ba mươi mốt
34 ba mươi tư
40 bốn mươi
41 bốn mươi mốt
44 bốn mươi tư
45 bốn mươi lăm
50 năm mươi
51 năm mươi mốt
54 năm mươi tư
55 năm mươi lăm
90 chín mươi
91 chín mươi mốt
94 chín mươi tư
99 chín mươi chín
100 một trăm
101 một trăm linh một
104 một trăm linh bốn
105 một trăm linh năm
109 một trăm linh chín
110 một trăm mười
111 một trăm mười một
114 một trăm mười bốn
115 một trăm mười lăm
121 một trăm hai mươi mốt
124 một trăm hai mươi tư
155 một trăm năm mươi lăm
200 hai trăm
250 hai trăm năm mươi
344 ba trăm bốn mươi tư
505 năm trăm linh năm
555 năm trăm năm mươi lăm
650 sáu trăm năm mươi
999 chín trăm chín mươi chín
1000 một nghìn
1001 một nghìn không trăm linh một
1003 một nghìn không trăm linh ba
1005 một nghìn không trăm linh năm
1010 một nghìn không trăm mười
1015 một nghìn không trăm mười lăm
1021 một nghìn không trăm hai mươi mốt
1094 một nghìn không trăm chín mươi tư
1100 một nghìn một trăm
1105 một nghìn một trăm linh năm
2000 hai nghìn
2026 hai nghìn không trăm hai mươi sáu
4444 bốn nghìn bốn trăm bốn mươi tư
5555 năm nghìn năm trăm năm mươi lăm
7394 bảy nghìn ba trăm chín mươi tư
9999 chín nghìn chín trăm chín mươi chín
"""
ENGLISH = """
0 zero
7 seven
10 ten
12 twelve
19 nineteen
20 twenty
21 twenty-one
99 ninety-nine
100 one hundred
105 one hundred five
115 one hundred fifteen
1000 one thousand
1001 one thousand one
1010 one thousand ten
2026 two thousand twenty-six
9999 nine thousand nine hundred ninety-nine
"""


@cache
def written_out() -> list[str]:
    """0–9999 by another way: every digit said plainly with its place, then spoken Vietnamese's corrections."""
    plain = "không một hai ba bốn năm sáu bảy tám chín".split()  # noqa: SIM905
    corrections = [
        ("không nghìn không trăm không mươi ", ""),
        ("không nghìn không trăm ", ""),
        ("không nghìn ", ""),
        (" không trăm không mươi không", ""),
        (" không mươi không", ""),
        ("không mươi", "linh"),
        ("một mươi", "mười"),
        ("mười không", "mười"),
        ("mươi không", "mươi"),
        ("mươi một", "mươi mốt"),
        ("mươi bốn", "mươi tư"),
        ("mươi năm", "mươi lăm"),
        ("mười năm", "mười lăm"),
    ]
    table = []
    for thousand, hundred, ten, unit in product(plain, repeat=4):
        words = f"{thousand} nghìn {hundred} trăm {ten} mươi {unit}"
        for said, spoken in corrections:
            words = words.replace(said, spoken)
        table.append(words)
    return table


def examples(listing: str) -> list[tuple[int, str]]:
    lines = (line.partition(" ") for line in listing.strip().splitlines())
    return [(int(number), words) for number, _, words in lines]


def test_every_vietnamese_number_agrees_with_the_independent_table() -> None:
    assert [whole_number(n, "vi") for n in range(10_000)] == written_out()


def test_vietnamese_numbers_are_said_as_people_say_them() -> None:
    expected = dict(examples(VIETNAMESE))
    assert {n: whole_number(n, "vi") for n in expected} == expected
    assert {n: written_out()[n] for n in expected} == expected


def test_english_numbers() -> None:
    expected = dict(examples(ENGLISH))
    assert {n: whole_number(n, "en") for n in expected} == expected


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_no_two_numbers_sound_alike_and_all_text_is_nfc(lang: str) -> None:
    numbers = [whole_number(n, lang) for n in range(10_000)]
    assert len(set(numbers)) == 10_000
    assert all(unicodedata.is_normalized("NFC", words) and words == " ".join(words.split()) for words in numbers)


@pytest.mark.parametrize("n", [-1, 10_000])
def test_a_number_that_has_no_words_is_refused(n: int) -> None:
    with pytest.raises(ValueError, match="between 0 and 9999"):
        whole_number(n, "vi")


@pytest.mark.parametrize(
    ("number", "lang", "words"),
    [
        ("A012", "vi", "A không một hai"),
        ("A012", "en", "A zero one two"),
        ("B555", "vi", "B năm năm năm"),
        ("K1003", "vi", "K một không không ba"),
        ("Đ104", "vi", "Đ một không bốn"),
        (unicodedata.normalize("NFD", "Đ104"), "vi", "Đ một không bốn"),
    ],
)
def test_a_ticket_is_said_digit_by_digit_without_commas(number: str, lang: str, words: str) -> None:
    assert spoken_ticket(number, lang) == words


@pytest.mark.parametrize("number", ["", "012", "A12", "a012", "AB012", "A012 ", "A-012", "A٠١٢", "Ấ012"])
def test_what_is_no_ticket_number_is_refused(number: str) -> None:
    with pytest.raises(ValueError, match="not a ticket number"):
        spoken_ticket(number, "vi")


@pytest.mark.parametrize(
    ("lang", "short", "sentence"),
    [
        ("vi", False, "Xin mời công dân có số thứ tự A không một hai, đến quầy số ba."),
        ("vi", True, "Mời số A không một hai, quầy số ba."),
        ("en", False, "Number A zero one two, please go to counter three."),
        ("en", True, "Number A zero one two, counter three."),
    ],
)
def test_the_call_is_the_agreed_sentence(lang: str, short: bool, sentence: str) -> None:
    assert call("A012", 3, lang, short) == sentence
    assert unicodedata.is_normalized("NFC", sentence)


def test_a_counter_is_said_as_a_whole_number() -> None:
    assert call("C105", 21, "vi").endswith("C một không năm, đến quầy số hai mươi mốt.")
    assert call("C105", 21, "en").endswith("C one zero five, please go to counter twenty-one.")


@pytest.mark.parametrize(("number", "counter", "lang"), [("A012", 0, "vi"), ("A12", 3, "vi"), ("A012", 3, "fr")])
def test_a_call_that_cannot_be_said_is_refused(number: str, counter: int, lang: str) -> None:
    with pytest.raises(ValueError, match=r"counter 0|not a ticket number|Nothing is said"):
        call(number, counter, lang)


@pytest.mark.parametrize(
    ("shown", "lang", "heard"),
    [
        ("Mời Ông/Bà chọn việc cần làm", "vi", "Mời ông bà chọn việc cần làm"),
        ("Ông/bà là người tiếp theo.", "vi", "ông bà là người tiếp theo."),
        ("Số A012: xin lỗi Ông/Bà.", "vi", "Số A không một hai: xin lỗi ông bà."),
        ("phục vụ lại lúc 8 giờ 30.", "vi", "phục vụ lại lúc tám giờ ba mươi."),
        ("Còn 21 người, quầy 3", "vi", "Còn hai mươi mốt người, quầy ba"),
        ("A012, counter 12", "en", "A zero one two, counter twelve"),
        # What has a reading of its own is left alone.
        ("H15.50.05-261008-0975, 03/7/2026, 8:30, 98,97%, 7.394", "vi", None),
        ("Không có số", "vi", None),
        ("quầy 3", "fr", None),
    ],
)
def test_a_text_of_the_screen_is_read_as_people_say_it(shown: str, lang: str, heard: str | None) -> None:
    assert aloud(shown, lang) == (heard or shown)


def test_a_text_read_aloud_is_one_nfc_line() -> None:
    assert aloud(unicodedata.normalize("NFD", "Mời  số\nA012"), "vi") == "Mời số A không một hai"
