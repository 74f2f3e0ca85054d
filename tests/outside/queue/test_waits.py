"""A visit waits once, from its number to its first call; what is waited later counts apart, and nobody's wait is 0."""

import re
from pathlib import Path
from typing import Any

import pytest

from kiosk.config import Config
from kiosk.office import Office
from tests.conftest import client_of
from tests.outside.conftest import Desk, instant
from tests.outside.record.conftest import EARLIER, earlier_office, query

DAY = "2026-11-28"
HALL = (
    '[[areas]]\nletter = "A"\nname = "A"\n[[areas]]\nletter = "B"\nname = "B"\n'
    "[[counters]]\nnumber = 1\n[[counters]]\nnumber = 2\n"
)


def minute(desk: Desk, number: int) -> Desk:
    return desk.at(f"2026-11-28T03:{number:02d}:00Z")


def figures(desk: Desk) -> dict[str, Any]:
    """What the day's report tells of all legs."""
    told: dict[str, Any] = desk.told("report", "day", "--from", DAY, "--to", DAY)
    return told


def put_back(desk: Desk) -> None:
    minute(desk, 10).said("call", "1")
    minute(desk, 12).said("put-back", "1")
    minute(desk, 15).said("call", "1")


def parked_before_the_call(desk: Desk) -> None:
    minute(desk, 2).said("park", "A001", "--reason", "papers")
    minute(desk, 9).said("resume", "A001")
    minute(desk, 10).said("call", "1")


def sent_elsewhere_before_the_call(desk: Desk) -> None:
    minute(desk, 3).said("transfer", "A001", "--to", "B")
    minute(desk, 10).said("call", "2")


def sent_elsewhere_after_the_call(desk: Desk) -> None:
    minute(desk, 10).said("call", "1")
    minute(desk, 12).said("transfer", "1", "--to", "B")
    minute(desk, 15).said("call", "1")


def parked_after_the_call(desk: Desk) -> None:
    minute(desk, 10).said("call", "1")
    minute(desk, 11).said("park", "1", "--reason", "papers")
    minute(desk, 12).said("resume", "A001")
    minute(desk, 15).said("call", "1")


def missed(desk: Desk) -> None:
    minute(desk, 10).said("call", "1")
    desk.said("recall", "1")
    minute(desk, 12).said("absent", "1")
    desk.said("return", "A001")
    minute(desk, 15).said("call", "1")


@pytest.mark.parametrize(
    ("what_happens", "later"),
    [
        (put_back, 180.0),
        (parked_before_the_call, None),
        (sent_elsewhere_before_the_call, None),
        (sent_elsewhere_after_the_call, 180.0),
        (parked_after_the_call, 180.0),
        (missed, 180.0),
    ],
)
def test_a_visit_waits_from_its_number_to_its_first_call(desk: Desk, what_happens: Any, later: float | None) -> None:
    minute(desk.set_up(HALL), 0).said("issue", "A")
    what_happens(desk)
    told = figures(desk)
    assert (told["wait_p50_s"], told["wait_p90_s"]) == (600.0, 600.0)
    assert (told["later_wait_p50_s"], told["waited_again"]) == (later, int(later is not None))
    assert "whole" in desk.said("verify", "--all")


def test_nobody_waited_for_the_second_service_of_a_visit(desk: Desk) -> None:
    minute(desk.set_up(HALL), 0).said("issue", "A")
    minute(desk, 10).said("call", "1")
    desk.said("start", "1")
    minute(desk, 14).said("again", "1")
    minute(desk, 16).said("finish", "1")
    told = figures(desk)
    assert (told["served"], told["wait_p50_s"], told["waited_again"]) == (2, 600.0, 0)
    assert (told["service_p50_s"], told["service_p90_s"], told["not_measured"]) == (120.0, 240.0, 0)


def test_the_desk_and_the_report_tell_one_wait_of_a_visit(desk: Desk) -> None:
    minute(desk.set_up(HALL), 0).said("issue", "A")
    minute(desk, 3).said("transfer", "A001", "--to", "B")
    minute(desk, 7)
    assert "7 phút" in page(desk, "/desk/1")
    assert re.search(r"<td class=\"[a-z ]*\">7 phút", page(desk, "/monitor/")), "the same stands on the monitor"
    minute(desk, 10).said("call", "1")
    assert "Đã chờ 10 phút" in page(desk, "/desk/1")
    assert figures(desk)["wait_p50_s"] == 600.0
    minute(desk, 12).said("put-back", "1")
    minute(desk, 15).said("call", "1")
    assert "Chờ gọi lại 3 phút" in page(desk, "/desk/1")
    minute(desk, 16).said("again", "1")
    marks = page(desk, "/desk/1").split('<section id="counter"')[1].split('class="marks"')[1].split("</p>")[0]
    assert "phút" not in marks, "nobody waited for the second"


def page(desk: Desk, path: str) -> str:
    """What a page of the office shows at the desk's time, to somebody at work."""
    now = instant(desk.clock.read_text())
    office = Office(Config(desk.folder, demo=True), lambda: now)  # where everybody is somebody at work
    try:
        return client_of(office).get(path).get_data(as_text=True)
    finally:
        office.db.close()


def test_a_chosen_call_stays_on_the_monitor_and_in_the_report_whatever_becomes_of_the_ticket(desk: Desk) -> None:
    minute(desk.set_up(HALL), 0).said("issue", "A")
    desk.said("issue", "A")
    minute(desk, 5).said("call", "1", "--number", "A002", "--reason", "urgent")
    minute(desk, 6).said("park", "1", "--reason", "papers")
    minute(desk, 7).said("resume", "A002")
    listed = page(desk, "/monitor/").split('id="out-of-turn"')[1].split("</section>")[0]
    assert "A002" in listed and "10:05" in listed and "Trường hợp khẩn cấp" in listed
    assert figures(desk)["out_of_turn"] == 1
    reason = next(each for each in desk.told("why", "A002")["reasons"] if each["code"] == "turn")["reason"]
    assert reason["code"] == "arrival", "its place is its own again"
    minute(desk, 8).said("call", "1", "--number", "A002", "--reason", "office-error")
    listed = page(desk, "/monitor/").split('id="out-of-turn"')[1].split("</section>")[0]
    assert listed.count("A002") == 2 == figures(desk)["out_of_turn"]
    desk.said("undo", "1")
    assert figures(desk)["out_of_turn"] == 1
    assert "whole" in desk.said("verify", "--all")


@pytest.mark.parametrize("commit", EARLIER)
def test_the_waits_of_an_old_office_are_read_from_its_log(tmp_path: Path, clock: Any, commit: str) -> None:
    run = earlier_office(commit, tmp_path / "office", clock)
    verified = run("verify", "--all")
    assert verified.exit_code == 0, verified.output
    first_calls = (
        "SELECT l.id, CAST(round(1000 * 86400 * (julianday(min(c.at)) - julianday(t.issued_at))) AS INTEGER) "
        "FROM log c JOIN legs l ON l.id = json_extract(c.body, '$.leg') JOIN tickets t ON t.id = l.ticket "
        "WHERE c.kind = 'TicketCalled' GROUP BY t.id"
    )
    told = query(tmp_path / "office", first_calls)
    kept = query(tmp_path / "office", "SELECT id, first_wait_ms FROM legs WHERE first_wait_ms IS NOT NULL ORDER BY id")
    assert len(kept) > 1
    assert [each for each in sorted(told) if each[0] in {leg for leg, _ in kept}] == kept


def test_a_day_taken_up_again_counts_no_wait_twice(desk: Desk) -> None:
    """A002 was chosen and called, A003 waits, when a clock that leapt ahead ended the day."""
    minute(desk.set_up(HALL), 0)
    for _ in range(3):
        desk.said("issue", "A")
    minute(desk, 10).said("call", "1", "--number", "A002", "--reason", "urgent")
    desk.at("2026-12-28T03:10:30Z").said("clock", "accept", "--reason", "set-wrong")
    minute(desk, 11).said("clock", "accept", "--reason", "set-wrong")
    desk.said("day", "reopen")
    reason = next(each for each in desk.told("why", "A002")["reasons"] if each["code"] == "turn")["reason"]
    assert reason["code"] == "arrival", "it waits at its own turn"
    minute(desk, 13)
    assert [desk.said("call", counter) for counter in ("1", "2")] == ["A001 -> 1", "A002 -> 2"]
    told = figures(desk)
    assert (told["wait_p50_s"], told["wait_p90_s"], told["later_wait_p50_s"]) == (600.0, 780.0, 180.0)
    assert "whole" in desk.said("verify", "--all")


def served(desk: Desk, *, minutes: int, started: bool, since: int) -> None:
    """Counter 1 calls the next and ends it after so long, having pressed start at the call or not at all."""
    minute(desk, since).said("call", "1")
    if started:
        desk.said("start", "1")
    minute(desk, since + minutes).said("finish", "1")


def test_a_service_nobody_measured_is_in_no_guess_beside_the_promises(desk: Desk) -> None:
    """Five services of two minutes were begun and ended; four others of ten minutes only ended, and five later."""
    minute(desk.set_up(HALL), 0)
    for _ in range(13):
        desk.said("issue", "A")
    for each in range(5):
        served(desk, minutes=2, started=True, since=2 * each)
    for each in range(4):
        served(desk, minutes=10, started=False, since=10 + 10 * each)
    desk.said("issue", "A")
    for each in range(5):
        served(desk, minutes=1, started=False, since=50 + each)
    told = desk.told("report", "waits")
    waited_s, guessed_s = 4 * 60.0, 4 * 120.0
    assert (told["n"], told["baseline_median_abs_error_s"]) == (1, guessed_s - waited_s)
    assert told["guessed"] == 1
    assert told["not_measured"] == figures(desk)["not_measured"] == 9
    assert "service not measured 9" in desk.said("report", "waits")


def test_promises_are_judged_also_where_nobody_measured_a_service(desk: Desk) -> None:
    minute(desk.set_up(HALL), 0)
    for _ in range(5):
        desk.said("issue", "A")
    for each in range(5):
        served(desk, minutes=5, started=False, since=5 * each)
    minute(desk, 26).said("issue", "A")
    minute(desk, 27).said("call", "1")
    told = desk.told("report", "waits")
    assert (told["n"], told["guessed"], told["baseline_median_abs_error_s"], told["not_measured"]) == (1, 0, None, 5)
    assert "of the plain guess: not measured" in desk.said("report", "waits")


def test_what_was_undone_and_what_was_begun_again_are_measured_as_in_the_report_of_the_day(desk: Desk) -> None:
    """A finish undone and pressed again is one service; the next service of a visit began when the first ended."""
    minute(desk.set_up(HALL), 0)
    for _ in range(4):
        desk.said("issue", "A")
    served(desk, minutes=3, started=True, since=1)
    desk.said("undo", "1")
    minute(desk, 5).said("again", "1")
    minute(desk, 9).said("finish", "1")
    served(desk, minutes=3, started=False, since=10)
    minute(desk, 15).said("call", "1")
    desk.said("start", "1")
    minute(desk, 16).said("put-back", "1")
    served(desk, minutes=3, started=False, since=17)
    assert desk.told("report", "waits")["not_measured"] == figures(desk)["not_measured"] == 2
