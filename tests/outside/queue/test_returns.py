"""Who missed the call waits behind the third who waits then; so does who will be late."""

import re
from datetime import datetime, timedelta

import pytest

from kiosk.config import Config
from kiosk.office import Office
from tests.conftest import client_of
from tests.outside.conftest import Desk, instant

AREAS = '[[areas]]\nletter = "A"\nname = "A"\n[[areas]]\nletter = "B"\nname = "B"\n[[counters]]\nnumber = 1\n'
TICK = timedelta(milliseconds=1)


def minute(desk: Desk, number: int) -> Desk:
    return desk.at(f"2026-11-28T03:{number:02d}:00Z")


def hall(desk: Desk, settings: str = "", people: int = 6) -> Desk:
    """A001 missed the call at 10:31; the others came a minute apart and wait."""
    desk.set_up(settings + AREAS)
    for number in range(people):
        minute(desk, number).said("issue", "A")
    minute(desk, 30).said("call", "1")
    desk.said("recall", "1")
    minute(desk, 32).said("absent", "1")
    return desk


def turn(desk: Desk, number: str) -> datetime:
    """The turn that the log tells of a ticket's issue."""
    return next(instant(each["turn_at"]) for each in desk.log("TicketIssued") if each["number"] == number)


def test_who_missed_the_call_waits_behind_the_third(desk: Desk) -> None:
    back = hall(desk).told("return", "A001")
    assert instant(back["turn_at"]) == turn(desk, "A004") + TICK
    assert desk.said("call", "1") == "A002 -> 1"


@pytest.mark.parametrize(("after", "behind"), [(1, "A002"), (5, "A006"), (9, "A006")])
def test_the_office_says_behind_how_many_and_fewer_who_wait_are_all_passed(desk: Desk, after: int, behind: str) -> None:
    back = hall(desk, f"[returns]\nafter = {after}\n").told("return", "A001")
    assert instant(back["turn_at"]) == turn(desk, behind) + TICK


def test_where_nobody_waits_the_old_turn_is_kept(desk: Desk) -> None:
    back = hall(desk, people=1).told("return", "A001")
    assert instant(back["turn_at"]) == turn(desk, "A001")


def test_who_will_be_late_is_not_called_for_so_long_and_then_behind_the_third(desk: Desk) -> None:
    desk.set_up(AREAS)
    for number in range(6):
        minute(desk, number).said("issue", "A")
    late = minute(desk, 6).told("late", "A001")
    assert instant(late["turn_at"]) == turn(desk, "A004") + TICK
    for other in ("A002", "A003", "A004", "A005"):
        assert minute(desk, 7).said("call", "1") == f"{other} -> 1"
        desk.said("finish", "1")
    assert minute(desk, 17).said("call", "1") == "A001 -> 1"


def test_an_old_office_file_still_loads_and_says_what_became_of_its_rule(desk: Desk) -> None:
    desk.set_up(AREAS)
    file = desk.folder.parent / "office.toml"
    file.write_text(file.read_text() + "[returns]\ntimes = 1\npenalty_min = 10\n")
    done = desk.run("setup", "--office", file)
    assert done.exit_code == 0
    assert "penalty_min" in done.stderr and "after" in done.stderr


def test_the_desk_tells_who_is_late_from_who_missed_the_call(desk: Desk) -> None:
    desk.set_up(AREAS)
    for number in range(4):
        minute(desk, number).said("issue", "A")
    minute(desk, 6).said("late", "A001")
    minute(desk, 7).said("call", "1")
    desk.said("recall", "1")
    minute(desk, 9).said("absent", "1")
    desk.said("return", "A002")
    rows = dict(re.findall(r'data-ticket="(A\d+)".*?((?:Đến muộn|Đã báo|Lỡ lượt|Theo giờ)[^<]*)', shown(desk), re.S))
    assert rows == {
        "A003": "Theo giờ lấy số",
        "A004": "Theo giờ lấy số",
        "A001": "Đến muộn, chưa gọi trước 10:16",
        "A002": "Lỡ lượt, đã trở lại",
    }
    minute(desk, 16)
    rows = dict(re.findall(r'data-ticket="(A\d+)".*?((?:Đến muộn|Đã báo|Lỡ lượt|Theo giờ)[^<]*)', shown(desk), re.S))
    assert rows["A001"] == "Đã báo đến muộn"


def shown(desk: Desk) -> str:
    """The list of who waits on counter 1's desk."""
    now = instant(desk.clock.read_text())
    office = Office(Config(desk.folder, demo=True), lambda: now)  # where everybody is somebody at work
    try:
        html = client_of(office).get("/desk/1").get_data(as_text=True)
    finally:
        office.db.close()
    return html.split("<tbody", 1)[1].split("</tbody>", 1)[0]


def sent_on(desk: Desk) -> datetime:
    """The turn that the log tells of the newest transfer."""
    return instant(desk.log("TicketTransferred")[-1]["turn_at"])


def test_who_missed_the_call_after_a_transfer_wins_no_turn_back_by_another(desk: Desk) -> None:
    """A001 goes to B, misses the call there, waits behind B003, and is sent back to A and to B again."""
    desk.set_up(AREAS)
    for number, area in enumerate("ABBBA"):
        minute(desk, number).said("issue", area)
    minute(desk, 6).said("transfer", "A001", "--to", "B")
    assert sent_on(desk) == turn(desk, "A001"), "a transfer keeps the first turn"
    minute(desk, 30).said("call", "1")
    desk.said("recall", "1")
    minute(desk, 32).said("absent", "1")
    back = instant(desk.told("return", "A001")["turn_at"])
    assert back == turn(desk, "B003") + TICK
    minute(desk, 33).said("transfer", "A001", "--to", "A")
    assert sent_on(desk) == back
    minute(desk, 34).said("transfer", "A001", "--to", "B")
    assert sent_on(desk) == back
    assert desk.said("call", "1") == "B001 -> 1"
    assert "whole" in desk.said("verify", "--all")


def test_who_runs_late_after_a_transfer_wins_no_turn_back_by_another(desk: Desk) -> None:
    desk.set_up(AREAS)
    for number, area in enumerate("ABBB"):
        minute(desk, number).said("issue", area)
    minute(desk, 6).said("transfer", "A001", "--to", "B")
    late = instant(desk.told("late", "A001", "--minutes", "5")["turn_at"])
    assert late == turn(desk, "B003") + TICK
    minute(desk, 20).said("transfer", "A001", "--to", "A")
    assert sent_on(desk) == late


def test_who_waits_anew_after_a_service_wins_no_turn_back_by_a_transfer(desk: Desk) -> None:
    """The office serves one thing a turn: after it A001 waits behind those who came meanwhile."""
    desk.set_up(AREAS.replace('name = "A"\n', 'name = "A"\ndossiers_per_turn = 1\n', 1))
    for number in range(3):
        minute(desk, number).said("issue", "A")
    minute(desk, 10).said("call", "1")
    anew = instant(minute(desk, 12).told("again", "1")["turn_at"])
    minute(desk, 13).said("transfer", "A001", "--to", "B")
    assert sent_on(desk) == anew > turn(desk, "A003")
