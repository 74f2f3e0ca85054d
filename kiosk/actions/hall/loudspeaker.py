"""Holding a zone's loudspeaker: whoever may play asks again and again, and one at a time is told what to say."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from sqlite3 import Connection

from kiosk.domain.hall import announcer
from kiosk.domain.hall.announcer import Alarm, Turn
from kiosk.domain.hall.loudspeaker import Loudspeaker
from kiosk.domain.hall.message import shown_in
from kiosk.domain.instants import to_ms
from kiosk.domain.office.plan import Plan
from kiosk.office import Office
from kiosk.storage.hall import announcements, loudspeakers, messages

BEFORE = 20  # announcements: more than are made in the seconds in which a recall merges with its call
AT_ONCE = 1_000
STUCK = announcer.SPOKEN_FOR + timedelta(seconds=60)  # the longest that is said, with room to spare
MUTED_ANEW = timedelta(seconds=10)


@dataclass(frozen=True, slots=True)
class SoundReport:
    """What a board or player tells: who it is, whether it may play, what it has said to its end, and whether a sound
    came (`heard`), whether it is free.

    `trusted`: a device of the office, before which any other browser stands back. `lang`: that of the board, which is
    spoken too. `leaving`: it gives the lease up.
    """

    zone: str
    owner: str
    trusted: bool = False
    lang: str = "vi"
    audible: bool = True
    done: int = 0
    heard: bool = True
    free: bool = True
    leaving: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """Whether the zone's loudspeaker is the asker's, and what it says now, in which languages, how loud (%)."""

    owner: bool
    turn: Turn
    langs: tuple[str, ...] = ()
    volume: int = 100


@dataclass(frozen=True, slots=True)
class _Step:
    before: Loudspeaker
    after: Loudspeaker
    answer: Answer
    ended: int = 0


def attend(office: Office, report: SoundReport) -> Answer:
    """Renew or take the lease and answer what is to be said; writes only what changes."""
    now = to_ms(office.clock())
    with office.reading() as (sql, plan):
        step = _step(sql, plan, report, now)
    if step.after == step.before:
        return step.answer
    with office.db.turn() as sql:
        step = _step(sql, plan, report, now)
        _write(sql, report.zone, step, report.heard, now)
    return step.answer


def _step(sql: Connection, plan: Plan, report: SoundReport, now: datetime) -> _Step:
    zone = plan.zone(report.zone)
    speaker = loudspeakers.load(sql, report.zone)
    if not report.audible or report.leaving:
        return _stood_back(speaker, report, now)
    if not speaker.free_for(report.owner, report.trusted, now) and not _stuck(sql, speaker, now):
        return _Step(speaker, speaker, Answer(False, Turn(speaker.spoken_no)))
    held, ended = _heard(sql, speaker.taken(report.owner, report.trusted, now), report)
    volume = zone.sound.volume_at(now.astimezone(plan.zone_info).time())
    alarm = _alarm(sql, report.zone, now, ended)
    turn = (
        _turn(sql, held, now, zone.sound.repeat, quiet=volume == 0, alarm=alarm)
        if report.free
        else Turn(held.spoken_no)
    )
    if report.free:
        held = replace(held, spoken_no=turn.upto, saying_no=turn.announcement.no if turn.announcement else 0)
    langs = announcements.saying(sql, turn.announcement).languages(zone, report.lang) if turn.announcement else ()
    answer = Answer(True, turn, langs, volume or zone.sound.volume)  # in quiet hours only messages are said
    if replace(held, seen_at=speaker.seen_at) == speaker and not speaker.stale(now):
        held = speaker
    return _Step(speaker, held, answer, ended)


def _turn(
    sql: Connection, held: Loudspeaker, now: datetime, repeats: bool, *, quiet: bool, alarm: Alarm | None
) -> Turn:
    ledger = announcements.after(sql, held.zone, held.spoken_no - BEFORE, AT_ONCE)
    return announcer.next_turn(ledger, held, now, repeats=repeats, quiet=quiet, alarm=alarm)


def _alarm(sql: Connection, zone: str, now: datetime, ended: int) -> Alarm | None:
    """The call to leave the building that stands in a zone; `ended`: the number of what was just said to its end."""
    message = shown_in(zone, messages.open_ones(sql))
    announcement = announcements.of_message(sql, zone, message.id) if message and message.alarm else None
    if announcement is None:
        return None
    return Alarm(announcement, now if announcement.no == ended else loudspeakers.ended_at(sql, zone, announcement.no))


def _stuck(sql: Connection, speaker: Loudspeaker, now: datetime) -> bool:
    """Whether the owner beats and does nothing: by now it should have said or passed over what it was told of."""
    oldest = announcements.after(sql, speaker.zone, speaker.spoken_no, 1)
    return bool(oldest) and now - oldest[0].at > STUCK


def _heard(sql: Connection, held: Loudspeaker, report: SoundReport) -> tuple[Loudspeaker, int]:
    """With what was said to its end, and its number (0: nothing new)."""
    if not report.done or held.saying_no != report.done:
        return held, 0
    said = announcements.load(sql, held.zone, report.done)
    return held.ended(report.done, said is not None and said.kind == "message"), report.done


def _stood_back(speaker: Loudspeaker, report: SoundReport, now: datetime) -> _Step:
    """Without one who leaves, or whose browser forbids sound: that is remembered while nobody else speaks."""
    after = speaker.released() if speaker.owner == report.owner else speaker
    reported = after.muted_at is not None and abs(now - after.muted_at) < MUTED_ANEW
    if not report.leaving and not after.alive(now) and not reported:
        after = replace(after, muted_at=now)
    return _Step(speaker, after, Answer(False, Turn(speaker.spoken_no)))


def _write(sql: Connection, zone: str, step: _Step, heard: bool, now: datetime) -> None:
    loudspeakers.save(sql, step.after)
    if step.ended:
        loudspeakers.end(sql, zone, step.ended, now)
    if step.ended and not heard:
        loudspeakers.account(sql, zone, [(step.ended, announcer.UNHEARD)], now)
    turn = step.answer.turn
    outcomes = list(turn.passed)
    if turn.announcement and not turn.again:
        outcomes.append((turn.announcement.no, announcer.SHORT if turn.short else announcer.SAID))
    loudspeakers.account(sql, zone, outcomes, now)
