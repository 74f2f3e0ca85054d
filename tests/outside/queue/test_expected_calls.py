"""An expected call knows the office's hours: noon, closing, days off; who counts as before you can be called before."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from kiosk.actions.office import manager
from kiosk.actions.queue import officer
from kiosk.config import Config
from kiosk.files import plan_file
from kiosk.office import Office
from kiosk.paper import slips
from kiosk.views.queue.ticket import slip as slip_of
from tests.conftest import SetClock, call, client_of, issue, open_office, plan_of

HALL = """
[office]
name = "Trung tâm"
day_end = "{day_end}"
[calendar]
holidays = false
[hours]
{hours}
[[zones]]
code = "1"
name = "Khu vực 1"
[[areas]]
letter = "A"
name = "Hộ tịch"
name_en = "Civil status"
[[counters]]
number = 1
"""
WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
DAY = "\n".join(f'{day} = ["07:30-11:30", "13:30-17:00"]' for day in WEEK[:5])
ALWAYS = "\n".join(f'{day} = ["00:00-24:00"]' for day in WEEK)
THURSDAY = "2026-07-02"


@dataclass
class Hall:
    """An office with one counter, where each service takes ten minutes; times are those of its clock."""

    office: Office
    clock: SetClock
    client: FlaskClient

    def at(self, time: str, day: str = THURSDAY) -> "Hall":
        self.clock.at = datetime.fromisoformat(f"{day}T{time}+07:00")
        return self

    def people(self, number: int) -> "Hall":
        """So many take a number."""
        for _ in range(number):
            issue(self.office)
        return self

    def paced(self, *minutes: int) -> "Hall":
        """Five came together and were called one after the other, ten minutes each; the sixth is at the counter."""
        self.people(6)
        for each in minutes or (10,) * 5:
            self.clock.forward(60 * each)
            call(self.office)
            officer.finish(self.office, 1)
        call(self.office)
        self.office.paces.forget()
        return self

    def texts(self, path: str) -> str:
        return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", self.client.get(path).get_data(as_text=True)))

    def takes(self, lang: str = "vi") -> list[str]:
        """One more takes a number: what program, result, slip and phone tell of the expected call."""
        headers = {"Authorization": f"Bearer {manager.add_device(self.office, 'kiosk')}"}
        told = self.client.post("/api/v1/tickets", json={"area": "A", "lang": lang}, headers=headers).get_json()
        phone = self.texts(f"/t/{told['token']}?lang={lang}")
        with self.office.reading() as (_, plan):
            slip = slips.compose(plan, self.office.see(slip_of, told["number"]), "", lang).expected
        return [str(told["today"]), slip, phone]


@pytest.fixture
def hall(tmp_path: Path, clock: SetClock) -> Callable[..., Hall]:
    def made(hours: str = DAY, *, carries: bool = False) -> Hall:
        file = tmp_path / "office.toml"
        file.write_text(HALL.format(hours=hours, day_end="carry" if carries else "end"))
        clock.at = datetime.fromisoformat(f"{THURSDAY}T08:00+07:00")
        open_office(tmp_path / "hall", clock, plan_file.read(file)).db.close()
        office = Office(Config(tmp_path / "hall", demo=True), clock)
        return Hall(office, clock, client_of(office))

    return made


def test_the_noon_break_is_no_time_in_which_anybody_is_called(hall: Callable[..., Hall]) -> None:
    morning = hall().at("10:00").paced()
    today, slip, phone = morning.at("11:00").people(3).takes()
    assert today == "sure"
    assert slip == "Dự kiến gọi từ 13:40 đến 13:45, có thể thay đổi"
    assert "Dự kiến gọi từ 13:40 đến 13:45" in phone
    tile = morning.texts("/touch/")
    assert re.search(r"khoảng 170–170 phút", tile), "with the noon break"


def test_during_the_noon_break_the_time_goes_on_after_it(hall: Callable[..., Hall]) -> None:
    noon = hall().at("09:00").paced().at("11:20").people(2)
    token = issue(noon.office).token
    assert "Dự kiến gọi từ 14:00 đến 14:05" in noon.at("12:10").texts(f"/t/{token}")


@pytest.mark.parametrize(
    ("lang", "unlikely", "unsure"),
    [
        ("vi", "Có thể không kịp phục vụ trong hôm nay. Vui lòng hỏi bàn hướng dẫn.", "có thể không kịp trong hôm nay"),
        ("en", "You may not be served today. Please ask at the help desk.", "it may be too late today"),
    ],
)
def test_nothing_is_promised_beyond_closing_without_saying_so(
    hall: Callable[..., Hall], lang: str, unlikely: str, unsure: str
) -> None:
    late = hall().at("14:00").paced(8, 8, 8, 14, 14).at("15:55").people(6)
    today, slip, phone = late.takes(lang)
    assert (today, unsure in slip, unsure in phone) == ("unsure", True, True)
    assert "16:55" in slip and "17:05" not in slip + phone
    today, slip, phone = late.people(120).takes(lang)
    assert (today, slip) == ("unlikely", unlikely)
    assert unlikely in phone
    short = {"vi": "khó kịp giờ", "en": "not today?"}[lang]
    words = {"vi": "có thể không kịp hôm nay", "en": "may be too late today"}[lang]
    for path, told in (("/touch/", words), ("/board/1", short), ("/monitor/", words)):
        shown = late.texts(f"{path}?lang={lang}")
        assert told in shown, path
        assert not re.search(r"\d[.,]\d{3} (phút|min)|\d{3,} (phút|min)", shown), path


def test_who_is_carried_over_is_told_the_day_on_which_they_are_called_first(hall: Callable[..., Hall]) -> None:
    friday = hall(carries=True).at("14:00", "2026-07-03").paced().at("16:00", "2026-07-03").people(60)
    today, slip, phone = friday.takes()
    assert today == "unlikely"
    assert slip == "Có thể không kịp phục vụ trong hôm nay; khi đó Ông/Bà được gọi đầu giờ ngày 06/7/2026"
    assert slip in phone


def test_a_call_after_midnight_names_its_day(hall: Callable[..., Hall]) -> None:
    today, slip, _ = hall(ALWAYS).at("22:00").paced().at("23:20").people(4).takes()
    assert today == "sure"
    assert slip == "Dự kiến gọi từ 0:10 đến 0:15 ngày 03/7/2026, có thể thay đổi"


HELPED = """
[[areas]]
letter = "A"
name = "A"
[[areas]]
letter = "B"
name = "B"
[[counters]]
number = 1
serves = ["A"]
[[counters]]
number = 2
serves = ["B"]
helps = ["A"]
"""


def test_who_counts_as_before_can_be_called_before(tmp_path: Path, clock: SetClock) -> None:
    """While counter 1 is closed, counter 2 calls A by turns with B; when both are open, B goes to counter 2 alone."""
    office = open_office(tmp_path / "hall", clock, plan_of(HELPED))
    for area in "BBBA":
        clock.forward(1)
        newest = issue(office, area)
    phone = f"/t/{newest.token}"
    call(office, 2)
    told = re.findall(r"Còn (\d+) người trước", client_of(office).get(phone).get_data(as_text=True))
    assert told == ["2"], "the two of B are called before"
    for _ in range(2):
        officer.finish(office, 2)
        assert call(office, 2).area == "B"
    officer.finish(office, 2)
    assert call(office, 2).number == newest.number
    officer.finish(office, 2)
    for area in "BBA":
        clock.forward(1)
        newest = issue(office, area)
    officer.begin_break(office, 1, "lunch")
    officer.end_break(office, 1)
    assert "Ông/Bà là người tiếp theo" in client_of(office).get(f"/t/{newest.token}").get_data(as_text=True)
    assert call(office, 1).number == newest.number
    office.db.close()
