"""What the print agent does: take a slip to print, and say what became of it."""

from dataclasses import dataclass
from datetime import timedelta

from kiosk.actions.work import Work, working
from kiosk.domain.entries import SlipEnded
from kiosk.domain.errors import NoSuchSlip
from kiosk.domain.numbering import parse
from kiosk.domain.ticket import Ticket
from kiosk.domain.waiting import Wait
from kiosk.office import Office
from kiosk.storage import print_jobs, tickets
from kiosk.storage.print_jobs import Job

EXPIRES = timedelta(seconds=120)


@dataclass(frozen=True, slots=True)
class Paper:
    """What a slip is set from: the ticket, the promise made at issue, and whether it is a copy."""

    job: int
    ticket: Ticket
    wait: Wait
    copy: int = 0


def next_slip(office: Office) -> Paper | None:
    """Claim the oldest slip; what waited too long expires unprinted, as its visitor has gone on."""
    if not _queued(office):
        return None
    with working(office) as work:
        while job := print_jobs.oldest(work.sql, "queued"):
            if work.now - job.created_at <= EXPIRES:
                print_jobs.claim(work.sql, job.id)
                return Paper(job.id, tickets.load(work.sql, job.ticket), job.wait, job.copy)
            _end(work, job, "expired")
    return None


def end_slip(office: Office, job: int, outcome: str) -> None:
    """Say what became of a claimed slip: printed, failed, or unknown when bytes went out and no word came back."""
    with working(office) as work:
        claimed = print_jobs.oldest(work.sql, "printing")
        if claimed is None or claimed.id != job:
            raise NoSuchSlip(job=job)
        _end(work, claimed, outcome)


def recover(office: Office) -> int:
    """After a crash: a slip found half-done is unknown and not printed again by itself; answers how many."""
    with working(office) as work:
        count = 0
        while job := print_jobs.oldest(work.sql, "printing"):
            _end(work, job, "unknown")
            count += 1
        return count


def report_state(office: Office, printer: str, state: str) -> None:
    """How a printer is, for the screens: news of the moment, not of the log."""
    with working(office) as work:
        print_jobs.report(work.sql, printer, state, work.now)


def slip_of(office: Office, text: str) -> Paper:
    """The slip of a number of today."""
    wanted = parse(text)
    with office.reading() as (sql, plan):
        found = wanted and tickets.by_number(sql, office.today(plan).isoformat(), *wanted)
        job = found and print_jobs.first_of(sql, found.id)
        if not found or not job:
            raise NoSuchSlip(job=text)
        return Paper(job.id, found, job.wait)


def _queued(office: Office) -> bool:
    with office.reading() as (sql, _):
        return print_jobs.oldest(sql, "queued") is not None


def _end(work: Work, job: Job, outcome: str) -> None:
    print_jobs.end(work.sql, job.id, outcome, work.now)
    number = tickets.load(work.sql, job.ticket).number
    work.log(SlipEnded(job.id, job.ticket, number, outcome))
