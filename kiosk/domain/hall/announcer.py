"""What the loudspeaker of a zone says next: the one place where it is decided, for boards and players alike.

One announcement at a time, in the ledger's order; a message of the person in charge goes before the calls that wait.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from kiosk.domain.hall.announcement import Announcement
from kiosk.domain.hall.loudspeaker import Loudspeaker

SPOKEN_FOR = timedelta(seconds=60)  # an older one is shown, not spoken
SAME = timedelta(seconds=5)  # a recall so soon after its call is the same announcement
ALARM_AGAIN = timedelta(seconds=15)  # from the end of a call to leave the building to its next beginning
CROWD = 4  # when more wait, repeats are dropped
THRONG = 6  # when more wait though repeats are dropped, the short form is used

CHIME = "chime"
CHIME_TO_VOICE_MS = 300
BETWEEN_MS = 500  # between two languages, or before the repeat
AFTER_MS = 300  # before the next chime

SAID, SHORT = "said", "short"
MERGED, WITHDRAWN, OLD, QUIET, UNHEARD = "merged", "withdrawn", "old", "quiet", "unheard"


@dataclass(frozen=True, slots=True)
class Turn:
    """What is said now (None: nothing), how, and what is passed over with the reason, by number.

    `upto`: the number up to which everything was said or passed over before this turn. `again`: it was said or
    passed over already and is said once more, as one to leave the building is until it is lifted.
    """

    upto: int
    announcement: Announcement | None = None
    short: bool = False
    repeated: bool = False
    passed: tuple[tuple[int, str], ...] = ()
    again: bool = False


@dataclass(frozen=True, slots=True)
class Alarm:
    """The newest call to leave the building that stands, and when it was last said to its end."""

    announcement: Announcement
    said_at: datetime | None = None

    def due(self, now: datetime) -> bool:
        """Whether it is to be said; a time of the future is of a clock set back since."""
        return self.said_at is None or abs(now - self.said_at) >= ALARM_AGAIN


@dataclass(frozen=True, slots=True)
class Part:
    """One sound of an announcement: the chime, or the speech in a language; then a pause (ms)."""

    sound: str
    pause_ms: int


def next_turn(
    ledger: Sequence[Announcement],
    speaker: Loudspeaker,
    now: datetime,
    *,
    repeats: bool = False,
    quiet: bool = False,
    alarm: Alarm | None = None,
) -> Turn:
    """What a loudspeaker says next of a ledger: oldest first, beginning some way before what it has not said.

    An alarm goes before everything, silences the calls, and is said again and again.
    """
    quiet = quiet or alarm is not None
    judged = [each for each in judge(ledger, speaker, now, quiet) if each[0].no > speaker.spoken_no]
    waiting = [one for one, reason in judged if reason is None]
    end = waiting[0].no if waiting else (judged[-1][0].no + 1 if judged else speaker.spoken_no + 1)
    passed = tuple((one.no, reason) for one, reason in judged if reason and reason != SAID and one.no < end)
    if alarm and alarm.due(now):
        return Turn(end - 1, alarm.announcement, passed=passed, again=alarm.announcement not in waiting)
    if not waiting:
        return Turn(end - 1, passed=passed)
    first = next((one for one in waiting if one.kind == "message"), waiting[0])
    short = len(waiting) > (THRONG if repeats else CROWD)
    return Turn(end - 1, first, short, repeats and len(waiting) <= CROWD, passed)


def judge(
    ledger: Sequence[Announcement], speaker: Loudspeaker, now: datetime, quiet: bool
) -> Iterator[tuple[Announcement, str | None]]:
    """Each announcement with the reason why it is not spoken now, None when it is."""
    apologies = {each.leg: each for each in ledger if each.kind == "withdrawn" or each.withdrawn_at}
    said: dict[tuple[int | None, int], datetime] = {}  # a ticket's last call to a counter that is not passed over
    taken_back: dict[int | None, datetime] = {}
    for each in ledger:
        sorry = apologies.get(each.leg)
        if each.kind == "call" or (each.kind == "recall" and each.at > taken_back.get(each.leg, each.at)):
            taken_back.pop(each.leg, None)  # that it was taken back is undone
        if each.withdrawn_at or (sorry and sorry.no > each.no):
            taken_back[each.leg] = each.withdrawn_at or (sorry.at if sorry else each.at)
            said.pop((each.leg, each.counter), None)
        reason = _reason(each, speaker, each.leg in taken_back, said.get((each.leg, each.counter)))
        reason = reason or _moment(each, now, quiet)
        if reason in (None, SAID) and each.kind != "withdrawn":
            said[each.leg, each.counter] = each.at
        yield each, reason


def script(turn: Turn, langs: Sequence[str]) -> tuple[Part, ...]:
    """The sounds of a turn in their order: the chime, then each language; all languages once more if repeated."""
    speech = [Part(lang, BETWEEN_MS) for lang in langs] * (2 if turn.repeated else 1)
    return (Part(CHIME, CHIME_TO_VOICE_MS), *speech[:-1], *(replace(last, pause_ms=AFTER_MS) for last in speech[-1:]))


def _reason(each: Announcement, speaker: Loudspeaker, taken_back: bool, said: datetime | None) -> str | None:
    """Why an announcement is not spoken whenever it be."""
    if taken_back and each.kind in ("call", "recall"):
        return WITHDRAWN
    if each.kind == "recall" and said and each.at - said < SAME:
        return MERGED
    return SAID if each.no <= (speaker.message_no if each.kind == "message" else speaker.spoken_no) else None


def _moment(each: Announcement, now: datetime, quiet: bool) -> str | None:
    """Why an announcement is not spoken now."""
    if now - each.at >= SPOKEN_FOR:
        return OLD
    return QUIET if quiet and each.kind != "message" else None
