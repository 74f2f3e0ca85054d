"""Why this one? The reasons are the true ones, in words that a citizen would understand."""

from pathlib import Path

import pytest

from kiosk.actions.queue import moving, officer, particulars, visitor
from kiosk.actions.queue.moving import To
from kiosk.actions.queue.visitor import Wish
from kiosk.domain.queue.refusals import UnknownTicket
from kiosk.i18n import words
from kiosk.office import Office
from kiosk.views.queue import explanations
from tests.conftest import SetClock, call, issue, miss, open_office, plan_of, serve

PLAN = """
[[areas]]
letter = "A"
name = "A"
[[areas]]
letter = "B"
name = "B"
[[areas]]
letter = "C"
name = "C"
[[counters]]
number = 1
serves = ["A", "B"]
helps = ["C"]
[[counters]]
number = 2
serves = ["C"]
needs = ["wheelchair"]
[[classes]]
code = "elderly"
name = "elderly"
"""


@pytest.fixture
def hall(tmp_path: Path, clock: SetClock) -> Office:
    """Counter 1 serves A and B and helps C, which is counter 2's; it is 8:30."""
    return open_office(tmp_path / "hall", clock, plan_of(PLAN))


def said(office: Office, number: str, lang: str = "vi") -> list[str]:
    return [words(lang).because(each) for each in office.see(explanations.why, number).reasons]


def test_a_priority_visitor_goes_before_one_who_came_earlier(hall: Office, clock: SetClock) -> None:
    issue(hall, "A")
    clock.forward(42 * 60)
    issue(hall, "B", "elderly")
    before = "B001 được gọi trước A001: diện ưu tiên, sớm hơn 60 phút, tính từ 8:12."
    assert said(hall, "A001") == [
        "A001 đang chờ, lĩnh vực A; trước đó có 1 người.",
        "Thứ tự của A001: lấy số lúc 8:30.",
        before,
    ]
    assert call(hall).number == "B001"
    assert said(hall, "b001") == [
        "B001 được gọi đến quầy 1 lúc 9:12.",
        "Thứ tự của B001: diện ưu tiên, sớm hơn 60 phút, tính từ 8:12.",
        before,
    ]
    clock.forward(60)
    assert before in said(hall, "A001"), "also once it was called"
    assert "B001 goes before A001: priority, 60 minutes earlier, counted from 8:12." in said(hall, "A001", "en")


def test_who_came_first_goes_first_and_passes_nobody(hall: Office, clock: SetClock) -> None:
    issue(hall, "A")
    clock.forward(60)
    issue(hall, "A")
    assert said(hall, "A001") == [
        "A001 đang chờ, lĩnh vực A; trước đó có 0 người.",
        "Thứ tự của A001: lấy số lúc 8:30.",
    ]
    assert said(hall, "A002")[2:] == []


def test_one_who_missed_the_call_goes_behind_those_who_came_meanwhile(hall: Office, clock: SetClock) -> None:
    issue(hall, "A")
    clock.forward(60)
    call(hall)
    miss(hall)
    issue(hall, "A")
    moving.take_back(hall, "A001")
    assert "A002 được gọi trước A001: A001 lỡ lượt rồi quay lại, tính từ 8:31." in said(hall, "A001")


def test_a_transfer_to_the_end_or_to_the_front_is_said(hall: Office, clock: SetClock) -> None:
    issue(hall, "A")
    issue(hall, "B")
    clock.forward(60)
    issue(hall, "B")
    moving.transfer(hall, "A001", To("B", place="end"))
    clock.forward(60)
    issue(hall, "A")
    moving.transfer(hall, "A002", To("B", place="first", reason="office-error"))
    assert "Thứ tự của A001: xếp lại, tính từ 8:31." in said(hall, "A001")
    assert "A002 được gọi trước B001: ngoài thứ tự, lý do: Lỗi của Trung tâm." in said(hall, "B001")


def test_a_chosen_number_is_said_and_counted_with_its_reason(hall: Office, clock: SetClock) -> None:
    issue(hall, "A")
    clock.forward(60)
    issue(hall, "A")
    clock.forward(60)
    officer.call_number(hall, 1, "A002", "needs-help")
    clock.forward(60)
    before = "A002 được gọi trước A001: ngoài thứ tự, lý do: Cần hỗ trợ ngay."
    assert before in said(hall, "A001")
    assert before in said(hall, "A002")
    moving.put_back(hall, 1)
    assert before not in said(hall, "A002"), "it waits at its own turn again"


def test_what_a_counter_may_call_is_said_when_it_decides(tmp_path: Path, clock: SetClock) -> None:
    """Counter 1 serves A and B, counter 2 only B, counter 3 serves B and helps A."""
    counters = 'serves = ["A", "B"]', 'serves = ["B"]', 'serves = ["B"]\nhelps = ["A"]'
    text = PLAN.partition("[[counters]]")[0].replace('[[areas]]\nletter = "C"\nname = "C"\n', "")
    text += "".join(f"[[counters]]\nnumber = {i}\n{each}\n" for i, each in enumerate(counters, start=1))
    office = open_office(tmp_path, clock, plan_of(text))
    officer.begin_break(office, 1, "lunch")
    officer.end_break(office, 1)
    for area in "ABB":
        issue(office, area)
        clock.forward(60)
    call(office, 2)
    call(office, 3)
    clock.forward(60)
    assert said(office, "A001")[2:] == [
        "B002 được gọi trước A001: quầy 3 chỉ hỗ trợ lĩnh vực A khi hết người của mình.",
        "B001 được gọi trước A001: quầy 2 không phục vụ lĩnh vực A.",
    ]


def test_who_is_kept_for_a_fitted_counter_is_told_which(hall: Office, clock: SetClock) -> None:
    issue(hall, "C")
    serve(hall, 2)
    visitor.issue(hall, Wish("C", needs=("wheelchair",)))
    assert "C002 được giữ cho quầy 2." in said(hall, "C002")
    clock.forward(31 * 60)
    assert "C002 được giữ cho quầy 2." not in said(hall, "C002"), "nobody is there any more"


def test_a_class_that_staff_granted_is_explained_like_one_that_was_chosen(hall: Office, clock: SetClock) -> None:
    issue(hall, "A")
    clock.forward(600)
    issue(hall, "A")
    particulars.grade(hall, "A002", "elderly", "proof-shown")
    assert "A002 được gọi trước A001: diện ưu tiên, sớm hơn 60 phút, tính từ 7:40." in said(hall, "A001")


def test_a_parked_and_an_ended_ticket_are_explained_too(hall: Office, clock: SetClock) -> None:
    issue(hall, "A")
    call(hall)
    moving.park(hall, 1, "papers")
    assert said(hall, "A001")[0] == "A001 đang tạm để lại: Bổ sung giấy tờ."
    for number in ("A099", "x", "", "A001; DROP TABLE legs"):
        with pytest.raises(UnknownTicket):
            hall.see(explanations.why, number)
