"""What a print agent does: take a paper to print, and say what became of it."""

import secrets
from dataclasses import dataclass, replace
from sqlite3 import Connection

from kiosk.actions.dossiers.handling import saved
from kiosk.actions.work import Work, working
from kiosk.domain.office.plan import Plan, Printer
from kiosk.domain.office.roles import Actor
from kiosk.domain.paper.missing import EXPIRES
from kiosk.domain.queue.refusals import NoSuchSlip
from kiosk.domain.queue.ticket import Ticket
from kiosk.domain.record.entries.paper import ReceiptEnded, SlipEnded
from kiosk.office import Office
from kiosk.storage.dossiers import dossiers
from kiosk.storage.paper import jobs, printers
from kiosk.storage.paper.jobs import Job
from kiosk.storage.queue import tickets


@dataclass(frozen=True, slots=True)
class Claimer:
    """One run of a printer's agent: what it took in hand nobody else may end."""

    printer: Printer
    name: str

    @classmethod
    def of(cls, printer: Printer) -> "Claimer":
        """The run that begins now."""
        return cls(printer, f"{printer.name}/{secrets.token_hex(4)}")


@dataclass(frozen=True, slots=True)
class Paper:
    """Which slip is to be set, and whether it is a copy."""

    job: int
    ticket: Ticket
    copy: int = 0


@dataclass(frozen=True, slots=True)
class ReceiptPaper:
    """Which receipt is to be set, and whether it is a copy."""

    job: int
    dossier: int
    copy: int = 0


def next_paper(office: Office, by: Claimer) -> Paper | ReceiptPaper | None:
    """Claim the oldest paper of a printer; what waited too long expires unprinted, as its visitor has gone on."""
    with office.reading() as (sql, plan):
        if _oldest(sql, plan, by) is None:
            return None
    with working(office) as work:
        if job := _first_in_time(work, by):
            jobs.claim(work.sql, job.id, by.printer.name, by.name, work.now)
            return _paper(work.sql, job)
    return None


def expire(office: Office, by: Claimer) -> None:
    """End what waited too long for a printer that can print nothing now."""
    with office.moment() as moment:
        job = _oldest(moment.sql, moment.plan, by)
        if job is None or moment.now - job.created_at <= EXPIRES:
            return
    with working(office) as work:
        _first_in_time(work, by)


def put_back(office: Office, job: int, by: Claimer) -> None:
    """The printer stopped before a byte of a claimed paper went out: it waits again, in its old place."""
    with working(office) as work:
        if jobs.claimed(work.sql, job, by.name) is None:
            raise NoSuchSlip(job=job)
        jobs.release(work.sql, job)


def end_paper(office: Office, job: int, by: Claimer, outcome: str) -> None:
    """Say what became of a claimed paper: printed, failed, or unknown when bytes went out and no word came back.

    A receipt that was printed was given to the citizen.
    """
    with working(office) as work:
        claimed = jobs.claimed(work.sql, job, by.name)
        if claimed is None:
            raise NoSuchSlip(job=job)
        end_job(work, claimed, outcome)


def withdraw_slip(work: Work, ticket: int) -> None:
    """The slip of a number that was given back stays in, if no printer has it in hand yet."""
    if job := jobs.queued(work.sql, "slip", ticket):
        end_job(work, job, "expired")


def recover(office: Office, by: Claimer) -> int:
    """After a crash: what a printer had in hand is unknown and not printed again by itself; answers how many."""
    with working(office) as work:
        leftovers = jobs.left_behind(work.sql, by.printer.name, by.name)
        for job in leftovers:
            end_job(work, job, "unknown")
        return len(leftovers)


def report_state(office: Office, printer: str, state: str) -> None:
    """How a printer is, for the screens: news of the moment, not of the log."""
    with working(office) as work:
        printers.report(work.sql, printer, state, work.now)


def _first_in_time(work: Work, by: Claimer) -> Job | None:
    while job := _oldest(work.sql, work.plan, by):
        if work.now - job.created_at <= EXPIRES:
            return job
        end_job(work, job, "expired")
    return None


def _oldest(sql: Connection, plan: Plan, by: Claimer) -> Job | None:
    others = {number for each in plan.printers.values() for number in each.counters}
    return jobs.oldest(sql, by.printer.counters, others)


def _paper(sql: Connection, job: Job) -> Paper | ReceiptPaper:
    if job.kind == "receipt":
        return ReceiptPaper(job.id, job.subject, job.copy)
    ticket = tickets.load(sql, job.subject)
    return Paper(job.id, ticket, job.copy)


def end_job(work: Work, job: Job, outcome: str) -> None:
    """Say in an open write what became of a paper."""
    jobs.end(work.sql, job.id, outcome, work.now)
    if job.kind == "receipt":
        _end_receipt(work, job, outcome)
    else:
        number = tickets.load(work.sql, job.subject).number
        work.log(SlipEnded(job.logged_as, job.subject, number, outcome))


def _end_receipt(work: Work, job: Job, outcome: str) -> None:
    work.log(ReceiptEnded(job.logged_as, job.subject, outcome))
    dossier = dossiers.load(work.sql, job.subject)
    if outcome == "printed" and dossier and not dossier.receipt_at:
        saved(
            work, replace(dossier, receipt="80mm", receipt_at=work.now), "receipt", Actor(counter=job.counter), "80mm"
        )
