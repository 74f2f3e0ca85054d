"""How the promised waits came true, each beside a plain guess of the same moment."""

from datetime import date, timedelta

import pytest

from kiosk.actions.queue import officer, visitor
from kiosk.actions.queue.visitor import Wish
from kiosk.domain.reports.promises import GuessBasis, Kept, Verdict, judge
from kiosk.i18n import words
from kiosk.office import Office
from kiosk.views.reports import promises
from tests.conftest import NOW, SetClock, call, issue, serve

THURSDAY = date(2026, 7, 2)


@pytest.fixture
def known(office: Office) -> Office:
    """An office that saw five services of ten minutes at one counter: all five had come at once."""
    for _ in range(5):
        issue(office)
    for _ in range(5):
        serve(office, minutes=10)
    return office


def test_a_promise_is_judged_by_the_first_call(known: Office, clock: SetClock) -> None:
    """With one before: promised 8 to 16 minutes, guessed 10, called after 15."""
    for _ in range(2):
        visitor.issue(known, Wish("A"))
        known.paces.forget()
    call(known)
    clock.forward(900)
    officer.finish(known, 1)
    call(known)
    assert known.see(promises.verdict) == Verdict(2, 105.0, 1.0, 150.0, guessed=2, not_measured=1)


def test_who_was_promised_nothing_or_never_called_is_not_judged(office: Office) -> None:
    issue(office)
    call(office)
    assert office.see(promises.verdict) == Verdict(0)
    assert promises.verdict_line(words("en"), office.see(promises.verdict)) == "promises 0"


def test_only_promises_of_the_days_asked_for_are_judged(known: Office, clock: SetClock) -> None:
    visitor.issue(known, Wish("A"))
    call(known)
    clock.forward(24 * 3600)
    day = timedelta(days=1)
    assert known.see(promises.verdict, THURSDAY, THURSDAY).n == 1
    assert known.see(promises.verdict, THURSDAY - day, THURSDAY - day).n == 0
    assert known.see(promises.verdict, THURSDAY + day).n == 0


def test_a_verdict_is_the_middle_of_the_errors_and_the_share_within() -> None:
    kept = [Kept(0, 60, 0, 30), Kept(0, 60, 0, 90), Kept(60, 180, 100, 300)]
    assert judge(kept) == Verdict(3, 60.0, 0.333, 90.0, guessed=3)
    silent = [*kept, Kept(0, 60, None, 30)]
    assert judge(silent, 2) == Verdict(4, 30.0, 0.5, 90.0, guessed=3, not_measured=2)


def test_the_guess_is_average_service_times_people_by_open_counters() -> None:
    known = GuessBasis()
    for minutes in (8, 9, 10, 11, 12):
        known.served("A", timedelta(minutes=minutes))
    at = NOW
    assert known.guess(["A"], [1, 2, 3], 4, at) is None  # nobody is at work
    known.stepped(1, at - timedelta(minutes=31))
    known.stepped(2, at - timedelta(minutes=29))
    known.stepped(3, at)
    assert known.guess(["A"], [1, 2, 3], 4, at) == 1200
    assert known.guess(["B"], [1, 2, 3], 4, at) is None


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        (
            "en",
            "promises 812, within the range 61 %, median error 241.0 s, of the plain guess: 1,300.5 s; "
            "service not measured 3",
        ),
        (
            "vi",
            "báo trước 812 lượt chờ, trong khoảng đã báo 61 %, lệch trung vị 241,0 giây, của cách ước đơn giản: "
            "1.300,5 giây; 3 lượt không đo được thời gian phục vụ",
        ),
    ],
)
def test_it_is_told_on_one_line(lang: str, said: str) -> None:
    assert promises.verdict_line(words(lang), Verdict(812, 241.0, 0.607, 1300.5, 800, 3)) == said


def test_a_service_that_nobody_began_is_in_no_guess(office: Office, clock: SetClock) -> None:
    for _ in range(6):
        issue(office)
    for _ in range(5):
        call(office)
        clock.forward(300)
        officer.finish(office, 1)
    visitor.issue(office, Wish("A"))
    for _ in range(2):
        call(office)
        officer.finish(office, 1)
    verdict = office.see(promises.verdict)
    assert (verdict.n, verdict.guessed, verdict.baseline_median_abs_error_s, verdict.not_measured) == (1, 0, None, 7)
