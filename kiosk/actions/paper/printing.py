"""What the print agent does: take a slip to print, and say what became of it."""

from dataclasses import dataclass, replace
from datetime import timedelta
from sqlite3 import Connection

from kiosk.actions.dossiers.handling import saved
from kiosk.actions.work import Work, working
from kiosk.domain.office.plan import Plan, Printer
from kiosk.domain.office.roles import Actor
from kiosk.domain.queue.numbering import parse
from kiosk.domain.queue.refusals import NoSuchSlip
from kiosk.domain.queue.ticket import Ticket
from kiosk.domain.queue.waiting import Wait
from kiosk.domain.record.entries.paper import ReceiptEnded, SlipEnded
from kiosk.office import Office
from kiosk.storage.dossiers import dossiers
from kiosk.storage.paper import print_jobs, receipts
from kiosk.storage.paper.print_jobs import Job
from kiosk.storage.paper.receipts import ReceiptJob
from kiosk.storage.queue import tickets

EXPIRES = timedelta(seconds=120)


@dataclass(frozen=True, slots=True)
class Paper:
    """What a slip is set from: the ticket, the promise made at issue, and whether it is a copy."""

    job: int
    ticket: Ticket
    wait: Wait
    copy: int = 0


@dataclass(frozen=True, slots=True)
class ReceiptPaper:
    """Which receipt is to be set, and whether it is a copy."""

    job: int
    dossier: int
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


def next_receipt(office: Office, printer: Printer) -> ReceiptPaper | None:
    """Claim the oldest receipt for a printer: of its own counters, else of those where no printer stands."""
    with office.reading() as (sql, plan):
        if not _receipt(sql, plan, "queued", printer):
            return None
    with working(office) as work:
        while job := _receipt(work.sql, work.plan, "queued", printer):
            if work.now - job.created_at <= EXPIRES:
                receipts.claim(work.sql, job.id)
                return ReceiptPaper(job.id, job.dossier, job.copy)
            _end_receipt(work, job, "expired")
    return None


def end_receipt(office: Office, job: int, outcome: str) -> None:
    """Say what became of a claimed receipt; one that was printed was given to the citizen."""
    with working(office) as work:
        claimed = receipts.load(work.sql, job)
        if claimed is None or claimed.state != "printing":
            raise NoSuchSlip(job=job)
        _end_receipt(work, claimed, outcome)


def recover_receipts(office: Office, printer: Printer) -> None:
    """After a crash: a receipt found half-done is unknown and not printed again by itself."""
    with working(office) as work:
        while job := _receipt(work.sql, work.plan, "printing", printer):
            _end_receipt(work, job, "unknown")


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


def _receipt(sql: Connection, plan: Plan, state: str, printer: Printer) -> ReceiptJob | None:
    others = {number for each in plan.printers.values() for number in each.counters}
    return receipts.oldest(sql, state, printer.counters, others)


def _end_receipt(work: Work, job: ReceiptJob, outcome: str) -> None:
    receipts.end(work.sql, job.id, outcome, work.now)
    work.log(ReceiptEnded(job.id, job.dossier, outcome))
    dossier = dossiers.load(work.sql, job.dossier)
    if outcome == "printed" and dossier and not dossier.receipt_at:
        saved(
            work, replace(dossier, receipt="80mm", receipt_at=work.now), "receipt", Actor(counter=job.counter), "80mm"
        )


def _end(work: Work, job: Job, outcome: str) -> None:
    print_jobs.end(work.sql, job.id, outcome, work.now)
    number = tickets.load(work.sql, job.ticket).number
    work.log(SlipEnded(job.id, job.ticket, number, outcome))
