"""Form 01 on paper: what it says, its code read back, and papers of every length."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image

from kiosk.domain.dossiers.deadline import MEASURES
from kiosk.domain.dossiers.dossier import Dossier
from kiosk.domain.dossiers.keyed import proven
from kiosk.office import Office
from kiosk.paper.receipts import compose, short
from kiosk.paper.typeset import Form01, form01_pdf, form01_png
from kiosk.views.dossiers import receipt
from tests.actions.dossiers.registry import ANY_TIME, receive, with_procedures

ADDRESS = "https://motcua.example.vn"


@pytest.fixture
def register(office: Office, tmp_path: Path) -> Office:
    return with_procedures(office, tmp_path)


def form(office: Office, dossier: Dossier, public_url: str = ADDRESS, copy: int = 0, lang: str = "vi") -> Form01:
    with office.reading() as (_, plan):
        return compose(plan, office.see(receipt.receipt, dossier.id), public_url, copy, lang)


def test_the_form_says_who_what_when_and_where(register: Office) -> None:
    dossier = receive(register, id_number="020090123456", request="Xin cấp", papers="Tờ khai (bản chính)\n\nCăn cước")
    said = form(register, dossier)
    rows = dict(said.rows)
    assert rows["Tiếp nhận hồ sơ của"] == "Nguyễn Văn Mẫu"
    assert rows["Số định danh"] == "••••••••3456"
    assert rows["Thủ tục"] == "Đăng ký khai sinh"
    assert rows["Thời gian giải quyết theo quy định"] == "3 ngày làm việc"
    assert rows["Thời gian nhận hồ sơ"] == "8 giờ 30 phút, ngày 02 tháng 7 năm 2026"
    assert said.due == "8 giờ 30 phút, ngày 07 tháng 7 năm 2026"
    assert said.papers == ("Tờ khai (bản chính)", "Căn cước")
    assert "Địa chỉ" not in rows


def test_the_code_carries_its_own_proof(register: Office) -> None:
    dossier, key = receive(register), register.keys.digest
    for said, prefix in ((form(register, dossier), f"{ADDRESS}/lookup/r/"), (form(register, dossier, ""), "HS:")):
        assert said.qr.startswith(prefix)
        found = proven(key, said.qr.removeprefix(prefix))
        assert found and found.dossier == dossier.id


def test_without_a_duration_it_says_as_regulated_never_nought(register: Office) -> None:
    said = form(register, receive(register, ANY_TIME))
    assert said.due == dict(said.rows)["Thời gian giải quyết theo quy định"] == "theo quy định"


@pytest.mark.parametrize("measure", MEASURES)
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_measure_has_words(register: Office, measure: str, lang: str) -> None:
    found = register.see(receipt.receipt, receive(register).id)
    halved = replace(found, dossier=replace(found.dossier, measure=measure, duration=0.5))
    with register.reading() as (_, plan):
        rows = dict(compose(plan, halved, "", lang=lang).rows)
    text = rows["Thời gian giải quyết theo quy định" if lang == "vi" else "Time by regulation"]
    assert measure == "same_day" or ("0,5" if lang == "vi" else "0.5") in text


@pytest.mark.parametrize("width", [80, 58])
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_on_thermal_paper_the_code_is_read_back(register: Office, width: int, lang: str) -> None:
    said = form(register, receive(register, papers="Tờ khai"), copy=1, lang=lang)
    image = Image.open(BytesIO(form01_png(short(said), 80 if width == 80 else 58)))
    assert (image.width, image.mode) == (576 if width == 80 else 384, "1")
    [code] = zxingcpp.read_barcodes(image)
    assert code.text == said.qr


def test_the_longest_words_fit_and_a_list_of_papers_is_cut_on_thermal_paper(register: Office) -> None:
    papers = "\n".join(f"Giấy tờ số {n}" for n in range(60))
    dossier = receive(register, request="Nội dung " * 200, papers=papers)
    said = form(register, dossier)
    assert len(said.papers) == 41 and said.papers[-1] == "và 20 giấy tờ khác"
    assert len(short(said).papers) == 10
    wide = replace(said, rows=(("Thủ tục", "Đăng ký " * 130), ("Địa chỉ", "x" * 300)))
    assert zxingcpp.read_barcodes(Image.open(BytesIO(form01_png(short(wide), 58))))
    assert form01_pdf(wide).startswith(b"%PDF-")


def test_what_a_citizen_is_called_is_never_markup(register: Office) -> None:
    said = replace(form(register, receive(register)), rows=(("Họ tên", '#panic() $x$ *b* "\\'),), name="#panic()")
    assert form01_pdf(said).startswith(b"%PDF-")
    assert form01_png(said, 80)
