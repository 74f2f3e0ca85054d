"""The last step of a counter taken back: everything is as before it, and whoever heard the call hears an apology."""

from kiosk.actions.hall import announcing
from kiosk.actions.queue.counter import Step, remembered, stepping
from kiosk.domain.office.roles import CONSOLE, Actor
from kiosk.domain.queue.refusals import NothingToUndo, UndoOvertaken, UndoTooLate
from kiosk.domain.queue.ticket import Leg, State
from kiosk.domain.queue.undo import UNDO, undo_until
from kiosk.domain.ratings.held import mark_of
from kiosk.domain.record.entries.queue import StepUndone, about
from kiosk.office import Office
from kiosk.storage.queue import legs, out_of_turn
from kiosk.storage.ratings import ratings


def undo(office: Office, number: int, by: Actor = CONSOLE, version: int | None = None) -> list[Leg]:
    """Take back the last step of counter `number`; answers the legs as they are again.

    Refused after 10 s, and once one of its tickets was changed by another or rated.
    """
    with stepping(office, number, by, version) as step:
        changes = _changes(office, step, number)
        restored = [_restore(step, before, after) for before, after in reversed(changes)]
        subject = changes[-1][1]
        ids = [after.id for _, after in changes]
        step.log(StepUndone(*about(subject), number, by.person, ids))
        for before, after in changes:
            _tell(step, before, after)
        step.changes.clear()
        return [leg for leg in restored if leg]


def _changes(office: Office, step: Step, number: int) -> list[tuple[Leg | None, Leg]]:
    """What there is to take back, nobody else having touched it."""
    changes = remembered(step.desk) if step.desk else []
    if not changes or step.desk is None or step.desk.stepped_at is None:
        raise NothingToUndo(counter=number)
    if undo_until(step.desk.stepped_at, step.work.now) is None:
        raise UndoTooLate(seconds=int(UNDO.total_seconds()))
    newest = {after.ticket: after.id for _, after in changes}
    for _, after in changes:
        if not _untouched(office, step, after, newest[after.ticket]):
            raise UndoOvertaken(number=after.number)
    return changes


def _untouched(office: Office, step: Step, after: Leg, newest: int) -> bool:
    """Whether a leg is as the step left it, the ticket began no other, and nobody judged it."""
    sql = step.work.sql
    stands = legs.load(sql, after.id) == after and legs.newest_of(sql, after.ticket).id == newest
    return stands and not ratings.marked(sql, [mark_of(office.keys.digest, f"leg {after.id}")])


def _restore(step: Step, before: Leg | None, after: Leg) -> Leg | None:
    if before is None:
        if not legs.remove(step.work.sql, after.id):
            raise UndoOvertaken(number=after.number)
        return None
    if before.state is State.WAITING and after.state is State.CALLED:
        out_of_turn.take_back(step.work.sql, after)
    return step.move(after, before)


def _tell(step: Step, before: Leg | None, after: Leg) -> None:
    """A call that should not have been is withdrawn; one that was withdrawn, by whatever step, is called out again."""
    if before is None:
        return
    if before.state is not State.CALLED and after.state is State.CALLED:
        announcing.withdraw(step.work, after)
    elif before.state is State.CALLED:
        announcing.restore(step.work, before)
