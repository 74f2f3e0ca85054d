"""Help is noted when it was given, so that it is counted."""

from kiosk.actions.work import Work, working
from kiosk.domain.office.roles import CONSOLE, Actor
from kiosk.domain.queue.assist import KINDS
from kiosk.domain.queue.refusals import AssistGone, UnknownAssistKind, UnknownTicket
from kiosk.domain.record.entries.assists import AssistGiven, AssistTakenBack
from kiosk.office import Office
from kiosk.storage.queue import assists, tickets
from kiosk.storage.queue.assists import Assist


def note(office: Office, kind: str, number: str = "", by: Actor = CONSOLE, press: str | None = None) -> int:
    """Somebody was helped, with a number of today or none; answers the number of the note.

    `press` names a page's button: pressed twice, it notes once.
    """
    if kind not in KINDS:
        raise UnknownAssistKind(kind=kind, kinds=", ".join(KINDS))
    with working(office, by) as work:
        if press and (noted := assists.noted_by(work.sql, press)):
            return noted
        ticket = _ticket(work, number) if number.strip() else None
        assist = assists.add(work.sql, Assist(0, f"{work.today}", kind, ticket, by.person, press), work.now)
        work.log(AssistGiven(assist, f"{work.today}", kind, ticket, by.person))
        return assist


def take_back(office: Office, assist: int, by: Actor = CONSOLE) -> None:
    """It was noted by mistake: who noted it takes it back on the same day, and who is in charge or at the machine."""
    with working(office, by) as work:
        noted = assists.load(work.sql, assist)
        if noted is None or noted.day != f"{work.today}" or not _may(by, noted):
            raise AssistGone()
        assists.remove(work.sql, assist)
        work.log(AssistTakenBack(assist, by.person))


def _may(by: Actor, noted: Assist) -> bool:
    return noted.officer == by.person or bool({"manager", "console"} & by.roles)


def _ticket(work: Work, number: str) -> int:
    ticket = tickets.of_day(work.sql, f"{work.today}", number)
    if ticket is None:
        raise UnknownTicket()
    return ticket.id
