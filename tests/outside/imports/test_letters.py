"""Letters of old fonts, broken bytes, text coded twice: converted, or refused with the line; never stored garbled."""

import pytest

from tests.outside.imports.conftest import CODE, Office, counts

TCVN3 = dict(
    zip(
        "ễịẫởưáàạảãđốồộứừựờơôêâăĐếềệ",
        (
            0xD4,
            0xDE,
            0xC9,
            0xEB,
            0xAD,
            0xB8,
            0xB5,
            0xB9,
            0xB6,
            0xB7,
            0xAE,
            0xE8,
            0xE5,
            0xE9,
            0xF8,
            0xF5,
            0xF9,
            0xEA,
            0xAC,
            0xAB,
            0xAA,
            0xA9,
            0xA8,
            0xA7,
            0xD5,
            0xD2,
            0xD6,
        ),
        strict=True,
    )
)
NAME, AGENCY = "Nguyễn Thị Mẫu", "Sở Tư pháp"
VNI_NAME, VNI_AGENCY = "Nguyeãn Thò Maãu", "Sôû Tö phaùp"


def tcvn3(text: str) -> bytes:
    return bytes(TCVN3.get(letter, ord(letter)) for letter in text)


def stored(office: Office) -> list[tuple[str, str]]:
    return office.rows(
        "SELECT a.name, g.name FROM dossiers d JOIN applicants a ON a.dossier = d.id JOIN agencies g ON g.id = d.agency"
    )


LINE = f"code;applicant;agency\r\n{CODE.format(1)};{NAME};{AGENCY}\r\n"
OLD = LINE.replace(NAME, VNI_NAME).replace(AGENCY, VNI_AGENCY)


@pytest.mark.parametrize(
    "content",
    [
        tcvn3(LINE),
        tcvn3(LINE).decode("latin-1").encode(),  # a spreadsheet kept the font's letters
        OLD.encode("cp1252"),
        OLD.encode(),
        LINE.encode().decode("latin-1").encode(),
        LINE.encode("utf-16-le"),
    ],
    ids=["TCVN3", "TCVN3 in UTF-8", "VNI", "VNI in UTF-8", "coded twice", "UTF-16 without its mark"],
)
def test_old_letters_become_new_ones(office: Office, content: bytes) -> None:
    done = office.text(content)
    assert counts(done).startswith("read 1 new 1 changed 0 refused 0"), done.stderr
    assert stored(office) == [(NAME, AGENCY)]


def test_old_letters_in_a_spreadsheet_become_new_ones(office: Office) -> None:
    old = tcvn3(NAME).decode("latin-1"), tcvn3(AGENCY).decode("latin-1")
    done = office.sheet(["code", "applicant", "agency"], [CODE.format(1), *old])
    assert stored(office) == [(NAME, AGENCY)]
    assert "TCVN3" in done.stderr


@pytest.mark.parametrize(
    "bad",
    [
        b"Tr\xe1\xba\xa7n H\xe0",
        b"Tr\xe1\xba\xa7n H\xc3",
        b"\xffTr\xe1\xba\xa7n",
        "Trần H\ufffd".encode(),
        b"Tr\xe1\xban V\xc4\x83n",
        "Tráº§n VÄƒ\x81n ÿ".encode(),
    ],
)
def test_a_bad_byte_refuses_its_line_and_no_other(office: Office, bad: bytes) -> None:
    good = f"{CODE.format(2)};Trần Hà;UBND xã Hà Nam\n{CODE.format(3)};Đỗ Thử;UBND xã Hà Nam\n".encode()
    done = office.text(
        b"code;applicant;agency\n" + CODE.format(1).encode() + b";" + bad + ";UBND xã Hà Nam\n".encode() + good
    )
    assert counts(done) == "read 3 new 2 changed 0 refused 1", done.stderr
    assert "line 2" in done.stderr
    assert {name for name, _ in stored(office)} == {"Trần Hà", "Đỗ Thử"}


@pytest.mark.parametrize("name", ["José García", "Müller", "Nguyễn Văn A (Zoë)", "Škoda", "Đỗ Thị Ỷ", "LÊ THỊ ÁNH"])
def test_the_letters_of_others_are_left_alone(office: Office, name: str) -> None:
    done = office.text(f"code;applicant;agency\n{CODE.format(1)};{name};{AGENCY}\n")
    assert counts(done).startswith("read 1 new 1 changed 0 refused 0"), done.stderr
    assert stored(office) == [(name, AGENCY)]
