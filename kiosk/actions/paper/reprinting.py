"""A slip that never came out, or was lost, is printed once more: only when staff say so."""

from kiosk.actions.paper.printing import end_job
from kiosk.actions.work import Work, working
from kiosk.domain.office.roles import Actor
from kiosk.domain.paper.missing import missing
from kiosk.domain.queue.refusals import NoSuchSlip
from kiosk.domain.queue.ticket import Ticket
from kiosk.domain.record.entries.paper import SlipQueued
from kiosk.office import Office
from kiosk.storage.paper import jobs
from kiosk.storage.queue import tickets


def reprint(office: Office, number: str, by: Actor) -> int:
    """Queue today's slip of a number once more, as a copy; while one is still to come that is it. Answers the job."""
    with working(office, by) as work:
        ticket = _ticket(work, number)
        newest = jobs.newest_slip(work.sql, ticket.id)
        if newest and newest[1] in ("queued", "printing"):
            job, state = newest
            if not missing(state, job.created_at, work.now):
                return job.id
            end_job(work, job, "expired" if state == "queued" else "unknown")
        copy = jobs.copies(work.sql, "slip", ticket.id)
        queued = jobs.add(work.sql, "slip", ticket.id, work.now, copy)
        work.log(SlipQueued(queued, ticket.id, ticket.number, copy, by.person))
        return queued


def _ticket(work: Work, number: str) -> Ticket:
    ticket = tickets.of_day(work.sql, work.today.isoformat(), number)
    if ticket is None or ticket.promise is None:
        raise NoSuchSlip(job=number)
    return ticket
