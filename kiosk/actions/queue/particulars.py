"""What staff note about a ticket: its priority class, and a few words for whoever serves it next."""

import unicodedata

from kiosk.actions.queue.counter import known_reason, leg_of, stepping
from kiosk.actions.work import working
from kiosk.domain import reasons
from kiosk.domain.instants import to_text
from kiosk.domain.office.roles import CONSOLE, Actor
from kiosk.domain.queue.priority import head_start_min, regraded
from kiosk.domain.queue.refusals import NoteTooLong
from kiosk.domain.queue.ticket import Leg
from kiosk.domain.record.entries.queue import PriorityChanged, TicketNoted, about
from kiosk.office import Office
from kiosk.storage.queue import notes, tickets

LONGEST_NOTE = 200


def grade(
    office: Office,
    where: int | str,
    priority: str | None = None,
    reason: str = "",
    by: Actor = CONSOLE,
    *,
    version: int | None = None,
) -> Leg:
    """Grant a priority class for a reason code, or withdraw it (None); the turn is reckoned anew."""
    with stepping(office, where, by, version) as step:
        before, plan = step.subject(), step.work.plan
        granted, former = plan.priority(priority), plan.classes.get(before.priority or "")
        turn = regraded(before.turn_at, former, granted, step.work.now)
        after = step.move(before, before.regrade(granted.code if granted else None, turn))
        tickets.regrade(step.work.sql, after.ticket, after.priority)
        step.changes.clear()  # another grade takes it back, at any time
        facts = (*about(after), by.person, to_text(turn))
        step.log(PriorityChanged(*facts, known_reason(reason, reasons.GRADE), head_start_min(granted)))
        return after


def note(office: Office, number: str, text: str, by: Actor = CONSOLE) -> str:
    """Note a few words to a ticket of today, in place of those before; no words take the note away."""
    words = " ".join(unicodedata.normalize("NFC", text).split())
    if len(words) > LONGEST_NOTE:
        raise NoteTooLong(length=LONGEST_NOTE)
    with working(office, by) as work:
        leg = leg_of(work, number)
        notes.write(work.sql, leg.ticket, words)
        work.log(TicketNoted(leg.ticket, leg.number, by.person))
        return words
