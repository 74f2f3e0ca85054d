"""Deadlines: a table worked out by hand, and a slow count, minute by minute, that knows nothing of the rules' code."""

from datetime import date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest

from kiosk.domain.dossiers.deadline import RESTARTED, USUAL, Shifts, Term, after_pause, pauses, working_hours
from kiosk.domain.dossiers.dossier import Dossier, DossierState, TraceStep
from kiosk.domain.office.hours import DAY_AND_NIGHT, Calendar, Hours

HALL = ZoneInfo("Asia/Ho_Chi_Minh")
# The days off of 2025/26 as published, with those the calendar library lacks (2/1 off, Saturday 10/1 worked).
OFF = ["2026-01-01", "2026-01-02", *(f"2026-02-{day}" for day in (16, 17, 18, 19, 20)), "2026-04-27"]
OFF += ["2026-04-30", "2026-05-01", "2026-08-31", "2026-09-01", "2026-09-02"]
WORKED = ["2026-01-10", "2026-08-22"]
CALENDAR = Calendar({date.fromisoformat(d): False for d in OFF} | {date.fromisoformat(d): True for d in WORKED})

MORNING, LONG, SHORT = (time(7, 30), time(11, 30)), (time(13, 30), time(17, 30)), (time(13, 30), time(17))
EIGHT = Shifts(Hours(((MORNING, LONG),) * 5 + ((), ())), CALENDAR)  # eight hours a day
SHORTER = Shifts(Hours(((MORNING, SHORT),) * 5 + ((MORNING,), ())), CALENDAR)  # 7.5, and Saturday mornings
OWN_DAY = Shifts(SHORTER.hours, CALENDAR, day_minutes=450)


def at(text: str) -> datetime:
    """A local time of 2026: "5/1 8:00"."""
    day, clock = text.split()
    numbers = [int(n) for n in day.split("/")] + [2026] * (day.count("/") == 1)
    hour, minute = clock.split(":")
    return datetime(numbers[2], numbers[1], numbers[0], int(hour), int(minute), tzinfo=HALL)


def told(due: datetime | None) -> str | None:
    return f"{due.day}/{due.month} {due.hour}:{due.minute:02d}" if due else None


@pytest.mark.parametrize(
    ("received", "amount", "measure", "due"),
    [
        # working days over a plain week, a moved workday, new year, the night and the lunch break
        ("5/1 8:00", 1, "working_day", "6/1 8:00"),
        ("5/1 8:00", 3, "working_day", "8/1 8:00"),
        ("9/1 8:00", 1, "working_day", "10/1 8:00"),
        ("9/1 16:30", 2, "working_day", "12/1 16:30"),
        ("16/1 8:00", 1, "working_day", "19/1 8:00"),
        ("31/12/2025 10:00", 1, "working_day", "5/1 10:00"),
        ("31/12/2025 17:30", 1, "working_day", "5/1 17:30"),
        ("6/1 17:29", 1, "working_day", "7/1 17:29"),
        ("6/1 17:30", 1, "working_day", "7/1 17:30"),
        ("6/1 6:00", 1, "working_day", "6/1 17:30"),
        ("6/1 7:30", 1, "working_day", "6/1 17:30"),
        ("6/1 12:00", 1, "working_day", "7/1 11:30"),
        ("6/1 8:00", 0.5, "working_day", "6/1 14:00"),
        ("7/2 9:00", 1, "working_day", "9/2 17:30"),
        # over the lunar new year, 30 April, and the national day with its moved workday
        ("13/2 14:00", 1, "working_day", "23/2 14:00"),
        ("13/2 14:00", 5, "working_day", "27/2 14:00"),
        ("13/2 17:45", 1, "working_day", "23/2 17:30"),
        ("17/2 9:00", 2, "working_day", "24/2 17:30"),
        ("24/4 15:00", 1, "working_day", "28/4 15:00"),
        ("29/4 15:00", 1, "working_day", "4/5 15:00"),
        ("21/8 10:00", 1, "working_day", "22/8 10:00"),
        ("21/8 10:00", 2, "working_day", "24/8 10:00"),
        ("28/8 10:00", 1, "working_day", "3/9 10:00"),
        # hours
        ("6/1 9:00", 2, "hour", "6/1 11:00"),
        ("6/1 9:30", 2, "hour", "6/1 11:30"),
        ("6/1 10:30", 2, "hour", "6/1 14:30"),
        ("6/1 12:10", 4, "hour", "6/1 17:30"),
        ("6/1 17:00", 1, "hour", "7/1 8:00"),
        ("9/1 17:00", 1, "hour", "10/1 8:00"),
        ("13/2 16:30", 4, "hour", "23/2 10:30"),
        # calendar days, never due on a day off
        ("5/1 8:00", 3, "day", "8/1 8:00"),
        ("8/1 9:00", 2, "day", "10/1 9:00"),
        ("8/1 9:00", 3, "day", "12/1 9:00"),
        ("16/1 9:00", 1, "day", "19/1 9:00"),
        ("10/2 9:00", 7, "day", "23/2 9:00"),
        ("29/4 10:00", 1, "day", "4/5 10:00"),
        ("5/1 18:00", 3, "day", "9/1 7:30"),
        ("3/1 9:00", 1, "day", "6/1 7:30"),
        # months
        ("5/1 9:00", 1, "month", "5/2 9:00"),
        ("30/1 9:00", 1, "month", "2/3 9:00"),
        ("31/12/2025 9:00", 2, "month", "2/3 9:00"),
        ("6/1 9:00", 6, "month", "6/7 9:00"),
        ("5/1 9:00", 1.5, "month", "23/2 9:00"),
        # the same day, until three o'clock
        ("6/1 14:59", 1, "same_day", "6/1 17:30"),
        ("6/1 15:00", 1, "same_day", "6/1 17:30"),
        ("6/1 15:01", 1, "same_day", "7/1 17:30"),
        ("6/1 12:00", 1, "same_day", "6/1 17:30"),
        ("6/1 18:00", 1, "same_day", "7/1 17:30"),
        ("9/1 15:30", 1, "same_day", "10/1 17:30"),
        ("16/1 15:30", 1, "same_day", "19/1 17:30"),
        ("13/2 16:00", 1, "same_day", "23/2 17:30"),
    ],
)
def test_a_deadline_worked_out_by_hand(received: str, amount: float, measure: str, due: str) -> None:
    assert told(EIGHT.due(Term(amount, measure), at(received))) == due


@pytest.mark.parametrize(
    ("shifts", "received", "amount", "measure", "due"),
    [
        (SHORTER, "5/1 9:00", 1, "working_day", "6/1 9:30"),
        (OWN_DAY, "5/1 9:00", 1, "working_day", "6/1 9:00"),
        (OWN_DAY, "16/1 9:00", 1, "working_day", "17/1 9:00"),
        (SHORTER, "12/1 15:00", 5, "day", "19/1 7:30"),
        (SHORTER, "12/1 10:00", 5, "day", "17/1 10:00"),
        (SHORTER, "17/1 10:00", 1, "same_day", "17/1 11:30"),
        (SHORTER, "16/1 16:00", 1, "same_day", "17/1 11:30"),
    ],
)
def test_a_shorter_day_and_a_saturday_morning(
    shifts: Shifts, received: str, amount: float, measure: str, due: str
) -> None:
    assert told(shifts.due(Term(amount, measure), at(received))) == due


def filed(received: str, term: Term | None, *trace: tuple[str, DossierState]) -> Dossier:
    """A dossier received then, with the steps that followed."""
    start = at(received)
    steps = [TraceStep(start, DossierState.ACCEPTED), *(TraceStep(at(text), state) for text, state in trace)]
    dossier = Dossier(1, "H15-260105-0001", "1.000001", 1, 1, "", "direct", steps[-1].state, received_at=start)
    due = EIGHT.due(term, start)
    known = (term.amount, term.measure) if term else (None, None)
    facts = {"due_at": due, "duration": known[0], "measure": known[1], "trace": tuple(steps)}
    return Dossier(**{name: facts.get(name, getattr(dossier, name)) for name in Dossier.__slots__})


PAPERS, PAY, HAND = DossierState.SUPPLEMENT, DossierState.PAYMENT, DossierState.IN_HAND
THREE, TEN = Term(3, "working_day"), Term(10, "day")


@pytest.mark.parametrize(
    ("dossier", "resumed", "restart", "due"),
    [
        (filed("5/1 8:00", THREE, ("6/1 10:00", PAPERS)), "8/1 9:00", False, "9/1 17:00"),
        (filed("5/1 8:00", THREE, ("6/1 10:00", PAPERS)), "8/1 9:00", True, "12/1 9:00"),
        (filed("5/1 8:00", THREE, ("6/1 10:00", PAPERS)), "7/1 20:00", False, "9/1 15:30"),
        (filed("5/1 8:00", THREE, ("5/1 8:00", PAPERS)), "8/1 8:00", False, "12/1 8:00"),
        (filed("5/1 8:00", THREE, ("9/1 8:00", PAPERS)), "13/1 8:00", False, "8/1 8:00"),
        (filed("12/2 8:00", Term(5, "working_day"), ("13/2 8:00", PAPERS)), "24/2 8:00", False, "2/3 8:00"),
        (filed("5/1 8:00", TEN, ("7/1 8:00", PAPERS)), "9/1 8:00", False, "19/1 8:00"),
        (filed("5/1 8:00", TEN, ("7/1 8:00", PAPERS)), "9/1 8:00", True, "19/1 8:00"),
        (filed("5/1 8:00", TEN, ("20/1 8:00", PAPERS)), "23/1 8:00", False, "15/1 8:00"),
        (filed("5/1 8:00", THREE, ("5/1 10:00", PAY)), "6/1 10:00", False, "9/1 8:00"),
        (filed("5/1 8:00", THREE, ("5/1 10:00", PAPERS), ("5/1 15:00", PAY)), "6/1 10:00", False, "9/1 8:00"),
        (
            filed("5/1 8:00", THREE, ("5/1 10:00", PAPERS), ("6/1 10:00", HAND), ("7/1 10:00", PAPERS)),
            "8/1 10:00",
            False,
            "10/1 8:00",
        ),
        (filed("6/1 9:00", Term(1, "same_day"), ("6/1 10:00", PAPERS)), "7/1 15:30", False, "8/1 17:30"),
        (filed("5/1 8:00", None, ("6/1 10:00", PAPERS)), "8/1 9:00", False, None),
    ],
)
def test_after_a_supplement_the_time_left_or_the_whole_time_anew(
    dossier: Dossier, resumed: str, restart: bool, due: str | None
) -> None:
    assert told(after_pause(dossier, at(resumed), EIGHT, restart)) == due


def test_after_time_that_began_anew_only_later_pauses_count() -> None:
    anew = TraceStep(at("8/1 9:00"), HAND, None, RESTARTED)
    dossier = filed("5/1 8:00", THREE, ("6/1 10:00", PAPERS), ("8/1 9:00", HAND), ("9/1 9:00", PAPERS))
    trace = (*dossier.trace[:2], anew, dossier.trace[3])
    facts = {name: getattr(dossier, name) for name in Dossier.__slots__}
    assert told(after_pause(Dossier(**{**facts, "trace": trace}), at("12/1 9:00"), EIGHT)) == "14/1 9:00"


def test_a_due_date_that_was_given_keeps_its_hours_of_work_over_a_pause() -> None:
    """Given on a Saturday, as an import may: the hours left until then are left afterwards."""
    given = at("17/1 9:00")
    assert told(EIGHT.shifted(given, (at("14/1 9:30"), at("19/1 9:30")))) == "21/1 17:30"
    assert EIGHT.shifted(given, (at("19/1 8:00"), at("20/1 8:00"))) == given


def test_without_a_duration_nothing_is_due() -> None:
    assert EIGHT.due(None, at("5/1 8:00")) is None


def test_an_office_that_never_works_is_a_mistake_that_ends() -> None:
    with pytest.raises(ValueError, match="never works"):
        Shifts(Hours(((),) * 7)).due(THREE, at("5/1 8:00"))


def test_a_queue_open_day_and_night_says_nothing_of_the_working_hours() -> None:
    assert working_hours(DAY_AND_NIGHT) == USUAL
    assert working_hours(EIGHT.hours) == EIGHT.hours


def test_pauses_that_touch_are_one() -> None:
    dossier = filed("5/1 8:00", THREE, ("5/1 10:00", PAPERS), ("5/1 15:00", PAY), ("6/1 8:00", HAND))
    assert pauses(dossier.trace, at("5/1 8:00")) == [(at("5/1 10:00"), at("6/1 8:00"))]


# The slow count: every minute of the first half of 2026 is written down as worked or not.
START = datetime(2026, 1, 1)
MINUTES = 150 * 1440
FIVE = 5


def slow_minutes(short: bool) -> list[bool]:
    """For every five minutes from New Year on, whether the office works: from the clock's face, not from Hours."""
    worked = []
    for n in range(MINUTES // FIVE):
        moment = START + timedelta(minutes=FIVE * n)
        text, weekday, hm = f"{moment:%Y-%m-%d}", moment.weekday(), moment.hour * 100 + moment.minute
        if text in WORKED and not short:  # a Saturday with hours of its own keeps these
            weekday = 0
        open_day = weekday < 5 or (short and weekday == 5)
        afternoon = 1330 <= hm < (1700 if short else 1730) and weekday < 5
        worked.append(text not in OFF and open_day and (730 <= hm < 1130 or afternoon))
    return worked


TABLES = {False: slow_minutes(False), True: slow_minutes(True)}


def slow_due(worked: list[bool], start: int, amount: int, measure: str, stop: tuple[int, int] | None) -> int:
    """The due five-minute mark, by walking. `amount` in marks; while stopped, nothing counts."""
    while not worked[start]:
        start += 1
    if stop:
        again = stop[1]
        while not worked[again]:
            again += 1
        stop = (stop[0], again)
    mark, counted = start, 0
    while counted < amount:
        still = stop is not None and stop[0] <= mark < stop[1]
        counted += 0 if still else int(worked[mark] or measure == "day")
        mark += 1
    if measure == "day":
        marks_a_day = 1440 // FIVE
        while not any(worked[mark // marks_a_day * marks_a_day :][:marks_a_day]):
            mark += marks_a_day
        while not worked[mark] and not worked[mark - 1]:
            mark += 1
    return mark


def test_the_slow_count_agrees() -> None:
    assert [seed for seed in range(240) if not counts_agree(seed)] == []


def counts_agree(seed: int) -> bool:
    """Whether both counts of a term made by dice end at the same minute."""
    dice = Random(seed)
    short, measure = dice.random() < 0.5, dice.choice(["hour", "working_day", "day"])
    amount = dice.choice([1, 2, 3, 5, 7, 10, 15, 20]) if measure != "hour" else dice.randint(1, 40)
    marks = {"hour": 60, "working_day": 480, "day": 1440}[measure] * amount // FIVE
    start = dice.randrange(60 * 1440 // FIVE)
    stop = None
    if dice.random() < 0.5:  # a pause that begins while the time runs
        begun = start
        while not TABLES[short][begun]:
            begun += 1
        paused = begun + dice.randrange(max(marks - 1, 1) // (2 if measure == "day" else 1))
        stop = (paused, paused + dice.randrange(1, 20 * 1440 // FIVE))

    def when(mark: int) -> datetime:
        return (START + timedelta(minutes=FIVE * mark)).replace(tzinfo=HALL)

    shifts = SHORTER if short else EIGHT
    due = shifts.due(Term(amount, measure), when(start), [(when(stop[0]), when(stop[1]))] if stop else [])
    return due == when(slow_due(TABLES[short], start, marks, measure, stop))
