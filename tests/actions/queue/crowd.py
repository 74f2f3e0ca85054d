"""What the crowd of test_concurrency does, light to import: every process of a crowd imports this anew."""

from pathlib import Path

from kiosk.actions.queue import officer, visitor
from kiosk.actions.queue.visitor import IssueKey, Wish
from kiosk.config import Config
from kiosk.office import Office

Called = list[tuple[int, str]]


def serve_ten(office: Office, counter: int) -> Called:
    """Ten visitors at a counter, one after the other: ticket and number of each."""
    served = []
    for _ in range(10):
        leg = officer.call_next(office, counter)
        officer.finish(office, counter)
        served.append((leg.ticket, leg.number))
    return served


def issue_many(office: Office, count: int) -> list[str]:
    """So many visitors in a row at one kiosk."""
    return [visitor.issue(office, Wish("A")).ticket.number for _ in range(count)]


def press(office: Office, count: int) -> list[str]:
    """One key pressed so many times."""
    key = IssueKey("one-key-for-all", holds=None)
    return [visitor.issue(office, Wish("A"), key).ticket.number for _ in range(count)]


def serve_in_process(folder: Path, counters: tuple[int, ...]) -> Called:
    """Counters of one process take turns."""
    office = Office(Config(folder))
    served = []
    for _ in range(10):
        for counter in counters:
            leg = officer.call_next(office, counter)
            served.append((leg.ticket, leg.number))
        for counter in counters:
            officer.finish(office, counter)
    return served


def issue_in_process(folder: Path, count: int) -> list[str]:
    return issue_many(Office(Config(folder)), count)


def press_in_process(folder: Path, count: int) -> list[str]:
    return press(Office(Config(folder)), count)
