"""Every view: it names its readers, never writes, and tells a figure as every other view of the same moment does."""

import pkgutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from shutil import copytree
from tempfile import TemporaryDirectory
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

import kiosk.views
from kiosk.actions.hall import alerts, messages
from kiosk.actions.office import manager, staff
from kiosk.actions.queue import moving, officer
from kiosk.actions.queue.moving import To
from kiosk.config import Config
from kiosk.domain.errors import Refusal
from kiosk.domain.queue.ticket import State
from kiosk.domain.reports.report import II_06A, Period
from kiosk.i18n import words
from kiosk.moment import Moment
from kiosk.office import Office
from kiosk.storage.queue import tickets
from kiosk.views import Reader, View
from kiosk.views.dossiers import lookup, need, receipt, reception, register, seeking
from kiosk.views.hall import board, news, reach, sign, sound
from kiosk.views.office import clock, devices, people
from kiosk.views.queue import choosing, desk, explanations, monitor, skipping, ticket, touch
from kiosk.views.ratings import paper_forms, question, rating_sums
from kiosk.views.reports import bulletin, promises, report, reports
from tests.conftest import NOW, SetClock, call, issue, miss, nothing_happens

Figures = Iterator[tuple[tuple[object, ...], object]]
TODAY = Period(NOW.date(), NOW.date())
AREAS, COUNTERS = "ABCEGHKM", range(1, 9)


def views() -> dict[str, View[..., Any]]:
    """Every view by its module and name."""
    found = {}
    for module in pkgutil.walk_packages(kiosk.views.__path__, "kiosk.views."):
        for name, each in vars(import_module(module.name)).items():
            if isinstance(each, View) and each.make.__module__ == module.name:
                found[f"{module.name.removeprefix('kiosk.views.')}.{name}"] = each
    return found


def token_of(moment: Moment) -> str:
    return tickets.load(moment.sql, 1).token


# What each view is asked in the tests: of a moment, the arguments to call it with.
ASKED: Mapping[View[..., Any], Callable[[Moment], Sequence[object]]] = {
    board.board: lambda m: ("1",),
    board.faulty_notices: lambda m: (),
    sound.records: lambda m: (),
    board.facts: lambda m: ("1",),
    board.newest_no: lambda m: ("1",),
    board.notice: lambda m: ("picture.png",),
    choosing.everywhere: lambda m: (),
    clock.reopenable: lambda m: (),
    devices.devices: lambda m: (),
    people.admitted: lambda m: (),
    people.officers: lambda m: (),
    people.played: lambda m: (),
    people.sessions_now: lambda m: (),
    people.sessions_of: lambda m: (1,),
    choosing.seat: lambda m: (1,),
    choosing.to_sit_at: lambda m: (True,),
    choosing.left_behind: lambda m: (1,),
    choosing.held: lambda m: (1,),
    skipping.preview: lambda m: ("A", "999"),
    skipping.undoable: lambda m: (),
    desk.desk: lambda m: (1,),
    explanations.why: lambda m: ("A001",),
    lookup.aims: lambda m: ("H15.50.05.13-260702-0001", "0000"),
    lookup.aims_of_card: lambda m: ("001099000001", "0000"),
    lookup.find: lambda m: ("H15.50.05.13-260702-0001", "0000"),
    lookup.of_card: lambda m: ("001099000001", "0000", (1,)),
    lookup.of_receipt: lambda m: ("1.1.AAAAAAAAAAAAAAAAAAAAAAAAAA",),
    lookup.proven: lambda m: ((1,),),
    monitor.monitor: lambda m: (),
    news.messages: lambda m: (),
    news.of_staff: lambda m: (),
    promises.verdict: lambda m: (),
    report.report_of: lambda m: ("day", words("vi"), TODAY, II_06A),
    bulletin.bulletin: lambda m: (),
    reports.hall: lambda m: (TODAY,),
    reports.lines: lambda m: (TODAY, m.now),
    reports.ratings: lambda m: (TODAY,),
    reports.summary: lambda m: (TODAY, m.now),
    paper_forms.paper_forms: lambda m: (),
    question.of_receipt: lambda m: ("1.1.AAAAAAAAAAAAAAAAAAAAAAAAAA",),
    question.of_slip: lambda m: (token_of(m),),
    question.pad: lambda m: (1,),
    rating_sums.months: lambda m: (),
    reach.reach: lambda m: (),
    receipt.proof_on: lambda m: (register.by_number(m, 1),),
    receipt.receipt: lambda m: (1,),
    receipt.to_try: lambda m: (),
    reception.offered: lambda m: (1, "khai sinh"),
    reception.sheet: lambda m: (1, 1),
    reception.visit: lambda m: (1,),
    seeking.sought: lambda m: ("A001",),
    register.by_code: lambda m: ("H15.50.05.13-260702-0001",),
    register.by_number: lambda m: (1,),
    need.of: lambda m: (1,),
    register.faults: lambda m: (m.now - NOW,),
    register.moved: lambda m: (),
    register.state_at: lambda m: ("H15.50.05.13-260702-0001", m.now),
    sign.sign: lambda m: (1,),
    sound.next_sayings: lambda m: (12,),
    sound.saying: lambda m: ("1", 1),
    ticket.aim: lambda m: ("A001",),
    ticket.of_code: lambda m: ("A001", "0000"),
    ticket.slip: lambda m: ("A001",),
    ticket.of_number: lambda m: ("A001",),
    ticket.of_slip: lambda m: (token_of(m),),
    ticket.standing: lambda m: (token_of(m),),
    touch.choice: lambda m: (),
    touch.taken: lambda m: ("page-0001",),
    touch.hall_message: lambda m: (),
}


def test_every_view_names_its_readers() -> None:
    found = views()
    assert len(found) > 30
    assert {name for name, view in found.items() if not view.readers} == set()
    assert {reader for view in found.values() for reader in view.readers} <= {*get_args(Reader)}
    assert not [name for name, view in found.items() if "nobody" in view.readers and len(view.readers) > 1]


def test_every_view_is_asked_here() -> None:
    assert {name for name, view in views().items() if view not in ASKED} == set()


@pytest.mark.parametrize("name", views())
def test_a_view_writes_nothing(busy: Office, name: str) -> None:
    view = views()[name]
    with nothing_happens(busy), busy.moment() as moment, suppress(Refusal):
        view(moment, *ASKED[view](moment))


@pytest.fixture
def busy(office: Office) -> Office:
    """Somebody is called, served, missed, parked and waits; a counter is on a break, an officer sits at another."""
    for area in "AAABBCEG":
        issue(office, area)
        _later(office, 1)
    for counter in (1, 2, 3, 4):
        call(office, counter)
    officer.start(office, 1)
    miss(office, 2)
    moving.park(office, 3, "papers")
    officer.begin_break(office, 5, "lunch")
    sit_down(office, 6)
    alerts.raise_at_counter(office, "help", 7)
    messages.show(office, "outage")
    return office


def sit_down(office: Office, number: int) -> None:
    """Somebody signs in and sits down at a counter, and does nothing yet."""
    login = f"officer{number}"
    with suppress(Refusal):
        manager.add_officer(office, login, login, "mật-khẩu-dài")
    person = next(each for each in office.see(people.officers) if each.login == login)
    with suppress(Refusal):
        staff.take_seat(office, number, person.id, f"browser{number}")


def figures(moment: Moment) -> Figures:
    """All that the views of a moment tell under a name that another view tells too."""
    yield from _of_areas(moment)
    yield from _of_counters(moment)
    yield from _of_tickets(moment)


def _of_areas(moment: Moment) -> Figures:
    for tile in touch.choice(moment).tiles:
        yield ("waiting", tile.area.letter), tile.waiting
        yield ("expected", tile.area.letter), tile.wait
    for queue in monitor.monitor(moment).queues:
        yield ("waiting", queue.area.letter), queue.waiting
        yield ("expected", queue.area.letter), queue.wait
    for zone in moment.plan.zones:
        for area, waiting, wait in board.board(moment, zone).areas:
            yield ("waiting", area.letter), waiting
            yield ("expected", area.letter), wait
        told: Any = board.facts(moment, zone)
        yield from ((("waiting", each["area"]), each["waiting"]) for each in told["areas"])


def _of_counters(moment: Moment) -> Figures:
    office, chosen = monitor.monitor(moment), choosing.everywhere(moment)
    for zone in moment.plan.zones:
        seen, told = board.board(moment, zone), dict[str, Any](board.facts(moment, zone))
        yield ("message", "all"), seen.message and seen.message.kind
        yield ("message", "all"), told["message"] and told["message"]["kind"]
        yield from ((("state", number), each.state) for number, each in seen.counters.items())
        yield from ((("current", each["counter"]), each["number"]) for each in told["counters"])
    for number in moment.plan.counters:
        own, above = desk.desk(moment, number), sign.sign(moment, number)
        for leg in (own.desk.leg, above.leg, office.counters[number].leg):
            yield ("current", number), leg.number if leg else None
        yield from ((("state", number), each) for each in (above.standing.state, office.counters[number].state))
        for seat in (own.seat, chosen[number], office.counters[number].seat):
            yield ("seat", number), seat and seat.name
        yield ("state", number), _state_at(own)
        mine = own.counter.serves | own.counter.helps
        yield ("waiting", *sorted(mine)), own.queue.total
        yield ("waiting", *sorted(mine)), sum(q.waiting for q in office.queues if q.area.letter in mine)
        yield ("message", "all"), own.message and own.message.kind


def _state_at(own: desk.DeskView) -> str:
    """How the counter stands, as its desk says."""
    leg, number = own.desk.leg, own.counter.number
    return leg.state if leg else "paused" if own.desk.paused else "free" if number in own.desk.opened else "closed"


def _of_tickets(moment: Moment) -> Figures:
    for row in moment.sql.execute("SELECT number, token FROM legs JOIN tickets t ON t.id = ticket").fetchall():
        held, why = ticket.standing(moment, row["token"]), explanations.why(moment, row["number"])
        found, slip = ticket.of_number(moment, row["number"]), ticket.of_slip(moment, row["token"])
        yield from ((("leg", row["number"]), each.leg) for each in (held, why, found, slip))
        if held.leg.state is State.WAITING:
            yield ("ahead", row["number"]), held.wait.ahead
            yield ("ahead", row["number"]), why.reasons[0].facts["n"]


def disagreements(office: Office) -> list[tuple[object, ...]]:
    """The names under which two views tell different figures."""
    told: dict[tuple[object, ...], object] = {}
    with office.moment() as moment:
        return [(*name, told[name], value) for name, value in figures(moment) if told.setdefault(name, value) != value]


def test_the_views_of_a_busy_hall_agree(busy: Office) -> None:
    assert disagreements(busy) == []
    with busy.moment() as moment:
        names = {name[0] for name, _ in figures(moment)}
        states = {value for name, value in figures(moment) if name[0] == "state"}
    assert names == {"waiting", "expected", "current", "state", "seat", "message", "leg", "ahead"}
    assert states == {"called", "serving", "paused", "free", "closed"}


STEPS: Mapping[str, Callable[[Office, str, int], object]] = {
    "issue": lambda office, area, number: issue(office, area),
    "priority": lambda office, area, number: issue(office, area, "elderly"),
    "next": lambda office, area, number: officer.call_next(office, number),
    "start": lambda office, area, number: officer.start(office, number),
    "finish": lambda office, area, number: officer.finish(office, number),
    "park": lambda office, area, number: moving.park(office, number, "papers"),
    "put back": lambda office, area, number: moving.put_back(office, number),
    "transfer": lambda office, area, number: moving.transfer(office, number, To(area)),
    "send": lambda office, area, number: moving.transfer(office, number, To(counter=9 - number)),
    "break": lambda office, area, number: officer.begin_break(office, number, "lunch"),
    "end break": lambda office, area, number: officer.end_break(office, number),
    "sit": lambda office, area, number: sit_down(office, number),
    "later": lambda office, area, number: _later(office, 7 * number),
}


def _later(office: Office, minutes: int) -> None:
    assert isinstance(office.clock, SetClock)
    office.clock.forward(60 * minutes)


@given(st.lists(st.tuples(st.sampled_from([*STEPS]), st.sampled_from(AREAS), st.sampled_from(COUNTERS)), max_size=25))
def test_the_views_of_any_moment_agree(sample_file: Path, steps: list[tuple[str, str, int]]) -> None:
    with TemporaryDirectory() as folder:
        copytree(sample_file.parent, folder, dirs_exist_ok=True)  # with its keys
        office = Office(Config(Path(folder)), SetClock())
        for name, area, number in steps:
            with suppress(Refusal):
                STEPS[name](office, area, number)
        assert disagreements(office) == []
        office.db.close()
