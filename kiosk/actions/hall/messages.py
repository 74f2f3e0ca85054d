"""What the person in charge tells the hall: ready-made messages and free words, shown and spoken until ended."""

from collections.abc import Sequence

from kiosk.actions.work import Work, working
from kiosk.domain.hall.message import KINDS, LONGEST, Message, free_text
from kiosk.domain.hall.refusals import BadMessage, MessageOver
from kiosk.domain.office.roles import CONSOLE, Actor
from kiosk.domain.record.entries.hall import MessageEnded, MessageRepeated, MessageShown
from kiosk.office import Office
from kiosk.storage.hall import announcements, messages


def show(
    office: Office, kind: str, zones: Sequence[str] = (), words: tuple[str, str] = ("", ""), by: Actor = CONSOLE
) -> Message:
    """Show and speak a message in some zones (none named: in all); `words` (vi, en) only where the kind is free."""
    if kind not in KINDS:
        raise BadMessage(longest=LONGEST)
    free = (free_text(words[0], True), free_text(words[1], False)) if kind == "free" else ("", "")
    with working(office, by) as work:
        chosen = tuple(work.plan.zone(code).code for code in dict.fromkeys(zones))
        message = messages.add(work.sql, Message(0, kind, chosen, by.person, work.now, None, *free))
        work.log(MessageShown(message.id, by.person, kind, ",".join(chosen), _announce(work, message)))
        return message


def repeat(office: Office, number: int, by: Actor = CONSOLE) -> Message:
    """Speak a message once more."""
    with working(office, by) as work:
        message = _open(work, number)
        work.log(MessageRepeated(number, by.person, _announce(work, message)))
        return message


def end(office: Office, number: int, by: Actor = CONSOLE) -> None:
    """Take a message off the boards."""
    with working(office, by) as work:
        _open(work, number)
        messages.end(work.sql, number, work.now)
        work.log(MessageEnded(number, by.person))


def _announce(work: Work, message: Message) -> dict[str, int]:
    zones = [code for code in work.plan.zones if message.is_in(code)]
    return announcements.add_message(work.sql, message.id, zones, work.now)


def _open(work: Work, number: int) -> Message:
    message = messages.load(work.sql, number)
    if message is None or message.ended_at:
        raise MessageOver()
    return message
